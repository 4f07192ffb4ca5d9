"""Two rules at once, on one group or on an outer and an inner one; and rules on strokes without an inside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from problems.rules import categories, identity, position, progressions, turning
from problems.rules.compose import compose, share
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import OPEN_CURVES, some
from problems.rules.rule import AttributeRule, MatrixRule

TOGETHER = tuple(
    rule
    for module in (turning, categories, progressions, position)
    for rule in module.RULES
    if isinstance(rule, AttributeRule)
)
OUTER = ("identity", "fill", "shape", "distribution_shape", "distribution_fill", "stroke")
INNER = (
    "identity",
    "fill",
    "shape",
    "distribution_shape",
    "distribution_fill",
    "rotation",
    "reflection",
    "sides",
)
_BY_NAME = {rule.name: rule for rule in (*TOGETHER, *identity.RULES)}


@dataclass(frozen=True)
class TwoRules(MatrixRule):
    """Two rules on different attributes of one group."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        usable = [rule for rule in TOGETHER if type in rule.types]
        while True:
            pair = some(usable, 2, rng=rng)
            if share(pair):
                return compose({"main": list(pair)}, type, rng=rng)


@dataclass(frozen=True)
class Nested(MatrixRule):
    """An outer and an inner shape, each with a rule of its own."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        placed = {}
        for where, names in (("outer", OUTER), ("inner", INNER)):
            usable = [name for name in names if type in _BY_NAME[name].types]
            rule = _BY_NAME[usable[rng.integers(len(usable))]]
            if where == "outer" and "fill" in rule.attributes:
                rule = replace(rule, limits={"fill": ("none", "grey", "dotted")})
            placed[where] = [rule]
        return compose(placed, type, rng=rng)


@dataclass(frozen=True)
class Curves(MatrixRule):
    """Any of several rules on open curves and crossed lines."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        names = [
            "rotation",
            "reflection",
            "number",
            "size",
            "shape",
            "distribution_shape",
            "distribution_size",
        ]
        usable = [_BY_NAME[name] for name in names if type in _BY_NAME[name].types]
        rule = usable[rng.integers(len(usable))]
        # a turn needs a curve that shows it: neither a line nor a cross
        shapes = OPEN_CURVES[:4] if "rotation" in rule.attributes else OPEN_CURVES
        strokes = replace(rule, limits={**rule.limits, "shape": shapes, "fill": ("solid",)})
        return compose({"main": [strokes]}, type, rng=rng)


RULES = (TwoRules("two_rules"), Nested("nested"), Curves("curves"))
