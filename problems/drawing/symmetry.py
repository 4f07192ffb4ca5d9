"""Exact symmetry: what leaves an item as it is, and what carries one drawing into another.

Angles are degrees counter-clockwise as seen; an axis is the direction of a mirror line.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import shape_named

REFLECTION_AXES = {"left_right": 90.0, "up_down": 0.0, "diagonal": 135.0, "antidiagonal": 45.0}
REFLECTION_CLASSES = {"left_right": 1, "up_down": 2, "diagonal": 3, "antidiagonal": 3}
TURNS = (0.0, 90.0, 180.0, 270.0)
MOTIONS = (*TURNS, *REFLECTION_AXES)
TOLERANCE = 1e-3
Symmetry = tuple[int, float | None]  # rotational order, 0 for any angle, and the direction of a mirror axis
# rotational order of a fill in an unbounded plane, and whether it has a mirror axis along its angle
FILL_SYMMETRY = {
    "half": (1, True), "striped": (2, True), "dotted": (4, True), "crosshatch": (4, True), "wave": (2, False),
    "zigzag": (2, False), "brick": (2, True), "checks": (4, True),
}  # fmt: skip


class State(NamedTuple):
    """An item up to its own symmetry: two items with equal states look the same."""

    key: tuple
    place: complex
    order: int
    rotation: float
    mirrored: bool
    axis: float | None


class RigidLabels(NamedTuple):
    """What carries `before` into `after`; None where it cannot be told."""

    rotation: float | None
    reflection: int | None
    motions: tuple


def intersection(first: Symmetry, second: Symmetry) -> Symmetry:
    """The common symmetry of two groups (rotational order, 0 for any angle; mirror axis or None)."""
    (n, a), (m, b) = first, second
    if n == 0:
        return (m, b) if a is not None else (m, None)
    if m == 0:
        return (n, a) if b is not None else (n, None)
    axis = None
    if a is not None and b is not None:
        for k in range(2 * n * m):
            candidate = (a + 180.0 / n * k) % 180.0
            if _remainder(candidate - b, 180.0 / m) < TOLERANCE:
                axis = candidate
                break
    return math.gcd(n, m), axis


@lru_cache(maxsize=8192)
def group(shape: str, aspect: float, fill: str, fill_angle: float, notch_angle: float | None = None) -> Symmetry:
    """The symmetry of an unturned item: rotational order (0 any angle) and one mirror axis or None."""
    made = shape_named(shape)
    common = made.symmetry, made.axis
    if aspect != 1.0:
        common = intersection(common, (2, 90.0))
    if notch_angle is not None:
        common = intersection(common, (1, notch_angle % 180.0))
    if made.thin or fill not in FILL_SYMMETRY:
        return common
    order, mirrored = FILL_SYMMETRY[fill]
    return intersection(common, (order, fill_angle % 180.0 if mirrored else None))


def state(item: Item, fills: bool = True) -> State:
    """The item up to its symmetry; without `fills` only its outline counts."""
    item = _notch_settled(item)
    fill = item.fill if fills and not shape_named(item.shape).thin else "none"
    rotation, angle = item.rotation, 0.0
    if fill in FILL_SYMMETRY:
        rotation, angle = _angle_as_turn(item, fill)
    order, axis = group(item.shape, item.aspect, fill, angle, item.notch and item.notch.angle)
    grey = item.grey if fill == "grey" else 0.0
    key = (item.shape, fill, angle, grey, round(item.size, 4), item.aspect, item.line_width,
           item.hue, item.ink, item.dash, item.notch)  # fmt: skip
    place = complex(item.x - 0.5, 0.5 - item.y)
    return _settled(State(key, place, order, rotation, item.mirrored, axis))


def _notch_settled(item: Item) -> Item:
    """The item with as much of its notch's angle as the outline allows counted as rotation."""
    if item.notch is None:
        return item
    order, _ = group(item.shape, item.aspect, "none", 0.0)
    rest = 0.0 if order == 0 else item.notch.angle % (360.0 / order)
    turn = item.notch.angle - rest
    return replace(
        item, rotation=item.rotation + (-turn if item.mirrored else turn), fill_angle=item.fill_angle - turn,
        notch=item.notch._replace(angle=rest),
    )  # fmt: skip


def _angle_as_turn(item: Item, fill: str) -> tuple[float, float]:
    """Rotation and fill angle with as much of the fill's angle as the outline allows counted as rotation."""
    order, _ = group(item.shape, item.aspect, "none", 0.0, item.notch and item.notch.angle)
    angle = item.fill_angle % (360.0 / FILL_SYMMETRY[fill][0])
    rest = 0.0 if order == 0 else angle % (360.0 / order)
    turn = angle - rest
    return item.rotation + (-turn if item.mirrored else turn), rest


