"""Vocabularies: elements that scenes are put together from, each there or not there."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, hypot

import numpy as np

from problems.drawing.item import Item
from problems.rules.group import LATTICE, ring_place
from problems.rules.palette import PLAIN, some, unlike

Elements = Sequence[tuple[Item, ...]]
THICKNESS = 0.03  # of every straight line, whatever its length
LINE_HEIGHT = 0.06  # of the shape "line", in units of its length


def vocabulary(*, rng: np.random.Generator) -> Elements:
    """A list of elements of one style, each a tuple of items in its own place."""
    makers = (segments, symbols, ring_marks, lattice_marks, blocks)
    return makers[rng.integers(len(makers))](rng=rng)


def segment(start: tuple[float, float], stop: tuple[float, float]) -> Item:
    """A straight line between two places in fractions of the side."""
    (x0, y0), (x1, y1) = start, stop
    length = hypot(x1 - x0, y1 - y0)
    return Item(
        "line",
        round((x0 + x1) / 2, 4),
        round((y0 + y1) / 2, 4),
        round(length, 4),
        round(degrees(atan2(y0 - y1, x1 - x0)) % 180, 2),
        fill="solid",
        line_width=THICKNESS / 2,
        aspect=round(THICKNESS / (LINE_HEIGHT * length), 4),
    )


def segments(*, rng: np.random.Generator) -> Elements:
    """Straight lines between the corners, middles and centre of a square."""
    low, middle, high = 0.16, 0.5, 0.84
    corners = [(low, low), (high, low), (high, high), (low, high)]
    sides = [(segment(corners[at], corners[(at + 1) % 4]),) for at in range(4)]
    diagonals = [(segment(corners[0], corners[2]),), (segment(corners[3], corners[1]),)]
    cross = [(segment((low, middle), (high, middle)),), (segment((middle, low), (middle, high)),)]
    middles = [(middle, low), (high, middle), (middle, high), (low, middle)]
    slanted = [(segment(middles[at], middles[(at + 1) % 4]),) for at in range(4)]
    sets = [sides + diagonals, sides + cross, sides + slanted, slanted + diagonals + cross]
    return sets[rng.integers(len(sets))]


def symbols(*, rng: np.random.Generator) -> Elements:
    """Frames, crosses and marks about one centre, each telling apart from the others when overlaid."""
    line = 0.018
    frames = [(Item("square", 0.5, 0.5, 1.2, 0, False, "none", line),),
              (Item("circle", 0.5, 0.5, 0.6, 0, False, "none", line),),
              (Item("square", 0.5, 0.5, 0.62, 45, False, "none", line),)]  # fmt: skip
    crosses = [(segment((0.1, 0.5), (0.9, 0.5)),), (segment((0.5, 0.1), (0.5, 0.9)),),
               (segment((0.2, 0.2), (0.8, 0.8)), segment((0.2, 0.8), (0.8, 0.2)))]  # fmt: skip
    corner, middle = some(unlike(PLAIN, 4, rng=rng), 2, rng=rng)
    places = [(x, y) for x in (0.17, 0.83) for y in (0.17, 0.83)]
    marks = [
        tuple(Item(corner, x, y, 0.13, 0, False, "solid", line) for x, y in places),
        (Item(middle, 0.5, 0.5, 0.24, 0, False, "solid", line),),
    ]
    return [*frames, *some(crosses, 2, rng=rng), *marks]


def ring_marks(*, rng: np.random.Generator) -> Elements:
    """Like marks at eight places of a ring, pointing outwards."""
    shape = unlike(PLAIN, 1, rng=rng)[0]
    fill = str(rng.choice(["solid", "none"]))
    outwards = rng.random() < 0.5
    elements = []
    for eighth in range(8):
        x, y = ring_place(eighth / 8, radius=0.36)
        angle = -45.0 * eighth % 360 if outwards else 0.0
        elements.append((Item(shape, round(x, 4), round(y, 4), 0.2, angle, False, fill, 0.016),))
    return elements


def lattice_marks(*, rng: np.random.Generator) -> Elements:
    """Marks at nine places, of one shape or of one a row."""
    shapes = unlike(PLAIN, 3, rng=rng)
    shapes = shapes if rng.random() < 0.5 else shapes[:1] * 3
    fill = str(rng.choice(["solid", "none"]))
    return [
        (Item(shape, x, y, 0.22, 0, False, fill, 0.016),)
        for shape, y in zip(shapes, LATTICE, strict=True)
        for x in LATTICE
    ]


def blocks(*, rng: np.random.Generator) -> Elements:
    """Black squares that fill the cells of a board of three by three."""
    side = 0.27
    return [
        (
            Item(
                "square",
                0.5 + column * side,
                0.5 + row * side,
                round(side * 2**0.5, 4),
                0,
                False,
                "solid",
                0.004,
            ),
        )
        for row in (-1, 0, 1)
        for column in (-1, 0, 1)
    ]
