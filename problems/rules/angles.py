"""Angles that add up along a row, and shapes turned as far as another figure says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import segment
from problems.rules.group import ring_place
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import ORIENTED, some, unlike
from problems.rules.rule import MatrixRule, claim

DIALS = ("circle", "square", "octagon")


def draw_dial(values: dict[str, Any]) -> Drawing:
    """A dial and its hand, so many eighths of a turn clockwise from the top; or an arrow."""
    if values["dial"] is None:
        return (
            Item("arrow", 0.5, 0.5, values["size"], (90 - 45 * values["angle"]) % 360, False, values["fill"], 0.016),
        )
    hand = segment((0.5, 0.5), ring_place(values["angle"] / 8, radius=0.36))
    knob = 0.14 if values["fill"] == "solid" else 0.15
    return (
        hand,
        Item("circle", 0.5, 0.5, knob, 0.0, False, "solid" if values["fill"] == "solid" else "grey", 0.014, 0.0),
        Item(values["dial"], 0.5, 0.5, 0.14 if values["size"] > 0.6 else 0.3, 0.0, False, "none", 0.014),
    )


@dataclass(frozen=True)
class AnglesAdded(MatrixRule):
    """The angles of the first two figures of a row, from the top clockwise, add up to the third, or are subtracted."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Arrows, or hands of a dial."""
        sign = int(rng.choice([1, -1]))
        pairs = some([(a, b) for a in range(1, 8) for b in range(1, 8) if a != b], 3, rng=rng)
        angles = tuple(angle for a, b in pairs for angle in (a, b, (a + sign * b) % 8))
        dials: tuple[str | None, ...] = (None, None) if rng.random() < 0.5 else some(DIALS, 2, rng=rng)
        fills = some(("none", "solid", "grey") if dials[0] is None else ("none", "solid"), 2, rng=rng)
        sizes = some((0.66, 0.44), 2, rng=rng)
        cells = [{"dial": dials[0], "angle": angle, "size": sizes[0], "fill": fills[0]} for angle in angles]
        design = MatrixDesign(type, {"main": Part(cells, draw_dial)})
        wrong = [(angles[-1] + int(offset)) % 8 for offset in rng.permutation(range(1, 8))]
        design.ruled.append(Axis("main", "angle", (angles[-1], *wrong)))
        if dials[0] is None:
            design.filler.append(Axis("main", "size", sizes))
        else:
            design.filler.append(Axis("main", "dial", dials))
        design.filler.append(Axis("main", "fill", fills))
        claim(design, "main", "angle", "angle_sum" if sign > 0 else "angle_difference")
        return design


def draw_turned(values: dict[str, Any]) -> Drawing:
    """One shape, turned."""
    return (Item(values["shape"], 0.5, 0.5, values["size"], values["turn"] % 360, False, values["fill"], 0.016),)


@dataclass(frozen=True)
class TurnedAsSaid(MatrixRule):
    """The third figure of a row is the first, turned as far as the arrow of the second points away from the top."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """A shape, an arrow and the shape turned, in every row."""
        shapes = unlike([name for name in ORIENTED if name not in ("arrow", "chevron")], 4, rng=rng)
        steps = [int(step) for step in some(range(1, 8), 3, rng=rng)]
        fills = some(("none", "solid", "grey"), 2, rng=rng)
        cells: list[dict[str, Any]] = []
        for shape, step in zip(shapes[:3], steps, strict=True):
            first = float(rng.choice([0.0, 0.0, 90.0, 180.0, 270.0]))
            look = {"fill": fills[0], "size": 0.6}
            cells.append({**look, "shape": shape, "turn": first})
            cells.append({**look, "shape": "arrow", "turn": 90.0 - 45 * step})
            cells.append({**look, "shape": shape, "turn": (first - 45 * step) % 360})
        design = MatrixDesign(type, {"main": Part(cells, draw_turned)})
        right = cells[-1]["turn"]
        wrong = [(right + 45 * int(offset)) % 360 for offset in rng.permutation(range(1, 8))]
        design.ruled.append(Axis("main", "turn", (right, *wrong)))
        design.ruled.append(Axis("main", "shape", (shapes[2], "arrow", shapes[3])))
        design.filler.append(Axis("main", "fill", fills))
        claim(design, "main", "single", "turned_by_second")
        return design


RULES = (AnglesAdded("angles_added"), TurnedAsSaid("turned_as_said"))
