"""A group: like items in an arrangement. Rules change a group's attributes, its items follow."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from problems.drawing.item import Drawing, Item, ShapeAttributes

# The most items an arrangement holds, and the size of an item that leaves room between neighbours.
CAPACITY = {
    "single": 1,
    "row": 5,
    "column": 5,
    "diagonal": 5,
    "grid": 9,
    "ring": 8,
    "slots": 8,
    "scatter": 9,
    "concentric": 5,
}
ITEM_SIZE = {
    "row": 0.16,
    "column": 0.16,
    "diagonal": 0.18,
    "grid": 0.22,
    "ring": 0.2,
    "slots": 0.19,
    "scatter": 0.18,
}
LATTICE = (0.22, 0.5, 0.78)
RING_RADIUS = 0.34


@dataclass(frozen=True)
class Group(ShapeAttributes):
    """Like items in an arrangement.

    Attributes
    ----------
    number : int
        How many items; at most `CAPACITY[layout]`.
    layout : str
        A key of `CAPACITY`.
    spread : float
        Distance between neighbours in a row, column or diagonal, in fractions of the figure's side.
    scatter : int
        Seed of the places of a scattered group.
    shape, x, y, size, rotation, mirrored, fill, line_width, grey, fill_angle, aspect
        As in `problems.drawing.item.ShapeAttributes`; (x, y) is the centre of the group.
    """

    shape: str = "circle"
    size: float = 0.55
    line_width: float = 0.016
    number: int = 1
    layout: str = "single"
    spread: float = 0.18
    scatter: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.number <= CAPACITY[self.layout]:
            raise ValueError(
                f"a {self.layout} group holds 0 to {CAPACITY[self.layout]} items, got {self.number}"
            )

    def items(self) -> Drawing:
        """The group's items."""
        if self.layout == "concentric":
            sizes = [self.size + 0.16 * index for index in range(self.number)]
            return tuple(self._item(self.x, self.y, size) for size in sizes[::-1])
        return tuple(self._item(x, y, self.size) for x, y in self._places())

    def _item(self, x: float, y: float, size: float) -> Item:
        return Item(
            self.shape,
            round(x, 4),
            round(y, 4),
            round(size, 4),
            self.rotation % 360,
            self.mirrored,
            self.fill,
            self.line_width,
            self.grey,
            self.fill_angle,
            self.aspect,
        )

    def _places(self) -> list[tuple[float, float]]:
        number, layout = self.number, self.layout
        if layout == "single":
            return [(self.x, self.y)] * number
        if layout in ("row", "column", "diagonal"):
            along = [self.spread * (index - (number - 1) / 2) for index in range(number)]
            right, down = {"row": (1, 0), "column": (0, 1), "diagonal": (1, 1)}[layout]
            return [(self.x + right * step, self.y + down * step) for step in along]
        if layout == "grid":
            return [(x, y) for y in LATTICE for x in LATTICE][:number]
        if layout == "scatter":
            return scattered(number, self.scatter)
        around = number if layout == "ring" else CAPACITY["slots"]
        return [ring_place(index / max(around, 1), self.x, self.y) for index in range(number)]


def ring_place(
    turn: float, x: float = 0.5, y: float = 0.5, radius: float = RING_RADIUS
) -> tuple[float, float]:
    """The place on a ring, `turn` (fraction of a full turn) clockwise from the top."""
    return x + radius * sin(2 * pi * turn), y - radius * cos(2 * pi * turn)


def scattered(number: int, seed: int) -> list[tuple[float, float]]:
    """`number` places without order, no two nearer than an item's size, from a seed: list of (x, y)."""
    rng = np.random.default_rng(seed)
    cells = rng.permutation([(x, y) for y in LATTICE for x in LATTICE])[:number]
    return [(float(x), float(y)) for x, y in cells + rng.uniform(-0.04, 0.04, size=cells.shape)]
