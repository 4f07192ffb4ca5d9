"""The house: what lies at the top level, and which way imports run."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "nets": {"nets"},
    "problems": {"problems"},
    "agent": {"agent", "nets", "problems"},
}
TOP_LEVEL = {"setup.cfg", "README.md", "agent", "nets", "problems", "tests", "run_agent.py", ".ci",
             ".gitignore", "LICENSE", "pyproject.toml"}
ALLOWED_OUTSIDE = {
    "nets": {"numpy", "PIL", "matplotlib"},
    "problems": {"numpy", "PIL"},
    "agent": {"numpy", "PIL", "scipy", "matplotlib", "distributed", "dask"},
}


def imports(path, top_level_only=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package):
    import sys

    own = set(MAY_IMPORT)
    files = list((ROOT / package).rglob("*.py"))
    assert files
    for path in files:
        for name in imports(path):
            if name in own or name == "run_agent":
                assert name in MAY_IMPORT[package], f"{path} imports {name}"
            elif name not in sys.stdlib_module_names:
                assert name in ALLOWED_OUTSIDE[package], f"{path} imports {name}"


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_optional_packages_are_imported_where_they_are_used(package):
    for path in (ROOT / package).rglob("*.py"):
        optional = {"matplotlib", "distributed", "dask"} & set(imports(path, top_level_only=True))
        assert not optional, f"{path} imports {optional} at its top"


def test_nothing_else_lies_at_the_top_level():
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a clone")
    found = {name.split("/")[0] for name in listed.decode().split("\0") if name}
    assert found <= TOP_LEVEL, f"not at the top level: {sorted(found - TOP_LEVEL)}"
