"""Drawings of objects inside of objects."""

from __future__ import annotations

import math
from dataclasses import replace

from problems.drawing.item import Drawing, Item
from problems.pairs.layouts import Slot, pick, uniform
from tests.benchmarks.scene_drawings.arrangements import apart
from tests.benchmarks.scene_drawings.placing import LINE_WIDTH, fills_on, holder, inside_of, random_item, room, scaled

ROUNDISH = ("circle", "square", "hexagon", "octagon", "pentagon")  # leave much room inside


def nested(rng) -> Drawing:
    """One object inside of another."""
    outer = holder(Slot(0.5, 0.5, uniform(0.6, 0.92, rng=rng)), rng)
    return outer, inside_of(outer, rng)


def three_deep(rng) -> Drawing:
    """One object inside of another inside of a third."""
    outer = holder(Slot(0.5, 0.5, uniform(0.85, 0.95, rng=rng)), rng, ROUNDISH)
    middle = random_item(Slot(0.5, 0.5, 0.9 * (room(outer) - 0.08)), rng, ROUNDISH, fills_on(outer))
    return outer, middle, inside_of(middle, rng)


def several_inside(rng) -> Drawing:
    """Two to four objects side by side inside of one."""
    outer = holder(Slot(0.5, 0.5, uniform(0.8, 0.95, rng=rng)), rng, ROUNDISH)
    count = 2 + int(3 * rng.random())
    space = 0.5 * (room(outer) - 0.08)
    # circles on a ring that just fit between each other and the edge
    size = 2.0 * space * math.sin(math.pi / count) / (1.0 + math.sin(math.pi / count))
    start = uniform(0.0, 2.0 * math.pi, rng=rng)
    angles = [start + 2.0 * math.pi * k / count for k in range(count)]
    away = space - 0.5 * size
    slots = [Slot(0.5 + away * math.cos(a), 0.5 + away * math.sin(a), 0.82 * size) for a in angles]
    return (outer, *(random_item(slot, rng, fills=fills_on(outer)) for slot in slots))


def framed(rng) -> Drawing:
    """Objects in a frame along the figure's border."""
    side = uniform(0.9, 0.96, rng=rng)
    frame = Item("square", size=side * math.sqrt(2.0), line_width=pick((0.01, LINE_WIDTH), rng=rng))
    if rng.random() < 0.3:
        frame = replace(frame, shape="circle", size=side)
    return (frame, *scaled(apart(rng), 0.58 if frame.shape == "circle" else 0.85))
