"""Rules on two figures in one: inside and outside change places, or each half goes its own way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import FILLS, PLAIN, ROOMY, some, unlike
from problems.rules.patterns import by_row
from problems.rules.rule import MatrixRule, claim, lay

LINE = 0.016


def draw_nested(values: Values) -> Drawing:
    """An outer shape and an inner one."""
    return (
        Item(values["outer"], 0.5, 0.5, 0.84, 0.0, False, values["outer_fill"], LINE),
        Item(values["inner"], 0.5, 0.5, 0.32, 0.0, False, values["inner_fill"], LINE),
    )


@dataclass(frozen=True)
class InsideOut(MatrixRule):
    """The outer shape becomes the inner one and the inner one the outer."""

    types: tuple = ("2x2",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        first, second, third, fourth = some(unlike(ROOMY, 4, rng=rng), 4, rng=rng)
        rows = [(first, second), (third, fourth)]
        fill, other = some(("none", "solid"), 2, rng=rng)
        cells = [
            {"outer": outer, "inner": inner, "outer_fill": "none", "inner_fill": fill}
            for row in rows for outer, inner in (row, row[::-1])
        ]  # fmt: skip
        design = MatrixDesign(type, {"main": Part(cells, draw_nested, frees=("place",))})
        design.ruled.append(Axis("main", "outer", (fourth, *some((first, second), 2, rng=rng))))
        design.ruled.append(Axis("main", "inner", (third, *some((first, second), 2, rng=rng))))
        design.filler.append(Axis("main", "inner_fill", (fill, other)))
        claim(design, "main", "nesting", "exchange")
        return design


def draw_shells(values: Values) -> Drawing:
    """An outer shape and an inner one, one of them black."""
    outer, inner = ("solid", "grey") if values["black"] == "outer" else ("none", "solid")
    return (
        Item(values["outer"], 0.5, 0.5, values["size"], 0.0, False, outer, LINE),
        Item(values["inner"], 0.5, 0.5, 0.34, 0.0, False, inner, LINE, grey=0.0),
    )


@dataclass(frozen=True)
class FillExchange(MatrixRule):
    """The black of the outer shape and the white of the inner one change places."""

    types: tuple = ("2x2",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        outer, inner = unlike(ROOMY, 2, rng=rng), unlike(PLAIN, 3, rng=rng)
        first, second = some(("outer", "inner"), 2, rng=rng)
        blacks = (first, second, first, second) if rng.random() < 0.6 else (first, second, second, first)
        shared = rng.random() < 0.3  # one outer shape in all figures
        cells = [
            {
                "black": black,
                "outer": outer[0 if shared else cell // 2],
                "inner": inner[cell // 2],
                "size": 0.82,
            }
            for cell, black in enumerate(blacks)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_shells)})
        design.ruled.append(Axis("main", "black", (blacks[3], blacks[2])))
        design.filler.append(Axis("main", "outer", (cells[3]["outer"], outer[0 if not shared else 1])))
        design.filler.append(Axis("main", "inner", (inner[1], inner[0])))
        claim(design, "main", "shells", "exchange")
        return design


def draw_halves(values: Values) -> Drawing:
    """A figure above and a figure below."""
    return tuple(
        Item(values[half], 0.5, y, 0.38, 0.0, False, values[half + "_fill"], LINE)
        for half, y in (("top", 0.26), ("bottom", 0.74))
    )


@dataclass(frozen=True)
class Halves(MatrixRule):
    """The third figure takes its top from one of the first two and its bottom from the other."""

    types: tuple = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        source = rng.permutation(2)
        cells = []
        top_fill, bottom_fill = some(("none", "solid", "grey"), 2, rng=rng)
        for _ in range(3):
            row = []
            tops, bottoms = unlike(PLAIN, 2, rng=rng), unlike(PLAIN, 2, rng=rng)
            for top, bottom in (*zip(tops, bottoms, strict=True), (tops[source[0]], bottoms[source[1]])):
                row.append({"top": top, "bottom": bottom, "top_fill": top_fill, "bottom_fill": bottom_fill})
            cells += row
        design = MatrixDesign(type, {"main": Part(cells, draw_halves, frees=("shape", "pose"))})
        design.ruled.append(Axis("main", "top", (cells[-1]["top"], cells[6 + 1 - source[0]]["top"])))
        design.ruled.append(Axis("main", "bottom", (cells[-1]["bottom"], cells[6 + 1 - source[1]]["bottom"])))
        for half, fill in (("top_fill", top_fill), ("bottom_fill", bottom_fill)):
            other = next(value for value in some(("none", "solid", "grey"), 3, rng=rng) if value != fill)
            design.filler.append(Axis("main", half, (fill, other)))
        claim(design, "top", "shape", ("copy_first", "copy_second")[source[0]])
        claim(design, "bottom", "shape", ("copy_first", "copy_second")[source[1]])
        return design


def draw_row(values: Values) -> Drawing:
    """Shapes in a row, or in a column."""
    count = len(values["shapes"])
    drawing = []
    for index, shape in enumerate(values["shapes"]):
        at = 0.5 + (index - (count - 1) / 2) * 0.9 / count
        drawing.append(Item(shape, round(at, 4), 0.5, 0.25, 0.0, False, values["fill"], LINE))
    return tuple(drawing)


@dataclass(frozen=True)
class Order(MatrixRule):
    """Shapes in a row change places: each moves on by one place, or the row is turned round."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        shapes = unlike(PLAIN, 4, rng=rng)
        turned = rng.random() < 0.4
        step = 1 if rng.random() < 0.5 else 2
        starts = [shapes[:3] if rng.random() < 0.5 else some(shapes[:3], 3, rng=rng) for _ in range(side)]
        rows = []
        for start in starts:
            for _ in range(side):
                rows.append(start)
                start = start[::-1] if turned else start[-step:] + start[:-step]
        fills = some(FILLS, 3, rng=rng)
        fills = by_row(fills if rng.random() < 0.6 else fills[:1] * 3, side)
        cells = [{"shapes": row, "fill": fill} for row, fill in zip(rows, fills, strict=True)]
        design = MatrixDesign(type, {"main": Part(cells, draw_row)})
        answer = rows[-1]
        others = [
            answer[1:] + answer[:1],
            answer[2:] + answer[:2],
            answer[::-1],
            (answer[1], answer[0], answer[2]),
        ]
        lay(design, "main", "shapes", tuple(rows), some(others, 4, rng=rng))
        other = next(fill for fill in some(FILLS, 3, rng=rng) if fill != fills[-1])
        design.filler.append(Axis("main", "fill", (fills[-1], other)))
        claim(design, "main", "order", "backwards" if turned else "cyclic")
        return design


RULES = (InsideOut("inside_out"), FillExchange("fill_exchange"), Halves("halves"), Order("order"))
