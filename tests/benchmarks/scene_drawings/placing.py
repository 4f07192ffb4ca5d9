"""Items by chance, and places for them: apart, inside of each other, touching."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import shape_named
from problems.drawing.shapes import SHAPES, subdivided
from problems.drawing.truth import inside, silhouette
from problems.pairs.layouts import FIXED_ASPECT, HOLDERS, Slot, pick, uniform

CLOSED = tuple(name for name, shape in SHAPES.items() if not shape.thin)
OPEN = tuple(name for name, shape in SHAPES.items() if shape.thin)
PLAIN = ("none", "none", "solid", "solid", "grey")
GREYS = (0.35, 0.5, 0.65)
SLANTS = (0.0, 30.0, 45.0, 90.0, 135.0)  # degrees of stripes on an unturned shape
LINE_WIDTH = 0.02  # of the side; of small items a tenth of their size
PALE = 0.3  # ink: items below are background and no objects


def random_item(slot: Slot, rng, shapes: Sequence[str] = CLOSED, fills: Sequence[str] = PLAIN) -> Item:
    """An item at a slot with a shape and a fill by chance; the fill "white" is paper that hides what is under it."""
    name, fill = pick(shapes, rng=rng), pick(fills, rng=rng)
    grey = 0.0 if fill == "white" else pick(GREYS, rng=rng)
    return Item(
        name, slot.x, slot.y, slot.size, rotation=pick((0.0, uniform(0.0, 360.0, rng=rng)), rng=rng),
        mirrored=rng.random() < 0.3, line_width=min(LINE_WIDTH, 0.1 * slot.size), grey=grey,
        fill="none" if shape_named(name).thin else "grey" if fill == "white" else fill,
        fill_angle=pick(SLANTS, rng=rng),
        aspect=0.75 if rng.random() < 0.1 and name in SHAPES and name not in FIXED_ASPECT else 1.0,
    )  # fmt: skip


def scattered(count: int, rng, smallest: float = 0.18, largest: float = 0.42) -> list[Slot]:
    """Slots whose circles do not meet, by chance; fewer than `count` where no room is left."""
    slots: list[Slot] = []
    for _ in range(60):
        size = uniform(smallest, largest, rng=rng)
        x, y = (uniform(0.5 * size + 0.01, 0.99 - 0.5 * size, rng=rng) for _ in range(2))
        if all(math.hypot(x - s.x, y - s.y) > 0.5 * (size + s.size) + 0.04 for s in slots):
            slots.append(Slot(x, y, size))
        if len(slots) == count:
            break
    return slots


def several(slots: Sequence[Slot], rng) -> Drawing:
    """Items at slots, all of one kind, of two kinds in turn, or each for itself."""
    slots = [slot._replace(size=0.8 * slot.size) for slot in slots]  # thick lines need room
    models = [random_item(slots[0], rng) for _ in range(pick((1, 2, len(slots)), rng=rng))]
    return tuple(replace(models[k % len(models)], x=s.x, y=s.y, size=s.size) for k, s in enumerate(slots))


def room(item: Item) -> float:
    """Diameter of the largest circle about the item's centre that its outline leaves free."""
    edge = subdivided(silhouette(item, inner=True), 0.02)
    return 2.0 * float(abs(edge - complex(item.x, item.y)).min())


def holder(slot: Slot, rng, shapes: Sequence[str] = HOLDERS) -> Item:
    """An item with room for another: paper inside, grey, black or with stripes."""
    item = random_item(slot, rng, shapes, ("none", "none", "none", "grey", "solid", "striped"))
    if room(item) > 0.45 * item.size:
        return item
    return replace(item, shape=pick(("circle", "square"), rng=rng), aspect=1.0)


def inside_of(outer: Item, rng, shapes: Sequence[str] = CLOSED) -> Item:
    """An item inside of another, with a fill that shows on the other's."""
    space = room(outer) - 0.08
    size = min(space, max(0.16, uniform(0.5, 0.85, rng=rng) * space))
    free, angle = 0.5 * (space - size) * rng.random(), uniform(0.0, 2.0 * math.pi, rng=rng)
    slot = Slot(outer.x + free * math.cos(angle), outer.y + free * math.sin(angle), size)
    return random_item(slot, rng, shapes, fills_on(outer))


def fills_on(outer: Item) -> tuple[str, ...]:
    """Fills that show on that of an outer item: white on black, white or black on others."""
    paper = outer.fill == "none" or (outer.fill == "grey" and outer.grey == 0.0)
    return ("none", "solid", "grey") if paper else ("white",) if outer.fill == "solid" else ("white", "solid")


def meet(first: Item, second: Item) -> bool:
    """Whether the silhouettes of two items share a point."""
    a, b = (subdivided(silhouette(item), 0.01) for item in (first, second))
    return bool(inside(a, b).any() or inside(b, a).any())


def pushed(still: Item, moved: Item, degrees: float, overlap: float) -> Item:
    """`moved` brought from the given direction until the silhouettes share `overlap` of the side."""
    step = complex(math.cos(math.radians(degrees)), -math.sin(math.radians(degrees)))
    near, far = 0.0, 0.5 * (still.size + moved.size) + 0.1
    for _ in range(12):
        middle = 0.5 * (near + far)
        tried = replace(moved, x=still.x + middle * step.real, y=still.y + middle * step.imag)
        near, far = (middle, far) if meet(still, tried) else (near, middle)
    away = far - overlap
    return replace(moved, x=still.x + away * step.real, y=still.y + away * step.imag)


def centred(drawing: Drawing) -> Drawing:
    """The drawing moved so that it lies in the middle of the figure."""
    outlines = np.concatenate([silhouette(item) for item in drawing])
    low, high = complex(outlines.real.min(), outlines.imag.min()), complex(outlines.real.max(), outlines.imag.max())
    middle = 0.5 * (low + high) - (0.5 + 0.5j)
    return tuple(replace(item, x=item.x - middle.real, y=item.y - middle.imag) for item in drawing)


def scaled(drawing: Drawing, factor: float) -> Drawing:
    """The drawing made larger or smaller about the figure's centre, its lines as thick as before."""
    return tuple(
        replace(item, x=0.5 + factor * (item.x - 0.5), y=0.5 + factor * (item.y - 0.5), size=factor * item.size)
        for item in drawing
    )
