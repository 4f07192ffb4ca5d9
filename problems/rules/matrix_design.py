"""A design: a matrix before it is drawn, as the values of each part's attributes cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from problems.drawing.item import Drawing
from problems.rules.group import Group

Values = dict[str, Any]  # of the attributes of a part in one cell


@dataclass(frozen=True)
class Claim:
    """What a rule says about a part of every figure; `problems.verification.verifier` holds the drawings against it.

    Attributes
    ----------
    part : str
        "main", "outer", "inner", "top", "bottom", "left" or "right": found in a drawing by geometry alone.
    attribute : str
        What is measured on the part, a key of `problems.verification.readings.READINGS`.
    pattern : str
        How it goes along a line, a key of `problems.verification.patterns.PATTERNS[attribute]`.
    along : str
        The lines it runs along: "rows" or "columns".
    """

    part: str
    attribute: str
    pattern: str
    along: str = "rows"


def draw_group(values: Values) -> Drawing:
    """The items of the group with these attributes."""
    return Group(**values).items()


@dataclass
class Part:
    """A part of every figure.

    Attributes
    ----------
    cells : list of dict
        For every cell of the matrix, in reading order, the values of the part's attributes.
    draw : callable
        Values of one cell -> Drawing.
    frees : tuple of str
        Measured attributes that follow from the ruled ones and so say nothing of their own.
    """

    cells: list[Values]
    draw: Callable[[Values], Drawing] = draw_group
    frees: tuple[str, ...] = ()

    def column(self, attribute: str) -> tuple[Any, ...]:
        """The values of an attribute over all cells."""
        return tuple(cell[attribute] for cell in self.cells)

    def set(self, attribute: str, values: Iterable[Any]) -> None:
        """Set an attribute's values over all cells."""
        for cell, value in zip(self.cells, values, strict=True):
            cell[attribute] = value


@dataclass(frozen=True)
class Axis:
    """One way in which options differ: a part's attribute and its values, the right one first."""

    part: str
    attribute: str
    values: tuple[Any, ...]


@dataclass
class MatrixDesign:
    """A whole matrix before it is drawn.

    Attributes
    ----------
    type : str
        "2x1", "2x2" or "3x3"; a 2x1 matrix is two rows that are read along the rows alone.
    parts : dict of str to Part
        Drawn one over the other, in order.
    claims : list of Claim
    ruled, filler : list of Axis
        How wrong options may differ from the answer: in what a rule governs, in what stays the same.
    four : bool
        Four axes at once, so that no rule of four can be left out; needs eight options.
    """

    type: str
    parts: dict[str, Part] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    ruled: list[Axis] = field(default_factory=list)
    filler: list[Axis] = field(default_factory=list)
    four: bool = False

    @property
    def side(self) -> int:
        """Figures in a line of the matrix."""
        return int(self.type[0])

    def drawing(self, cell: int, changes: Iterable[tuple[str, str, Any]] = ()) -> Drawing:
        """The drawing of a cell (index from 0), with changes ((part, attribute, value), ...) applied."""
        items: Drawing = ()
        for name, part in self.parts.items():
            values = dict(part.cells[cell])
            values.update({attribute: value for where, attribute, value in changes if where == name})
            items += part.draw(values)
        return items

    def drawings(self) -> tuple[Drawing, ...]:
        """The drawings of all cells in reading order, the answer's last."""
        return tuple(self.drawing(cell) for cell in range(self.side**2))

    def transposed(self) -> MatrixDesign:
        """The same matrix with rows and columns exchanged."""
        order = [row + self.side * column for row in range(self.side) for column in range(self.side)]
        for part in self.parts.values():
            part.cells = [part.cells[cell] for cell in order]
        turned = {"rows": "columns", "columns": "rows"}
        self.claims = [replace(claim, along=turned[claim.along]) for claim in self.claims]
        return self
