"""Shapes made to measure, by a name with numbers: "polygon 7", "star 9", "irregular 12", "polyline -1,0 0,1 1,0".

`shape_named` finds these and the fixed `SHAPES` alike. The samplers of `problems.pairs` draw the fixed ones only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np

from problems.drawing.irregular import irregular
from problems.drawing.outlines import arc, points, regular, ribbon, star
from problems.drawing.shapes import SHAPES, Shape, centroid, signed_area

HALF_STROKE = 0.01  # of strokes, in units of half the item's size; the item's line width makes them thicker
STAR_POINTS = (3, 16)
POLYGON_CORNERS = (3, 12)
NOTCH_RADIUS = (0.3, 0.42, 0.45, 0.5, 0.55, 0.6)  # of stars of 3, 4 ... points; 0.65 of those with more


@lru_cache(maxsize=4096)
def shape_named(name: str) -> Shape:
    """The shape of a name: one of `SHAPES` or one that a function of this module made.

    Raises
    ------
    ValueError
        Where no shape has this name.
    """
    if name in SHAPES:
        return SHAPES[name]
    kind, *values = name.split(" ")
    try:
        return MAKERS[kind](name, *values)
    except (KeyError, TypeError, ValueError) as error:
        known = ", ".join((*SHAPES, *(f"{kind} ..." for kind in MAKERS)))
        raise ValueError(f"shape: expected one of {known}; got {name!r}") from error


def bends(name: str) -> int | None:
    """How often a stroke bends, 0 along a curve; None where it branches."""
    kind, *values = name.split(" ")
    if kind == "zigzag":
        return int(values[0]) - 1 if values else 2
    if kind == "polyline":
        return len(values) - 2
    return {"corner": 1, "cross_thin": None, "pointer": None}.get(kind, 0)


def polyline(path: Iterable[complex]) -> str:
    """The name of an open polyline through points x + iy of the unit circle, y down, as it lies: not centred."""
    return "polyline " + " ".join(f"{point.real:.4g},{point.imag:.4g}" for point in path)


def corners_of(name: str) -> list[complex]:
    """The points of a `polyline` by its name."""
    return [complex(*(float(part) for part in pair.split(","))) for pair in name.split(" ")[1:]]


def _whole(text: str, least: int, most: int) -> int:
    if not least <= int(text) <= most:
        raise ValueError(f"expected a number from {least} to {most}, got {text}")
    return int(text)


def _polygon(name: str, corners: str) -> Shape:
    number = _whole(corners, *POLYGON_CORNERS)
    return _shape(name, regular(number), number, 90.0)


def _star(name: str, tips: str, radius: str = "") -> Shape:
    number = _whole(tips, *STAR_POINTS)
    inner = float(radius) if radius else NOTCH_RADIUS[number - 3] if number < 9 else 0.65
    return _shape(name, star(number, inner), number, 90.0)


def _irregular(name: str, number: str) -> Shape:
    outline = irregular(_whole(number, 0, 2**31))
    outline = outline - centroid(outline)
    return _shape(name, outline / abs(outline).max(), 1, None)


def _arc(name: str, degrees: str) -> Shape:
    half = 0.5 * _whole(degrees, 10, 340)
    return _stroke(name, ribbon(arc(90.0 - half, 90.0 + half), HALF_STROKE), 1, 90.0)


def _wave(name: str, periods: str) -> Shape:
    number = _whole(periods, 1, 6)
    x = np.linspace(-1.0, 1.0, 24 * number + 1)
    return _stroke(name, ribbon(x + 0.35j / number * np.sin(math.pi * number * x), HALF_STROKE), 2, None)


def _zigzag(name: str, strokes: str) -> Shape:
    number = _whole(strokes, 2, 12)
    x = np.linspace(-1.0, 1.0, number + 1)
    path = x + 0.8j / number * (-1.0) ** np.arange(number + 1)
    return _stroke(name, ribbon(path, HALF_STROKE), *((2, None) if number % 2 else (1, 90.0)))


def _bar(name: str) -> Shape:
    return _stroke(name, ribbon([-1.0, 1.0], HALF_STROKE), 2, 90.0)


def _pointer(name: str, head: str = "0.35") -> Shape:
    """A line with the head of an arrow at its right end."""
    length, width = float(head), HALF_STROKE
    neck, half = 1.0 - length, 0.5 * length
    shaft = [(neck, -width), (-1.0, -width), (-1.0, width), (neck, width)]
    return _stroke(name, points(*shaft, (neck, half), (1.0, 0.0), (neck, -half)), 1, 0.0)


def _polyline(name: str, *_: str) -> Shape:
    path = corners_of(name)
    if len(path) < 2:
        raise ValueError("expected at least 2 points")
    return _stroke(name, ribbon(path, HALF_STROKE), 1, None)


def _stroke(name: str, polygon: np.ndarray, order: int, axis: float | None) -> Shape:
    return _shape(name, polygon, order, axis, thin=True)


def _shape(name: str, polygon: np.ndarray, order: int, axis: float | None, thin: bool = False) -> Shape:
    """The shape of an outline as it lies, counter-clockwise as seen."""
    turned = polygon[::-1] if signed_area(polygon) > 0.0 else polygon
    return Shape(name, tuple(turned.tolist()), order, axis, thin)


MAKERS: dict[str, Callable[..., Shape]] = {
    "polygon": _polygon, "star": _star, "irregular": _irregular, "arc": _arc, "wave": _wave, "zigzag": _zigzag,
    "bar": _bar, "pointer": _pointer, "polyline": _polyline,
}  # fmt: skip
