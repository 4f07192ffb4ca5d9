"""The course harness's own problem objects, of every year, made into a Problem."""

from __future__ import annotations

from typing import Any

from problems.figure import Figure
from problems.formats.figure_names import option_numbers
from problems.formats.paths import locate
from problems.problem import TYPES, Problem, parse_type


def to_problem(given: Any) -> Problem:
    """The problem in an object of the course harness, told by what it has; a Problem stays as it is.

    From 2015 on that is `.name`, `.problemType` and `.figures`, a dict of figures with `.visualFilename`
    relative to the working directory; in 2014 `getName()`, `getProblemType()` and `getFigures()`, with
    `getPath()`. An answer that the object knows is not looked at. Raises ValueError where something is
    missing and FileNotFoundError where a picture is.
    """
    if isinstance(given, Problem):
        return given
    name = str(_read(given, "name", "getName", otherwise=""))
    text = _read(given, "problemType", "getProblemType")
    problem_type = parse_type(text)
    if problem_type is None:
        raise ValueError(f"problem {name!r}: expected a problemType of {sorted(TYPES)}, got {text!r}")
    figures = _by_name(_read(given, "figures", "getFigures"), name)
    options = option_numbers(figures, f"problem {name!r}: figures")
    missing = [key for key in TYPES[problem_type] if key not in figures]
    if missing:
        raise ValueError(
            f"problem {name!r}: a {problem_type} problem needs figure {missing[0]}, got {sorted(figures)[:20]}"
        )
    return Problem(
        name=name,
        type=problem_type,
        matrix=tuple(_figure(figures[key], key, name) for key in TYPES[problem_type]),
        options=tuple(_figure(figures[str(number)], str(number), name) for number in options),
        set_name=str(_read(given, "problemSetName", otherwise="")),
    )


def speaks_2014(given: Any) -> bool:
    """Whether an object is of the harness of Fall 2014: read by getters, answered by a string."""
    return callable(getattr(given, "getProblemType", None))


def _figure(figure: Any, key: str, problem_name: str) -> Figure:
    path = _read(figure, "visualFilename", "getVisualFilename", "getPath", otherwise=None)
    if not path:
        raise ValueError(f"problem {problem_name!r}: figure {key} has no picture, and only pictures are read")
    return Figure.load(locate(path), key)


def _by_name(figures: Any, problem_name: str) -> dict[str, Any]:
    """The figures by upper-case name, from a dict in any order or from a sequence."""
    if not hasattr(figures, "items"):
        figures = {_read(figure, "name", "getName"): figure for figure in figures or ()}
    if not figures:
        raise ValueError(f"problem {problem_name!r}: expected figures, got none")
    return {str(key).strip().upper(): figure for key, figure in figures.items()}


_REQUIRED = object()


def _read(given: Any, *names: str, otherwise: Any = _REQUIRED) -> Any:
    """The first of the attributes `names` that there is; a getter is called."""
    for name in names:
        value = getattr(given, name, None)
        if value is not None:
            return value() if name.startswith("get") else value
    if otherwise is _REQUIRED:
        raise ValueError(f"expected an object with {' or '.join(names)}, got {type(given).__name__}")
    return otherwise
