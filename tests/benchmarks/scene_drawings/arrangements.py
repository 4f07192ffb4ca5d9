"""Drawings that differ by where their objects stand."""

from __future__ import annotations

import math
from dataclasses import replace

from problems.drawing.item import Drawing, Item
from problems.pairs import layouts
from problems.pairs.layouts import Slot, pick, uniform
from tests.benchmarks.scene_drawings.placing import (
    centred,
    meet,
    pushed,
    random_item,
    scattered,
    several,
)

PARTS = ("circle", "bar", "pointer", "triangle", "arrow", "square", "droplet")


def single(rng) -> Drawing:
    """One object."""
    return (random_item(layouts.single(rng=rng)[0], rng),)


def apart(rng) -> Drawing:
    """Two to five objects with paper between them."""
    return tuple(random_item(slot, rng) for slot in scattered(2 + int(4 * rng.random()), rng))


def touching(rng) -> Drawing:
    """Two or three objects in a chain that touch in a point or a little more."""
    size = uniform(0.3, 0.42, rng=rng)
    drawing = [random_item(Slot(0.5, 0.5, size), rng)]
    start = uniform(0.0, 360.0, rng=rng)
    for _ in range(1 + int(2 * rng.random())):
        item = random_item(Slot(0.5, 0.5, size * uniform(0.7, 1.0, rng=rng)), rng)
        moved = pushed(drawing[-1], item, start + uniform(-25.0, 25.0, rng=rng), 0.012)
        if not any(meet(other, moved) for other in drawing[:-1]):
            drawing.append(moved)
    return centred(tuple(drawing))


def overlapping(rng) -> Drawing:
    """Two or three outlines through each other."""
    slots = layouts.overlap(rng=rng)[:3]
    alike = random_item(slots[0], rng, fills=("none",))
    return tuple(
        replace(alike if rng.random() < 0.4 else random_item(slot, rng, fills=("none",)), x=slot.x, y=slot.y)
        for slot in slots
    )


def occluding(rng) -> Drawing:
    """Two objects, the second in front of a part of the first."""
    size = uniform(0.4, 0.55, rng=rng)
    behind = random_item(Slot(0.5, 0.5, size), rng)
    front = random_item(Slot(0.5, 0.5, size * uniform(0.7, 1.0, rng=rng)), rng, fills=("white", "grey", "striped"))
    hidden = front.size * uniform(0.15, 0.35, rng=rng)
    return centred((behind, pushed(behind, front, uniform(0.0, 360.0, rng=rng), hidden)))


def grid(rng) -> Drawing:
    """Four to sixteen objects in rows and columns."""
    rows, columns = pick(((2, 2), (2, 3), (3, 3), (3, 3), (4, 4)), rng=rng)
    return several(layouts.grid(rows, columns, rng=rng), rng)


def dividers(rng) -> Drawing:
    """Objects in the cells of a board, with pale lines between the cells."""
    count = pick((2, 3), rng=rng)
    ink = uniform(0.15, 0.28, rng=rng)
    pitch = 0.96 / count
    walls = []
    for k in range(1, count):
        place = 0.02 + k * pitch
        walls += [Item("bar", place, 0.5, 0.96, 90.0, line_width=0.012, ink=ink),
                  Item("bar", 0.5, place, 0.96, line_width=0.012, ink=ink)]  # fmt: skip
    places = [0.02 + (k + 0.5) * pitch for k in range(count)]
    cells = [Slot(x, y, pitch) for y in places for x in places]
    kept = [cell for cell in cells if rng.random() < 0.7] or cells[:1]
    return (*walls, *several(kept, rng))


def ring(rng) -> Drawing:
    """Three to nine objects on a circle, with or without one in the middle."""
    return several([slot for slot in layouts.ring(rng=rng) if slot.size > 0.1], rng)


def row(rng) -> Drawing:
    """Two to five objects in a row, along a column or a diagonal."""
    return several(layouts.row(rng=rng), rng)


def along_a_path(rng) -> Drawing:
    """Four to eight objects along a curve, of one size or growing."""
    count, growth = pick(((4, 1.0), (5, 1.0), (6, 1.0), (7, 1.0), (4, 1.2), (5, 1.15)), rng=rng)
    bend, turn = uniform(-0.25, 0.25, rng=rng), uniform(0.0, 2.0 * math.pi, rng=rng)
    slots = []
    for k in range(count):
        along = k / (count - 1) - 0.5
        x, y = 0.76 * along, bend * math.cos(2.0 * math.pi * along)
        place = (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
        slots.append(Slot(0.5 + place[0], 0.5 + place[1], 0.95 * 0.76 / (count - 1) * growth ** (k + 1 - count)))
    return several(slots, rng)


def round_a_centre(rng) -> Drawing:
    """One or two families of small parts round a centre, each part facing outwards."""
    families = []
    for radius in ((0.4,), (0.42, 0.22), (0.28,))[int(3 * rng.random())]:
        count = pick((3, 4, 5, 6, 8) if radius < 0.25 else (3, 4, 5, 6, 8, 10, 12), rng=rng)
        size = min(0.14, 0.7 * 2.0 * radius * math.sin(math.pi / count))
        part = random_item(Slot(0.5, 0.5, size), rng, PARTS, ("none", "solid", "solid"))
        start = uniform(0.0, 360.0, rng=rng)
        for k in range(count):
            angle = start + 360.0 * k / count
            x, y = math.cos(math.radians(angle)), -math.sin(math.radians(angle))
            turned = replace(part, x=0.5 + radius * x, y=0.5 + radius * y, rotation=part.rotation + angle)
            families.append(turned)
    middle = (random_item(Slot(0.5, 0.5, 0.16), rng),) if rng.random() < 0.5 else ()
    return (*middle, *families)
