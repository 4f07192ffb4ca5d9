"""The lines of a matrix: its rows, columns and diagonals, each ending in the option where it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

OPEN = -1  # stands for the option in a line
_PAIRS = {2: ((0, 1),), 3: ((0, 1), (1, 2), (0, 2))}  # pairs of places in a line of so many figures

_LINES: dict[str, dict[str, tuple[tuple[int, ...], ...]]] = {
    "2x1": {"rows": ((0, 1), (2, OPEN))},
    "2x2": {"rows": ((0, 1), (2, OPEN)), "columns": ((0, 2), (1, OPEN))},
    "3x3": {
        "rows": ((0, 1, 2), (3, 4, 5), (6, 7, OPEN)),
        "columns": ((0, 3, 6), (1, 4, 7), (2, 5, OPEN)),
        "falling diagonals": ((1, 5, 6), (2, 3, 7), (0, 4, OPEN)),
        "rising diagonals": ((2, 4, 6), (0, 5, 7), (1, 3, OPEN)),
    },
}


@dataclass(frozen=True)
class Direction:
    """Parallel lines of a matrix, as indices into `Problem.matrix`; OPEN marks the option's place.

    Attributes
    ----------
    name : str
        "rows", "columns", "falling diagonals" or "rising diagonals" (these wrap around the matrix).
    complete : tuple of tuple of int
        The lines without a gap.
    open : tuple of int
        The line that the option completes.
    """

    name: str
    complete: tuple[tuple[int, ...], ...]
    open: tuple[int, ...]

    @property
    def is_diagonal(self) -> bool:
        """Whether the lines are diagonals."""
        return self.name.endswith("diagonals")


def directions(problem_type: str, *, diagonals: bool = False) -> tuple[Direction, ...]:
    """The directions of a matrix: rows (2x1), rows and columns (2x2, 3x3), diagonals (3x3) if wanted."""
    found = (Direction(name, lines[:-1], lines[-1]) for name, lines in _LINES[problem_type].items())
    return tuple(direction for direction in found if diagonals or not direction.is_diagonal)


class Comparison(NamedTuple):
    """Pairs of places that should change alike: one of every complete line and that of the open line.

    Attributes
    ----------
    complete : tuple of (int, int)
        Indices into `Problem.matrix`.
    open : (int, int)
        The same of the open line; one of the two is OPEN.
    """

    complete: tuple[tuple[int, int], ...]
    open: tuple[int, int]


def comparisons(problem_type: str, *, diagonals: bool = False) -> tuple[Comparison, ...]:
    """The `Comparison`s of a matrix, direction by direction: every pair of places of which one is the option's."""
    return tuple(
        Comparison(tuple((line[first], line[second]) for line in direction.complete),
                   (direction.open[first], direction.open[second]))
        for direction in directions(problem_type, diagonals=diagonals)
        for first, second in _PAIRS[len(direction.open)]
        if OPEN in (direction.open[first], direction.open[second])
    )
