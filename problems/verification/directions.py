"""Directions: of an arrow, a hand, a notch, a bundle of lines; and the way of a dot along a polyline."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.verification.patterns import KINDS, constant, orbit
from problems.verification.readings import canonical, symmetry

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]


def bearing_up(items: Items) -> float:
    """Degrees clockwise from the top to which the longest item points."""
    longest = max(items, key=lambda item: item.size)
    if longest.shape == "line":  # a hand from the centre
        return round(float(np.degrees(np.arctan2(longest.x - 0.5, 0.5 - longest.y)))) % 360
    return round(90 - longest.rotation) % 360


def angle_sum(lines: Lines) -> bool:
    """Seen from one direction the third angle is the sum of the others."""
    return _angles(lines, 1)


def angle_difference(lines: Lines) -> bool:
    """Seen from one direction the third angle is what the second leaves of the first."""
    return _angles(lines, -1)


def _angles(lines: Lines, sign: int) -> bool:
    return all(len(line) == 3 for line in lines) and any(
        all(((a - zero) + sign * (b - zero) - (c - zero)) % 360 == 0 for a, b, c in lines) for zero in (0, 90, 180, 270)
    )


def angle_step(lines: Lines) -> bool:
    """The angle grows by the same step everywhere."""
    steps = {(b - a) % 360 for line in lines for a, b in pairwise(line)}
    return len(steps) == 1 and steps != {0}


def notch_bearings(items: Items) -> frozenset[int]:
    """Degrees clockwise from the top to which notches open."""
    return frozenset(round(90 - item.notch.angle - item.rotation) % 360 for item in items if item.notch)


def line_direction(items: Items) -> frozenset[float]:
    """The directions of the lines, degrees modulo a half turn."""
    return frozenset(item.rotation % 180 for item in items if item.shape == "line")


def line_step(lines: Lines) -> bool:
    """The one direction of the lines turns by the same angle everywhere."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    if any(len(figure) != 1 for line in lines for figure in line):
        return False
    steps = {(next(iter(b)) - next(iter(a))) % 180 for a, b in pairs}
    return len(steps) == 1 and steps != {0}


def single(items: Items) -> tuple[str, float]:
    """Shape and rotation of the largest item."""
    item = canonical(max(items, key=lambda item: item.size))
    return item.shape, item.rotation


def turned_by_second(lines: Lines) -> bool:
    """The third figure is the first, turned as far as the arrow of the second points away from the top.

    The same sense, clockwise or counter-clockwise, in all lines.
    """
    return all(len(line) == 3 for line in lines) and any(
        all(_turned_by(line, zero, sense) for line in lines) for zero in (0, 90, 180, 270) for sense in (1, -1)
    )


def _turned_by(line: tuple[Any, ...], zero: int, sense: int) -> bool:
    (shape, before), (_, arrow), (other, after) = line
    distance = (after - before - sense * (arrow - zero)) % symmetry(shape)[0]
    return shape == other and min(distance, symmetry(shape)[0] - distance) < 0.01


def dot_steps(items: Items) -> tuple[int, int]:
    """Corners of the polyline between the dot and each end, the left end first; (-1, -1) off the polyline."""
    chain = polyline(items)
    dots = [item for item in items if item.shape != "line"]
    for index, (x, y) in enumerate(chain):
        if len(dots) == 1 and np.hypot(dots[0].x - x, dots[0].y - y) < 0.03:
            return index, len(chain) - 1 - index
    return -1, -1


def polyline(items: Items) -> list[tuple[float, float]]:
    """The corners of the one path that the lines make, end to end, from its left end."""
    ends: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for item in items:
        if item.shape == "line":
            way = item.size / 2 * np.array([np.cos(np.radians(item.rotation)), -np.sin(np.radians(item.rotation))])
            first, second = (
                (round(item.x + sign * way[0], 2) + 0.0, round(item.y + sign * way[1], 2) + 0.0) for sign in (1, -1)
            )
            ends.setdefault(first, []).append(second)
            ends.setdefault(second, []).append(first)
    loose = sorted(place for place, others in ends.items() if len(others) == 1)
    if len(loose) != 2:
        return []
    chain = [loose[0]]
    while chain[-1] != loose[1]:
        chain.append(next(place for place in ends[chain[-1]] if place not in chain[-2:-1]))
    return chain


def walk(lines: Lines) -> bool:
    """The dot starts at an end of each path and goes on by the same number of corners from figure to figure."""
    return any(_walks(lines, step) for step in (1, 2, 3))


def _walks(lines: Lines, step: int) -> bool:
    for line in lines:
        if 0 not in line[0]:
            return False
        end = line[0].index(0)
        if [at[end] for at in line] != [step * index for index in range(len(line))]:
            return False
    return True


ANGLES: dict[str, Callable[[Lines], bool]] = {
    "constant": constant,
    "angle_step": angle_step,
    "angle_sum": angle_sum,
    "angle_difference": angle_difference,
}
READINGS: dict[str, Callable[[Items], Any]] = {
    "angle": bearing_up,
    "notch": notch_bearings,
    "line_direction": line_direction,
    "single": single,
    "dot": dot_steps,
}
PATTERNS: dict[str, dict[str, Callable[[Lines], bool]]] = {
    "angle": ANGLES,
    "notch": {"constant": constant, "orbit": orbit},
    "line_direction": {**KINDS, "line_step": line_step},
    "single": {"constant": constant, "turned_by_second": turned_by_second},
    "dot": {"constant": constant, "walk": walk},
}
COVERED: dict[str, tuple[str, ...]] = {
    "angle": ("pose", "place"),
    "line_direction": ("pose",),
    "single": ("shape", "pose"),
    "dot": ("place",),
}
