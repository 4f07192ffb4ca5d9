"""What a drawing shows, exactly: the silhouette, corners, turn, fill and parent of each of its items."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from problems.drawing.fills import fill_level
from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import bends, shape_named
from problems.drawing.painting import placed
from problems.drawing.shapes import centroid, corner_count, signed_area, subdivided
from problems.drawing.strokes import contour
from problems.drawing.style import CLEAN, Style
from problems.drawing.symmetry import group

# degrees after which a pattern's direction repeats; checks run along their sides and along their diagonals
TEXTURES = {"striped": 180.0, "dotted": 90.0, "crosshatch": 90.0, "wave": 180.0, "zigzag": 180.0, "brick": 180.0,
            "checks": 45.0}  # fmt: skip

class Texture(NamedTuple):
    """A periodic pattern: its direction in degrees, modulo `modulus`, and its period in shares of the side."""

    direction: float
    period: float
    modulus: float


@dataclass(frozen=True, eq=False)
class DrawnObject:
    """One item as it can be seen. Lengths are shares of the figure's side.

    Attributes
    ----------
    outline : numpy.ndarray
        complex (n,), the outer edge of the ink as a closed polygon x + iy, y down.
    corners : int or None
        Convex and reflex corners, 0 for round shapes; of a stroke its bends, None where it branches.
    symmetry : int
        Order of rotation of the outline, 0 for any angle.
    orientation : float
        Degrees counter-clockwise by which the shape is turned.
    mirrored : bool
        Whether the shape is reflected before it is turned.
    fill : str
        "none" (paper), "solid", "grey", "half" or the name of a pattern.
    tone : float
        Ink of the fill, 0 to 1.
    texture : Texture or None
    hue : float or None
        Degrees; None where all of it is black or grey.
    notch : float or None
        Degrees counter-clockwise from the right, in the figure: where its notch opens.
    dashed : bool
        Whether the outline is broken into dashes.
    parent : int or None
        Index of the smallest object around this one.
    closed : bool
        False for strokes and polylines.
    stroke : float or None
        Width of the outline; None where it cannot be told from the fill.
    """

    outline: np.ndarray
    corners: int | None
    symmetry: int
    orientation: float
    mirrored: bool
    fill: str
    tone: float
    texture: Texture | None
    hue: float | None
    notch: float | None
    dashed: bool
    parent: int | None
    closed: bool
    stroke: float | None

    @property
    def place(self) -> tuple[float, float]:
        """The centroid of the silhouette, x and y."""
        middle = centroid(self.outline)
        return middle.real, middle.imag

    @property
    def size(self) -> float:
        """The square root of the silhouette's area."""
        return math.sqrt(abs(signed_area(self.outline)))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the silhouette."""
        x, y = self.outline.real, self.outline.imag
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def drawn_objects(drawing: Drawing, style: Style = CLEAN) -> list[DrawnObject]:
    """The objects of a drawing, one an item and in their order.

    Each item is taken to be seen: nothing says that a later one hides it.
    """
    objects = [_alone(item, style) for item in drawing]
    parents = [_parent(k, objects) for k in range(len(objects))]
    for k, parent in enumerate(parents):
        objects[k] = replace(objects[k], parent=parent)
        if parent is not None and objects[parent].fill == "solid" and objects[parent].hue is None:
            # a black outline on black does not show
            objects[k] = replace(objects[k], outline=silhouette(drawing[k], style, inner=True), stroke=None)
    return objects


def silhouette(item: Item, style: Style = CLEAN, inner: bool = False) -> np.ndarray:
    """The outer edge of an item's ink, or the inner edge of its outline: a complex polygon in shares of the side."""
    shape = contour(item.shape, item.aspect, style.rounding, style.wobble > 0.0, item.notch)
    turn = complex(math.cos(math.radians(item.rotation)), -math.sin(math.radians(item.rotation)))
    points, mitres = placed(shape, item, style, 0.5 * item.size, turn, complex(item.x, item.y))
    half = 0.5 * item.line_width * style.line
    if shape_named(item.shape).thin:
        half = max(0.0, half - 0.5 * item.size * shape.depth)
    return points + mitres * (-1.0 if inner else 1.0) * (half + style.swell)


def inside(points: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """Which of the complex `points` (n,) lie inside of a closed complex polygon: bool (n,)."""
    ends = np.roll(polygon, -1)
    below = (polygon.imag[None] <= points.imag[:, None]) != (ends.imag[None] <= points.imag[:, None])
    rise = np.where(ends.imag == polygon.imag, 1.0, ends.imag - polygon.imag)
    across = polygon.real + (points.imag[:, None] - polygon.imag) * (ends.real - polygon.real) / rise
    return (below & (points.real[:, None] < across)).sum(axis=1) % 2 == 1


def _alone(item: Item, style: Style) -> DrawnObject:
    """The object without its parent."""
    shape = shape_named(item.shape)
    # grey without ink is paper
    fill = "none" if shape.thin or (item.fill == "grey" and item.grey == 0.0) else item.fill
    stroke = item.line_width * style.line + 2.0 * style.swell
    if shape.thin:
        depth = contour(item.shape, item.aspect, style.rounding, style.wobble > 0.0).depth
        stroke = max(stroke, depth * item.size + 2.0 * style.swell)
    texture = None
    if fill in TEXTURES:
        texture = Texture(_seen_angle(item, item.fill_angle) % TEXTURES[fill], style.period, TEXTURES[fill])
    notch_angle = item.notch and item.notch.angle
    return DrawnObject(
        outline=silhouette(item, style),
        corners=_corners(item),
        symmetry=group(item.shape, item.aspect, "none", 0.0, notch_angle)[0],
        orientation=item.rotation % 360.0,
        mirrored=item.mirrored,
        fill=fill,
        tone=0.0 if fill == "none" else fill_level(item),
        texture=texture,
        hue=item.hue,
        notch=None if item.notch is None else _seen_angle(item, item.notch.angle) % 360.0,
        dashed=item.dash > 0.0,
        parent=None,
        closed=not shape.thin,
        stroke=None if (fill == "solid" and item.hue is None) or item.line_width == 0.0 else stroke,
    )


def _corners(item: Item) -> int | None:
    shape = shape_named(item.shape)
    if shape.thin:
        return bends(item.shape)
    if item.notch is None:
        return shape.corner_count
    return corner_count(contour(item.shape, item.aspect, notch=item.notch).points)


def _seen_angle(item: Item, degrees: float) -> float:
    """The direction in the figure of one of the unturned shape."""
    return item.rotation + (180.0 - degrees if item.mirrored else degrees)


def _parent(k: int, objects: list[DrawnObject]) -> int | None:
    """Index of the smallest closed object that holds all of object `k`."""
    points = subdivided(objects[k].outline, 0.02)
    around = [
        j for j, other in enumerate(objects)
        if j != k and other.closed and other.size > objects[k].size and inside(points, other.outline).all()
    ]  # fmt: skip
    return min(around, key=lambda j: objects[j].size, default=None)
