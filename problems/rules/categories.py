"""Rules on attributes that have kinds, not degrees: the same sequence in every row, or three distributed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.rules.group import CAPACITY, ITEM_SIZE
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import GREY_LEVELS, some, unlike
from problems.rules.patterns import by_column, latin_square
from problems.rules.rule import Allowed, AttributeRule, claim, lay

SIZES = (0.24, 0.36, 0.54, 0.8)


def kinds(
    attribute: str, count: int, allowed: Allowed, *, rng: np.random.Generator
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """`count` values of an attribute that a person tells apart, and the further ones left."""
    if attribute == "shape":
        chosen = unlike(allowed["shape"], count + 2, rng=rng)
    else:
        chosen = some(allowed[attribute], len(allowed[attribute]), rng=rng)
    if len(chosen) < count:
        raise ValueError(f"expected {count} kinds of {attribute}, got {len(chosen)}")
    return chosen[:count], chosen[count:]


@dataclass(frozen=True)
class Sequence(AttributeRule):
    """Every row goes through the same values.

    `graded` are values that also come in this order; `reading` is what is measured, by default the attribute.
    """

    graded: tuple = ()
    reading: str = ""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        attribute, side = self.attributes[0], design.side
        values, others = kinds(attribute, side, allowed, rng=rng)
        if set(self.graded) <= set(allowed[attribute]) and len(self.graded) >= side and rng.random() < 0.5:
            values = self.graded[:: int(rng.choice([-1, 1]))][:side]
            others = tuple(value for value in allowed[attribute] if value not in values)
        pattern = "sequence"
        cells = by_column(values, side)
        if side == 2 and rng.random() < 0.3:
            cells, pattern = values + values[::-1], "distribution"
        lay(design, where, attribute, cells, values + others)
        claim(design, where, self.reading or attribute, pattern)


@dataclass(frozen=True)
class Distribution(AttributeRule):
    """Every row and every column shows each of three values once."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        attribute, side = self.attributes[0], design.side
        values, others = kinds(attribute, side, allowed, rng=rng)
        lay(design, where, attribute, latin_square(values, side, rng=rng), values + others)
        claim(design, where, attribute, "distribution")


def _distribution(attribute: str, **settings: Any) -> Distribution:
    return Distribution(f"distribution_{attribute}", (attribute,), ("3x3",), **settings)


_MANY = {
    "layout": tuple(layout for layout in ITEM_SIZE if layout != "slots"),
    "number": tuple(range(1, min(CAPACITY[layout] for layout in ITEM_SIZE) + 1)),
}
RULES = (
    Sequence("fill", ("fill",), graded=GREY_LEVELS),
    Sequence("shape", ("shape",), frees=("pose",)),
    Sequence("texture", ("fill",), limits={"fill": ("striped", "half", "grey", "dotted", "crosshatch")}),
    Sequence(
        "hatching", ("fill_angle",), reading="hatching",
        limits={"fill": ("striped",), "fill_angle": (0.0, 45.0, 90.0, 135.0), "layout": ("single",)},
    ),
    _distribution("shape", frees=("pose",)),
    _distribution("fill"),
    _distribution("size", limits={"size": SIZES, "layout": ("single",)}),
    _distribution("number", limits=_MANY, frees=("place",)),
)  # fmt: skip
