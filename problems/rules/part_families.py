"""Several families of parts in every figure, each by a rule of its own: two to four at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import segment
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_column, by_row, latin_square
from problems.rules.rule import MatrixRule, claim

LINE = 0.012
Places = tuple[tuple[float, float], ...]
Sets = list[frozenset[int]]


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
OPERATIONS: dict[str, tuple[Callable[[frozenset[int], frozenset[int]], frozenset[int]], str]] = {
    "or": (lambda a, b: a | b, "union"),
    "and": (lambda a, b: a & b, "intersection"),
    "xor": (lambda a, b: a ^ b, "exclusive"),
    "difference": (lambda a, b: a - b, "difference"),
    "reverse": (lambda a, b: b - a, "reverse_difference"),
}


def draw_family(values: dict[str, Any]) -> Drawing:
    """The marks, or the lines, of one family that are there."""
    family, there = values["family"], sorted(values["there"])
    if family in LINES:
        ends = [((at, 0.05), (at, 0.95)) if family == "verticals" else ((0.05, at), (0.95, at)) for at in LINES[family]]
        return tuple(segment(*ends[index]) for index in there)
    places, size = MARKS[family]
    return tuple(
        Item(values["shape"], *places[index], size, values["turn"], False, values["fill"], LINE) for index in there
    )


def set_rows(rule: str, count: int, *, rng: np.random.Generator) -> tuple[Sets, str]:
    """Nine sets of `count` places that follow a rule row by row, and the pattern's name."""
    everything = [frozenset(index for index in range(count) if code >> index & 1) for code in range(1, 2**count)]
    if rule == "turn":
        step = int(rng.choice([1, 3]))
        starts = [one for one in everything if len({*_turns(one, step, count)}) > 2]
        return [_turned(one, step * column, count) for one in some(starts, 3, rng=rng) for column in range(3)], "round_turn"
    if rule == "completeness":
        order = [[frozenset(part.tolist()) for part in _parts(count, rng)] for _ in range(3)]
        return [one for row in order for one in row], "completeness"
    if rule == "distribution":
        return list(latin_square(some(everything, 3, rng=rng), 3, rng=rng)), rule
    if rule == "sequence":
        return list(by_column(some(everything, 3, rng=rng), 3)), rule
    if rule == "constant":
        return list(by_row(some(everything, 3, rng=rng), 3)), rule
    change, pattern = OPERATIONS[rule]
    pairs = [(a, b) for a in everything for b in everything if len({a, b, change(a, b)}) == 3 and change(a, b)]
    return [one for a, b in some(pairs, 3, rng=rng) for one in (a, b, change(a, b))], pattern


def _turned(places: frozenset[int], step: int, count: int) -> frozenset[int]:
    return frozenset((place + step) % count for place in places)


def _turns(places: frozenset[int], step: int, count: int) -> list[frozenset[int]]:
    return [_turned(places, step * time, count) for time in range(3)]


