"""Arithmetic on counts: a + b = c or a - b = c in every row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.rules.group import CAPACITY, ITEM_SIZE
from problems.rules.matrix_design import MatrixDesign
from problems.rules.patterns import sums
from problems.rules.rule import Allowed, AttributeRule, claim, lay


@dataclass(frozen=True)
class Arithmetic(AttributeRule):
    """The third count of a row is the sum, or the difference, of the other two."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        low, high = min(allowed["number"]), max(allowed["number"])
        values, sign = sums(low, high, rng=rng)
        lay(design, where, "number", values, allowed["number"])
        claim(design, where, "number", "total" if sign > 0 else "remainder")


_LAYOUTS = tuple(layout for layout in ITEM_SIZE if CAPACITY[layout] >= 8)
RULES = (
    Arithmetic(
        "arithmetic", ("number",), ("3x3",), limits={"layout": _LAYOUTS, "number": tuple(range(1, 9))},
        frees=("place",),
    ),
)  # fmt: skip
