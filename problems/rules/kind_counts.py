"""Counts of several kinds in one figure, each kind by a rule of its own; and counts by products and totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.number_lines import nearest, number_lines
from problems.rules.palette import FILLS, PLAIN, some, unlike
from problems.rules.patterns import by_row, latin_square
from problems.rules.rule import MatrixRule, claim

LINE = 0.014
PLACES = tuple((x, y) for y in (0.14, 0.38, 0.62, 0.86) for x in (0.14, 0.38, 0.62, 0.86))


def draw_kinds(values: dict[str, Any]) -> Drawing:
    """So many marks of each kind at places of a lattice, without order where `seed` is not 0."""
    order = np.random.default_rng(values["seed"]).permutation(len(PLACES)) if values["seed"] else range(len(PLACES))
    looks = [look for look, number in zip(values["looks"], range(9), strict=False) for _ in range(values[str(number)])]
    if len(looks) > len(PLACES):
        raise ValueError(f"{len(looks)} marks do not fit {len(PLACES)} places")
    return tuple(
        Item(shape, PLACES[place][0], PLACES[place][1], 0.19, 0.0, False, fill, LINE)
        for (shape, fill), place in zip(looks, order, strict=False)
    )


@dataclass(frozen=True)
class KindCounts(MatrixRule):
    """Each of two or three kinds is counted by itself: sums, progressions, distributions, or the same in a row."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Scattered marks of two or three shapes."""
        kinds = int(rng.integers(2, 4))
        shapes = unlike(PLAIN, kinds, rng=rng)
        fills = [str(rng.choice(["none", "solid", "grey"])) for _ in shapes]
        most = 12 // kinds
        rules = some(("sum", "difference", "progression", "distribution", "constant", "fixed_total"), kinds, rng=rng)
        looks = tuple(zip(shapes, fills, strict=True))
        cells: list[dict[str, Any]] = [{"looks": looks, "seed": int(rng.integers(1, 2**31))} for _ in range(9)]
        frees = ("place", "number", "shape", "fill", "pose", "size", "largest", "stroke", "aspect", "shade")
        design = MatrixDesign(type, {"marks": Part(cells, draw_kinds, frees)})
        for number, (rule, shape) in enumerate(zip(rules, shapes, strict=True)):
            values, pattern = _counts(rule, tuple(range(1, most + 1)), rng)
            for cell, value in zip(cells, values, strict=True):
                cell[str(number)] = value
            wrong = nearest(tuple(range(1, most + 1)), values[-1])
            design.ruled.append(Axis("marks", str(number), (values[-1], *wrong[:4])))
            claim(design, f"kind {shape}", "count", pattern)
        (shape, _), *others = looks
        other = next(fill for fill in some(("none", "solid", "grey"), 3, rng=rng) if fill != looks[0][1])
        design.filler.append(Axis("marks", "looks", (looks, ((shape, other), *others))))
        return design


def _counts(rule: str, values: tuple[int, ...], rng: np.random.Generator) -> tuple[tuple[int, ...], str]:
    """Nine counts by a rule and the name of the pattern."""
    if rule == "distribution":
        return latin_square(some(values, 3, rng=rng), 3, rng=rng), rule
    if rule == "constant":
        return by_row(some(values, 3, rng=rng), 3), rule
    return number_lines(values, (rule,), rng=rng)


@dataclass(frozen=True)
class CountRules(MatrixRule):
    """Counts of marks by a product, by how far apart two are, by one total for all rows, or from both neighbours."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Marks of one shape a row, in order or scattered."""
        values = tuple(range(1, 13))
        numbers, pattern = number_lines(values, ("product", "distance", "fixed_total", "middle"), rng=rng)
        shapes = unlike(PLAIN, 4, rng=rng)
        fills = some(FILLS, 2, rng=rng)
        scattered = rng.random() < 0.6
        rows = by_row(shapes[:3] if rng.random() < 0.5 else shapes[:1] * 3, 3)
        cells: list[dict[str, Any]] = [
            {"looks": ((shape, fills[0]),), "0": number, "seed": int(rng.integers(1, 2**31)) if scattered else 0}
            for shape, number in zip(rows, numbers, strict=True)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_kinds, ("place",))})
        wrong = some(nearest(values, numbers[-1])[:6], 4, rng=rng)
        design.ruled.append(Axis("main", "0", (numbers[-1], *wrong)))
        design.filler.append(
            Axis("main", "looks", (((rows[-1], fills[0]),), ((rows[-1], fills[1]),), ((shapes[3], fills[0]),)))
        )
        claim(design, "main", "count", pattern)
        return design


RULES = (KindCounts("kind_counts"), CountRules("count_rules"))
