"""Kinds of shape: the closed objects of all figures of a problem modulo turn, mirror image and scale; open strokes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from agent.scene.scene import Object
from agent.scene.shapes import Contour, correlations, mirrored, turns_both_ways

if TYPE_CHECKING:
    from agent.scene.vocabulary import Named

# Of shapes of one kind: how far, in shares of the radius, their contours may differ, and by how many pixels more.
# Chosen on drawn polygons: the same shape turned differs by half as much, pentagons and hexagons by twice as much.
SHAPE_NOISE, SHAPE_PIXELS = 0.03, 0.45
ROUND = 0.85  # area as a share of that of a circle of the same perimeter: regular pentagons have 0.865, squares 0.785


def name_shapes(closed: list[Named]) -> None:
    """Kinds of closed shapes: each object joins the kind whose first, and largest, object it matches best."""
    spectra: list[np.ndarray] = []
    firsts: list[Named] = []
    chiral: list[bool] = []
    for named in sorted(closed, key=lambda named: -named.object.contour.radius):
        shape = named.object.contour
        best = None
        if firsts:
            known = np.stack(spectra)
            noise = SHAPE_NOISE + SHAPE_PIXELS / np.maximum(
                1.0, np.minimum(shape.radius, [first.object.contour.radius for first in firsts]))
            direct, turns = correlations(shape.spectrum[None], known)
            flipped, flipped_turns = correlations(shape.spectrum[None], mirrored(known))
            apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * np.maximum(direct, flipped)))[0]
            best = int(np.argmin(apart / noise))
            if apart[best] >= noise[best]:
                best = None
        if best is None:
            firsts.append(named)
            spectra.append(shape.spectrum)
            chiral.append(_is_chiral(shape))
            named.kind, turn, order = len(firsts) - 1, 0.0, named.object.symmetry
        else:
            # a mirror image only where the shape itself fits clearly worse
            worse = math.sqrt(max(0.0, 2.0 - 2.0 * direct[0, best])) - apart[best]
            named.kind, named.mirror = best, bool(chiral[best] and worse > 0.3 * noise[best])
            turn = math.degrees((flipped_turns if named.mirror else turns)[0, best])
            order = firsts[best].object.symmetry
        if order:
            named.turn = (-turn % (360.0 / order), 360.0 / order)


def vote_on_corners(found: list[Named]) -> None:
    """Corners of closed shapes: the number that most objects of the kind have, each counting by its radius.

    Polygons that are nearly round keep their own: two of them can be of one kind and still differ in a corner.
    """
    votes: dict[int | str, Counter[int]] = defaultdict(Counter)
    for named in found:
        votes[named.kind][named.object.corners] += round(100.0 * named.object.contour.radius)
    for named in found:
        votes_count = named.object.closed and named.object.contour.roundness < ROUND
        named.corners = votes[named.kind].most_common(1)[0][0] if votes_count else named.object.corners


def _is_chiral(shape: Contour) -> bool:
    """Whether a shape differs from its mirror image, however that is turned, by more than two drawings of it do."""
    alike, _ = correlations(shape.spectrum[None], mirrored(shape.spectrum[None]))
    return math.sqrt(max(0.0, 2.0 - 2.0 * float(alike[0, 0]))) > SHAPE_NOISE + SHAPE_PIXELS / max(1.0, shape.radius)


def stroke_kind(seen: Object) -> str:
    """Whether an open stroke is straight, bends one way, or waves."""
    points = seen.curve.points if seen.curve is not None else np.zeros(0, complex)
    if len(points) < 5:
        return "straight"
    chord = points[-1] - points[0]
    if abs(chord) < 1e-6:
        return "arc"
    aside = ((points - points[0]) * chord.conjugate()).imag / abs(chord)
    away = np.abs(aside).max()
    if away > 1.5 and turns_both_ways(points):
        return "wave"
    return "straight" if away < 0.035 * abs(chord) else "arc"


def stroke_direction(seen: Object) -> tuple[float, float]:
    """The direction of a stroke's chord and what it repeats after: of an arrow, which points to its head, 360."""
    period = 360.0 if seen.curve is not None and seen.curve.headed else 180.0
    chord = seen.curve.points[-1] - seen.curve.points[0] if seen.curve is not None else 1.0
    return float(np.degrees(np.angle(np.conj(chord)))) % period, period
