"""The shapes of the artist: names, outlines inside the unit circle, and their symmetry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from problems.drawing.outlines import ON_CIRCLE_CENTRE, OUTLINES, ROUND, SYMMETRY, THIN

CORNER_TURN = 0.35  # radians: a larger turn is a corner, a smaller one part of a curve


@dataclass(frozen=True)
class Shape:
    """A closed outline and what leaves it unchanged.

    Attributes
    ----------
    name : str
    corners : tuple of complex
        The polygon x + iy, y down, counter-clockwise as seen, its farthest point at distance 1 from 0.
    symmetry : int
        Rotational order: 1 none, 4 a square, 0 any angle.
    axis : float or None
        Direction of one mirror axis in degrees (0 horizontal, 90 vertical), None where there is none.
    thin : bool
        A line: it has no inside, so every fill looks the same.
    """

    name: str
    corners: tuple
    symmetry: int
    axis: float | None
    thin: bool

    @property
    def corner_count(self) -> int:
        """Convex and reflex corners: the points at which the outline turns by more than a curve does."""
        return 0 if self.name in ROUND else corner_count(np.array(self.corners))

    @property
    def mirror(self) -> bool:
        """True where a left-right reflection leaves the shape unchanged."""
        if self.axis is None:
            return False
        return self.symmetry == 0 or (90.0 - self.axis) % (180.0 / self.symmetry) < 1e-9

    def outline(self, points_per_unit: float = 8.0) -> np.ndarray:
        """The polygon as float64 (n, 2), its edges cut so that points lie no farther apart than asked."""
        dense = subdivided(np.array(self.corners), 1.0 / points_per_unit)
        return np.stack([dense.real, dense.imag], axis=1)


def subdivided(polygon: np.ndarray, longest: float) -> np.ndarray:
    """The closed complex polygon with every edge cut into equal parts no longer than `longest`."""
    ends = np.roll(polygon, -1)
    parts = np.maximum(1, np.ceil(abs(ends - polygon) / longest - 1e-9)).astype(int)
    return np.concatenate([a + (b - a) * np.arange(n) / n for a, b, n in zip(polygon, ends, parts, strict=True)])


def corner_count(polygon: np.ndarray) -> int:
    """At how many of its points a closed complex polygon turns by more than a sampled curve does."""
    before, after = np.roll(polygon, 1) - polygon, np.roll(polygon, -1) - polygon
    return int(np.sum(abs(np.angle(-after / before)) >= CORNER_TURN))


def signed_area(polygon: np.ndarray) -> float:
    """Area of a closed complex polygon, positive where it runs clockwise as seen (y down)."""
    return 0.5 * float(np.sum((polygon.conj() * np.roll(polygon, -1)).imag))


def centroid(polygon: np.ndarray) -> complex:
    """Centre of the area of a closed complex polygon."""
    ends = np.roll(polygon, -1)
    cross = (polygon.conj() * ends).imag
    return complex(np.sum((polygon + ends) * cross) / (3.0 * np.sum(cross)))


def _shape(name: str) -> Shape:
    polygon = OUTLINES[name]().astype(complex)
    if name not in ON_CIRCLE_CENTRE:
        polygon = polygon - centroid(polygon)
    if signed_area(polygon) > 0.0:
        polygon = polygon[::-1]
    order, axis = SYMMETRY[name]
    corners = tuple((polygon / abs(polygon).max()).tolist())
    return Shape(name, corners, order, axis, name in THIN)


SHAPES = {name: _shape(name) for name in OUTLINES}
SHAPE_CLASSES = tuple(SHAPES)
