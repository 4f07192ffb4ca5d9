"""What can be read off a drawing: its parts by geometry, and the attributes of a part.

The verifier's eyes. Nothing here knows how a problem was made; symmetries are measured on the outlines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.drawing.made_shapes import shape_named

Items = tuple[Item, ...]
NEAR = 0.025  # in units of half the shape: points of two outlines that lie on each other
STEP = 15  # degrees between the angles tried for a mirror axis
SIDES = {"triangle": 3, "square": 4, "pentagon": 5, "hexagon": 6, "octagon": 8}


def _enclosing(drawing: Items) -> Item | None:
    """The item that holds the centres of all others and is half as large again as each; None where there is none."""
    largest = max(drawing, key=lambda item: item.size, default=None)
    if largest is None or len(drawing) < 2:
        return None
    others = [item for item in drawing if item is not largest]
    holds = all(
        item.size * 1.5 <= largest.size and _distance(item, largest.x, largest.y) < largest.size / 2 for item in others
    )
    return largest if holds and others else None


def _outer(drawing: Items) -> Items:
    enclosing = _enclosing(drawing)
    return () if enclosing is None else (enclosing,)


def _inner(drawing: Items) -> Items:
    enclosing = _enclosing(drawing)
    return tuple(item for item in drawing if item is not enclosing)


# The parts of a drawing by geometry: all of it; the largest and the smallest item away from the centre; what holds
# all others and what is held; halves.
PARTS: dict[str, Callable[[Items], Items]] = {
    "main": lambda drawing: drawing,
    "large": lambda drawing: tuple(sorted(filter(_away, drawing), key=lambda item: item.size)[-1:]),
    "small": lambda drawing: tuple(sorted(filter(_away, drawing), key=lambda item: item.size)[:1]),
    "outer": _outer,
    "inner": _inner,
    "top": lambda drawing: tuple(item for item in drawing if item.y < 0.5),
    "bottom": lambda drawing: tuple(item for item in drawing if item.y >= 0.5),
    "left": lambda drawing: tuple(item for item in drawing if item.x < 0.5),
    "right": lambda drawing: tuple(item for item in drawing if item.x >= 0.5),
}


@cache
def symmetry(name: str) -> tuple[int, int | None]:
    """The period of a shape in degrees (1 for a circle) and the turn that undoes a left-right mirroring.

    The second is None for a shape that no turn brings back.
    """
    outline = shape_named(name).outline(40.0)
    orders = [order for order in range(2, 13) if _same(outline, _turned(outline, 360 / order))]
    mirrored = outline * [-1.0, 1.0]
    back = [turn for turn in range(0, 360, STEP) if _same(outline, _turned(mirrored, turn))]
    period = 360 // max(orders, default=1)
    return (1 if len(orders) == 11 else period), (back[0] if back else None)


def _turned(outline: np.ndarray, degrees: float) -> np.ndarray:
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    return outline @ np.array([[cosine, -sine], [sine, cosine]])


def _same(first: np.ndarray, second: np.ndarray) -> bool:
    """True where every point of either outline lies near one of the other."""
    # outlines that lie on each other have the same bounding box: most are told apart by it, and fast
    for extreme in (np.min, np.max):
        if abs(extreme(first, axis=0) - extreme(second, axis=0)).max() > NEAR:
            return False
    some = first[:: max(1, len(first) // 16)]  # a few points tell most of the others apart
    if _distances(some, second).min(1).max() >= NEAR:
        return False
    distances = _distances(first, second)
    return max(distances.min(0).max(), distances.min(1).max()) < NEAR


def _distances(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.hypot(*(first[:, None] - second[None]).transpose(2, 0, 1))


def pose(item: Item) -> tuple[str, bool, float]:
    """Shape, handedness and angle of an item, equal for items that look equal: (name, bool, degrees)."""
    period, back = symmetry(item.shape)
    mirrored, angle = item.mirrored, item.rotation
    if mirrored and back is not None:
        # rotating by `back` turns the mirrored shape into the plain one, so it is the plain one turned back
        mirrored, angle = False, angle - back
    return item.shape, mirrored, 0.0 if period == 1 else round(angle % period, 2) % period


@lru_cache(maxsize=1 << 14)
def canonical(item: Item) -> Item:
    """An item as it looks: two items draw the same picture where their canonical forms are equal."""
    _, mirrored, angle = pose(item)
    fill = "solid" if shape_named(item.shape).thin else item.fill
    x, y, size = round(item.x, 3), round(item.y, 3), round(item.size, 3)
    if (x, y, size, angle, mirrored, fill) == (
        item.x, item.y, item.size, item.rotation, item.mirrored, item.fill
    ):  # as most are
        return item
    return replace(item, x=x, y=y, size=size, rotation=angle, mirrored=mirrored, fill=fill)


def reflected(item: Item, axis: str) -> Item:
    """The item reflected about the figure's vertical, horizontal or falling diagonal middle line."""
    x, y, angle = {
        "left_right": (1 - item.x, item.y, -item.rotation),
        "up_down": (item.x, 1 - item.y, 180 - item.rotation),
        "diagonal": (item.y, item.x, 90 - item.rotation),
    }[axis]
    return canonical(replace(item, x=x, y=y, rotation=angle, mirrored=not item.mirrored))


