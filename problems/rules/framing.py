"""A frame that comes or goes around a shape, and a shape that grows or shrinks in its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from problems.rules import categories, progressions
from problems.rules.compose import compose
from problems.rules.identity import RULES as IDENTITY
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import some, unlike
from problems.rules.patterns import by_column, by_row
from problems.rules.rule import Allowed, AttributeRule, MatrixRule, claim, lay

SIZES = (0.12, 0.18, 0.24, 0.3, 0.36)  # of the inner shape
SIZE = next(rule for rule in progressions.RULES if rule.name == "size")
_WITH_IT = ("pose", "fill", "size", "largest", "stroke", "place", "aspect", "shade")  # come and go with a shape


@dataclass(frozen=True)
class Coming(AttributeRule):
    """A part of the second figure of each row, the same in all rows, that the first does not have."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        shape, *others = unlike(allowed["shape"], 3, rng=rng)
        lay(design, where, "number", by_column((0, 1), design.side), (0, 1))
        lay(design, where, "shape", (shape,) * design.side**2, tuple(others))
        claim(design, where, "shape", "sequence")


@dataclass(frozen=True)
class Going(AttributeRule):
    """A part of the first figure of each row that the second does not have."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        shapes = unlike(allowed["shape"], design.side, rng=rng)
        design.parts[where].set("shape", by_row(shapes, design.side))
        lay(design, where, "number", by_column((1, 0), design.side), (0, 1))
        claim(design, where, "number", "progression")


@dataclass(frozen=True)
class Framing(MatrixRule):
    """A shape stays along a row while an outer one comes around it, or goes."""

    types: tuple = ("2x2",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        ruled = ("number", "shape", "fill", "line_width", "size")
        coming = Coming("coming", ruled, frees=("number", *_WITH_IT))
        going = Going("going", ruled, frees=("shape", *_WITH_IT))
        return compose({"outer": list(some((coming, going), 1, rng=rng)), "inner": list(IDENTITY)}, type, rng=rng)


@dataclass(frozen=True)
class InnerSize(MatrixRule):
    """The inner shape grows or shrinks by the same step, while the outer one stays or changes its kind."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        size = replace(SIZE, limits={"size": SIZES}, scale=SIZES)
        outer = some((*IDENTITY, _named(categories, "shape"), _named(categories, "fill")), 1, rng=rng)[0]
        if "fill" in outer.attributes:
            outer = replace(outer, limits={"fill": ("none", "grey", "dotted")})
        return compose({"outer": [outer], "inner": [size]}, type, rng=rng)


def _named(module: ModuleType, name: str) -> AttributeRule:
    return next(rule for rule in module.RULES if rule.name == name)


RULES = (Framing("framing"), InnerSize("inner_size"))
