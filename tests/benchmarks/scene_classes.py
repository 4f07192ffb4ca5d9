"""Classes of drawings on which the reading of scenes is measured, each a function of a random generator."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.shapes import SHAPES, subdivided
from problems.drawing.truth import inside, silhouette
from problems.pairs import layouts
from problems.pairs.layouts import HOLDERS, Slot, pick, uniform
from problems.pairs.transformations import rotate_figure

CLOSED = tuple(name for name, shape in SHAPES.items() if not shape.thin)
OPEN = tuple(name for name, shape in SHAPES.items() if shape.thin)
PLAIN = ("none", "none", "solid", "solid", "grey")
PATTERNS = ("striped", "dotted", "crosshatch")
GREYS = (0.35, 0.5, 0.65)
SLANTS = (0.0, 30.0, 45.0, 90.0, 135.0)  # degrees of stripes on an unturned shape


class Case(NamedTuple):
    """A drawing and the same with each item, or the whole figure, turned."""

    drawing: Drawing
    turned: Drawing


def case(name: str, number: int, seed: int) -> Case:
    """Case `number` of a class, the same for the same seed."""
    rng = np.random.default_rng([seed, list(CLASSES).index(name), number])
    make, turns_items = CLASSES[name]
    drawing = make(rng)
    if turns_items:
        turned = tuple(replace(item, rotation=item.rotation + uniform(0.0, 360.0, rng=rng)) for item in drawing)
    else:
        reach = max(abs(complex(item.x - 0.5, item.y - 0.5)) + 0.5 * item.size for item in drawing)
        drawing = scaled(drawing, min(1.0, 0.49 / reach))
        turned = rotate_figure(uniform(0.0, 360.0, rng=rng))(drawing)
    return Case(drawing, turned)


def scaled(drawing: Drawing, factor: float) -> Drawing:
    """The drawing made larger or smaller about the figure's centre, its lines as thick as before."""
    return tuple(
        replace(item, x=0.5 + factor * (item.x - 0.5), y=0.5 + factor * (item.y - 0.5), size=factor * item.size)
        for item in drawing
    )


def random_item(slot: Slot, rng, shapes=CLOSED, fills=PLAIN) -> Item:
    """An item at a slot with a shape and a fill by chance."""
    name = pick(shapes, rng=rng)
    return Item(
        name, slot.x, slot.y, slot.size, rotation=pick((0.0, uniform(0.0, 360.0, rng=rng)), rng=rng),
        mirrored=rng.random() < 0.3, fill="none" if SHAPES[name].thin else pick(fills, rng=rng),
        line_width=min(0.02, 0.1 * slot.size), grey=pick(GREYS, rng=rng), fill_angle=pick(SLANTS, rng=rng),
    )  # fmt: skip


def single(rng) -> Drawing:
    return (random_item(layouts.single(rng=rng)[0], rng),)


def scattered(count, rng, largest=0.42, smallest=0.18) -> list[Slot]:
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


def apart(rng) -> Drawing:
    return tuple(random_item(slot, rng) for slot in scattered(2 + int(4 * rng.random()), rng))


def textured(rng) -> Drawing:
    slots = scattered(1 + int(3 * rng.random()), rng, 0.6, 0.34)
    return tuple(random_item(slot, rng, fills=PATTERNS) for slot in slots)


def grey(rng) -> Drawing:
    return tuple(random_item(slot, rng, fills=("grey",)) for slot in scattered(1 + int(4 * rng.random()), rng))


def half(rng) -> Drawing:
    return tuple(random_item(slot, rng, fills=("half",)) for slot in scattered(1 + int(3 * rng.random()), rng))


def grid(rng) -> Drawing:
    rows, columns = pick(((2, 2), (2, 3), (3, 3), (3, 3), (4, 4)), rng=rng)
    return _several(layouts.grid(rows, columns, rng=rng), rng)


def row(rng) -> Drawing:
    return _several(layouts.row(rng=rng), rng)


def ring(rng) -> Drawing:
    return _several([slot for slot in layouts.ring(rng=rng) if slot.size > 0.1], rng)


def _several(slots, rng) -> Drawing:
    """Items at slots, all of one kind, of two kinds or each for itself."""
    slots = [slot._replace(size=0.8 * slot.size) for slot in slots]  # thick lines need room
    models = [random_item(slots[0], rng) for _ in range(pick((1, 2, len(slots)), rng=rng))]
    return tuple(replace(models[k % len(models)], x=s.x, y=s.y, size=s.size) for k, s in enumerate(slots))