def turned(item: Item, quarters: int) -> Item:
    """The item turned about the figure's centre by quarters of a turn, counter-clockwise."""
    x, y = item.x - 0.5, item.y - 0.5
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    return canonical(
        replace(item, x=0.5 + cosine * x + sine * y, y=0.5 - sine * x + cosine * y,
                rotation=item.rotation + 90 * quarters)
    )  # fmt: skip


def _centre(items: Items) -> tuple[float, ...] | None:
    if not items:
        return None
    x, y = sum(item.x for item in items) / len(items), sum(item.y for item in items) / len(items)
    return round(1000.0 * x) / 1000.0, round(1000.0 * y) / 1000.0


def _spread(items: Items) -> float:
    middle = np.mean([(item.x, item.y) for item in items], axis=0) if items else 0
    return (
        round(float(np.mean([np.hypot(*(np.array([i.x, i.y]) - middle)) for i in items])), 3)
        if items
        else 0.0
    )


def _bearings(items: Items) -> frozenset[int]:
    """Whole degrees clockwise from the top, seen from the figure's centre, of the items away from it."""
    away = [(item.x - 0.5, item.y - 0.5) for item in items if _away(item)]
    return frozenset(round(float(np.degrees(np.arctan2(x, -y)))) % 360 for x, y in away)


def _away(item: Item) -> bool:
    return _distance(item, 0.5, 0.5) > 0.1


def _distance(item: Item, x: float, y: float) -> float:
    return abs(complex(item.x - x, item.y - y))


def _cell(item: Item) -> tuple[int, int]:
    """Column and row, 0 to 2, of an item on a board of three by three that fills the figure."""
    return round((item.x - 0.5) / 0.27) + 1, round((item.y - 0.5) / 0.27) + 1


# Measured on the items of a part; each value is hashable and equal for parts that look equal in it.
READINGS: dict[str, Callable[[Items], Any]] = {
    "shape": lambda items: frozenset(item.shape for item in items),
    "sides": lambda items: max((SIDES.get(item.shape, 0) for item in items), default=0),
    "fill": lambda items: frozenset(canonical(item).fill for item in items),
    "size": lambda items: round(min((item.size for item in items), default=0.0), 3),
    "largest": lambda items: round(max((item.size for item in items), default=0.0), 3),
    "stroke": lambda items: max((item.line_width for item in items), default=0.0),
    "number": len,
    "pose": lambda items: frozenset(pose(item) for item in items),
    "place": _centre,
    "spread": _spread,
    "aspect": lambda items: max((item.aspect for item in items), default=1.0),
    "shade": lambda items: max((item.grey for item in items if item.fill == "grey"), default=0.0),
    "hatching": lambda items: frozenset(item.fill_angle % 180 for item in items if item.fill == "striped"),
    "half": lambda items: frozenset(item.fill_angle % 360 for item in items if item.fill == "half"),
    "bearing": _bearings,
    "board": lambda items: frozenset(_cell(item) for item in items if item.fill == "solid"),
    "columns": lambda items: len({item.x for item in items}),
    "lines": lambda items: len({item.y for item in items}),
    "filled": lambda items: sum(item.fill == "solid" for item in items),
    "order": lambda items: tuple(
        item.shape for item in sorted(items, key=lambda item: item.x + item.y / 100)
    ),
    "nesting": lambda items: tuple(item.shape for item in sorted(items, key=lambda item: -item.size)),
    "shells": lambda items: tuple(
        item.fill == "solid" for item in sorted(items, key=lambda item: -item.size)
    ),
    "spokes": lambda items: sum(item.shape == "line" for item in items),
    "items": lambda items: frozenset(canonical(item) for item in items),
}
# What stays the same along a line unless a rule says otherwise.
CONSTANT = (
    *("shape", "fill", "size", "largest", "stroke", "number", "pose", "place", "aspect"),
    *("shade", "hatching", "half"),
)
