"""Arrangements: figures that move as a whole, parts that move in place, in and out, round the seats of a ring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.verification.patterns import constant
from problems.verification.readings import canonical, reflected, turned

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]


def _spun(item: Item, degrees: float) -> Item:
    return canonical(replace(item, rotation=item.rotation + degrees))


def _turn(item: Item, quarters: int, degrees: float) -> Item:
    """The figure turned by quarters; each part is turned in place by so many degrees from where it stood."""
    return _spun(turned(item, quarters), degrees - 90 * quarters)


def _mirror_places(item: Item, axis: str, degrees: float) -> Item:
    """The places mirrored, each part turned in place but not mirrored."""
    moved = reflected(item, axis)
    return _spun(replace(item, x=moved.x, y=moved.y), degrees)


def _mirror(item: Item, axis: str, degrees: float) -> Item:
    """Places and parts mirrored, each part then turned in place."""
    return _spun(reflected(item, axis), degrees)


def _mirror_parts(item: Item, axis: str, degrees: float) -> Item:
    """Each part mirrored where it stands, then turned."""
    return _spun(replace(reflected(item, axis), x=item.x, y=item.y), degrees)


AXES = ("left_right", "up_down", "diagonal")
Move = tuple[Callable[..., Item], Any, float]
MOVES: tuple[Move, ...] = tuple(
    (move, argument, 45.0 * eighths)
    for move, arguments in ((_turn, range(4)), (_mirror_places, AXES), (_mirror, AXES), (_mirror_parts, AXES))
    for argument in arguments
    for eighths in range(8)
)


@lru_cache(maxsize=1 << 16)  # the items of a figure are moved once for all its neighbours
def _moved(item: Item, move: Move) -> Item:
    change, argument, degrees = move
    return change(item, argument, degrees)


def _carries(move: Move, before: frozenset[Item], after: frozenset[Item]) -> bool:
    return len(before) == len(after) and all(_moved(item, move) in after for item in before)


def one_move(lines: Lines) -> bool:
    """From figure to figure all places move alike and all parts turn alike in place, and that shows."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    return all(a != b for a, b in pairs) and any(
        all(_carries(move, a, b) for a, b in pairs) for move in MOVES
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
    return any(all(tuple(a[seat] for seat in order) == b for a, b in pairs) for order in permutations(range(count)))


READINGS: dict[str, Callable[[Items], Any]] = {
    "arrangement": lambda items: frozenset(map(canonical, items)),
    "inside": inside,
    "seats": seats,
}
PATTERNS: dict[str, dict[str, Callable[[Lines], bool]]] = {
    "arrangement": {"constant": constant, "one_move": one_move},
    "inside": {"constant": constant, "all_out": all_out, "all_in": all_in, "in_for_out": in_for_out},
    "seats": {"constant": constant, "permuted_alike": permuted_alike},
}
COVERED: dict[str, tuple[str, ...]] = {
    "arrangement": ("shape", "fill", "size", "largest", "stroke", "number", "pose", "place", "aspect"),
    "inside": ("place",),
    "seats": ("pose",),
}
