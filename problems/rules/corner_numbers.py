"""Numbers that are counted on outlines: corners of one polygon or of several, strokes of an open line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.corner_analogies import POLYGON, STAR, draw_polygon
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.number_lines import nearest, number_lines
from problems.rules.palette import FILLS, some
from problems.rules.patterns import by_row
from problems.rules.rule import MatrixRule, claim, lay

LINE = 0.016


@dataclass(frozen=True)
class CornerNumbers(MatrixRule):
    """The corners of polygons, or the points of stars, add up along a row, are subtracted, or grow by the same step."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """One polygon a figure, whose size or fill follows a rule of its own or stays."""
        names = ("sum", "difference", "progression", "distance", "middle", "fixed_total")
        star = rng.random() < 0.4
        counts = tuple(STAR if star else POLYGON)
        numbers, pattern = number_lines(counts, names, rng=rng)
        sizes, fills = some((0.44, 0.6, 0.78), 3, rng=rng), some(FILLS, 3, rng=rng)
        size_of, fill_of = some(
            (lambda row, column: row, lambda row, column: column, lambda row, column: 0), 2, rng=rng
        )
        cells = [
            {
                "corners": number,
                "star": star,
                "size": sizes[size_of(cell // 3, cell % 3)],
                "fill": fills[fill_of(cell // 3, cell % 3)],
            }
            for cell, number in enumerate(numbers)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_polygon)})
        design.ruled.append(Axis("main", "corners", (numbers[-1], *nearest(counts, numbers[-1]))))
        for attribute, values, reading in (("size", sizes, "depth_sizes"), ("fill", fills, "depth_fills")):
            right = cells[-1][attribute]
            design.filler.append(Axis("main", attribute, (right, *(value for value in values if value != right))))
            changes = cells[0][attribute] != cells[1][attribute]
            claim(design, "main", reading, "same_change" if changes else "constant")
        claim(design, "main", "corners", pattern)
        return design


def draw_open(values: dict[str, Any]) -> Drawing:
    """An open stroke of so many zigzags, waves, or eighths of a circle."""
    number = values["number"] * (45 if values["kind"] == "arc" else 1)
    return (
        Item(f"{values['kind']} {number}", 0.5, 0.5, values["size"], values["turn"], False, "none", values["line"]),
    )


OPEN = {"zigzag": tuple(range(2, 9)), "wave": tuple(range(1, 7)), "arc": tuple(range(1, 8))}


@dataclass(frozen=True)
class OpenStrokes(MatrixRule):
    """The strokes of a zigzag, the periods of a wave or the length of an arc add up or grow by the same step."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """One open stroke a figure."""
        kind = str(rng.choice(list(OPEN)))
        numbers, pattern = number_lines(OPEN[kind], ("sum", "difference", "progression", "middle"), rng=rng)
        turns = by_row(some((0.0, 90.0, 45.0, 135.0), 3, rng=rng) if rng.random() < 0.5 else (0.0, 0.0, 0.0), 3)
        sizes, widths = some((0.8, 0.5), 2, rng=rng), some((0.03, 0.06), 2, rng=rng)
        cells = [
            {"kind": kind, "number": number, "size": sizes[0], "turn": turn, "line": widths[0]}
            for number, turn in zip(numbers, turns, strict=True)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_open)})
        design.ruled.append(Axis("main", "number", (numbers[-1], *nearest(OPEN[kind], numbers[-1])[:4])))
        design.filler.append(Axis("main", "size", sizes))
        design.filler.append(Axis("main", "line", widths))
        claim(design, "main", "open_degree", pattern)
        return design


def draw_polygons(values: dict[str, Any]) -> Drawing:
    """Polygons side by side, as many corners as `corners` says."""
    count = len(values["corners"])
    places = {1: ((0.5, 0.5),), 2: ((0.28, 0.5), (0.72, 0.5)), 3: ((0.27, 0.27), (0.73, 0.27), (0.5, 0.72))}[count]
    return tuple(
        Item(POLYGON[corners], x, y, values["size"], 0.0, False, values["fill"], LINE)
        for corners, (x, y) in zip(values["corners"], places, strict=True)
    )


def split_number(whole: int, count: int, *, rng: np.random.Generator) -> tuple[int, ...]:
    """`count` numbers of corners that add up to `whole`, in random order."""
    ways: list[tuple[int, ...]] = [(a,) for a in POLYGON]
    for _ in range(count - 1):
        ways = [(*way, a) for way in ways for a in POLYGON]
    ways = [way for way in ways if sum(way) == whole]
    if not ways:
        raise ValueError(f"no {count} polygons have {whole} corners")
    return some(ways, 1, rng=rng)[0]


@dataclass(frozen=True)
class CornerSums(MatrixRule):
    """The corners of all polygons of a figure together add up along the row, or grow by the same step."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Two or three polygons a figure; a sum may have one in the first two figures."""
        names = ("sum", "difference", "progression", "fixed_total")
        numbers, pattern = number_lines(tuple(range(3, 19)), names, rng=rng)
        counts = [1 if number <= 6 else 2 if number < 15 else 3 for number in numbers]
        fills, sizes = some(FILLS, 2, rng=rng), some((0.4, 0.28), 2, rng=rng)
        cells: list[Values] = [
            {"corners": split_number(number, count, rng=rng), "fill": fills[0], "size": sizes[0]}
            for number, count in zip(numbers, counts, strict=True)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_polygons, frees=("number", "place"))})
        right = cells[-1]["corners"]
        wrong = [split_number(number, len(right), rng=rng) for number in _reachable(len(right), numbers[-1])[:5]]
        lay(design, "main", "corners", tuple(cell["corners"] for cell in cells), wrong)
        design.filler.append(Axis("main", "fill", fills))
        design.filler.append(Axis("main", "size", sizes))
        claim(design, "main", "corner_sum", pattern)
        return design


def _reachable(count: int, right: int) -> tuple[int, ...]:
    """Other sums of `count` polygons, the nearest first."""
    low, high = count * min(POLYGON), count * max(POLYGON)
    sums = [number for number in range(low, high + 1) if count > 1 or number in POLYGON]
    return nearest(tuple(sums), right)


RULES = (
    CornerNumbers("corner_numbers"),
    OpenStrokes("open_strokes"),
    CornerSums("corner_sums"),
)
