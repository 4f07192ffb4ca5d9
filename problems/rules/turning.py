"""Rotation by one angle from figure to figure, and reflection about one axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.shapes import SHAPES
from problems.rules.matrix_design import MatrixDesign
from problems.rules.palette import ORIENTED, TURNING
from problems.rules.patterns import progression
from problems.rules.rule import Allowed, AttributeRule, claim, lay

STEPS = (30, 45, 60, 90, 120, 135)
FLAT = ("none", "solid", "grey")  # fills that look the same after a turn
LEAST_TURN = 30  # degrees between angles that options may differ by


def apart(first: float, second: float, period: float) -> float:
    """Degrees between two angles of a shape with the given period."""
    distance = abs(first - second) % period
    return min(distance, period - distance)


def other_angles(angle: float, period: float, *, near: list[float], rng: np.random.Generator) -> list[float]:
    """Up to three wrong angles, well apart from the right one and each other, those `near` first."""
    candidates = list(near) + [angle + step * sign for step in rng.permutation(STEPS) for sign in (1, -1)]
    found = [angle]
    for candidate in candidates:
        if all(apart(candidate, taken, period) >= LEAST_TURN for taken in found):
            found.append(float(candidate % 360))
    return found[1:4]


@dataclass(frozen=True)
class Rotation(AttributeRule):
    """Each figure is its neighbour turned by one angle, the same in all rows."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        part, side = design.parts[where], design.side
        period = min(360 // SHAPES[cell["shape"]].symmetry for cell in part.cells)
        steps = [
            step
            for step in STEPS
            if all(apart(0, step * count, period) >= LEAST_TURN for count in range(1, side))
        ]
        step = int(rng.choice(steps)) * int(rng.choice([-1, 1]))
        first = 45 * int(rng.integers(8))
        shift = int(rng.choice([0, 0, step, 90, 45]))
        angles = progression([first + shift * row for row in range(side)], step, side)
        angles = tuple(float(angle % 360) for angle in angles)
        near = [angles[-1] - step, angles[-1] + step] if rng.random() < 0.5 else []
        lay(design, where, "rotation", angles, other_angles(angles[-1], period, near=near, rng=rng))
        claim(design, where, "pose", "turn")


def reflected_angle(angle: float, axis: str) -> float:
    """The rotation of an item after its figure is reflected; its handedness changes with it."""
    return float({"left_right": -angle, "up_down": 180 - angle, "diagonal": 90 - angle}[axis] % 360)


@dataclass(frozen=True)
class Reflection(AttributeRule):
    """Each figure is its neighbour reflected about one axis; down the columns, perhaps, about another."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        part, side = design.parts[where], design.side
        across, down = rng.permutation(["left_right", "up_down"])
        across = "diagonal" if rng.random() < 0.25 else across
        slants = (
            [0, 90, 180, 270]
            if across == "diagonal"
            else [30, 45, 60, 120, 135, 150, 210, 225, 240, 300, 330]
        )
        start = float(rng.choice(slants))
        keep = across == "diagonal" or rng.random() < 0.4
        angles: list[float] = []
        hands: list[bool] = []
        for _ in range(side):
            angle, hand = start, bool(rng.random() < 0.5) if not angles else hands[0]
            if angles and not keep:
                angle, hand = reflected_angle(angles[-side], down), not hands[-side]
            for _ in range(side):
                angles.append(angle)
                hands.append(hand)
                angle, hand = reflected_angle(angle, across), not hand
        period = 360 // SHAPES[part.cells[-1]["shape"]].symmetry
        part.set("mirrored", hands)
        near = [angles[-2], angles[-side - 1], angles[-1] + 180]
        lay(design, where, "rotation", tuple(angles), other_angles(angles[-1], period, near=near, rng=rng))
        if SHAPES[part.cells[-1]["shape"]].axis is None:  # else a mirrored shape is one turned
            lay(design, where, "mirrored", tuple(hands), [not hands[-1]])
        claim(design, where, "items", "reflection")


@dataclass(frozen=True)
class HalfTurn(AttributeRule):
    """The black half of a figure travels round it by one angle from figure to figure."""

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        side = design.side
        step = 90 * int(rng.choice([-1, 1])) if rng.random() < 0.5 else 45 * int(rng.choice([-3, -1, 1, 3]))
        first = 45 * int(rng.integers(8))
        shift = int(rng.choice([0, 45, 90, step]))
        angles = progression([first + shift * row for row in range(side)], step, side)
        angles = tuple(float(angle % 360) for angle in angles)
        lay(design, where, "fill_angle", angles, other_angles(angles[-1], 360, near=[angles[-2]], rng=rng))
        claim(design, where, "half", "orbit")


RULES = (
    Rotation("rotation", ("rotation",), limits={"shape": TURNING, "fill": FLAT, "layout": ("single", "row")}),
    Reflection(
        "reflection", ("rotation", "mirrored"), frees=("pose",),
        limits={"shape": ORIENTED, "fill": FLAT, "layout": ("single",)},
    ),
    HalfTurn(
        "half_turn", ("fill_angle",),
        limits={"shape": ("circle", "square", "octagon", "star", "plus", "clover"), "fill": ("half",),
                "layout": ("single",)},
    ),
)  # fmt: skip
