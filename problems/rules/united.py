"""Halves that are united, bundles of parallel strokes, and objects that change seats in the same way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.shapes import SHAPES
from problems.rules.elements import segment
from problems.rules.group import ring_place
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.number_lines import number_lines
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_row, latin_square, progression
from problems.rules.rule import ALL_TYPES, MatrixRule, claim

HALVES = ("semicircle", "triangle", "trapezoid", "house", "rectangle")  # shapes with a flat side below
HEIGHT = 0.66  # of a half along the middle line
DEPTH = 0.4  # the most that it reaches to its side


def half_item(shape: str, left: bool, fill: str) -> Item:
    """A shape with its flat side on the middle line of the figure, to the left or the right of it."""
    outline = np.array(SHAPES[shape].corners)
    width, depth, bottom = np.ptp(outline.real), np.ptp(outline.imag), outline.imag.max()
    size = 2 * HEIGHT / width
    aspect = min(1.0, 2 * DEPTH / (depth * size))
    away = bottom * aspect * size / 2
    return Item(
        shape, round(float(0.5 - away if left else 0.5 + away), 4), 0.5, round(float(size), 4),
        90.0 if left else 270.0, False, fill, 0.016, aspect=round(float(aspect), 4),
    )  # fmt: skip


def draw_united(values: dict[str, Any]) -> Drawing:
    """A left half, a right half or both."""
    sides = (("left", True), ("right", False))
    return tuple(half_item(values[name], left, values["fill"]) for name, left in sides if values[name])


@dataclass(frozen=True)
class HalvesUnited(MatrixRule):
    """The first figure shows a left half, the second a right one, the third both as one shape."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Halves in either order."""
        pairs = some([(a, b) for a in HALVES for b in HALVES if a != b], 3, rng=rng)
        fills = some(("none", "solid", "grey"), 2, rng=rng)
        cells: list[dict[str, Any]] = []
        for left, right in pairs:
            row: list[Values] = [{"left": left, "right": None}, {"left": None, "right": right}]
            row = row[:: int(rng.choice([-1, 1]))]
            cells += [{**cell, "fill": fills[0]} for cell in (*row, {"left": left, "right": right})]
        design = MatrixDesign(type, {"main": Part(cells, draw_united)})
        for name in ("left", "right"):
            right_value = cells[-1][name]
            others = tuple(shape for shape in some(HALVES, 5, rng=rng) if shape != right_value)
            design.ruled.append(Axis("main", name, (right_value, *others)))
        design.filler.append(Axis("main", "fill", fills))
        claim(design, "main", "items", "union")
        return design


def draw_bundle(values: dict[str, Any]) -> Drawing:
    """Parallel strokes through the middle, so many and in one direction."""
    angle = np.radians(values["direction"])
    along, across = np.array([np.cos(angle), -np.sin(angle)]), np.array([np.sin(angle), np.cos(angle)])
    count, half = values["count"], values["length"] / 2
    drawing = []
    for index in range(count):
        middle = np.array([0.5, 0.5]) + (index - (count - 1) / 2) * 0.11 * across
        start, stop = ((float(x), float(y)) for x, y in (middle - half * along, middle + half * along))
        drawing.append(segment(start, stop))
    return tuple(replace(line, rotation=float(values["direction"] % 180)) for line in drawing)