def _parts(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    """`count` places split among three figures, each with one or more."""
    order = rng.permutation(count)
    cuts = np.sort(rng.permutation(np.arange(1, count))[:2])
    return np.split(order, cuts)


PLACE_RULES = ("or", "and", "xor", "difference", "reverse", "completeness", "turn", "distribution", "constant")
LINE_RULES = ("or", "and", "xor", "difference", "reverse", "completeness", "distribution", "sequence")
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
        Whether a family of marks may keep its places and change its shape or fill instead.
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
                _look_family(design, family, stock, rng)
            else:
                rule = str(rng.choice(self.place_rules if family not in LINES else LINE_RULES))
                _place_family(design, family, rule, stock, rng)
        if all(claim.pattern == "constant" for claim in design.claims):
            raise ValueError("nothing changes")
        _fill_axes(design, families, rng)
        return design


def _place_family(
    design: MatrixDesign, family: str, rule: str, shapes: tuple[str, ...], rng: np.random.Generator
) -> None:
    """Add a family of which other places are taken from figure to figure."""
    count = len(LINES[family]) if family in LINES else len(MARKS[family][0])
    sets, pattern = set_rows(rule, count, rng=rng)
    look = {"family": family, "shape": shapes[0], "fill": str(rng.choice(FILLS)), "turn": 0.0}
    design.parts[family] = Part([{**look, "there": there} for there in sets], draw_family)
    right = sets[-1]
    everything = [frozenset(i for i in range(count) if code >> i & 1) for code in range(1, 2**count)]
    near = [sets[-2], sets[-3], sets[-2] | sets[-3], sets[-2] ^ sets[-3], sets[-2] & sets[-3]]
    near += [one for one in everything if len(one ^ right) == 1]
    wrong = tuple(dict.fromkeys(one for one in near if one and one != right))
    design.ruled.append(Axis(family, "there", (right, *some(wrong, len(wrong), rng=rng)[:4])))
    claim(design, family, "places", pattern)


def _look_family(design: MatrixDesign, family: str, shapes: tuple[str, ...], rng: np.random.Generator) -> None:
    """Add a family that keeps its places along a row and changes its shape or fill, or misses in one figure."""
    rule = str(rng.choice(["shape", "fill", "null"]))
    count = len(MARKS[family][0])
    rows = [frozenset(rng.permutation(count)[: int(rng.integers(1, count + 1))].tolist()) for _ in range(3)]
    fills = some(FILLS, 3, rng=rng)
    looks: tuple[tuple[str, str] | None, ...]
    if rule == "null":
        rows = rows[:1] * 3
        looks = latin_square(((shapes[0], fills[0]), (shapes[1], fills[0]), None), 3, rng=rng)
    else:
        kinds = tuple(zip(shapes, fills[:1] * 3, strict=True) if rule == "shape" else zip(shapes[:1] * 3, fills, strict=True))
        looks = latin_square(kinds, 3, rng=rng) if rng.random() < 0.7 else by_column(kinds, 3)
    cells = [
        {"family": family, "turn": 0.0, "look": look, "there": there}
        for look, there in zip(looks, by_row(rows, 3), strict=True)
    ]
    design.parts[family] = Part(cells, _draw_look)
    right = looks[-1]
    design.ruled.append(Axis(family, "look", (right, *(look for look in dict.fromkeys(looks) if look != right))))
    claim(design, family, "look", "sequence" if looks[:3] == looks[3:6] else "distribution")
    if rule != "null":
        claim(design, family, "places", "constant")
        others = [frozenset({index}) ^ rows[2] for index in range(count)]
        wrong = tuple(places for places in others if places)
        if wrong:
            design.filler.append(Axis(family, "there", (rows[2], *some(wrong, 1, rng=rng))))


def _draw_look(values: dict[str, Any]) -> Drawing:
    """A family that shows the shape and fill `look` at its places, or nothing."""
    if values["look"] is None:
        return ()
    shape, fill = values["look"]
    return draw_family({**values, "shape": shape, "fill": fill})


def _fill_axes(design: MatrixDesign, families: tuple[str, ...], rng: np.random.Generator) -> None:
    """Other shapes and fills of families that should keep theirs."""
    for family in families:
        cell = design.parts[family].cells[-1]
        if "shape" in cell and family not in LINES:
            others = [fill for fill in FILLS if fill != cell["fill"]]
            design.filler.append(Axis(family, "fill", (cell["fill"], *some(others, 2, rng=rng))))
            other = unlike(PLAIN, 1, rng=rng, beside=(cell["shape"],))
            design.filler.append(Axis(family, "shape", (cell["shape"], *other)))


RULES = (
    PartFamilies("part_families"),
    PartFamilies("stroke_logic", families=("verticals", "horizontals", "centre"), least=2, most=2, looks=False),
    PartFamilies("framed_families", families=("verticals", "horizontals", "corners", "edges"), least=3),
    PartFamilies(
        "completeness", families=("corners", "edges", "ring"), least=1, most=2, place_rules=("completeness",), looks=False
    ),
)
