"""Counts other than of a group's items: of the filled marks in a ring, and of spokes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import segment
from problems.rules.group import ring_place
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import progression, sums
from problems.rules.rule import MatrixRule, claim, lay

LINE = 0.014


def draw_marks(values: Values) -> Drawing:
    """A ring of like marks, the first few of them filled."""
    count = values["count"]
    return tuple(
        Item(values["shape"], round(x, 4), round(y, 4), 0.22, 0.0, False,
             "solid" if index < values["filled"] else "none", LINE)
        for index, (x, y) in enumerate(ring_place(index / count) for index in range(count))
    )  # fmt: skip


def draw_spokes(values: Values) -> Drawing:
    """Straight lines from the centre, the first of eight directions clockwise from the top, about a hub."""
    hub = Item(values["hub"], 0.5, 0.5, 0.24, 0.0, False, "solid", LINE)
    spokes = [
        segment((0.5, 0.5), ring_place((index + values["first"]) / 8, radius=values["length"]))
        for index in range(values["filled"])
    ]
    return (*spokes, hub)


@dataclass(frozen=True)
class Counted(MatrixRule):
    """A count climbs or falls by the same step, or the third count is the sum of the others.

    The count is of filled marks in a ring, or of spokes.
    """

    spokes: bool = False

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        count = 8 if self.spokes else int(rng.choice([6, 7, 8]))
        pattern = "progression"
        if side == 3 and rng.random() < 0.35:
            filled, sign = sums(1, count, rng=rng)
            pattern = "total" if sign > 0 else "remainder"
        else:
            step = int(rng.choice([-2, -1, 1, 2] if count > 5 else [-1, 1]))
            low = max(1, 1 - step * (side - 1))
            starts = [
                int(start)
                for start in rng.integers(low, min(count, count - step * (side - 1)) + 1, size=side)
            ]
            filled = progression(starts, step, side)
        shapes = unlike(PLAIN, 2, rng=rng)
        lengths = some((0.3, 0.44), 2, rng=rng)
        look = (
            {"first": int(rng.integers(8)), "hub": shapes[0], "length": lengths[0]}
            if self.spokes
            else {"count": count, "shape": shapes[0]}
        )
        part = Part([dict(look) for _ in filled], draw_spokes if self.spokes else draw_marks)
        design = MatrixDesign(type, {"main": part})
        lay(design, "main", "filled", filled, some(range(1, count + 1), count, rng=rng))
        if self.spokes:
            design.filler.append(Axis("main", "hub", (shapes[0], shapes[1])))
            design.filler.append(Axis("main", "length", lengths))
            claim(design, "main", "spokes", pattern)
        else:
            design.filler.append(Axis("main", "shape", shapes))
            design.filler.append(Axis("main", "count", (count, count + int(rng.choice([-1, 1])))))
            claim(design, "main", "filled", pattern)
        return design


RULES = (Counted("filled_count"), Counted("spokes", spokes=True))
