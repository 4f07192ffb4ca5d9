"""A dot that walks along the corners of a polyline, and a notch that turns while the outline changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.notches import Notch
from problems.rules.elements import segment
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import some
from problems.rules.patterns import by_column, by_row, latin_square, progression
from problems.rules.rule import ALL_TYPES, MatrixRule, claim

GRID = (0.14, 0.38, 0.62, 0.86)
Place = tuple[float, float]


def random_path(corners: int, *, rng: np.random.Generator) -> tuple[Place, ...]:
    """A polyline over a lattice that never touches itself, from left to right."""
    columns = np.linspace(0.12, 0.88, corners).round(2)
    heights: list[float] = []
    for _ in columns:
        heights.append(float(rng.choice([height for height in GRID if not heights or height != heights[-1]])))
    places = tuple(zip(map(float, columns), heights, strict=True))
    return places if rng.random() < 0.5 else tuple((y, x) for x, y in places)


def draw_path(values: dict[str, Any]) -> Drawing:
    """A polyline with a dot at one of its corners."""
    path = values["path"]
    lines = tuple(segment(a, b) for a, b in pairwise(path))
    x, y = path[values["at"]]
    return (*lines, Item(values["dot"], x, y, values["size"], 0.0, False, "solid", 0.01))


@dataclass(frozen=True)
class DotWalks(MatrixRule):
    """A dot goes on by the same number of corners along a polyline, from one end of it; each row has its own."""

    types: tuple[str, ...] = ALL_TYPES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Rows that share a path, the dot starting at either end."""
        side = int(type[0])
        step = 1 if side == 3 else int(rng.integers(1, 3))
        count = int(rng.integers(step * (side - 1) + 3, 8))
        cells: list[dict[str, Any]] = []
        paths = [random_path(count, rng=rng) for _ in range(side)]
        for path in paths:
            way = path[:: int(rng.choice([-1, 1]))]
            cells += [{"path": way, "at": step * column, "dot": "circle", "size": 0.13} for column in range(side)]
        design = MatrixDesign(type, {"lines": Part(cells, draw_path)})
        answer = cells[-1]
        others = some([at for at in range(count) if at != answer["at"]], count - 1, rng=rng)
        design.ruled.append(Axis("lines", "at", (answer["at"], *others)))
        way = answer["path"]
        turned = tuple((1 - x, y) for x, y in way) if way[0][0] == way[-1][0] else tuple((x, 1 - y) for x, y in way)
        design.filler.append(Axis("lines", "path", (way, tuple((round(x, 2), round(y, 2)) for x, y in turned))))
        design.filler.append(Axis("lines", "dot", ("circle", str(rng.choice(["square", "triangle", "star"])))))
        claim(design, "main", "dot", "walk")
        claim(design, "lines", "places", "constant")
        return design


NOTCHED = ("circle", "square", "octagon", "hexagon", "pentagon", "polygon 7", "ellipse", "diamond")
CUTS = (Notch("wedge", 0.0, 0.5, 0.6), Notch("slot", 0.0, 0.3, 0.55), Notch("wedge", 0.0, 0.9, 1.0))


def draw_notched(values: dict[str, Any]) -> Drawing:
    """An outline with a notch that opens so many eighths of a turn clockwise from the top."""
    notch = values["cut"]._replace(angle=float((90 - 45 * values["notch"]) % 360))
    return (Item(values["shape"], 0.5, 0.5, values["size"], 0.0, False, values["fill"], 0.016, notch=notch),)


@dataclass(frozen=True)
class NotchTurns(MatrixRule):
    """A notch in the rim goes round by the same angle from figure to figure while the outline changes."""

    types: tuple[str, ...] = ALL_TYPES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Outlines distributed, in sequence or by row, each notched at its own turn."""
        side = int(type[0])
        step = int(rng.choice([1, 2, 3])) * int(rng.choice([-1, 1]))
        starts = [int(start) for start in rng.integers(8, size=side)]
        notches = [turn % 8 for turn in progression(starts, step, side)]
        shapes = some(NOTCHED, 3, rng=rng)
        laid, pattern = [
            (latin_square(shapes, side, rng=rng), "distribution"), (by_column(shapes, side), "sequence"),
            (by_row(shapes, side), "constant"),
        ][rng.integers(3)]  # fmt: skip
        fills = some(("none", "solid", "grey", "striped"), 2, rng=rng)
        look = {"fill": fills[0], "cut": some(CUTS, 1, rng=rng)[0], "size": 0.8}
        cells = [{**look, "shape": shape, "notch": notch} for shape, notch in zip(laid, notches, strict=True)]
        design = MatrixDesign(type, {"main": Part(cells, draw_notched)})
        wrong = [(notches[-1] + int(offset)) % 8 for offset in rng.permutation(range(1, 8))]
        design.ruled.append(Axis("main", "notch", (notches[-1], *wrong)))
        design.ruled.append(Axis("main", "shape", (laid[-1], *(shape for shape in shapes if shape != laid[-1]))))
        design.filler.append(Axis("main", "fill", fills))
        claim(design, "main", "notch", "orbit")
        claim(design, "main", "shape", pattern)
        return design


RULES = (DotWalks("dot_walks"), NotchTurns("notch_turns"))
