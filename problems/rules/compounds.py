"""Figures of several shapes that turn or reflect as a whole, and movers that each go their own way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import segment
from problems.rules.group import ring_place
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import FILLS, PLAIN, some, unlike
from problems.rules.rule import MatrixRule, claim
from problems.rules.turning import reflected_angle

LINE = 0.016
CELLS = tuple((x, y) for y in (0.24, 0.5, 0.76) for x in (0.24, 0.5, 0.76))


def turned(item: Item, degrees: int) -> Item:
    """The item turned about the figure's centre by a multiple of 90 degrees, counter-clockwise as seen."""
    x, y = item.x - 0.5, item.y - 0.5
    for _ in range(degrees // 90 % 4):
        x, y = y, -x
    return replace(item, x=round(0.5 + x, 4), y=round(0.5 + y, 4), rotation=(item.rotation + degrees) % 360)


def mirrored(item: Item, axis: str) -> Item:
    """The item reflected about a middle line of the figure."""
    x, y = {
        "left_right": (1 - item.x, item.y),
        "up_down": (item.x, 1 - item.y),
        "diagonal": (item.y, item.x),
    }[axis]
    angle = reflected_angle(item.rotation, axis)
    return replace(item, x=round(x, 4), y=round(y, 4), rotation=angle, mirrored=not item.mirrored)


def draw_compound(values: Values) -> Drawing:
    """Shapes in cells of the figure, moved as a whole."""
    items = [
        Item(shape, x, y, values["size"], 0.0, False, values["fill"], LINE)
        for shape, (x, y) in zip(values["shapes"], values["cells"], strict=False)
    ]
    for kind, argument in values["moves"]:
        items = [turned(item, argument) if kind == "turn" else mirrored(item, argument) for item in items]
    return tuple(items)


@dataclass(frozen=True)
class Compound(MatrixRule):
    """A figure of two to four shapes turns by a quarter, or reflects, as a whole along every row."""

    reflects: bool = False

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        move: tuple[str, Any]
        others: list[tuple[str, Any]]
        if self.reflects:
            move = ("reflect", str(rng.choice(["left_right", "up_down", "diagonal"])))
            others = [("turn", 90), ("turn", 180), ("turn", 270)]
        else:
            move = ("turn", int(rng.choice([90, 270, 180] if side == 2 else [90, 270])))
            others = [("turn", 90), ("turn", 180), ("reflect", "left_right"), ("reflect", "up_down")]
        cells: list[Values] = []
        for _ in range(side):
            count = int(rng.integers(2, 5))
            shapes = unlike(PLAIN, count, rng=rng)
            shapes = shapes if rng.random() < 0.6 else (*shapes[:1] * (count - 1), shapes[-1])
            look: Values = {"shapes": shapes, "cells": some(CELLS, count, rng=rng), "size": 0.24}
            look["fill"] = str(rng.choice(["none", "solid", "grey"]))
            cells += [{**look, "moves": (move,) * column} for column in range(side)]
        design = MatrixDesign(type, {"main": Part(cells, draw_compound)})
        answer = cells[-1]
        wrong = tuple((*answer["moves"], other) for other in some(others, 3, rng=rng))
        design.ruled.append(Axis("main", "moves", (answer["moves"], *wrong)))
        fill = next(fill for fill in some(("none", "solid", "grey"), 3, rng=rng) if fill != answer["fill"])
        design.filler.append(Axis("main", "fill", (answer["fill"], fill)))
        other = unlike(PLAIN, 1, rng=rng, beside=answer["shapes"])
        design.filler.append(Axis("main", "shapes", (answer["shapes"], (*answer["shapes"][:-1], *other))))
        claim(design, "main", "items", "reflection" if self.reflects else "whole_turn")
        return design


def draw_hands(values: Values) -> Drawing:
    """A long and a short line from the centre, at eighths of a turn clockwise from the top, and a hub."""
    drawing = [
        segment((0.5, 0.5), ring_place(values[hand] / 8, radius=radius))
        for hand, radius in (("large", 0.42), ("small", 0.24))
    ]
    return (*drawing, Item(values["hub"], 0.5, 0.5, 0.16, 0.0, False, "solid", LINE))


def draw_marks(values: Values) -> Drawing:
    """A large and a small mark on two rings about a hub."""
    drawing = [Item(values["hub"], 0.5, 0.5, 0.2, 0.0, False, values["fill"], LINE)]
    for mark, shape, size, radius in (("large", "circle", 0.18, 0.38), ("small", "square", 0.11, 0.2)):
        x, y = ring_place(values[mark] / 8, radius=radius)
        drawing.append(Item(shape, round(x, 4), round(y, 4), size, 0.0, False, "solid", LINE))
    return tuple(drawing)


@dataclass(frozen=True)
class Movers(MatrixRule):
    """Two hands, or marks, go round the centre, each by a step of its own."""

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        hands = rng.random() < 0.5
        steps = dict(zip(("large", "small"), some((-3, -2, -1, 0, 1, 2, 3), 2, rng=rng), strict=True))
        hubs = unlike(PLAIN, 2, rng=rng)
        fill, other_fill = some(FILLS, 2, rng=rng)
        cells: list[Values] = []
        for _ in range(side):
            starts = {name: int(rng.integers(8)) for name in steps}
            for column in range(side):
                moved = {name: (starts[name] + steps[name] * column) % 8 for name in steps}
                cells.append({**moved, "hub": hubs[0], "fill": fill})
        design = MatrixDesign(type, {"main": Part(cells, draw_hands if hands else draw_marks, ("place", "pose"))})
        if hands and any(cell["large"] == cell["small"] for cell in cells):
            raise ValueError("the long hand hides the short one")
        for name in steps:
            right = cells[-1][name]
            wrong = tuple((right + int(offset)) % 8 for offset in rng.permutation(range(1, 8)))
            design.ruled.append(Axis("main", name, (right, *wrong)))
            claim(design, name, "bearing", "orbit" if steps[name] else "constant")
        design.filler.append(Axis("main", "hub", hubs))
        if not hands:
            design.filler.append(Axis("main", "fill", (fill, other_fill)))
        return design


RULES = (Compound("compound_rotation"), Compound("compound_reflection", reflects=True), Movers("movers"))
