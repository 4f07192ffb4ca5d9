"""Values that grow outwards from a corner of the matrix, beside shapes that stay along its diagonals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_row, latin_square
from problems.rules.rule import MatrixRule, claim

PLACES = tuple((x, y) for y in (0.2, 0.5, 0.8) for x in (0.2, 0.5, 0.8))
# Five degrees or more of what may grow, and what is read.
SCALES: dict[str, tuple[tuple[float, ...], str]] = {
    "number": (tuple(range(1, 10)), "count"),
    "size": ((0.2, 0.34, 0.48, 0.62, 0.76, 0.9), "measure"),
    "grey": ((0.0, 0.25, 0.5, 0.75, 1.0), "darkness"),
}


def draw_degrees(values: dict[str, Any]) -> Drawing:
    """One shape, or like shapes in order, of a size and a grey."""
    number = values["number"]
    if number == 1 and values["size"] is not None:
        places, size = [(0.5, 0.5)], values["size"]
    else:
        places, size = list(PLACES[:number]), 0.24
    return tuple(
        Item(values["shape"], x, y, size, 0.0, False, values["fill"], 0.014, values["grey"]) for x, y in places
    )


@dataclass(frozen=True)
class Outward(MatrixRule):
    """A number, a size or a grey depends on row plus column; the shape on how far from the diagonal, or on the row."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """One or more like shapes a figure."""
        what = tuple(SCALES)[rng.integers(3)]
        scale, reading = SCALES[what]
        right, down, pattern = (1, 1, "outward")
        if what == "number" and rng.random() < 0.5:
            right, down = some((1, 2), 2, rng=rng) if rng.random() < 0.5 else (1, -1)
            pattern = "grid_steps"
        sign = int(rng.choice([-1, 1]))
        degrees = np.array([sign * (right * column + down * row) for row in range(3) for column in range(3)])
        degrees = degrees - degrees.min()
        start = int(rng.integers(0, len(scale) - degrees.max()))
        values = tuple(scale[start + int(degree)] for degree in degrees)
        shapes = unlike(PLAIN, 6, rng=rng)
        laid, motif = [
            (tuple(shapes[2 + column - row] for row in range(3) for column in range(3)), "diagonal"),
            (latin_square(shapes[:3], 3, rng=rng), "distribution"),
            (by_row(shapes[:3], 3), "constant"),
        ][int(rng.choice([0, 0, 1, 2]))]  # fmt: skip
        fills = some(("none", "solid", "striped"), 2, rng=rng)
        fill = "grey" if what == "grey" else fills[0]
        sizes = some((0.6, 0.42), 2, rng=rng)
        size = None if what == "number" else sizes[0]
        cells = [{"shape": shape, "number": 1, "size": size, "grey": 0.5, "fill": fill} for shape in laid]
        design = MatrixDesign(type, {"main": Part(cells, draw_degrees)})
        design.parts["main"].set(what, values)
        wrong = sorted((value for value in scale if value != values[-1]), key=lambda value: abs(value - values[-1]))
        design.ruled.append(Axis("main", what, (values[-1], *wrong[:4])))
        others = tuple(shape for shape in dict.fromkeys((*laid, shapes[5])) if shape != laid[-1])
        design.ruled.append(Axis("main", "shape", (laid[-1], *some(others, len(others), rng=rng))))
        if what == "grey":
            design.filler.append(Axis("main", "size", sizes))
        else:
            design.filler.append(Axis("main", "fill", fills))
        claim(design, "main", reading, pattern)
        claim(design, "main", "motif", motif)
        return design


RULES = (Outward("outward"),)
