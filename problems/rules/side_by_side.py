"""Two shapes side by side or one above the other, each with a rule of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from problems.rules import categories, identity, progressions, turning
from problems.rules.compose import compose
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import some
from problems.rules.progressions import Progression
from problems.rules.rule import AttributeRule, MatrixRule

SIDES = (("left", "right"), ("top", "bottom"))
SIZES = (0.14, 0.22, 0.3, 0.38, 0.46)
_RULES = {rule.name: rule for module in (identity, turning, categories, progressions) for rule in module.RULES}
_NAMES = ("identity", "fill", "shape", "distribution_shape", "distribution_fill", "rotation", "sides", "size")


@dataclass(frozen=True)
class Beside(MatrixRule):
    """Each of two shapes goes by a rule of its own; one of them may stay as it is."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        usable = [_RULES[name] for name in _NAMES if type in _RULES[name].types]
        first, second = some(SIDES, 1, rng=rng)[0]
        while True:
            rules = [usable[rng.integers(len(usable))] for _ in SIDES]
            if any(rule.name != "identity" for rule in rules):
                placed = zip(rng.permutation([first, second]), rules, strict=True)
                return compose({str(where): [_small(rule)] for where, rule in placed}, type, rng=rng)


def _small(rule: AttributeRule) -> AttributeRule:
    """The rule with sizes that leave room for two."""
    if isinstance(rule, Progression) and rule.name == "size":
        return replace(rule, limits={"size": SIZES}, scale=SIZES)
    return rule


RULES = (Beside("beside"),)
