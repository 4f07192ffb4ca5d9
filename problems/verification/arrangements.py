"""Arrangements: figures that move as a whole, parts that move in place, in and out, round the seats of a ring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.verification.patterns import KINDS, constant, orbit
from problems.verification.readings import canonical, reflected, symmetry, turned

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]
SIXTEENTH = 22.5


def _moves() -> Iterator[Callable[[Item], Item]]:
    """The whole figure turned by quarters or reflected while each part turns in place by eighths."""
    for eighths in range(8):
        for quarters in range(4):
            yield lambda item, q=quarters, e=eighths: _spun(turned(item, q), 45 * e - 90 * q)
        for axis in ("left_right", "up_down", "diagonal"):
            yield lambda item, a=axis, e=eighths: _spun(_placed_like(reflected(item, a), item), 45 * e)
            yield lambda item, a=axis, e=eighths: _spun(reflected(item, a), 45 * e)
    for axis in ("left_right", "up_down", "diagonal"):
        yield lambda item, a=axis: _placed_at(reflected(item, a), item)


def _spun(item: Item, degrees: float) -> Item:
    return canonical(replace(item, rotation=item.rotation + degrees))


def _placed_like(moved: Item, item: Item) -> Item:
    """The item as it was, at the place of the moved one."""
    return replace(item, x=moved.x, y=moved.y)


def _placed_at(moved: Item, item: Item) -> Item:
    """The moved item at the place where the item was."""
    return canonical(replace(moved, x=item.x, y=item.y))


MOVES = tuple(_moves())


@lru_cache(maxsize=1 << 16)  # the items of a figure are moved once for all its neighbours
def _moved(move: int, item: Item) -> Item:
    return MOVES[move](item)


def _carries(move: int, before: frozenset[Item], after: frozenset[Item]) -> bool:
    return len(before) == len(after) and all(_moved(move, item) in after for item in before)


def one_move(lines: Lines) -> bool:
    """From figure to figure all places move alike and all parts turn alike in place, and that shows."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    return all(a != b for a, b in pairs) and any(
        all(_carries(move, a, b) for a, b in pairs) for move in range(len(MOVES))
    )


def inside(items: Items) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shapes inside the largest item and those outside it."""
    largest = max(items, key=lambda item: item.size)
    groups: tuple[list[str], list[str]] = ([], [])
    for item in items:
        if item is not largest:
            within = np.hypot(item.x - largest.x, item.y - largest.y) < largest.size / 2
            groups[0 if within else 1].append(item.shape)
    return tuple(sorted(groups[0])), tuple(sorted(groups[1]))


def _all_pairs(lines: Lines, change: Callable[[Any], Any]) -> bool:
    pairs = [pair for line in lines for pair in pairwise(line)]
    return all(a != b and change(a) == b for a, b in pairs)


def all_out(lines: Lines) -> bool:
    """What was inside is outside with the rest."""
    return _all_pairs(lines, lambda seen: ((), tuple(sorted(seen[0] + seen[1]))))


def all_in(lines: Lines) -> bool:
    """What was outside is inside with the rest."""
    return _all_pairs(lines, lambda seen: (tuple(sorted(seen[0] + seen[1])), ()))


def in_for_out(lines: Lines) -> bool:
    """What was inside is outside, what was outside inside."""
    return _all_pairs(lines, lambda seen: seen[::-1])


def seats(items: Items) -> tuple[tuple[str, str], ...]:
    """Shape and fill by seat: round the centre from the top where items lie round it, else from the left."""
    away = [item for item in items if np.hypot(item.x - 0.5, item.y - 0.5) > 0.1]
    if len({item.y for item in items}) > 1:
        ordered = sorted(away, key=lambda item: round(float(np.arctan2(item.x - 0.5, item.y - 0.5)), 3))
    else:
        ordered = sorted(items, key=lambda item: item.x)
    return tuple((item.shape, item.fill) for item in ordered)


def permuted_alike(lines: Lines) -> bool:
    """The objects change seats in the same way from figure to figure."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    count = len(pairs[0][0])
    if count > 6 or any(len(a) != count or len(b) != count or a == b for a, b in pairs):
        return False
    return any(
        all(tuple(a[seat] for seat in order) == b for a, b in pairs) for order in permutations(range(count))
    )


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
        all(((a - zero) + sign * (b - zero) - (c - zero)) % 360 == 0 for a, b, c in lines)
        for zero in (0, 90, 180, 270)
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


ANGLES = {
    "constant": constant,
    "angle_step": angle_step,
    "angle_sum": angle_sum,
    "angle_difference": angle_difference,
}
READINGS: dict[str, Callable[[Items], Any]] = {
    "arrangement": lambda items: frozenset(map(canonical, items)),
    "inside": inside,
    "seats": seats,
    "angle": bearing_up,
    "notch": notch_bearings,
    "line_direction": line_direction,
    "single": single,
    "dot": dot_steps,
}
PATTERNS: dict[str, dict[str, Callable[[Lines], bool]]] = {
    "arrangement": {"constant": constant, "one_move": one_move},
    "inside": {"constant": constant, "all_out": all_out, "all_in": all_in, "in_for_out": in_for_out},
    "seats": {"constant": constant, "permuted_alike": permuted_alike},
    "angle": ANGLES,
    "notch": {"constant": constant, "orbit": orbit},
    "line_direction": {**KINDS, "line_step": line_step},
    "single": {"constant": constant, "turned_by_second": turned_by_second},
    "dot": {"constant": constant, "walk": walk},
}
COVERED: dict[str, tuple[str, ...]] = {
    "arrangement": ("shape", "fill", "size", "largest", "stroke", "number", "pose", "place", "aspect"),
    "inside": ("place",),
    "seats": ("pose",),
    "angle": ("pose", "place"),
    "line_direction": ("pose",),
    "single": ("shape", "pose"),
    "dot": ("place",),
}
