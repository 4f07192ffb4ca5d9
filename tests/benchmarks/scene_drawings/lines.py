"""Drawings of strokes: alone, beside and across solids, in bundles, with dots on them."""

from __future__ import annotations

import math
from dataclasses import replace

from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import corners_of, polyline
from problems.pairs.layouts import Slot, pick, uniform
from tests.benchmarks.scene_drawings.placing import CLOSED, LINE_WIDTH, OPEN, random_item, scattered

CURVES = (*(f"arc {degrees}" for degrees in (60, 90, 180, 240, 300)), *(f"wave {n}" for n in (1, 2, 3)),
          *(f"zigzag {n}" for n in (2, 3, 4, 5, 6)), "bar", "pointer")  # fmt: skip


def strokes(rng) -> Drawing:
    """One to four of the generator's strokes."""
    return tuple(random_item(slot, rng, OPEN) for slot in scattered(1 + int(4 * rng.random()), rng, largest=0.6))


def strokes_and_solids(rng) -> Drawing:
    """Strokes beside closed shapes."""
    slots = scattered(2 + int(4 * rng.random()), rng)
    return tuple(random_item(slot, rng, OPEN if k % 2 else CLOSED) for k, slot in enumerate(slots))


def curves(rng) -> Drawing:
    """One to three arcs, waves, zigzags, bars and pointers."""
    slots = scattered(1 + int(3 * rng.random()), rng, 0.3, 0.7)
    return tuple(random_item(slot, rng, CURVES) for slot in slots)


def bundles(rng) -> Drawing:
    """One or two bundles of parallel lines, with or without the heads of arrows."""
    count = 1 + int(2 * rng.random())
    drawing = []
    for place in ((0.5,), (0.27, 0.73))[count - 1]:
        number, gap = 2 + int(4 * rng.random()), uniform(0.07, 0.1, rng=rng)
        length, kind = uniform(0.35, 0.8, rng=rng), pick(("bar", "bar", "pointer 0.25"), rng=rng)
        turn, width = uniform(0.0, 360.0, rng=rng), pick((0.012, LINE_WIDTH), rng=rng)
        if count == 2:
            length, gap = 0.5 * length, 0.8 * gap
        across = complex(math.sin(math.radians(turn)), math.cos(math.radians(turn)))
        for k in range(number):
            middle = complex(place, 0.5) + across * gap * (k - 0.5 * (number - 1))
            drawing.append(Item(kind, middle.real, middle.imag, length, turn, line_width=width))
    return tuple(drawing)


def dots_on_polylines(rng) -> Drawing:
    """A polyline of three to six points with dots on some of them."""
    count = 3 + int(4 * rng.random())
    up = pick((-1.0, 1.0), rng=rng)
    heights = [up * (-1.0) ** k * uniform(0.1, 0.42, rng=rng) for k in range(count)]
    path = [complex(-0.9 + 1.8 * k / (count - 1), height) for k, height in enumerate(heights)]
    line = Item(polyline(path), size=uniform(0.6, 0.9, rng=rng), line_width=pick((0.012, 0.02), rng=rng),
                rotation=uniform(0.0, 360.0, rng=rng))  # fmt: skip
    dots = []
    fill, size = pick(("solid", "grey"), rng=rng), min(0.1, 0.5 * line.size / (count - 1))
    for point in corners_of(line.shape):
        if rng.random() < 0.5:
            place = line.carry(point)
            dots.append(Item("circle", place.real, place.imag, size, fill=fill, grey=0.0, line_width=0.012))
    return (line, *dots)


def lines_across(rng) -> Drawing:
    """A closed shape with one or two lines drawn across it."""
    size = uniform(0.4, 0.6, rng=rng)
    shape = random_item(Slot(0.5, 0.5, size), rng, fills=("none", "grey", "none"))
    turn = uniform(0.0, 360.0, rng=rng)
    first = Item("bar", 0.5, 0.5, 0.9, turn, line_width=LINE_WIDTH)
    return (shape, first) if rng.random() < 0.6 else (shape, first, replace(first, rotation=turn + 90.0))
