"""Figures of shapes one inside the other: what is read off them from the outside in, and how it may change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from problems.drawing.item import Item
from problems.verification.patterns import KINDS
from problems.verification.readings import canonical, pose

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]


def from_outside(items: Items) -> list[Item]:
    """The items by size, the outermost first."""
    return sorted(items, key=lambda item: -item.size)


def tone(item: Item) -> str:
    """The fill as it looks: paper is white whether the item lets it through or covers what is below with it."""
    fill = canonical(item).fill
    return "none" if fill == "grey" and item.grey == 0.0 else fill


def _each(change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Callable[[Lines], bool]:
    """The pattern that every figure is its left neighbour so changed, and that this shows."""

    def holds(lines: Lines) -> bool:
        pairs = [pair for line in lines for pair in pairwise(line)]
        return all(change(a) == b for a, b in pairs) and any(a != b for a, b in pairs)

    return holds


def constant(lines: Lines) -> bool:
    """Nothing changes along a line."""
    return all(len(set(line)) == 1 for line in lines)


def same_change(lines: Lines) -> bool:
    """Every line shows the same, and it changes along the line."""
    return len(set(lines)) == 1 and len(set(lines[0])) > 1


def uniform(lines: Lines) -> bool:
    """From the second figure on all are alike, and in all lines the same."""
    after = {value for line in lines for figure in line[1:] for value in figure}
    return len(after) == 1 and all(set(line[0]) != after for line in lines)


def alternate(lines: Lines) -> bool:
    """Alike in the first figure; in the second two values take turns from the outside in, in all lines the same."""
    firsts = {value for line in lines for value in line[0]}
    seconds = [line[1] for line in lines if len(line) == 2 and len(line[1]) > 1]
    if len(seconds) < len(lines) or len(firsts) != 1:
        return False
    two = seconds[0][:2]
    return two[0] != two[1] and all(
        figure == tuple(two[depth % 2] for depth in range(len(figure))) for figure in seconds
    )


DEPTHS: dict[str, Callable[[Lines], bool]] = {
    "constant": constant,
    "same_change": same_change,
    "uniform": uniform,
    "alternate": alternate,
    "outermost_goes": _each(lambda seen: seen[1:]),
    "innermost_goes": _each(lambda seen: seen[:-1]),
    "outer_for_all": _each(lambda seen: seen[:1] * len(seen)),
    "inner_for_all": _each(lambda seen: seen[-1:] * len(seen)),
    "reversed": _each(lambda seen: seen[::-1]),
    "inwards": _each(lambda seen: seen[-1:] + seen[:-1]),
    "outwards": _each(lambda seen: seen[1:] + seen[:1]),
}
READINGS: dict[str, Callable[[Items], Any]] = {
    "tone": lambda items: frozenset(map(tone, items)),
    "depth_shapes": lambda items: tuple(item.shape for item in from_outside(items)),
    "depth_fills": lambda items: tuple(tone(item) for item in from_outside(items)),
    "depth_sizes": lambda items: tuple(round(item.size, 3) for item in from_outside(items)),
    "depth_poses": lambda items: tuple(pose(item)[1:] for item in from_outside(items)),
}
PATTERNS = {
    "tone": KINDS,
    "depth_shapes": DEPTHS,
    "depth_fills": DEPTHS,
    "depth_sizes": {name: DEPTHS[name] for name in ("constant", "same_change", "outermost_goes", "innermost_goes")},
    "depth_poses": DEPTHS,
}
COVERED: dict[str, tuple[str, ...]] = {
    "tone": ("fill", "shade", "hatching"),
    "depth_shapes": ("shape", "pose", "number"),
    "depth_fills": ("fill", "shade", "hatching"),
    "depth_sizes": ("size", "largest", "number", "place"),
    "depth_poses": ("pose",),
}
