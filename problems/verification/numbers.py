"""Numbers read off a part, and how they may go on: sums, products, totals, progressions over the whole matrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.drawing.made_shapes import shape_named
from problems.verification import patterns

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]
LEAST_CORNER = 20.0  # degrees: an outline that turns by less at a point is a curve there


@cache
def corner_count(shape: str) -> int:
    """The convex corners of a shape, counted on its outline: 4 of a square, 5 of a star, 0 of a circle."""
    corners = np.array(shape_named(shape).corners)
    edges = np.roll(corners, -1) - corners
    edges = edges[abs(edges) > 1e-9]
    turns = np.degrees(np.angle(edges / np.roll(edges, 1)))
    turns = turns if turns.sum() > 0 else -turns
    return int((turns > LEAST_CORNER).sum())


def open_degree(items: Items) -> int:
    """The number that an open stroke shows: strokes of a zigzag, periods of a wave, eighths of a circle of an arc."""
    kind, number = max(items, key=lambda item: item.size).shape.split(" ")
    return int(number) // 45 if kind == "arc" else int(number)


def corner_sum(items: Items) -> int:
    """The corners of all items together."""
    return sum(corner_count(item.shape) for item in items)


def signed_fill(items: Items) -> int:
    """Black items less all others."""
    return sum(1 if item.fill == "solid" else -1 for item in items)


def signed_turn(items: Items) -> int:
    """Items that stand upright less those that stand on their head."""
    return sum(1 if item.rotation % 360 == 0 else -1 for item in items)


def product(lines: Lines) -> bool:
    """In lines of three numbers the third is the product of the others."""
    return _triples(lines) and all(a * b == c for a, b, c in lines)


def gap(lines: Lines) -> bool:
    """In lines of three numbers the third is how far apart the others are."""
    return _triples(lines) and all(abs(a - b) == c for a, b, c in lines)


def middle_total(lines: Lines) -> bool:
    """In lines of three numbers the middle one is the sum of the others."""
    return _triples(lines) and all(a + c == b for a, b, c in lines)


def fixed_total(lines: Lines) -> bool:
    """The numbers of every line add up to the same, and they differ."""
    return _triples(lines) and len({sum(line) for line in lines}) == 1 and any(len(set(line)) > 1 for line in lines)


def outward(lines: Lines) -> bool:
    """The number grows by the same step to the right and downwards: it depends on row plus column."""
    steps = [b - a for line in lines for a, b in pairwise(line)]
    steps += [b - a for above, below in pairwise(lines) for a, b in zip(above, below, strict=True)]
    return abs(steps[0]) > patterns.TOLERANCE and all(abs(step - steps[0]) < patterns.TOLERANCE for step in steps)


def grid_steps(lines: Lines) -> bool:
    """The number grows by one step to the right and by another one downwards."""
    across = [b - a for line in lines for a, b in pairwise(line)]
    down = [b - a for above, below in pairwise(lines) for a, b in zip(above, below, strict=True)]
    return all(
        abs(step - steps[0]) < patterns.TOLERANCE and abs(step) > patterns.TOLERANCE
        for steps in (across, down)
        for step in steps
    )


def diagonal(lines: Lines) -> bool:
    """What a figure shows stays the same one to the right and one down, and changes along a line."""
    same = all(above[:-1] == below[1:] for above, below in pairwise(lines))
    return len(lines) > 1 and same and all(len(set(line)) == len(line) for line in lines)


def _triples(lines: Lines) -> bool:
    return all(len(line) == 3 for line in lines)


WHOLE: dict[str, patterns.Pattern] = {
    **patterns.COUNTS,
    "product": product,
    "gap": gap,
    "middle_total": middle_total,
    "fixed_total": fixed_total,
    "outward": outward,
    "grid_steps": grid_steps,
}
_SIZES: dict[str, patterns.Pattern] = {**patterns.NUMBERS, "outward": outward, "grid_steps": grid_steps}
READINGS: dict[str, Callable[[Items], Any]] = {
    "corners": lambda items: max((corner_count(item.shape) for item in items), default=0),
    "open_degree": open_degree,
    "corner_sum": corner_sum,
    "count": len,
    "signed_fill": signed_fill,
    "signed_turn": signed_turn,
    "measure": lambda items: round(max((item.size for item in items), default=0.0), 3),
    "darkness": lambda items: max((item.grey for item in items if item.fill == "grey"), default=0.0),
    "motif": lambda items: frozenset(item.shape for item in items),
    "hue": lambda items: frozenset(item.hue for item in items),
    "dash": lambda items: frozenset(item.dash for item in items),
}
PATTERNS: dict[str, dict[str, Callable[[Lines], bool]]] = {
    "corners": WHOLE,
    "open_degree": WHOLE,
    "corner_sum": WHOLE,
    "count": WHOLE,
    "signed_fill": WHOLE,
    "signed_turn": WHOLE,
    "measure": _SIZES,
    "darkness": _SIZES,
    "motif": {**patterns.KINDS, "diagonal": diagonal},
    "hue": patterns.KINDS,
    "dash": patterns.KINDS,
}
# What a person need not look at where the reading is ruled: it follows from it.
COVERED: dict[str, tuple[str, ...]] = {
    "corners": ("shape", "pose"),
    "open_degree": ("shape", "pose"),
    "corner_sum": ("shape", "pose"),
    "count": ("number", "place"),
    "signed_fill": ("number", "place", "fill"),
    "signed_turn": ("number", "place", "pose"),
    "measure": ("size", "largest"),
    "darkness": ("shade",),
    "motif": ("shape", "pose"),
}