def _settled(s: State) -> State:
    """The state with its rotation reduced by its symmetry, unmirrored where a mirror axis allows."""
    rotation, mirrored = s.rotation, s.mirrored
    if s.axis is not None and mirrored:
        rotation, mirrored = rotation + 180.0 - 2.0 * s.axis, False
    rotation = 0.0 if s.order == 0 else rotation % (360.0 / s.order)
    return State(s.key, s.place, s.order, rotation, mirrored, s.axis)


def turned(s: State, angle: float, whole: bool) -> State:
    """The state after a turn about the figure's centre (`whole`) or about its own."""
    place = s.place * cmath.rect(1.0, math.radians(angle)) if whole else s.place
    return _settled(State(s.key, place, s.order, s.rotation + angle, s.mirrored, s.axis))


def reflected(s: State, axis: float, whole: bool) -> State:
    """The state after a reflection at an axis through the figure's centre (`whole`) or through its own."""
    place = cmath.rect(1.0, math.radians(2.0 * axis)) * s.place.conjugate() if whole else s.place
    return _settled(State(s.key, place, s.order, 2.0 * axis - 180.0 - s.rotation, not s.mirrored, s.axis))


def _remainder(difference: float, period: float) -> float:
    difference = abs(difference) % period
    return min(difference, period - difference)


def alike(a: State, b: State) -> bool:
    """Whether two states look the same at the same place."""
    if a.key != b.key or a.mirrored != b.mirrored or abs(a.place - b.place) > TOLERANCE:
        return False
    return a.order == 0 or _remainder(a.rotation - b.rotation, 360.0 / a.order) < 10.0 * TOLERANCE


def same(first: Sequence[State], second: Sequence[State]) -> bool:
    """Whether two lists of states show the same items, in any order."""
    if len(first) != len(second):
        return False
    left = list(second)
    for a in first:
        for k, b in enumerate(left):
            if alike(a, b):
                del left[k]
                break
        else:
            return False
    return True


def rigid_labels(before: Drawing, after: Drawing, fills: bool = True) -> RigidLabels:
    """Rotation, reflection and motions that carry one drawing into another, whole or every item about itself.

    Rotation is defined where exactly one angle does it, and 0 where nothing changed. Reflection is a class
    (0 none, 1 left-right, 2 up-down, 3 diagonal): defined where nothing changed (0), where only turns do it
    (0) and where only reflections of one class do it. `motions` tells which of `MOTIONS` do it.
    """
    a, b = [state(item, fills) for item in before], [state(item, fills) for item in after]
    if not a or not b:
        return RigidLabels(None, None, (0.0,) * len(MOTIONS))
    turns = [angle for angle in _candidates(a, b) if _explains(a, b, turned, angle)]
    mirrors = [name for name, axis in REFLECTION_AXES.items() if _explains(a, b, reflected, axis)]
    right = [angle for angle in TURNS if _explains(a, b, turned, angle)]
    motions = tuple(float(motion in right or motion in mirrors) for motion in MOTIONS)
    if same(a, b):
        return RigidLabels(0.0, 0, motions)
    classes = {REFLECTION_CLASSES[name] for name in mirrors}
    if turns or right:
        unique = len(turns) == 1 and all(_remainder(turns[0] - angle, 360.0) < 0.1 for angle in right)
        return RigidLabels(turns[0] if unique else None, None if classes else 0, motions)
    return RigidLabels(None, classes.pop() if len(classes) == 1 else None, motions)


def _explains(
    a: Sequence[State], b: Sequence[State], motion: Callable[[State, float, bool], State], amount: float,
) -> bool:
    return any(same([motion(s, amount, whole) for s in a], b) for whole in (False, True))


def _candidates(a: Sequence[State], b: Sequence[State]) -> list[float]:
    """Every angle by which the first telling item of `a` could have been turned into one of `b`."""
    telling = [s for s in a if s.order > 0]
    if telling:
        first = min(telling, key=lambda s: s.order)
        step = 360.0 / first.order
        turns = [t.rotation - first.rotation for t in b if t.key == first.key]
        angles = [turn + step * k for turn in turns for k in range(first.order)]
    else:
        first = max(a, key=lambda s: abs(s.place))
        if abs(first.place) < TOLERANCE:
            return []
        angles = [math.degrees(cmath.phase(t.place / first.place)) for t in b if abs(t.place) > TOLERANCE]
    found: list[float] = []
    for angle in angles:
        if all(_remainder(angle - other, 360.0) > 0.1 for other in found):
            found.append(angle)
    return found
