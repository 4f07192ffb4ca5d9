"""Contours: a shape's polygon with the direction in which each point moves as its outline grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from problems.drawing.made_shapes import shape_named
from problems.drawing.notches import Notch, notched
from problems.drawing.outlines import ribbon
from problems.drawing.shapes import CORNER_TURN, signed_area, subdivided

MITRE_LIMIT = 4.0
DASH_SHARE = 0.55  # of a dash and its gap


class Contour(NamedTuple):
    """A closed polygon and how it grows.

    `points + w * mitres` is its outline moved outwards by w; one inwards by more than `depth` leaves no hole.
    """

    points: np.ndarray
    mitres: np.ndarray
    depth: float


@lru_cache(maxsize=4096)
def contour(
    shape: str, aspect: float = 1.0, rounding: float = 0.0, dense: bool = False, notch: Notch | None = None,
) -> Contour:
    """The contour of a shape in unit size: notched, its corners cut by `rounding`, its long edges where `dense`."""
    polygon = stretched(np.array(shape_named(shape).corners), aspect)
    if notch is not None:
        polygon = notched(polygon, notch)
    if rounding > 0.0:
        polygon = rounded(polygon, rounding)
    if dense:
        polygon = subdivided(polygon, 0.3)
    return contour_of(polygon)


@lru_cache(maxsize=4096)
def half_contour(shape: str, aspect: float, rounding: float, angle: float, notch: Notch | None = None) -> Contour:
    """The part of a shape's contour on the side of its centre towards `angle` degrees."""
    whole = contour(shape, aspect, rounding, notch=notch).points
    return contour_of(clipped(whole, np.exp(-1j * np.radians(angle))))


def dashes(points: np.ndarray, half_width: float, period: float) -> Iterator[np.ndarray]:
    """Strokes along a closed complex polygon, as polygons: as many as come closest to one every `period`."""
    path = subdivided(points, period / 12.0)
    path = np.append(path, path[0])
    length = np.concatenate([[0.0], np.cumsum(abs(np.diff(path)))])
    count = max(2, round(length[-1] / period))
    for k in range(count):
        start, stop = (length[-1] * (k + share) / count for share in (0.0, DASH_SHARE))
        between = (length > start + 1e-6 * period) & (length < stop - 1e-6 * period)
        along = np.concatenate([[start], length[between], [stop]])
        piece = np.interp(along, length, path.real) + 1j * np.interp(along, length, path.imag)
        yield ribbon(piece, half_width)


def stretched(polygon: np.ndarray, aspect: float) -> np.ndarray:
    """The polygon with its heights multiplied by `aspect`."""
    return polygon.real + 1j * aspect * polygon.imag


def contour_of(polygon: np.ndarray) -> Contour:
    """The contour of a closed complex polygon without doubled points."""
    polygon = polygon[abs(polygon - np.roll(polygon, 1)) > 1e-9]
    edges = np.roll(polygon, -1) - polygon
    normals = edges / abs(edges) * (1j if signed_area(polygon) < 0.0 else -1j)
    before = np.roll(normals, 1)
    mitres = (before + normals) / np.maximum(1.0 + (before * normals.conj()).real, 1e-6)
    length = np.maximum(abs(mitres), 1e-9)
    mitres *= np.minimum(length, MITRE_LIMIT) / length
    return Contour(polygon, mitres, _depth(polygon, edges, normals))


def _depth(polygon: np.ndarray, edges: np.ndarray, normals: np.ndarray) -> float:
    """Half the width of the narrower parts: an outline thicker than this leaves no hole.

    Rays run inwards from the middle of every longer piece of edge to the next edge they meet.
    """
    middles = polygon + 0.5 * edges
    relative = polygon[None, :] - middles[:, None]
    along, across = _cross(-normals[:, None], edges[None, :]), _cross(relative, edges[None, :])
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = across / along
        place = _cross(relative, -normals[:, None]) / along
    distance[~((distance > 1e-6) & (place >= 0.0) & (place <= 1.0))] = np.inf
    nearest = distance.min(axis=1)
    order = np.argsort(nearest)
    share = np.cumsum(abs(edges)[order]) / abs(edges).sum()
    return 0.5 * float(nearest[order][np.searchsorted(share, 0.15)])


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a.real * b.imag - a.imag * b.real


def rounded(polygon: np.ndarray, radius: float) -> np.ndarray:
    """The polygon with each corner replaced by a parabola that starts `radius` away from it."""
    before, after = np.roll(polygon, 1) - polygon, np.roll(polygon, -1) - polygon
    turns = abs(np.angle(-after / before))
    pieces = []
    for corner, back, ahead, turn in zip(polygon, before, after, turns, strict=True):
        if turn < CORNER_TURN:
            pieces.append([corner])
            continue
        start = corner + back * min(0.45, radius / abs(back))
        stop = corner + ahead * min(0.45, radius / abs(ahead))
        t = np.linspace(0.0, 1.0, 6)
        pieces.append((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t**2 * stop)
    return np.concatenate(pieces)


def clipped(polygon: np.ndarray, direction: complex) -> np.ndarray:
    """The part of a closed polygon ahead of the line through 0 at right angles to `direction`."""
    height = (polygon * direction.conjugate()).real
    kept = []
    for k in range(len(polygon)):
        a, b, p, q = height[k], height[(k + 1) % len(polygon)], polygon[k], polygon[(k + 1) % len(polygon)]
        if a >= 0.0:
            kept.append(p)
        if (a >= 0.0) != (b >= 0.0):
            kept.append(p + (q - p) * a / (a - b))
    return np.array(kept)
