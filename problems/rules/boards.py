"""Boards and arrays: black cells that travel, columns of like items that come or go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import FILLS, PLAIN, ROOMY, some, unlike
from problems.rules.rule import MatrixRule, claim

CELL = 0.27
LINE = 0.014


def draw_board(values: Values) -> Drawing:
    """A board of three by three cells, some filled with the mark."""
    cells = []
    for row in range(3):
        for column in range(3):
            x, y = 0.5 + (column - 1) * CELL, 0.5 + (row - 1) * CELL
            filled = ((column - values["right"]) % 3, (row - values["down"]) % 3) in values["pattern"]
            cells.append(Item("square", x, y, CELL * 2**0.5, 0.0, False, "solid" if filled else "none", LINE))
    return tuple(cells)


@dataclass(frozen=True)
class Board(MatrixRule):
    """Black cells of a board move by one step from figure to figure and come in again at the other edge."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        places = [(column, row) for column in range(3) for row in range(3)]
        patterns = [frozenset(some(places, int(rng.integers(1, 4)), rng=rng)) for _ in range(side)]
        while True:
            right, down = (int(step) for step in rng.integers(-1, 2, size=2))
            if (right, down) != (0, 0):
                break
        cells: list[Values] = [
            {"pattern": patterns[row], "right": right * column % 3, "down": down * column % 3}
            for row in range(side) for column in range(side)
        ]  # fmt: skip
        design = MatrixDesign(type, {"main": Part(cells, draw_board)})
        last = cells[-1]
        for name in ("right", "down"):
            design.ruled.append(
                Axis("main", name, (last[name], *((last[name] + step) % 3 for step in (1, 2))))
            )
        shrink = len(last["pattern"]) > 1 and rng.random() < 0.5
        cell = some([place for place in places if (place in last["pattern"]) == shrink], 1, rng=rng)
        design.ruled.append(Axis("main", "pattern", (last["pattern"], last["pattern"] ^ {*cell})))
        claim(design, "main", "board", "travel")
        return design


def _run(side: int, rng: np.random.Generator) -> list[int]:
    """`side` numbers of 1 to 4 that climb or fall by one."""
    start = int(rng.integers(1, 6 - side))
    return list(range(start, start + side))[:: int(rng.choice([-1, 1]))]


def draw_array(values: Values) -> Drawing:
    """Columns times lines of like items, close enough to overlap where the gap is narrow."""
    gap = values["gap"]
    return tuple(
        Item(values["shape"], round(0.5 + (column - (values["columns"] - 1) / 2) * gap, 4),
             round(0.5 + (line - (values["lines"] - 1) / 2) * gap, 4), values["size"], 0.0, False,
             values["fill"], LINE)
        for line in range(values["lines"]) for column in range(values["columns"])
    )  # fmt: skip


@dataclass(frozen=True)
class Array(MatrixRule):
    """An array gains, or loses, a column from figure to figure, and perhaps a line from row to row."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        counts = _run(side, rng)
        lines = _run(side, rng) if rng.random() < 0.6 else [int(rng.integers(1, 5))] * side
        fill, other_fill = some(("none", "solid") if rng.random() < 0.7 else FILLS, 2, rng=rng)
        overlap = fill == "none" and rng.random() < 0.5
        shape, other = unlike(ROOMY if overlap else PLAIN, 2, rng=rng)
        look = {
            "shape": shape,
            "fill": fill,
            "gap": 0.18 if overlap else 0.23,
            "size": 0.26 if overlap else 0.18,
        }
        cells = [
            {**look, "columns": counts[column], "lines": lines[row]}
            for row in range(side)
            for column in range(side)
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_array)})
        last = cells[-1]
        for name in ("columns", "lines"):
            design.ruled.append(
                Axis("main", name, (last[name], *(n for n in (1, 2, 3, 4) if n != last[name])))
            )
        design.filler.append(Axis("main", "shape", (shape, other)))
        design.filler.append(Axis("main", "fill", (fill, other_fill)))
        claim(design, "main", "columns", "progression")
        claim(design, "main", "lines", "constant")
        return design


RULES = (Board("board"), Array("array"))
