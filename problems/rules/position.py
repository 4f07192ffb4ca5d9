"""Position: a figure that moves on by one step, or round and round over three places; marks on a ring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.group import LATTICE, ring_place
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import FILLS, PLAIN, some, unlike
from problems.rules.patterns import by_row, latin_square
from problems.rules.rule import Allowed, AttributeRule, MatrixRule, claim, lay

SMALL = (0.22, 0.26)


@dataclass(frozen=True)
class Shift(AttributeRule):
    """The figure moves by the same step along every row; each row may lie at another height."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        side = design.side
        along = LATTICE if side == 3 else some(LATTICE, 2, rng=rng)
        along = along[:: int(rng.choice([-1, 1]))]
        heights = [LATTICE[place] for place in rng.integers(3, size=side)]
        if rng.random() < 0.4:  # a diagonal step, alike in all rows
            down = LATTICE[:side] if rng.random() < 0.5 else LATTICE[::-1][:side]
            first, second = along * side, tuple(down) * side
        else:
            first, second = tuple(along) * side, by_row(heights, side)
        if rng.random() < 0.5:
            first, second = second, first
        lay(design, where, "x", first, LATTICE)
        lay(design, where, "y", second, LATTICE)
        claim(design, where, "place", "progression")


@dataclass(frozen=True)
class Cycle(AttributeRule):
    """The figure takes each of three places once a row and once a column."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        places = some([(x, y) for x in LATTICE for y in LATTICE], 3, rng=rng)
        if len({x for x, _ in places}) == 1 or len({y for _, y in places}) == 1 or rng.random() < 0.5:
            line = LATTICE[rng.integers(3)]
            places = tuple((value, line) for value in LATTICE)
        square = latin_square(places, 3, rng=rng)
        lay(design, where, "x", tuple(x for x, _ in square), LATTICE)
        lay(design, where, "y", tuple(y for _, y in square), LATTICE)
        claim(design, where, "place", "distribution")


def draw_orbit(values: Values) -> Drawing:
    """A shape in the middle and marks at turns of the ring around it, in eighths."""
    middle = Item(values["shape"], 0.5, 0.5, 0.36, 0.0, False, values["fill"], 0.016)
    marks = []
    for eighth in values["marks"]:
        x, y = ring_place((values["start"] + eighth) / 8, radius=0.38)
        marks.append(
            Item(values["mark"], round(x, 4), round(y, 4), 0.15, 0.0, False, values["mark_fill"], 0.016)
        )
    return (middle, *marks)


@dataclass(frozen=True)
class Orbit(MatrixRule):
    """Marks travel round a shape by the same step from figure to figure."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        step = int(rng.choice([1, 2, 3])) * int(rng.choice([-1, 1]))
        marks = [(0,), (0, 1), (0, 3), (0, 1, 3)][rng.integers(4)]
        first = int(rng.integers(8))
        shift = int(rng.integers(1, 4)) if rng.random() < 0.6 else 0
        starts = [(first + shift * row + step * column) % 8 for row in range(side) for column in range(side)]
        shapes = unlike(PLAIN, side + 2, rng=rng)
        rows = by_row(shapes if rng.random() < 0.6 else shapes[:1] * side, side)
        fill, other_fill = some(FILLS, 2, rng=rng)
        mark_fill, other_mark = some(("solid", "none"), 2, rng=rng)
        cells = [
            {"shape": shape, "fill": fill, "mark": "circle",
             "mark_fill": mark_fill, "marks": marks, "start": start}
            for shape, start in zip(rows, starts, strict=True)
        ]  # fmt: skip
        design = MatrixDesign(type, {"main": Part(cells, draw_orbit, frees=("place",))})
        answer = starts[-1]
        wrong = [(answer + offset) % 8 for offset in rng.permutation([1, 2, 3, 4, 5, 6, 7])]
        lay(design, "main", "start", tuple(starts), wrong)
        design.filler.append(
            Axis("main", "shape", (rows[-1], shapes[0] if shapes[0] != rows[-1] else shapes[1]))
        )
        design.filler.append(Axis("main", "fill", (fill, other_fill)))
        design.filler.append(Axis("main", "mark_fill", (mark_fill, other_mark)))
        claim(design, "main", "bearing", "orbit")
        return design


RULES = (
    Shift("shift", ("x", "y"), limits={"layout": ("single",), "size": SMALL}),
    Cycle("cycle", ("x", "y"), ("3x3",), limits={"layout": ("single",), "size": SMALL}),
    Orbit("orbit"),
)
