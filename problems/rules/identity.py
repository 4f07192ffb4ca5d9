"""Identity: nothing changes along a row; the rows differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.rules.matrix_design import MatrixDesign
from problems.rules.rule import Allowed, AttributeRule, claim


@dataclass(frozen=True)
class Identity(AttributeRule):
    """Nothing changes along a row."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        claim(design, where, "items", "constant")


RULES = (Identity("identity"),)
