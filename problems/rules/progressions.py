"""Rules on attributes that have degrees: the same step from figure to figure in every row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.rules.group import CAPACITY, ITEM_SIZE
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import POLYGONS
from problems.rules.patterns import progression
from problems.rules.rule import Allowed, AttributeRule, claim, lay


@dataclass(frozen=True)
class Progression(AttributeRule):
    """An attribute climbs or falls along a scale, each row from a start of its own or all from one.

    Attributes
    ----------
    scale : tuple
        The values in order.
    reading : str
        The measured attribute in which the steps are equal.
    longest : int
        The longest step, in places of the scale.
    """

    scale: tuple = ()
    reading: str = ""
    longest: int = 1

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        attribute, side = self.attributes[0], design.side
        scale = tuple(value for value in self.scale if value in allowed[attribute])
        step = int(rng.integers(1, self.longest + 1)) * int(rng.choice([-1, 1]))
        span = abs(step) * (side - 1)
        starts = range(max(0, -step * (side - 1)), len(scale) - max(0, step * (side - 1)))
        if len(starts) == 0:
            raise ValueError(f"rule {self.name}: {len(scale)} values hold no {side} steps of {span}")
        # rows that shift by one place, or start where they like, or all alike
        first = int(rng.choice(starts))
        shift = int(rng.choice([-1, 0, 1]))
        rows = [first + shift * row for row in range(side)]
        if not all(start in starts for start in rows):
            rows = [first] * side
        values = tuple(scale[place] for place in progression(rows, step, side))
        lay(design, where, attribute, values, scale)
        claim(design, where, self.reading, "progression")


_MANY = tuple(range(1, min(CAPACITY[layout] for layout in ITEM_SIZE) + 1))
RULES = (
    Progression(
        "number", ("number",), limits={"layout": (*ITEM_SIZE, "concentric"), "number": _MANY},
        frees=("place", "largest"), scale=_MANY, reading="number", longest=2,
    ),
    Progression(
        "size", ("size",), limits={"layout": ("single",), "size": (0.2, 0.36, 0.52, 0.68, 0.84)},
        scale=(0.2, 0.36, 0.52, 0.68, 0.84), reading="size", longest=2,
    ),
    Progression(
        "stroke", ("line_width",),
        limits={"fill": ("none",), "line_width": (0.012, 0.03, 0.048, 0.066, 0.084), "layout": ("single",)},
        scale=(0.012, 0.03, 0.048, 0.066, 0.084), reading="stroke",
    ),
    Progression(
        "sides", ("shape",), limits={"shape": POLYGONS}, frees=("shape", "pose"),
        scale=POLYGONS[:4], reading="sides",
    ),
    Progression(
        "spacing", ("spread",),
        limits={"layout": ("row", "column", "diagonal"), "number": (2,), "size": (0.3,),
                "spread": (0.12, 0.22, 0.32, 0.42, 0.52)},
        scale=(0.12, 0.22, 0.32, 0.42, 0.52), reading="spread",
    ),
    Progression(
        "stretch", ("aspect",),
        limits={"layout": ("single",), "shape": ("circle", "square", "triangle", "hexagon", "plus", "heart"),
                "size": (0.44, 0.52), "aspect": (0.3, 0.6, 0.9, 1.2, 1.5), "fill": ("none", "solid", "grey")},
        scale=(0.3, 0.6, 0.9, 1.2, 1.5), reading="aspect",
    ),
    Progression(
        "shade", ("grey",), limits={"fill": ("grey",), "grey": (0.0, 0.25, 0.5, 0.75, 1.0)},
        scale=(0.0, 0.25, 0.5, 0.75, 1.0), reading="shade", longest=2,
    ),
)  # fmt: skip
