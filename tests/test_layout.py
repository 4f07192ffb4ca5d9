"""The layout: what lies at the top level, which way imports run, and how large folders may grow."""

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
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
# Parts of agent/, the lowest layer first: a part imports only from lower layers and from itself.
LAYERS = (
    {"matrix", "weights"},
    {"vision"},
    {"network"},
    {"scene"},
    {"features", "raven"},
    {"rules"},
    {"inference"},
    {"solvers"},
    {"agent"},
    {"evaluation"},
    {"training"},  # nothing stands above it: nothing imports it
)
LAYER = {part: height for height, parts in enumerate(LAYERS) for part in parts}
MOST_MODULES = 15  # in a folder of agent/, its __init__.py among them


@cache
def parsed(path):
    """The syntax tree of a file, which several tests walk."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path, top_level_only=False):
    """The top-level packages that a file imports."""
    for name in imported_modules(path, top_level_only):
        yield name.split(".")[0]


@cache
def imported_modules(path, top_level_only=False):
    """The dotted names that a file imports; "from a import b" counts as a and as a.b."""
    tree, found = parsed(path), []
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def part_of(path):
    """The part of agent/ that a file belongs to: its folder, or its own name where it lies at the top."""
    return path.relative_to(ROOT / "agent").with_suffix("").parts[0]


def agent_files():
    """The modules of agent/ but its __init__.py, which offers the agent to others."""
    files = [path for path in (ROOT / "agent").rglob("*.py") if path != ROOT / "agent" / "__init__.py"]
    assert len(files) > 50
    return files


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package):
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


def test_every_part_of_the_agent_has_a_layer():
    assert {part_of(path) for path in agent_files()} == set(LAYER)


def test_parts_of_the_agent_import_from_lower_layers_alone():
    for path in agent_files():
        part = part_of(path)
        for name in imported_modules(path):
            package, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if package != "agent" or other == part or other not in LAYER:
                continue
            assert LAYER[other] < LAYER[part], f"{path}: agent.{part} must not import agent.{other}"


def test_nothing_but_tests_imports_training():
    for path in [*(ROOT / "problems").rglob("*.py"), *(ROOT / "nets").rglob("*.py"), ROOT / "run_agent.py"]:
        assert not any(name.startswith("agent.training") for name in imported_modules(path)), path


def test_the_verifier_knows_no_rule():
    """It is written apart from the rules, or it could not check them."""
    files = list((ROOT / "problems" / "verification").glob("*.py"))
    assert files
    for path in files:
        for name in imported_modules(path):
            assert not name.startswith("problems.rules"), f"{path} imports {name}"


def test_folders_of_the_agent_stay_small():
    modules = Counter(path.parent for path in agent_files())
    for folder, count in modules.items():
        assert count <= MOST_MODULES, f"{folder} holds {count} modules, expected at most {MOST_MODULES}"


def test_no_two_modules_of_the_agent_share_a_name():
    names = Counter(path.name for path in agent_files() if path.name not in ("__init__.py", "__main__.py"))
    assert not [name for name, count in names.items() if count > 1]


def test_nothing_else_lies_at_the_top_level():
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a clone")
    found = {name.split("/")[0] for name in listed.decode().split("\0") if name}
    assert found <= TOP_LEVEL, f"not at the top level: {sorted(found - TOP_LEVEL)}"
