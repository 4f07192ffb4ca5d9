"""Families of parts in a figure, told apart by where they lie, how deep, which shape or which direction they have."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from problems.drawing.item import Item
from problems.verification import patterns

Items = tuple[Item, ...]
Lines = list[tuple[Any, ...]]
LINE_DIRECTIONS = {0: "horizontals", 45: "risings", 90: "verticals", 135: "fallings"}


def zones(drawing: Items) -> dict[str, Items]:
    """The families of a drawing by name, those that have items."""
    found: dict[str, list[Item]] = {}
    for item in drawing:
        for name in _names(item):
            found.setdefault(name, []).append(item)
    for depth, item in enumerate(sorted(drawing, key=lambda item: -item.size)):
        found[f"depth {depth}"] = [item]
    return {name: tuple(items) for name, items in found.items()}


def _names(item: Item) -> tuple[str, ...]:
    if item.shape == "line":
        direction = LINE_DIRECTIONS.get(round(item.rotation) % 180, "other lines")
        return "lines", direction
    across, down = abs(item.x - 0.5), abs(item.y - 0.5)
    if across > 0.25 and down > 0.25:
        place = "corners"
    elif max(across, down) > 0.3:
        place = "edges"
    elif abs(complex(across, down)) > 0.12:
        place = "ring"
    else:
        place = "centre"
    return "marks", place, f"kind {item.shape}", f"tone {item.fill}"


def places(items: Items) -> frozenset[tuple[float, float]]:
    """Where the items lie."""
    return frozenset((round(item.x, 2), round(item.y, 2)) for item in items)


def completeness(lines: Lines) -> bool:
    """The figures of every line share nothing, and together they show the same in all lines."""
    wholes = [frozenset().union(*line) for line in lines]
    apart = all(sum(map(len, line)) == len(whole) for line, whole in zip(lines, wholes, strict=True))
    return len(set(wholes)) == 1 and apart and all(len(set(line)) == len(line) for line in lines)


def round_turn(lines: Lines) -> bool:
    """The places go round the centre by the same number of eighths from figure to figure."""
    pairs = [pair for line in lines for pair in pairwise(line)]
    return all(a != b for a, b in pairs) and any(all(_turned(a, step) == b for a, b in pairs) for step in range(1, 8))


def _turned(seen: frozenset[tuple[float, float]], eighths: int) -> frozenset[tuple[float, float]]:
    """The places after a turn; on a square path (corners) only quarters bring places to places."""
    turn = complex(np.cos(np.pi * eighths / 4), np.sin(np.pi * eighths / 4))
    moved = [complex(x - 0.5, y - 0.5) * turn for x, y in seen]
    return frozenset((round(0.5 + place.real, 2), round(0.5 + place.imag, 2)) for place in moved)


def null_distribution(lines: Lines) -> bool:
    """Every line shows the same values, each once, nothing among them."""
    return patterns.distribution(lines) and frozenset() in lines[0]


PLACES = {**patterns.SETS, "completeness": completeness, "round_turn": round_turn}
for _name in ("reflection", "whole_turn"):  # asked of items, not of places
    del PLACES[_name]
READINGS: dict[str, Callable[[Items], Any]] = {
    "places": places,
    "look": lambda items: frozenset((item.shape, item.fill) for item in items),
}
PATTERNS: dict[str, dict[str, Callable[[Lines], bool]]] = {
    "places": {**PLACES, "distribution": patterns.distribution, "sequence": patterns.sequence},
    "look": {**patterns.KINDS, "null_distribution": null_distribution},
}
COVERED: dict[str, tuple[str, ...]] = {
    "places": ("number", "place"),
    "look": ("shape", "fill", "shade", "pose", "number", "size", "largest", "stroke", "place", "aspect"),
}
