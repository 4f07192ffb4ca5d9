"""Analogies of motion: the figure moves as a whole while its parts move in place; a part goes in or out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.compounds import CELLS, mirrored, turned
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import ORIENTED, PLAIN, some, unlike
from problems.rules.rule import ANALOGIES, MatrixRule, claim

LINE = 0.016
FILLS = ("none", "solid", "grey")
UPRIGHT = tuple(name for name in ORIENTED if name != "semicircle")  # shapes of which a turn is seen at a glance


def draw_moved(values: dict[str, Any]) -> Drawing:
    """Shapes in cells of the figure: places moved as a whole, each shape then turned and mirrored in place."""
    drawing = []
    for shape, (x, y) in zip(values["shapes"], values["cells"], strict=True):
        item = Item(shape, x, y, 0.25, 0.0, False, values["fill"], LINE)
        kind, argument = values["whole"]
        moved = turned(item, argument) if kind == "turn" else mirrored(item, argument) if kind == "reflect" else item
        rotation, hand = (moved.rotation, moved.mirrored) if values["rigid"] else (0.0, False)
        drawing.append(replace(moved, rotation=(rotation + values["turn"]) % 360, mirrored=hand))
    return tuple(drawing)


@dataclass(frozen=True)
class PartsInPlace(MatrixRule):
    """The places of a figure turn or reflect as a whole; its parts stay upright, or turn in place by an angle."""

    types: tuple[str, ...] = ANALOGIES
    reflects: bool = False

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Two rows of scattered shapes and what becomes of them."""
        turns = [("turn", 90), ("turn", 180), ("turn", 270)]
        mirrors = [("reflect", axis) for axis in ("left_right", "up_down", "diagonal")]
        whole = (mirrors if self.reflects else turns)[rng.integers(3)]
        if not self.reflects and rng.random() < 0.3:
            whole = ("stay", 0)
        spins = [45 * spin for spin in range(8) if whole[0] != "stay" or spin]
        spin = 0 if whole[0] != "stay" and rng.random() < 0.4 else int(rng.choice(spins))
        if whole == ("turn", spin):
            raise ValueError("the figure moves rigidly")
        cells: list[dict[str, Any]] = []
        for _ in range(2):
            count = int(rng.integers(2, 4))
            look: Values = {"shapes": unlike(UPRIGHT, count, rng=rng), "cells": some(CELLS, count, rng=rng)}
            look["fill"] = str(rng.choice(FILLS))
            still = {**look, "whole": ("stay", 0), "turn": 0.0, "rigid": False}
            cells += [still, {**still, "whole": whole, "turn": float(spin)}]
        design = MatrixDesign(type, {"main": Part(cells, draw_moved)})
        others = tuple(other for other in some((*turns, *mirrors, ("stay", 0)), 7, rng=rng) if other != whole)
        design.ruled.append(Axis("main", "whole", (whole, *others)))
        wrong = [float((spin + step) % 360) for step in rng.permutation([45, 90, 135, 180, 225, 270, 315])]
        design.ruled.append(Axis("main", "turn", (float(spin), *wrong)))
        design.filler.append(Axis("main", "rigid", (False, True)))
        fill = next(fill for fill in some(FILLS, 3, rng=rng) if fill != cells[-1]["fill"])
        design.filler.append(Axis("main", "fill", (cells[-1]["fill"], fill)))
        claim(design, "main", "arrangement", "one_move")
        return design


DIRECTIONS = {"right": (1, 0), "left": (-1, 0), "up": (0, -1), "down": (0, 1)}


def draw_in_and_out(values: dict[str, Any]) -> Drawing:
    """A large shape with small ones in it or beside it."""
    drawing = [Item(values["outer"], 0.5, 0.5, 0.54, 0.0, False, values["outer_fill"], LINE)]
    for index, shape in enumerate(values["parts"]):
        within = values["within"][index]
        right, down = DIRECTIONS[values["sides"][index]]
        reach = 0.11 if within else 0.4
        fill = "grey" if values["fill"] == "none" else values["fill"]
        drawing.append(
            Item(shape, 0.5 + reach * right, 0.5 + reach * down, 0.17, 0.0, False, fill, LINE,
                 0.0 if values["fill"] == "none" else 0.5)
        )  # fmt: skip
    return tuple(drawing)


HOLDERS = ("circle", "square", "hexagon", "octagon", "pentagon", "diamond")


@dataclass(frozen=True)
class InAndOut(MatrixRule):
    """A part moves from inside to outside, or in, or one comes out as another goes in."""

    types: tuple[str, ...] = ANALOGIES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Two rows: parts inside and outside a large shape, and the same parts moved."""
        pattern, before = [("all_out", (True,)), ("all_in", (False,)), ("in_for_out", (True, False))][rng.integers(3)]
        after = tuple(not inside for inside in before)
        outer_fill, fill = some(("none", "grey", "solid"), 2, rng=rng)
        pool = unlike(HOLDERS, 3, rng=rng)
        parts = unlike([name for name in PLAIN if name not in HOLDERS], 2 * len(before) + 1, rng=rng)
        cells: list[dict[str, Any]] = []
        for row in range(2):
            look: Values = {"outer": pool[row], "outer_fill": outer_fill, "fill": fill}
            look["parts"] = parts[row * len(before) : (row + 1) * len(before)]
            ways = some((("right", "left"), ("left", "right"), ("up", "down"), ("down", "up")), 1, rng=rng)[0]
            look["sides"] = ways[: len(before)]
            cells += [{**look, "within": before}, {**look, "within": after}]
        design = MatrixDesign(type, {"main": Part(cells, draw_in_and_out)})
        answer = cells[-1]
        design.ruled.append(Axis("main", "within", (after, before)))
        design.ruled.append(Axis("main", "parts", (answer["parts"], (*answer["parts"][:-1], parts[-1]))))
        design.filler.append(Axis("main", "outer", (pool[1], pool[int(rng.choice([0, 2]))])))
        claim(design, "main", "inside", pattern)
        claim(design, "main", "bearing", "constant")
        return design


RULES = (PartsInPlace("parts_in_place"), PartsInPlace("mirrored_places", reflects=True), InAndOut("in_and_out"))