def room(item: Item) -> float:
    """Diameter of the largest circle about the item's centre that its outline leaves free."""
    edge = subdivided(silhouette(item, inner=True), 0.02)
    return 2.0 * float(abs(edge - complex(item.x, item.y)).min())


def holder(slot, rng) -> Item:
    """An item with room for another: paper inside, grey, black or with a pattern."""
    item = random_item(slot, rng, HOLDERS, ("none", "none", "none", "grey", "solid", "striped"))
    return item if room(item) > 0.45 * item.size else replace(item, shape=pick(("circle", "square"), rng=rng))


def inner_slot(item: Item, rng) -> Slot:
    """A place for an item inside of `item`, with paper around it."""
    space = room(item) - 0.08
    size = min(space, max(0.16, uniform(0.5, 0.85, rng=rng) * space))
    free = 0.5 * (space - size) * rng.random()
    angle = uniform(0.0, 2.0 * math.pi, rng=rng)
    return Slot(item.x + free * math.cos(angle), item.y + free * math.sin(angle), size)


def inner_fills(outer: Item) -> tuple[str, ...]:
    """Fills that can be seen on that of the outer item: white on black, white or black on others."""
    return {"none": ("none", "solid", "grey"), "solid": ("white",)}.get(outer.fill, ("white", "solid"))


def inside_of(outer: Item, rng, shapes=CLOSED) -> Item:
    """An item inside of another."""
    inner = random_item(inner_slot(outer, rng), rng, shapes, inner_fills(outer))
    return replace(inner, fill="grey", grey=0.0) if inner.fill == "white" else inner


def nested(rng) -> Drawing:
    size = uniform(0.6, 0.92, rng=rng)
    outer = holder(Slot(0.5, 0.5, size), rng)
    return outer, inside_of(outer, rng)


def three_deep(rng) -> Drawing:
    outer = holder(Slot(0.5, 0.5, uniform(0.85, 0.95, rng=rng)), rng)
    outer = replace(outer, shape=pick(("circle", "square", "hexagon", "octagon", "pentagon"), rng=rng))
    size = 0.9 * (room(outer) - 0.08)
    middle = replace(holder(Slot(0.5, 0.5, size), rng), shape=pick(("circle", "square", "hexagon", "octagon"), rng=rng))
    white = outer.fill == "solid" or (outer.fill != "none" and middle.fill != "solid")
    if white:
        middle = replace(middle, fill="grey", grey=0.0)
    inner = inside_of(middle if not white else replace(middle, fill="none"), rng)
    return outer, middle, inner


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
    """The drawing moved and scaled so that it lies in the middle of the figure."""
    outlines = np.concatenate([silhouette(item) for item in drawing])
    low, high = complex(outlines.real.min(), outlines.imag.min()), complex(outlines.real.max(), outlines.imag.max())
    middle = 0.5 * (low + high) - (0.5 + 0.5j)
    return tuple(replace(item, x=item.x - middle.real, y=item.y - middle.imag) for item in drawing)


def touching(rng) -> Drawing:
    """Two or three items in a chain that touch in a point or a little more."""
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


def strokes(rng) -> Drawing:
    return tuple(random_item(slot, rng, OPEN) for slot in scattered(1 + int(4 * rng.random()), rng, 0.6))


def strokes_and_solids(rng) -> Drawing:
    slots = scattered(2 + int(4 * rng.random()), rng)
    return tuple(random_item(slot, rng, OPEN if k % 2 else CLOSED) for k, slot in enumerate(slots))


# name -> how to draw it, and whether its items can turn where they stand (else the whole figure turns)
CLASSES: dict[str, tuple[Callable[..., Drawing], bool]] = {
    "single": (single, True), "apart": (apart, True), "touching": (touching, False), "nested": (nested, True),
    "three deep": (three_deep, True), "overlapping": (overlapping, False), "grid": (grid, True),
    "ring": (ring, True), "row": (row, True), "strokes": (strokes, True),
    "strokes and solids": (strokes_and_solids, True), "textured": (textured, True), "grey": (grey, True),
    "half filled": (half, True),
}  # fmt: skip
