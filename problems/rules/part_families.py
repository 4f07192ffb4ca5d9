"""Several families of parts in every figure, each by a rule of its own: two to four at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import segment
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.motion_analogies import UPRIGHT
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_column, by_row, latin_square, progression
from problems.rules.place_sets import set_rows
from problems.rules.rule import MatrixRule, claim

LINE = 0.012
Places = tuple[tuple[float, float], ...]


def _ring(radius: float, first: float) -> Places:
    angles = np.pi * (np.arange(4) / 2 + first)
    return tuple((round(float(0.5 + radius * np.sin(a)), 4), round(float(0.5 - radius * np.cos(a)), 4)) for a in angles)


# The places of each family and the size of its marks; each family goes clockwise.
MARKS: dict[str, tuple[Places, float]] = {
    "corners": (((0.13, 0.13), (0.87, 0.13), (0.87, 0.87), (0.13, 0.87)), 0.16),
    "edges": (((0.5, 0.12), (0.88, 0.5), (0.5, 0.88), (0.12, 0.5)), 0.16),
    "ring": (_ring(0.22, 0.25), 0.13),
    "centre": (((0.5, 0.5),), 0.2),
}
LINES: dict[str, tuple[float, ...]] = {"verticals": (0.26, 0.36, 0.64, 0.74), "horizontals": (0.26, 0.36, 0.64, 0.74)}


def draw_family(values: dict[str, Any]) -> Drawing:
    """The marks, or the lines, of one family that are there."""
    family, there = values["family"], sorted(values["there"])
    if family in LINES:
        ends = [((at, 0.05), (at, 0.95)) if family == "verticals" else ((0.05, at), (0.95, at)) for at in LINES[family]]
        return tuple(segment(*ends[index]) for index in there)
    if values["look"] is None:
        return ()
    places, size = MARKS[family]
    shape, fill = values["look"]
    return tuple(
        Item(shape, x, y, round(size * values["scale"], 4), values["turn"], False, fill, LINE)
        for x, y in (places[index] for index in there)
    )


PLACE_RULES = ("or", "and", "xor", "difference", "reverse", "completeness", "turn", "distribution", "constant", "count")
LINE_RULES = ("or", "and", "xor", "difference", "reverse", "completeness", "distribution", "sequence", "count")
LOOK_RULES = ("shape", "fill", "null", "spin", "scale")
FILLS = ("none", "solid", "grey")


@dataclass(frozen=True)
class PartFamilies(MatrixRule):
    """Marks in the corners, along the edges, in a ring, in the centre, and lines: each family by its own rule.

    Attributes
    ----------
    least, most : int
        How many families there are at once.
    families : tuple of str
    place_rules : tuple of str
        What may rule which places of a family are taken.
    looks : bool
        Whether a family of marks may keep its places and change in shape, fill, angle or size instead.
    """

    types: tuple[str, ...] = ("3x3",)
    least: int = 2
    most: int = 4
    families: tuple[str, ...] = ("corners", "edges", "ring", "centre")
    place_rules: tuple[str, ...] = PLACE_RULES
    looks: bool = True

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """A part of the design for every family."""
        count = int(rng.integers(self.least, min(self.most, len(self.families)) + 1))
        families = some(self.families, count, rng=rng)
        shapes = unlike(PLAIN, 12, rng=rng)
        design = MatrixDesign(type, four=count >= 4 or rng.random() < 0.5)
        for index, family in enumerate(families):
            stock = shapes[3 * index : 3 * index + 3]
            if family == "centre" or (self.looks and family not in LINES and rng.random() < 0.35):
                _look_family(design, family, str(rng.choice(LOOK_RULES)), stock, rng)
            else:
                rule = str(rng.choice(self.place_rules if family not in LINES else LINE_RULES))
                _place_family(design, family, rule, stock, rng)
        if all(claim.pattern == "constant" for claim in design.claims):
            raise ValueError("nothing changes")
        return design


def _place_family(
    design: MatrixDesign, family: str, rule: str, shapes: tuple[str, ...], rng: np.random.Generator
) -> None:
    """Add a family of which other places are taken from figure to figure."""
    count = len(LINES[family]) if family in LINES else len(MARKS[family][0])
    sets, pattern = set_rows(rule, count, rng=rng)
    right = sets[-1]
    everything = [frozenset(i for i in range(count) if code >> i & 1) for code in range(1, 2**count)]
    if rule == "count":
        near = [frozenset(range(number)) for number in range(1, count + 1)]
    else:
        near = [sets[-2], sets[-3], sets[-2] | sets[-3], sets[-2] ^ sets[-3], sets[-2] & sets[-3], *everything]
    wrong = _balanced(near, right, rng)
    look = (shapes[0], str(rng.choice(FILLS)))
    cells = [{"family": family, "look": look, "turn": 0.0, "scale": 1.0, "there": there} for there in sets]
    design.parts[family] = Part(cells, draw_family)
    design.ruled.append(Axis(family, "there", (right, *wrong)))
    claim(design, family, "count" if rule == "count" else "places", pattern)
    if family not in LINES:
        other = unlike(PLAIN, 1, rng=rng, beside=shapes)[0]
        fill = next(fill for fill in some(FILLS, 2, rng=rng) if fill != look[1])
        design.filler.append(Axis(family, "look", (look, (look[0], fill), (other, look[1]))))


def _balanced(near: list[frozenset[int]], right: frozenset[int], rng: np.random.Generator) -> list[frozenset[int]]:
    """Wrong sets, the first ones first, as many larger than the right one as smaller, so that size tells nothing."""
    others = [one for one in dict.fromkeys(near) if one and one != right]
    smaller, larger, alike = (
        [one for one in others if sign == np.sign(len(one) - len(right))][:2] for sign in (-1, 1, 0)
    )
    pairs = min(len(smaller), len(larger))
    chosen = [*alike, *smaller[:pairs], *larger[:pairs]] or [*smaller, *larger]
    return list(some(chosen, len(chosen), rng=rng))


def _look_family(
    design: MatrixDesign, family: str, rule: str, shapes: tuple[str, ...], rng: np.random.Generator
) -> None:
    """Add a family that keeps its places along a row and changes its look, or misses in one figure."""
    count = len(MARKS[family][0])
    rows = [frozenset(rng.permutation(count)[: int(rng.integers(1, count + 1))].tolist()) for _ in range(3)]
    rows = rows[:1] * 3 if rule == "null" else rows
    values, attribute, reading, pattern = _looks(rule, shapes, rng)
    base: Values = {"family": family, "look": (shapes[0], str(rng.choice(FILLS))), "turn": 0.0, "scale": 1.0}
    if rule == "spin":
        base["look"] = (unlike(UPRIGHT, 1, rng=rng)[0], base["look"][1])
    cells = [{**base, attribute: value, "there": there} for value, there in zip(values, by_row(rows, 3), strict=True)]
    design.parts[family] = Part(cells, draw_family)
    wrong = tuple(value for value in dict.fromkeys(values) if value != values[-1])
    if rule == "spin":
        wrong = tuple((values[-1] + 90.0 * quarter) % 360 for quarter in (1, 2, 3))
    design.ruled.append(Axis(family, attribute, (values[-1], *wrong)))
    claim(design, family, reading, pattern)
    if rule != "null":
        others = tuple(places for index in range(count) if (places := frozenset({index}) ^ rows[2]))
        if others:
            design.filler.append(Axis(family, "there", (rows[2], *some(others, 1, rng=rng))))


def _looks(rule: str, shapes: tuple[str, ...], rng: np.random.Generator) -> tuple[tuple[Any, ...], str, str, str]:
    """Nine values by a rule of looks; the attribute that takes them, what is read and the pattern's name."""
    fills = some(FILLS, 3, rng=rng)
    if rule == "spin":
        step = float(rng.choice([90, -90, 45, -45]))
        starts = [90.0 * float(start) for start in rng.integers(4, size=3)]
        return tuple(angle % 360 for angle in progression(starts, step, 3)), "turn", "pose", "turn"
    kinds, attribute, reading = {
        "shape": (tuple((shape, fills[0]) for shape in shapes), "look", "look"),
        "fill": (tuple((shapes[0], fill) for fill in fills), "look", "look"),
        "null": (((shapes[0], fills[0]), (shapes[1], fills[0]), None), "look", "look"),
        "scale": ((0.6, 0.85, 1.15), "scale", "size"),
    }[rule]
    sequence = rule != "null" and rng.random() < 0.3
    laid = by_column(some(kinds, 3, rng=rng), 3) if sequence else latin_square(some(kinds, 3, rng=rng), 3, rng=rng)
    return laid, attribute, reading, "sequence" if sequence else "distribution"


RULES = (
    PartFamilies("part_families"),
    PartFamilies("stroke_logic", families=("verticals", "horizontals", "centre"), least=2, most=2, looks=False),
    PartFamilies("framed_families", families=("verticals", "horizontals", "corners", "edges"), least=3),
    PartFamilies(
        "completeness",
        families=("corners", "edges", "ring"),
        least=1,
        most=2,
        place_rules=("completeness",),
        looks=False,
    ),
)
