"""Drawings of single objects in every variety: what a network of objects learns from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from problems.drawing.item import FILLS, MORE_PATTERNS, Drawing, Item
from problems.drawing.made_shapes import POLYGON_CORNERS, STAR_POINTS, shape_named
from problems.drawing.notches import Notch
from problems.drawing.outlines import ROUND
from problems.drawing.shapes import SHAPES, subdivided
from problems.drawing.truth import silhouette
from problems.pairs import layouts
from problems.pairs.layouts import FIXED_ASPECT, Slot, pick, uniform

CLOSED = tuple(name for name, shape in SHAPES.items() if not shape.thin)
OPEN = (*(name for name, shape in SHAPES.items() if shape.thin), "bar", "pointer", "arc 90", "arc 180", "arc 270",
        "wave 2", "wave 3", "zigzag 2", "zigzag 4", "zigzag 5")  # fmt: skip
POLYGONS = tuple(f"polygon {n}" for n in range(POLYGON_CORNERS[0], POLYGON_CORNERS[1] + 1))
STARS = tuple(f"star {n}" for n in range(STAR_POINTS[0], STAR_POINTS[1] + 1))
NOTCHED = ("circle", "circle", "square", "ellipse", "rectangle", "diamond", "triangle", *POLYGONS)
COMMON = ("circle", "circle", "square", "triangle")  # what figures show most; else small circles are read as polygons
# Of ten objects each family's share; () stands for irregular outlines.
FAMILIES: tuple[tuple[str, ...], ...] = (COMMON, *[CLOSED] * 3, *[POLYGONS] * 2, STARS, (), NOTCHED, OPEN)
PLAIN = ("none", "none", "solid", "solid", "grey", "grey", "half")
PATTERNS = (*FILLS[3:4], *FILLS[5:], *MORE_PATTERNS)
TEXTURED_FROM = 0.27  # of the side: on smaller items patterns do not show
HOLDS_FROM = 0.36  # of the side: size of items that may hold a smaller one


def random_scene(*, rng: np.random.Generator) -> Drawing:
    """One to nine items apart, some with a smaller one inside, or two or three outlines through each other."""
    if rng.random() < 0.1:
        slots = layouts.overlap(rng=rng)[:3]
        return tuple(replace(random_object(slot, CLOSED, rng=rng), fill="none", dash=0.0) for slot in slots)
    drawing: list[Item] = []
    for slot in _slots(rng):
        item = random_object(slot, rng=rng)
        drawing.append(item)
        if item.size > HOLDS_FROM and item.fill in ("none", "grey", "solid") and rng.random() < 0.35:
            drawing += _inside(item, rng)
    return tuple(drawing)


def random_object(slot: Slot, shapes: Sequence[str] = (), *, rng: np.random.Generator) -> Item:
    """An item at a slot: its shape, fill, turn, notch, dashes and height by chance."""
    family = pick(FAMILIES, rng=rng)
    name = pick(shapes or family, rng=rng) if shapes or family else f"irregular {int(1e6 * rng.random())}"
    fill = pick(PATTERNS if slot.size > TEXTURED_FROM and rng.random() < 0.6 else PLAIN, rng=rng)
    item = Item(
        name, slot.x, slot.y, slot.size, rotation=pick((0.0, uniform(0.0, 360.0, rng=rng)), rng=rng),
        mirrored=rng.random() < 0.4, grey=uniform(0.2, 0.8, rng=rng), fill="none" if shape_named(name).thin else fill,
        line_width=min(uniform(0.012, 0.028, rng=rng), 0.1 * slot.size),
        fill_angle=pick((0.0, 45.0, 90.0, 135.0, uniform(0.0, 180.0, rng=rng)), rng=rng),
        aspect=uniform(0.65, 0.85, rng=rng) if rng.random() < 0.12 and name not in FIXED_ASPECT else 1.0,
        dash=uniform(0.035, 0.06, rng=rng) if rng.random() < 0.06 and fill == "none" and slot.size > 0.35 else 0.0,
    )  # fmt: skip
    if family is NOTCHED and not shapes and not item.dash and item.aspect == 1.0:
        return replace(item, notch=_notch(name, rng))
    return item


def _slots(rng: np.random.Generator) -> list[Slot]:
    u = rng.random()
    if u < 0.25:
        return layouts.single(rng=rng)
    if u < 0.6:
        return _scattered(2 + int(3 * rng.random()), rng)
    rows = pick((2, 2, 3), rng=rng)
    return [slot._replace(size=0.85 * slot.size) for slot in layouts.grid(rows, rows, rng=rng)]


def _scattered(count: int, rng: np.random.Generator) -> list[Slot]:
    """At most `count` slots whose circles do not meet."""
    slots: list[Slot] = []
    for _ in range(40):
        size = uniform(0.12, 0.5, rng=rng)
        x, y = (uniform(0.5 * size + 0.01, 0.99 - 0.5 * size, rng=rng) for _ in range(2))
        if all(math.hypot(x - s.x, y - s.y) > 0.5 * (size + s.size) + 0.04 for s in slots):
            slots.append(Slot(x, y, size))
        if len(slots) == count:
            break
    return slots


def _notch(name: str, rng: np.random.Generator) -> Notch:
    """A wedge or a slot at a corner or in the middle of an edge."""
    corners = 0 if name in ROUND else shape_named(name).symmetry
    angle = 90.0 + (180.0 / corners if corners else 1.0) * int(360 * rng.random())
    factor = 0.75 if corners in (1, 2, 3) else 1.0
    if rng.random() < 0.6:
        return Notch("wedge", angle, factor * uniform(0.5, 0.9, rng=rng), pick((0.6, 1.0), rng=rng))
    return Notch("slot", angle, factor * uniform(0.36, 0.5, rng=rng), uniform(0.4, 0.7, rng=rng))


def _inside(outer: Item, rng: np.random.Generator) -> list[Item]:
    """A smaller item that shows on the outer one's fill; none where there is no room."""
    if shape_named(outer.shape).thin:
        return []
    edge = subdivided(silhouette(outer, inner=True), 0.02)
    room = 2.0 * float(abs(edge - complex(outer.x, outer.y)).min()) - 0.06
    if room < 0.12:
        return []
    item = random_object(Slot(outer.x, outer.y, room * uniform(0.5, 0.95, rng=rng)), CLOSED, rng=rng)
    fills = {"none": ("none", "solid", "grey"), "solid": ("grey",), "grey": ("solid", "grey")}[outer.fill]
    fill = pick(fills, rng=rng)
    grey = 0.0 if outer.fill != "none" else item.grey  # white on black and on grey
    return [replace(item, fill=fill, grey=grey, dash=0.0)]
