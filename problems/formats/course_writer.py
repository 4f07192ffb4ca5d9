"""Writes problem sets as the course has them, so that its harness runs them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from problems.formats.course_reader import figure_files
from problems.formats.paths import read_lines
from problems.names import one_line
from problems.problem import Problem
from problems.problem_set import ProblemSet


def write_problem_set(problem_set: ProblemSet, folder: str | os.PathLike[str]) -> Path:
    """Write a set below `folder` (the course's Problems folder) and list it in ProblemSetList.txt.

    `folder`/<set>/<problem>/ gets ProblemData.txt, ProblemAnswer.txt (where the answer is known) and
    an RGBA picture for each figure. Returns the set's folder.
    """
    folder = Path(folder)
    set_folder = folder / _checked(problem_set.name)
    names = []
    for problem in problem_set:
        _write_problem(problem, set_folder / _checked(problem.name))
        names.append(problem.name)
    if len(set(names)) != len(names):
        raise ValueError(f"set {problem_set.name!r}: expected problems of different names, got {names}")
    _write_lines(set_folder / "ProblemList.txt", names)
    list_path = folder / "ProblemSetList.txt"
    listed = [line for line in read_lines(list_path) if line] if list_path.exists() else []
    if problem_set.name not in listed:
        _write_lines(list_path, [*listed, problem_set.name])
    return set_folder


def _write_problem(problem: Problem, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in (*figure_files(folder).values(), folder / "ProblemAnswer.txt"):
        stale.unlink(missing_ok=True)  # of a problem that was here before, perhaps with more options
    for figure in problem.matrix + problem.options:
        figure.image().convert("RGBA").save(folder / f"{figure.name}.png", optimize=True)
    _write_lines(folder / "ProblemData.txt", [problem.type, "true", "false"])
    if problem.answer is not None:
        _write_lines(folder / "ProblemAnswer.txt", [str(problem.answer)])


def _checked(name: str) -> str:
    """A name as a relative path; a set of a data set ("I-RAVEN/center_single") becomes a folder in it."""
    if not name or ".." in Path(name).parts or Path(name).is_absolute() or not name == name.strip() == one_line(name):
        raise ValueError(f"expected a name that can be a folder's, got {name!r}")
    return name


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(line + "\n" for line in lines).encode(errors="surrogateescape"))
