"""Solids that touch: a silhouette cut at its necks, where two reflex corners lie close to each other."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np

from agent.scene.shapes import Contour, symmetry
from agent.vision.contours import convex_hull, signed_area

NECK = 0.42  # of the square root of the smaller part's area that a neck is wide at most; the stem of a T is wider
NARROW = 0.2  # the same of a neck between any two shapes
SMALLEST = 0.04  # of the area that a part has at least
INSIDE = 0.02  # share of the area by which two parts may miss the whole: else the cut is not inside of it
CONVEX = 0.94  # share of its convex hull that a simple shape fills
ALIKE = 0.07  # of the radius that a star may differ from itself turned
MOST = 16  # reflex corners between which necks are looked for


def cut_at_necks(contour: Contour) -> list[Contour]:
    """The parts of a contour: cut at narrow necks, and at wider ones where all parts are simple shapes."""
    found = []
    for part in _cut(contour, NARROW):
        finer = _cut(part, NECK)
        found += finer if all(map(_is_simple, finer)) else [part]
    return found


def _cut(contour: Contour, widest: float) -> list[Contour]:
    """The parts of a contour between its necks up to a width; the contour itself where it has none."""
    neck = _neck(contour, widest)
    return [contour] if neck is None else [part for piece in neck for part in _cut(Contour(piece), widest)]


def _is_simple(contour: Contour) -> bool:
    """Whether a contour is a shape of its own: convex, or a star."""
    points = contour.even[::2]
    whole = abs(signed_area(points[convex_hull(points)]))
    return contour.area > CONVEX * whole or symmetry(contour, ALIKE + 1.0 / max(contour.radius, 1.0)) > 2


def _neck(contour: Contour, widest: float) -> tuple[np.ndarray, np.ndarray] | None:
    """Both parts beside the narrowest neck of a contour; None where it has none so narrow."""
    reflex = contour.corners[contour.turns < 0.0]
    if not 2 <= len(reflex) <= MOST:
        return None
    points, best, found = contour.even, widest, None
    whole = signed_area(points)
    for first, second in combinations(reflex.tolist(), 2):
        parts = points[first:second + 1], np.concatenate([points[second:], points[:first + 1]])
        areas = [signed_area(part) for part in parts]
        if min(areas) <= SMALLEST * whole or abs(sum(areas) - whole) > INSIDE * whole:
            continue
        width = abs(points[first] - points[second]) / math.sqrt(min(areas))
        if width < best:
            best, found = width, parts
    return found
