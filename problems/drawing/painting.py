"""Painting an item: its fill, then its outline, as polygons and patterns in pixels of a canvas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from problems.drawing.colours import Ink, ink_of
from problems.drawing.fills import Pattern, pattern
from problems.drawing.item import Item
from problems.drawing.made_shapes import shape_named
from problems.drawing.strokes import Contour, contour, dashes, half_contour
from problems.drawing.style import Style


class Polygon(NamedTuple):
    """A filled polygon as it is painted: x and y of its points by turns."""

    points: list[float]
    ink: Ink

    def paint(self, pen: ImageDraw.ImageDraw, canvas: Image.Image) -> None:
        """Paint it with the canvas's pen."""
        pen.polygon(self.points, fill=self.ink)


Step = Polygon | Pattern


def painting_steps(
    item: Item, mode: str, side: int, style: Style, shift: complex = 0j, factor: float = 1.0,
) -> Iterator[Step]:
    """How an item is painted on a canvas of this mode and side, in a figure that jitter moves and scales."""
    centre = side * (0.5 + 0.5j + factor * complex(item.x - 0.5, item.y - 0.5) + shift)
    radius = 0.5 * side * item.size * factor
    turn = complex(math.cos(math.radians(item.rotation)), -math.sin(math.radians(item.rotation)))
    shape = contour(item.shape, item.aspect, style.rounding, style.wobble > 0.0, item.notch)
    points, mitres = placed(shape, item, style, radius, turn, centre)
    swell = side * style.swell - 0.5  # Pillow fills the pixels on the edge as well: half a pixel less
    half_line = 0.5 * side * item.line_width * style.line
    if shape_named(item.shape).thin:
        thin_line = max(0.0, half_line - shape.depth * radius)
        yield Polygon(_flat(points + mitres * (thin_line + swell)), ink_of(mode, item.ink, item.hue))
        return
    if item.fill == "solid":
        outline = ink_of(mode, item.ink, item.hue if half_line == 0.0 else None)
        yield Polygon(_flat(points + mitres * (half_line + swell)), outline)
        if item.hue is not None and half_line > 0.0:
            yield Polygon(_flat(points - mitres * half_line), ink_of(mode, item.ink, item.hue))
        return
    if item.fill in ("grey", "half"):
        yield Polygon(_flat(points), ink_of(mode, item.grey if item.fill == "grey" else 0.0, item.hue))
    elif item.fill != "none":
        yield pattern(mode, points, item, centre, turn, side * style.period, ink_of(mode, 1.0, item.hue))
    if item.fill == "half":
        half = half_contour(item.shape, item.aspect, style.rounding, item.fill_angle, item.notch)
        half_points = placed(half, item, style, radius, turn, centre)[0]
        yield Polygon(_flat(half_points), ink_of(mode, 1.0, item.hue))
    if half_line > 0.0:
        line = ink_of(mode, item.ink, item.hue if item.fill == "none" else None)
        inner = min(half_line, 0.85 * shape.depth * radius) + swell
        yield from _outline(points, mitres, half_line + swell, inner, side * item.dash, line)


@lru_cache(maxsize=128)  # a pattern takes up to 200 kB
def repeated_steps(item: Item, mode: str, side: int, style: Style) -> tuple[Step, ...]:
    """`painting_steps` without jitter: then the items of a problem recur from figure to figure."""
    return tuple(painting_steps(item, mode, side, style))


def _outline(
    points: np.ndarray, mitres: np.ndarray, outer: float, inner: float, dash: float, ink: Ink,
) -> Iterator[Polygon]:
    """An outline from `inner` pixels within a polygon to `outer` pixels around it, whole or in dashes."""
    if dash > 0.0:
        for piece in dashes(points, outer, dash):
            yield Polygon(_flat(piece), ink)
    else:
        yield Polygon(_ring(points + mitres * outer, points - mitres * inner), ink)


def placed(
    shape: Contour, item: Item, style: Style, radius: float, turn: complex, centre: complex,
) -> tuple[np.ndarray, np.ndarray]:
    """Points and mitres of a contour, distorted, mirrored, turned, scaled and moved to the item's place."""
    points, mitres = shape.points, shape.mitres
    if style.wobble > 0.0:
        points = points + style.wobble * np.exp(1j * (3.0 * points.real + 4.0 * points.imag + style.phase))
    if item.mirrored:
        points, mitres = -points.conj(), -mitres.conj()
    return points * (turn * radius) + centre, mitres * turn


def _flat(points: np.ndarray) -> list[float]:
    return points.view(np.float64).tolist()


def _ring(outer: np.ndarray, inner: np.ndarray) -> list[float]:
    """One polygon of two closed paths joined by a seam; Pillow's even-odd filling leaves the inside free."""
    return _flat(np.concatenate([outer, outer[:1], inner, inner[:1]]))
