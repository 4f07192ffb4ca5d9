"""Which shapes, fills and sizes a rule draws with, chosen so that a person tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from problems.drawing.shapes import SHAPES

T = TypeVar("T")
# Shapes of one family are too alike to stand against each other where the shape matters.
FAMILIES = (
    ("circle", "octagon", "hexagon", "ellipse", "egg", "clover"),
    ("square", "rectangle", "trapezoid"),
    ("parallelogram", "z_shape", "lightning"),
    ("triangle", "right_triangle"),
    ("diamond", "kite", "star4"),
    ("pentagon", "house"),
    ("star", "star6"),
    ("heart", "droplet"),
    ("plus",),
    ("arrow", "chevron"),
    ("pacman", "quarter", "semicircle"),
    ("crescent",),
    ("l_shape", "t_shape"),
    ("flag",),
)
OPEN_CURVES = ("corner", "zigzag", "bow", "wave", "cross_thin", "line")  # strokes: a fill does not show
PLAIN = tuple(name for family in FAMILIES for name in family)
ROOMY = ("circle", "square", "diamond", "hexagon", "octagon", "pentagon")  # hold another shape inside
POLYGONS = ("triangle", "square", "pentagon", "hexagon", "octagon")
ORIENTED = tuple(name for name in PLAIN if SHAPES[name].symmetry == 1)
TURNING = tuple(name for name in PLAIN if SHAPES[name].symmetry in (1, 2))
FILLS = ("none", "solid", "grey", "striped")
GREY_LEVELS = ("none", "grey", "solid")


def family(shape: str) -> str | int:
    """The family of look-alikes that a shape belongs to; each open curve is its own."""
    if shape in OPEN_CURVES:
        return shape
    return next(index for index, names in enumerate(FAMILIES) if shape in names)


def unlike(
    shapes: Sequence[str], count: int, *, rng: np.random.Generator, beside: Iterable[str] = ()
) -> tuple[str, ...]:
    """Up to `count` shapes of as many families, none of the families of the shapes `beside`."""
    taken = {family(shape) for shape in beside}
    chosen: list[str] = []
    for index in rng.permutation(len(shapes)):
        if len(chosen) < count and family(shapes[index]) not in taken:
            chosen.append(shapes[index])
            taken.add(family(shapes[index]))
    return tuple(chosen)


def some(values: Sequence[T], count: int, *, rng: np.random.Generator) -> tuple[T, ...]:
    """`count` different ones of the values in random order."""
    if count > len(values):
        raise ValueError(f"expected {count} or more values to choose from, got {len(values)}")
    return tuple(values[index] for index in rng.permutation(len(values))[:count])
