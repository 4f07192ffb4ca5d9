"""What a figure shows, as data: a drawing is a tuple of items, each a shape with its attributes."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass

from problems.drawing.notches import Notch

FILLS = ("none", "solid", "grey", "striped", "half", "dotted", "crosshatch")
MORE_PATTERNS = ("wave", "zigzag", "brick", "checks", "rings")  # fills that the samplers of pairs do not draw


@dataclass(frozen=True)
class ShapeAttributes:
    """What an item and a group of like items have in common.

    Attributes
    ----------
    shape : str
        A name in `problems.drawing.shapes.SHAPES`, or one that `problems.drawing.made_shapes` knows.
    x, y : float
        The centre in fractions of the figure's side, from the left and from the top.
    size : float
        Diameter of the shape's circumscribed circle in fractions of the figure's side.
    rotation : float
        Degrees, counter-clockwise as seen.
    mirrored : bool
        Reflected left-right before it is rotated.
    fill : str
        One of `FILLS` or `MORE_PATTERNS`.
    line_width : float
        Width of the outline in fractions of the figure's side.
    grey : float
        Ink of the fill "grey", 0.0 to 1.0.
    fill_angle : float
        Degrees, turning with the item: where the filled half lies seen from the centre (0 right, 90 top), or
        along which direction stripes run.
    aspect : float
        Height of the unturned shape, stretched up and down about its centre; 1.0 leaves it as it is.
    """

    shape: str
    x: float = 0.5
    y: float = 0.5
    size: float = 0.6
    rotation: float = 0.0
    mirrored: bool = False
    fill: str = "none"
    line_width: float = 0.02
    grey: float = 0.5
    fill_angle: float = 0.0
    aspect: float = 1.0


@dataclass(frozen=True)
class Item(ShapeAttributes):
    """One shape of a drawing.

    Items are drawn in order. One without a fill is transparent; one with any other fill hides what lies
    under it. `fill="grey"` with `grey=0.0` is white paper.

    Attributes
    ----------
    shape, x, y, size, rotation, mirrored, fill, line_width, grey, fill_angle, aspect
        As in `ShapeAttributes`.
    hue : float or None
        Degrees on the colour circle (0 red, 120 green, 240 blue), None for black. It colours the fill, and the
        outline of an item without one; the outline around a fill stays black.
    ink : float
        How dark strokes, outlines and solid fills are, 0.0 to 1.0.
    dash : float
        Length of a dash and the gap after it along the outline, in fractions of the side; 0.0 draws it whole.
    notch : Notch or None
        What is cut out of the outline.
    """

    hue: float | None = None
    ink: float = 1.0
    dash: float = 0.0
    notch: Notch | None = None

    def carry(self, point: complex) -> complex:
        """Where a point x + iy of the unit shape, y down, lies in the figure, in fractions of its side."""
        seen = complex(point.real, self.aspect * point.imag)
        seen = complex(-seen.real, seen.imag) if self.mirrored else seen
        return complex(self.x, self.y) + 0.5 * self.size * seen * cmath.exp(-1j * math.radians(self.rotation))


Drawing = tuple[Item, ...]