@dataclass(frozen=True)
class StrokeBundles(MatrixRule):
    """A bundle of parallel strokes: their number follows one rule, their direction another."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """One bundle a figure."""
        values = tuple(range(1, 8))
        numbers, pattern = number_lines(values, ("sum", "difference", "progression"), rng=rng)
        if rng.random() < 0.3:
            numbers, pattern = latin_square(some(values, 3, rng=rng), 3, rng=rng), "distribution"
        stock = (0, 45, 90, 135)
        kind = ("distribution", "line_step", "constant")[rng.integers(3)]
        directions = {
            "distribution": latin_square(some(stock, 3, rng=rng), 3, rng=rng),
            "line_step": tuple(
                int(angle % 180)
                for angle in progression([int(a) for a in rng.choice(stock, size=3)], int(rng.choice([45, -45])), 3)
            ),
            "constant": by_row(some(stock, 3, rng=rng), 3),
        }[kind]
        lengths = some((0.5, 0.74), 2, rng=rng)
        cells = [
            {"count": number, "direction": direction, "length": lengths[0]}
            for number, direction in zip(numbers, directions, strict=True)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_bundle)})
        near = [n for n in sorted(values, key=lambda n: abs(n - numbers[-1])) if n != numbers[-1]]
        design.ruled.append(Axis("main", "count", (numbers[-1], *near[:4])))
        wrong = some([angle for angle in stock if angle != directions[-1]], 3, rng=rng)
        design.ruled.append(Axis("main", "direction", (directions[-1], *wrong)))
        design.filler.append(Axis("main", "length", lengths))
        claim(design, "main", "count", pattern)
        claim(design, "main", "line_direction", kind)
        return design


GRID = ((0.2, 0.3), (0.5, 0.26), (0.8, 0.3), (0.8, 0.7), (0.5, 0.74), (0.2, 0.7))  # two rows of three, clockwise


def draw_seats(values: Values) -> Drawing:
    """Objects in a row, in a ring or in two rows of three."""
    count, layout = len(values["seats"]), values["layout"]
    drawing = []
    for index, (shape, fill) in enumerate(values["seats"]):
        if layout == "row":
            x, y = 0.12 + 0.76 * index / (count - 1), 0.5
        else:
            x, y = GRID[index] if layout == "grid" else ring_place(index / count, radius=0.33)
        drawing.append(Item(shape, round(x, 4), round(y, 4), values["size"], 0.0, False, fill, 0.014))
    return tuple(drawing)


@dataclass(frozen=True)
class PermutedAlike(MatrixRule):
    """Four to six objects change seats from figure to figure, in the same way in all rows."""

    types: tuple[str, ...] = ALL_TYPES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Objects in a row, a ring or a grid, told apart by shape, or by shape and fill."""
        side = int(type[0])
        layout = str(rng.choice(["row", "ring", "grid"]))
        count = 6 if layout == "grid" else int(rng.integers(4, 6))
        order = tuple(int(seat) for seat in rng.permutation(count))
        if layout == "grid" or rng.random() < 0.5:  # all move on by one seat, or two
            step = int(rng.choice([1, 2, -1]))
            order = tuple((seat - step) % count for seat in range(count))
        if order == tuple(range(count)):
            raise ValueError("nobody moves")
        fills = [str(fill) for fill in rng.choice(["none", "solid"], size=count)]
        objects = tuple(zip(unlike(PLAIN, count, rng=rng), fills, strict=True))
        sizes = some((0.19 if layout == "row" else 0.22, 0.13), 2, rng=rng)
        look = {"layout": layout, "size": sizes[0]}
        cells: list[Values] = []
        for _ in range(side):
            seated = some(objects, count, rng=rng)
            for _ in range(side):
                cells.append({**look, "seats": seated})
                seated = tuple(seated[seat] for seat in order)
        design = MatrixDesign(type, {"main": Part(cells, draw_seats)})
        right = cells[-1]["seats"]
        wrong = {right[1:] + right[:1], right[-1:] + right[:-1], right[::-1], cells[-2]["seats"]}
        wrong |= {_exchanged(right, *(int(seat) for seat in rng.permutation(count)[:2])) for _ in range(4)}
        others = sorted(wrong - {right})
        design.ruled.append(Axis("main", "seats", (right, *some(others, len(others), rng=rng))))
        design.filler.append(Axis("main", "size", sizes))
        claim(design, "main", "seats", "permuted_alike")
        return design


def _exchanged(seats: tuple[Any, ...], first: int, second: int) -> tuple[Any, ...]:
    """The objects with two of them in each other's seat."""
    swapped = list(seats)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    return tuple(swapped)


RULES = (
    HalvesUnited("halves_united"),
    StrokeBundles("stroke_bundles"),
    PermutedAlike("permuted_alike"),
)
