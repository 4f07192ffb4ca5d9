"""The course's folders: Problems / set / problem / figures, as its many copies have them."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from problems.annotation import read_annotation
from problems.figure import Figure
from problems.formats.course_lists import listed
from problems.formats.course_texts import read_answer, read_type_and_answer
from problems.formats.figure_names import option_numbers
from problems.formats.paths import is_foreign
from problems.formats.regular_files import is_within
from problems.formats.source import ProblemSource
from problems.problem import TYPES, Problem

_log = logging.getLogger(__name__)

_SUFFIXES = (".png", ".bmp", ".gif", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")  # in order of preference
_DEPTH = 4  # folders between the given one and a set


class CourseSource(ProblemSource):
    """A problem's folder, read when asked."""

    def load(self) -> Problem:
        """The problem. Raises OSError or ValueError, naming the file."""
        return read_course_problem(self.path, self.set_name, self.root or self.path)


def read_course_problem(
    folder: str | os.PathLike[str], set_name: str = "", root: str | os.PathLike[str] | None = None
) -> Problem:
    """Read one problem's folder: ProblemData.txt, ProblemAnswer.txt and a picture for each figure.

    In the folders of Fall 2014 one text file, called as the folder is, holds the name, the type and the answer.
    Without either the figures tell the type (2x2 or 3x3); without an answer it is unknown. A link that leads out
    of `root`, by default the folder itself, is refused.
    """
    folder = Path(folder)
    root = folder if root is None else root
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: expected a problem's folder, found none")
    if not is_within(folder, root):
        raise ValueError(f"{folder}: a link that leaves {root}, so it is not followed")
    pictures = figure_files(folder)
    problem_type, answer = read_type_and_answer(folder, root)
    if problem_type is None:
        problem_type = "3x3" if "H" in pictures else "2x2"
    options = option_numbers(pictures, f"{folder}: pictures")
    missing = [name for name in TYPES[problem_type] if name not in pictures]
    if missing:
        raise FileNotFoundError(f"{folder}: a {problem_type} problem has a figure {missing[0]}, found none")
    answer = read_answer(folder, root, answer)
    if answer is not None and not 1 <= answer <= len(options):
        _log.warning("%s: expected an answer from 1 to %d, got %s: unknown", folder, len(options), answer)
        answer = None
    return Problem(
        name=folder.name,
        type=problem_type,
        matrix=tuple(Figure.load(pictures[name], name, root) for name in TYPES[problem_type]),
        options=tuple(Figure.load(pictures[str(number)], str(number), root) for number in options),
        answer=answer,
        set_name=set_name,
        annotation=read_annotation(folder),
    )


def find_course_sets(folder: str | os.PathLike[str]) -> list[tuple[str, list[CourseSource]]]:
    """The sets at or below `folder`, which may be a problem, a set or a folder of sets.

    Returns a list of (set's name, list of CourseSource), in the order of ProblemSetList.txt and
    ProblemList.txt where they are, else in natural order. In a set, folders that cannot be looked into and folders
    with only some of a problem's files are problems too: they are reported as skipped when they are read.
    """
    folder = Path(folder)
    if _state(folder) == _PROBLEM:
        return [(folder.parent.name, [CourseSource(str(folder), folder.parent.name, str(folder))])]
    return _find_sets(folder, folder, _DEPTH, set())


def figure_files(folder: Path) -> dict[str, Path]:
    """The pictures of a problem's figures by name; that of the whole problem and other files stay out."""
    found: dict[str, tuple[tuple[int, str], Path]] = {}
    for child in sorted(folder.iterdir()):
        name, suffix = child.stem.upper(), child.suffix.lower()
        if suffix in _SUFFIXES and re.fullmatch(r"[A-H]|[1-9][0-9]*", name):
            rank = (_SUFFIXES.index(suffix), child.name)
            found[name] = min(found.get(name, (rank, child)), (rank, child))
    return {name: child for name, (_, child) in found.items()}


# What a folder may be.
_PROBLEM, _PART, _UNREADABLE, _OTHER = "problem", "part of a problem", "unreadable", "other"


def _state(folder: Path) -> str:
    """What a folder is, by the names in it: a problem has its data, or the pictures of A, B, C and 1."""
    try:
        names = {name.lower() for name in os.listdir(folder)}
    except OSError:
        return _UNREADABLE
    stems = {Path(name).stem for name in names if Path(name).suffix in _SUFFIXES}
    if "problemdata.txt" in names or {"a", "b", "c", "1"} <= stems:
        return _PROBLEM
    return _PART if stems & {*"abcdefgh", *"123456"} or "problemanswer.txt" in names else _OTHER


def _find_sets(folder: Path, root: Path, depth: int, seen: set[str]) -> list[tuple[str, list[CourseSource]]]:
    real = os.path.realpath(folder)
    if real in seen:  # a link to a folder that has been searched, perhaps to one above
        return []
    seen.add(real)
    states = {child: _state(child) for child in _folders(folder, root)}
    if _PROBLEM in states.values():
        children = [child for child, state in states.items() if state != _OTHER]
        members = listed(folder, "ProblemList.txt", children, root)
        return [(folder.name, [CourseSource(str(member), folder.name, str(root)) for member in members])]
    if not depth:
        return []
    for child, state in states.items():
        if state == _UNREADABLE:
            _log.warning("%s: cannot be read: left out", child)
    searchable = [child for child, state in states.items() if state != _UNREADABLE]
    found = []
    for child in listed(folder, "ProblemSetList.txt", searchable, root):
        if not os.path.isdir(child):
            _log.warning("%.300s: expected a folder, found none: left out", child)
        elif is_within(child, root):
            found += _find_sets(child, root, depth - 1, seen)
    return found


def _folders(folder: Path, root: Path) -> list[Path]:
    """The folders in a folder that may hold problems; a link that leads out of `root` is told of and left out."""
    found = []
    for child in folder.iterdir():
        if is_foreign(child.name) or not os.path.isdir(child):
            continue
        if child.is_symlink() and not is_within(child, root):
            _log.warning("%s: a link that leaves %s: left out", child, root)
        else:
            found.append(child)
    return found
