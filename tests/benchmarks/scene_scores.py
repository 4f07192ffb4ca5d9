"""Compares a reading of a figure with what was drawn: which object is which, and which attributes are right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from problems.drawing.truth import DrawnObject

FARTHEST = 0.4  # an object is found where distance / extent + |ln of the ratio of extents| is below
TIE = 0.02  # weight of the difference of two boxes where places and extents tell as much
ANGLE = 5.0  # degrees by which an orientation may be off
DIRECTION = 10.0  # degrees by which the direction of a texture may be off
HUE = 20.0  # degrees
TONE = 0.08  # ink
LENGTH = 0.15  # share by which a period may be off
STROKE = 0.25  # share by which a width may be off, or ...
STROKE_PIXELS = 0.75  # ... so many pixels
ATTRIBUTES = (
    "count", "found", "corners", "symmetry", "orientation", "fill", "tone", "direction", "period", "hue", "parent",
    "closed", "dashed", "stroke",
)  # fmt: skip


class Tally:
    """How often each attribute was right, of how often it was asked."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.faults: list[str] = []

    def note(self, attribute: str, right: bool, fault: str = "") -> None:
        """Count one answer, and keep what to say of a wrong one."""
        self.asked[attribute] += 1
        self.right[attribute] += bool(right)
        if not right:
            self.faults.append(f"{attribute} {fault}".strip())

    def add(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.right.update(other.right)
        self.asked.update(other.asked)

    def share(self, attribute: str) -> float:
        """The share of right answers; NaN where none was asked."""
        return self.right[attribute] / self.asked[attribute] if self.asked[attribute] else math.nan


class Match(NamedTuple):
    """Index of the object read for each drawn object, -1 where none was found, and the tally of a figure."""

    read: list[int]
    tally: Tally


def assigned(drawn: Sequence[DrawnObject], read: Sequence) -> list[int]:
    """The index in `read` of each drawn object, -1 where it was not found, by place and extent at least cost."""
    if not drawn or not read:
        return [-1] * len(drawn)
    places = np.array([object_.place for object_ in drawn]), np.array([object_.place for object_ in read])
    extents = (np.maximum(1e-3, [extent(object_.box) for object_ in objects]) for objects in (drawn, read))
    true, seen = (np.array(found) for found in extents)
    distance = np.linalg.norm(places[0][:, None] - places[1][None], axis=2) / true[:, None]
    cost = np.minimum(FARTHEST, distance + abs(np.log(seen[None] / true[:, None])))
    found = [-1] * len(drawn)
    # lines that cross in their middles are at one place: their boxes tell them apart
    boxes = np.array([object_.box for object_ in drawn])[:, None] - np.array([object_.box for object_ in read])[None]
    for k, j in zip(*linear_sum_assignment(cost + TIE * np.abs(boxes).sum(axis=2)), strict=True):
        if cost[k, j] < FARTHEST:
            found[k] = int(j)
    return found


def extent(box: tuple[float, float, float, float]) -> float:
    """The diagonal of a box (left, top, right, bottom)."""
    return math.hypot(box[2] - box[0], box[3] - box[1])


def scored(drawn: Sequence[DrawnObject], read: Sequence, side: int) -> Match:
    """The reading of one figure of `side` pixels against the truth; all but orientation, which takes two figures.

    An attribute that an object read does not have counts as None, which is wrong unless the truth is None.
    """
    tally, found = Tally(), assigned(drawn, read)
    coloured = any(truth.hue is not None for truth in drawn)
    tally.note("count", len(drawn) == len(read), f"{len(read)} for {len(drawn)}")
    for k, truth in enumerate(drawn):
        tally.note("found", found[k] >= 0, f"not {k}")
        if found[k] >= 0:
            seen = read[found[k]]
            _score_shape(tally, k, truth, seen)
            _score_fill(tally, k, truth, seen)
            if coloured:
                hue = value(seen, "hue")
                right = hue == truth.hue if None in (hue, truth.hue) else remainder(hue - truth.hue, 360.0) < HUE
                tally.note("hue", right, f"{hue} for {truth.hue} of {k}")
            if truth.stroke is not None:
                width, allowed = value(seen, "stroke"), max(STROKE * truth.stroke, STROKE_PIXELS / side)
                _note_near(tally, "stroke", width, truth.stroke, allowed, k)
            expected = None if truth.parent is None else found[truth.parent]
            tally.note("parent", value(seen, "parent") == expected, f"of {k}")
    return Match(found, tally)


def value(read, attribute: str):
    """An attribute of an object read; None where it has none."""
    return getattr(read, attribute, None)


def _score_shape(tally: Tally, k: int, truth: DrawnObject, read) -> None:
    asked: dict[str, int] = {"closed": truth.closed, "symmetry": truth.symmetry}
    if truth.corners is not None:
        asked["corners"] = truth.corners
    if truth.closed and truth.stroke is not None:
        asked["dashed"] = truth.dashed
    for name, expected in asked.items():
        tally.note(name, value(read, name) == expected, f"{value(read, name)} for {expected} of {k}")


def _score_fill(tally: Tally, k: int, truth: DrawnObject, read) -> None:
    if truth.closed:
        fill = value(read, "fill")
        tally.note("fill", fill == truth.fill, f"{fill} for {truth.fill} of {k}")
    if truth.fill == "grey" and truth.hue is None:
        _note_near(tally, "tone", value(read, "tone"), truth.tone, TONE, k)
    if truth.texture is not None:
        direction, period = (value(read, "texture") or (None, None))[:2]
        _note_near(tally, "direction", direction, truth.texture.direction, DIRECTION, k, truth.texture.modulus)
        if truth.fill != "checks":  # their period depends on along which of two directions it is taken
            _note_near(tally, "period", period, truth.texture.period, LENGTH * truth.texture.period, k)


def _note_near(tally: Tally, name: str, seen, true: float, allowed: float, k: int, modulus: float = math.inf) -> None:
    """Note whether a number is no farther from the truth than allowed; None never is."""
    off = math.inf if seen is None else abs(seen - true) if modulus == math.inf else remainder(seen - true, modulus)
    shown = "none" if seen is None else f"{seen:.3g}"
    tally.note(name, off < allowed, f"{shown} for {true:.3g} of {k}")


def score_turns(tally: Tally, drawn: Sequence, read: Sequence, found: Sequence) -> None:
    """Note for each object found in both of two figures whether its orientations differ as it turned.

    Each argument but `tally` is a pair, one for each figure; the drawn objects are in the same order.
    """
    for k, (first, second) in enumerate(zip(*drawn, strict=True)):
        if first.symmetry == 0 or min(found[0][k], found[1][k]) < 0:
            continue
        seen = [value(read[figure][found[figure][k]], "orientation") for figure in (0, 1)]
        turn = second.orientation - first.orientation
        off = math.nan if None in seen else remainder(seen[1] - seen[0] - turn, 360.0 / first.symmetry)
        tally.note("orientation", off < ANGLE, f"off by {off:.0f} of {k}")


def remainder(difference: float, period: float) -> float:
    """How far a difference of angles is from a multiple of the period."""
    return abs((difference + 0.5 * period) % period - 0.5 * period)
