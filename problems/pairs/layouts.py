"""Layouts: where the items of a figure stand, and the drawings that the artist makes of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.shapes import SHAPES
from problems.pairs.transformations import by_size

GREYS = (0.2, 0.35, 0.5, 0.65, 0.8)
SMALL = 0.26  # fractions of the side: patterns do not show on smaller items
FILL_SHARES = (
    ("none", 0.36), ("solid", 0.30), ("grey", 0.10), ("striped", 0.10), ("half", 0.06), ("dotted", 0.04),
    ("crosshatch", 0.04),
)  # fmt: skip
ALL = tuple(SHAPES)
COMMON = tuple(
    """circle square triangle diamond pentagon hexagon star heart plus right_triangle pacman rectangle octagon
    arrow""".split()
)
FIXED_ASPECT = ("circle", "square", "diamond", "rectangle", "ellipse")
TELLING = tuple(
    """arrow pacman l_shape t_shape flag lightning right_triangle quarter z_shape chevron crescent kite house
    corner zigzag semicircle heart trapezoid parallelogram droplet bow scalene ramp f_shape hook""".split()
)  # a turn shows
HOLDERS = tuple(
    """circle square rectangle triangle diamond pentagon hexagon octagon star heart plus ellipse house
    trapezoid clover star6 egg right_triangle semicircle pacman""".split()
)  # a smaller shape fits inside
CHIRAL = tuple("l_shape flag lightning corner scalene ramp f_shape hook".split())  # a reflection is no turn


class Arrangement(NamedTuple):
    """A drawing, items that could join it at free places, and the name of its layout."""

    drawing: tuple
    spare: tuple
    layout: str


class Slot(NamedTuple):
    """A place for an item; `holds` is true where smaller items lie inside it."""

    x: float
    y: float
    size: float
    holds: bool = False


def pick(options: Sequence, *, rng: np.random.Generator) -> Any:
    """One of a sequence, each as likely."""
    return options[int(rng.random() * len(options))]


def uniform(low: float, high: float, *, rng: np.random.Generator) -> float:
    """A float between two bounds."""
    return low + (high - low) * rng.random()


def single(*, rng: np.random.Generator) -> list[Slot]:
    """One item, most often in the middle."""
    size = uniform(0.3, 0.86, rng=rng)
    if rng.random() < 0.7:
        return [Slot(0.5, 0.5, size)]
    free = 0.48 - 0.5 * size
    return [Slot(0.5 + free * uniform(-1, 1, rng=rng), 0.5 + free * uniform(-1, 1, rng=rng), size)]


def nested(*, rng: np.random.Generator) -> list[Slot]:
    """Items inside one another, the innermost small."""
    outer = uniform(0.6, 0.92, rng=rng)
    slots = [Slot(0.5, 0.5, outer, True), Slot(0.5, 0.5, outer * uniform(0.2, 0.42, rng=rng))]
    if rng.random() < 0.3:
        slots.insert(1, Slot(0.5, 0.5, outer * uniform(0.5, 0.62, rng=rng), True))
    return slots


def concentric(*, rng: np.random.Generator) -> list[Slot]:
    """Two to five items around one centre, each a step smaller."""
    count, outer = 2 + int(rng.random() * 4), uniform(0.6, 0.92, rng=rng)
    step = outer / (count + uniform(0.2, 0.8, rng=rng))
    return [Slot(0.5, 0.5, outer - k * step, k < count - 1) for k in range(count)]


def grid(rows: int, columns: int, *, rng: np.random.Generator) -> list[Slot]:
    """Items in rows and columns."""
    pitch = uniform(0.8, 0.96, rng=rng) / max(rows, columns)
    return _lattice(rows, columns, pitch, pitch * uniform(0.6, 0.92, rng=rng))


def _lattice(rows: int, columns: int, pitch: float, size: float) -> list[Slot]:
    return [
        Slot(0.5 + (c - (columns - 1) / 2) * pitch, 0.5 + (r - (rows - 1) / 2) * pitch, size)
        for r in range(rows)
        for c in range(columns)
    ]


def row(*, rng: np.random.Generator) -> list[Slot]:
    """Two to five items in a line, apart."""
    count = 2 + int(rng.random() * 4)
    pitch = uniform(0.75, 0.95, rng=rng) / count
    return _line(count, pitch, pitch * uniform(0.65, 0.92, rng=rng), rng=rng)


def touching(*, rng: np.random.Generator) -> list[Slot]:
    """Two or three items in a line that just touch."""
    count = 2 + int(rng.random() * 2)
    pitch = uniform(0.6, 0.9, rng=rng) / count
    return _line(count, pitch, pitch * uniform(0.98, 1.06, rng=rng), rng=rng)


def overlap(*, rng: np.random.Generator) -> list[Slot]:
    """Two to four items in a line, each over part of the next."""
    count = 2 + int(rng.random() * 3)
    size = uniform(0.35, 0.5, rng=rng)
    return _line(count, min(size * uniform(0.4, 0.75, rng=rng), (0.94 - size) / (count - 1)), size, rng=rng)


def _line(count: int, pitch: float, size: float, *, rng: np.random.Generator) -> list[Slot]:
    direction = pick((0.0, 0.0, 90.0, 45.0, 135.0), rng=rng)
    dx, dy = math.cos(math.radians(direction)), -math.sin(math.radians(direction))
    places = [(k - (count - 1) / 2) * pitch for k in range(count)]
    return [Slot(0.5 + dx * place, 0.5 + dy * place, size) for place in places]


def ring(*, rng: np.random.Generator) -> list[Slot]:
    """Three to eight items on a circle, at times one in its middle."""
    count = 3 + int(rng.random() * 6)
    radius = uniform(0.3, 0.37, rng=rng)
    size = min(2.0 * (0.48 - radius), 1.8 * radius * math.sin(math.pi / count)) * uniform(0.75, 1.0, rng=rng)
    start = pick((0.0, 45.0, 90.0, 360.0 * rng.random()), rng=rng)
    angles = [math.radians(start + 360.0 / count * k) for k in range(count)]
    slots = [Slot(0.5 + radius * math.cos(a), 0.5 - radius * math.sin(a), size) for a in angles]
    if count < 9 and rng.random() < 0.35:
        slots.insert(0, Slot(0.5, 0.5, max(0.14, 2.0 * radius - 1.25 * size)))
    return slots


def scattered(*, rng: np.random.Generator) -> list[Slot]:
    """Up to eight items at random places, hardly one over another."""
    slots: list[Slot] = []
    for _ in range(3 + int(rng.random() * 6)):
        size = uniform(0.15, 0.36, rng=rng)
        x, y = uniform(0.5 * size, 1 - 0.5 * size, rng=rng), uniform(0.5 * size, 1 - 0.5 * size, rng=rng)
        if all(math.hypot(x - s.x, y - s.y) > 0.55 * (size + s.size) for s in slots):
            slots.append(Slot(x, y, size))
    return slots


def blocks(*, rng: np.random.Generator) -> list[Slot]:
    """Squares that share their edges."""
    count = 2 if rng.random() < 0.3 else 3
    pitch = uniform(0.7, 0.92, rng=rng) / count
    return [s._replace(size=pitch * math.sqrt(2.0)) for s in _lattice(count, count, pitch, 0.0)]


def compound(*, rng: np.random.Generator) -> list[Slot]:
    """Two or four items with a smaller one in each."""
    if rng.random() < 0.4:
        outers = grid(2, 2, rng=rng)
    else:
        outers = _line(2, 0.45, uniform(0.34, 0.42, rng=rng), rng=rng)
    ratio = uniform(0.4, 0.5, rng=rng)
    return [s._replace(holds=True) for s in outers] + [s._replace(size=ratio * s.size) for s in outers]


LAYOUTS = (
    ("single", single, 0.28), ("nested", nested, 0.11), ("concentric", concentric, 0.06),
    ("grid 2x2", lambda *, rng: grid(2, 2, rng=rng), 0.10),
    ("grid 3x3", lambda *, rng: grid(3, 3, rng=rng), 0.10),
    ("row", row, 0.10), ("ring", ring, 0.07), ("overlap", overlap, 0.05), ("touching", touching, 0.03),
    ("scattered", scattered, 0.05), ("compound", compound, 0.03), ("blocks", blocks, 0.02),
)  # fmt: skip


def share(options: Sequence, *, rng: np.random.Generator) -> Any:
    """One of (..., weight) rows, by weight; the weights sum to 1."""
    u = rng.random()
    for option in options:
        u -= option[-1]
        if u < 0.0:
            return option
    return options[-1]


def item(slot: Slot, shapes: Sequence[str] = (), *, rng: np.random.Generator) -> Item:
    """A random item at a slot, as a rule of `shapes` where there are any."""
    u = rng.random()
    common, known = (HOLDERS, HOLDERS) if slot.holds else (COMMON, ALL)
    name = pick(shapes if shapes and u < 0.75 else common if u < 0.6 else known, rng=rng)
    fill = share(FILL_SHARES, rng=rng)[0]
    grey = pick(GREYS, rng=rng)
    if slot.holds:
        fill = "none"
    elif slot.size < SMALL and fill not in ("none", "solid", "grey"):
        fill = "solid"
    if SHAPES[name].thin:
        fill = "none"
    aspect = pick((0.75, 0.85, 1.2), rng=rng) if rng.random() < 0.12 and name not in FIXED_ASPECT else 1.0
    fill_angle = pick((0.0, 0.0, 90.0, 45.0, 135.0, 180.0, 270.0), rng=rng)
    width = 0.02 if rng.random() < 0.9 else 0.032
    rotation, mirrored = orientation(rng=rng), rng.random() < 0.2
    return Item(name, slot.x, slot.y, slot.size, rotation, mirrored, fill, width, grey, fill_angle, aspect)


def fits(drawing: Drawing) -> bool:
    """Whether every item lies inside the figure, corners aside, and is large enough to see."""
    return all(
        item.size > 0.11 and max(abs(item.x - 0.5), abs(item.y - 0.5)) + 0.42 * item.size < 0.51
        for item in drawing
    )


def orientation(*, rng: np.random.Generator) -> float:
    """Degrees: mostly upright, else a multiple of 45 or any."""
    u = rng.random()
    if u < 0.45:
        return 0.0
    return 45.0 * int(8 * rng.random()) if u < 0.75 else 360.0 * rng.random()


def arrangement(layout: str | None = None, shapes: Sequence[str] = (), *, rng: np.random.Generator) -> Arrangement:
    """A random arrangement in one of `LAYOUTS`, its items alike or not, some of its places left spare."""
    known = LAYOUTS if layout is None else [row for row in LAYOUTS if row[0] == layout]
    name, slots_of, _ = share(known, rng=rng)
    slots = slots_of(rng=rng)
    items = _dressed(slots, name, shapes, rng=rng)
    if name not in ("row", "concentric") and rng.random() < 0.7:
        items = [items[k] for k in rng.permutation(len(items)).tolist()]
    count = len(items) if len(items) == 1 or rng.random() < 0.35 else 1 + int(rng.random() * len(items))
    return Arrangement(by_size(items[:count]), tuple(items[count:]), name)


def _dressed(slots: Sequence[Slot], name: str, shapes: Sequence[str], *, rng: np.random.Generator) -> list[Item]:
    """Items for all slots: alike, of a few kinds, or each for itself; overlapping ones share a plain fill."""
    u = rng.random() if name not in ("nested", "compound") else 0.45 + 0.55 * rng.random()
    kinds = 1 if u < 0.55 or name in ("overlap", "concentric") else 2 if u < 0.85 else len(slots)
    if name == "blocks":
        return [Item("square", *slot[:3], fill=pick(("none", "solid"), rng=rng)) for slot in slots]
    kinds = min(kinds, len(slots)) if name != "compound" else 2
    sources = slots if kinds == 1 else (slots[-1], slots[0]) if name == "compound" else slots[::-1]
    models = [item(slot, shapes, rng=rng) for slot in sources[:kinds]]
    outward = name == "ring" and rng.random() < 0.4
    dressed = []
    for k, slot in enumerate(slots):
        model = models[(k < len(slots) // 2) % kinds] if name == "compound" else models[(-1 - k) % kinds]
        fill = "none" if slot.holds else model.fill
        turn = math.degrees(math.atan2(0.5 - slot.y, slot.x - 0.5)) if outward else 0.0
        if name == "overlap" and fill not in ("none", "solid"):
            fill = "none"
        dressed.append(
            replace(model, x=slot.x, y=slot.y, size=slot.size, rotation=model.rotation + turn, fill=fill)
        )
    return dressed
