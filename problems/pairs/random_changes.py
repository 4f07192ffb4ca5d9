"""Random transformations that suit an arrangement: which angle, fill, shape or number its items take on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from problems.pairs import transformations as t
from problems.pairs.layouts import (
    ALL,
    COMMON,
    FILL_SHARES,
    GREYS,
    HOLDERS,
    SMALL,
    Arrangement,
    Slot,
    item,
    pick,
    share,
    uniform,
)

HOLDING = ("nested", "concentric", "compound")
OVERLAYS = ("cross_thin", "line", "circle", "square", "diamond", "triangle", "zigzag", "plus", "hexagon")


def change(kind: str, arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    """A random transformation of a kind in `CHANGES`; the identity where the arrangement allows none."""
    return CHANGES[kind](arranged, rng=rng)


def angle(*, rng: np.random.Generator) -> float:
    """Degrees of a turn, at least 8: often a multiple of 45."""
    u = rng.random()
    if u < 0.5:
        return 45.0 * (1 + int(7 * rng.random()))
    return 30.0 * (1 + int(11 * rng.random())) if u < 0.6 else uniform(8.0, 352.0, rng=rng)


def _rotate(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    degrees = angle(rng=rng)
    if rng.random() < 0.6 or len(arranged.drawing) == 1:
        return t.rotate_items(degrees)
    reach = max(math.hypot(item.x - 0.5, item.y - 0.5) + 0.5 * item.size for item in arranged.drawing)
    return t.rotate_figure(degrees if reach < 0.52 else 90.0 * (1 + int(3 * rng.random())))


def _reflect(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    axis = pick(("left_right", "left_right", "up_down", "up_down", "diagonal", "antidiagonal"), rng=rng)
    return t.reflect_items(axis) if rng.random() < 0.5 else t.reflect_figure(axis)


def _some(arranged: Arrangement, probability: float, *, rng: np.random.Generator) -> int | None:
    count = len(arranged.drawing)
    return 1 + int(rng.random() * (count - 1)) if count > 1 and rng.random() < probability else None


def _fill(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    present = {item.fill for item in arranged.drawing}
    small = min((item.size for item in arranged.drawing), default=0.0) < SMALL
    for _ in range(8):
        name = share(FILL_SHARES, rng=rng)[0]
        if (name not in present or name == "grey") and not (small and name not in ("none", "solid", "grey")):
            break
    used = {item.grey for item in arranged.drawing if item.fill == "grey"}
    grey = pick([level for level in GREYS if level not in used], rng=rng) if len(used) < len(GREYS) else 0.5
    return t.fill(name, grey, _some(arranged, 0.3, rng=rng))


def _shape(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    present = {item.shape for item in arranged.drawing}
    options = HOLDERS if arranged.layout in HOLDING else COMMON if rng.random() < 0.6 else ALL
    name = pick(options, rng=rng)
    while name in present:
        name = pick(options, rng=rng)
    return t.shape(name, _some(arranged, 0.3, rng=rng))


def _number(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    room, count = len(arranged.spare), len(arranged.drawing)
    steps = 1 if rng.random() < 0.5 else 2 if rng.random() < 0.5 else 1 + int(6 * rng.random())
    if room and (count < 2 or rng.random() < 0.5):
        return t.add(min(steps, room))
    most = count if rng.random() < 0.06 else count - 1
    return t.remove(min(steps, most)) if most > 0 else t.IDENTITY


def _size(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    largest = max((item.size for item in arranged.drawing), default=1.0)
    smallest = min((item.size for item in arranged.drawing), default=1.0)
    low = max(0.45, 0.13 / smallest)
    high = min(2.0, 0.92 / largest) if len(arranged.drawing) == 1 else 1.0
    factor = uniform(low, high, rng=rng) if low < high else 1.0
    return t.resize(factor) if abs(math.log2(factor)) > 0.15 else t.IDENTITY


def _shift(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    left = min((item.x - 0.5 * item.size for item in arranged.drawing), default=0.0)
    right = max((item.x + 0.5 * item.size for item in arranged.drawing), default=1.0)
    top = min((item.y - 0.5 * item.size for item in arranged.drawing), default=0.0)
    bottom = max((item.y + 0.5 * item.size for item in arranged.drawing), default=1.0)
    across, down = pick(((1, 0), (0, 1), (1, 1)), rng=rng)
    dx = across * pick((-max(left, 0.0), max(1.0 - right, 0.0)), rng=rng) * uniform(0.4, 1.0, rng=rng)
    dy = down * pick((-max(top, 0.0), max(1.0 - bottom, 0.0)), rng=rng) * uniform(0.4, 1.0, rng=rng)
    return t.shift(dx, dy) if math.hypot(dx, dy) > 0.04 else t.IDENTITY


def _stretch(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    return t.stretch(pick((0.5, 0.6, 0.7), rng=rng))


def _overlay(arranged: Arrangement, *, rng: np.random.Generator) -> t.Transformation:
    covering = max((item.size for item in arranged.drawing if item.fill != "none"), default=0.0)
    if covering > 0.8:
        return t.IDENTITY
    slot = Slot(0.5, 0.5, uniform(max(0.55, 1.1 * covering), 0.95, rng=rng), True)
    above = item(slot, OVERLAYS, rng=rng)
    return t.unite((replace(above, rotation=45.0 * int(8 * rng.random())),))


CHANGES = {
    "rotate": _rotate, "reflect": _reflect, "fill": _fill, "shape": _shape, "number": _number, "size": _size,
    "shift": _shift, "stretch": _stretch, "overlay": _overlay, "identity": lambda arranged, *, rng: t.IDENTITY,
}  # fmt: skip
ORDER = ("number", "overlay", "rotate", "reflect", "fill", "shape", "stretch", "size", "shift", "identity")
