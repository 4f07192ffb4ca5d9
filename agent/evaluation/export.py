"""Writes a folder that runs in the course's harness as it is: `run-agent export DIR`.

Agent.py there imports one package, `ravens_agent_code`, that holds copies of agent/, nets/ and problems/. Under a name
of their own they cannot be mixed up with a student's own agent.py, nets.py or problems.py beside them.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import agent
import nets
import problems
from agent.evaluation.provenance import version_line
from agent.solvers import DEFAULT_SOLVER, SOLVERS

NAME = "ravens_agent_code"
MARK = "# Written by run-agent export.\n"

_OURS = "agent|nets|problems"
_LEFT_OUT = ("agent/evaluation", "agent/training", "nets/data", "problems/sets")  # nothing that answers needs them
_NOT_COPIED = (".png", ".md", ".pyc")

AGENT = """{mark}\
from {name}.agent import Agent as _Agent


class Agent(_Agent):
    def __init__(self):
        super().__init__({solver!r})
"""
README = """Agent.py and {name}/ are {version}, written by `run-agent export`.

Copy both beside the harness's RavensProject.py. They need Python 3.10 or later, NumPy, Pillow and SciPy, and read
the problems' pictures by the paths that the harness gives, relative to the working directory.

This is other people's work under the MIT licence. A course that grades your own work does not take
it as yours: ask before you hand it in, and say where it comes from.
"""


def export(folder: str | Path, solver: str = DEFAULT_SOLVER, overwrite: bool = False) -> list[Path]:
    """Write the folder; the files and the package in it.

    Raises FileExistsError where an Agent.py of another origin would be replaced and `overwrite` is not given.
    """
    folder = Path(folder)
    target, entry, readme = folder / NAME, folder / "Agent.py", folder / "README-ravens-agent.txt"
    if entry.exists() and not overwrite and MARK not in entry.read_text(encoding="utf-8", errors="replace"):
        raise FileExistsError(f"{entry} is there and not written by this command: --overwrite replaces it")
    if target.exists():
        shutil.rmtree(target)
    for package in (agent, nets, problems):
        root = Path(str(package.__file__)).resolve().parent
        for path in _files(root):
            _copy(path, target / root.name / path.relative_to(root))
    (target / "__init__.py").write_text(f'"""{version_line()}."""\n', encoding="utf-8")
    licence = Path(str(agent.__file__)).resolve().parent.parent / "LICENSE"
    if licence.exists():
        shutil.copy(licence, target / "LICENSE")
    entry.write_text(AGENT.format(mark=MARK, name=NAME, solver=solver), encoding="utf-8")
    readme.write_text(README.format(name=NAME, version=version_line()), encoding="utf-8")
    return [entry, target, readme]


def renamed_imports(source: str) -> str:
    r"""A module's source with our packages imported from the private one.

    >>> print(renamed_imports("import nets\nfrom agent.matrix import directions"))
    from ravens_agent_code import nets
    from ravens_agent_code.agent.matrix import directions
    """
    source = re.sub(rf"(?m)^(\s*)import ({_OURS})$", rf"\1from {NAME} import \2", source)
    return re.sub(rf"(?m)^(\s*)from ({_OURS})(\.[\w.]+)? import ", rf"\1from {NAME}.\2\3 import ", source)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        place = f"{root.name}/{path.relative_to(root).as_posix()}"
        if path.is_file() and path.suffix not in _NOT_COPIED and not place.startswith(_LEFT_OUT):
            yield path


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".py":
        target.write_text(renamed_imports(path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(path, target)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(prog="run_agent export", description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", metavar="DIR", help="made where it is not there")
    parser.add_argument("--solver", choices=SOLVERS, default=DEFAULT_SOLVER, help="default: %(default)s")
    parser.add_argument("--overwrite", action="store_true", help="replace an Agent.py of another origin")
    options = parser.parse_args(arguments)
    try:
        Path(options.folder).mkdir(parents=True, exist_ok=True)
        written = export(options.folder, options.solver, options.overwrite)
    except OSError as error:
        print(f"run_agent export: {error}", file=sys.stderr)
        return 2
    print("written:", *written)
    return 0
