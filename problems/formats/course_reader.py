"""The course's folders: Problems / set / problem / figures, as its many copies have them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from problems.annotation import read_annotation
from problems.figure import Figure
from problems.formats.paths import entry, natural_order, read_lines
from problems.problem import TYPES, Problem, parse_type

_log = logging.getLogger(__name__)

_SUFFIXES = (".png", ".bmp", ".gif", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")  # in order of preference
_DEPTH = 4  # folders between the given one and a set, so that a loop of links ends


@dataclass(frozen=True)
class CourseSource:
    """A problem's folder, read when asked.

    Attributes
    ----------
    path : str
        The absolute path of the problem's folder.
    set_name : str
        The set that the problem belongs to.
    """

    path: str
    set_name: str

    @property
    def name(self):
        """The problem's name: its folder's."""
        return Path(self.path).name

    def load(self):
        """The problem. Raises FileNotFoundError or ValueError, naming the file."""
        return read_course_problem(self.path, self.set_name)


def read_course_problem(folder, set_name=""):
    """Read one problem's folder: ProblemData.txt, ProblemAnswer.txt and a picture for each figure.

    Without ProblemData.txt the figures tell the type (2x2 or 3x3); without an answer it is unknown.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: expected a problem's folder, found none")
    pictures = figure_files(folder)
    problem_type, answer = _problem_data(folder)
    if problem_type is None:
        problem_type = "3x3" if "H" in pictures else "2x2"
    options = sorted((int(name) for name in pictures if name.isdigit()))
    if not options or options != list(range(1, len(options) + 1)):
        raise ValueError(f"{folder}: expected pictures of the options 1 to n, found {options or 'none'}")
    missing = [name for name in TYPES[problem_type] if name not in pictures]
    if missing:
        raise FileNotFoundError(f"{folder}: a {problem_type} problem has a figure {missing[0]}, found none")
    answer = _problem_answer(folder, answer)
    if answer is not None and not 1 <= answer <= len(options):
        _log.warning("%s: expected an answer from 1 to %d, got %s: unknown", folder, len(options), answer)
        answer = None
    return Problem(
        name=folder.name,
        type=problem_type,
        matrix=tuple(Figure.load(pictures[name], name) for name in TYPES[problem_type]),
        options=tuple(Figure.load(pictures[str(number)], str(number)) for number in options),
        answer=answer,
        set_name=set_name,
        annotation=read_annotation(folder),
    )


def find_course_sets(folder, depth=_DEPTH):
    """The sets at or below `folder`, which may be a problem, a set or a folder of sets.

    Returns a list of (set's name, list of CourseSource), in the order of ProblemSetList.txt and
    ProblemList.txt where they are, else in natural order.
    """
    folder = Path(folder)
    if _is_problem(folder):
        return [(folder.parent.name, [CourseSource(str(folder), folder.parent.name)])]
    children = [child for child in folder.iterdir() if not child.name.startswith(".") and _is_folder(child)]
    if any(_is_problem(child) for child in children):
        problems = [child for child in children if _is_problem(child)]
        members = _listed(folder, "ProblemList.txt", problems)
        return [(folder.name, [CourseSource(str(member), folder.name) for member in members])]
    if not depth:
        return []
    members = _listed(folder, "ProblemSetList.txt", children)
    return [found for child in members if child.is_dir() for found in find_course_sets(child, depth - 1)]


def figure_files(folder):
    """The pictures of a problem's figures by name; that of the whole problem and other files stay out."""
    found = {}
    for child in sorted(folder.iterdir()):
        name, suffix = child.stem.upper(), child.suffix.lower()
        if suffix in _SUFFIXES and re.fullmatch(r"[A-H]|[1-9]\d*", name):
            rank = (_SUFFIXES.index(suffix), child.name)
            found[name] = min(found.get(name, (rank, child)), (rank, child))
    return {name: child for name, (_, child) in found.items()}


def _is_folder(path):
    """Whether a path is a folder that can be looked into; one that cannot is told of and left out."""
    try:
        if not path.is_dir():
            return False
        next(path.iterdir(), None)
        return True
    except OSError as error:
        _log.warning("%s: cannot be read (%s): left out", path, error.strerror)
        return False


def _is_problem(folder):
    """Whether a folder holds a problem: its data, or the pictures of A, B, C and 1."""
    try:
        names = {child.name.lower() for child in folder.iterdir()}
    except OSError as error:
        _log.warning("%s: cannot be read (%s): left out", folder, error.strerror)
        return False
    stems = {Path(name).stem for name in names if Path(name).suffix in _SUFFIXES}
    return "problemdata.txt" in names or {"a", "b", "c", "1"} <= stems


def _listed(folder, list_name, children):
    """The children in the order of a list file; all, in natural order, where it names none of them."""
    by_name = {child.name.lower(): child for child in children}
    path = entry(folder, list_name)
    lines = [line.strip() for line in read_lines(path)] if path else []
    first = next((i for i, line in enumerate(lines) if line.lower() in by_name), None)
    if first is None:
        return sorted(children, key=lambda child: natural_order(child.name))
    for line in filter(None, lines[:first]):
        _log.warning("%s: no folder is called %r: line left out", path, line)
    end = next((i for i in range(first, len(lines)) if not lines[i]), len(lines))
    return [by_name.get(line.lower(), Path(folder) / line) for line in lines[first:end]]


def _problem_data(folder):
    """Type and answer in ProblemData.txt, each None where it is not there.

    The lines are type, has a visual form, has a verbal form; the older form has the answer on line 2.
    """
    path = entry(folder, "ProblemData.txt")
    if path is None:
        return None, None
    lines = [line.strip() for line in read_lines(path)]
    for number, line in enumerate(lines):
        problem_type = parse_type(line)
        if problem_type is not None:
            return problem_type, _number(lines[number + 1]) if number + 1 < len(lines) else None
    raise ValueError(f"{path}: expected a line with the type, one of {sorted(TYPES)}, found none")


def _problem_answer(folder, otherwise):
    """The number in ProblemAnswer.txt: its first line that is one."""
    path = entry(folder, "ProblemAnswer.txt")
    numbers = [_number(line) for line in read_lines(path)] if path else []
    return next((number for number in numbers if number is not None), otherwise)


def _number(line):
    return int(line) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", line) else None
