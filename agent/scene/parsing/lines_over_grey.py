"""Lines drawn over grey shapes: the shape is what its grey parts make together, the lines are what else is black."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from agent.scene.ink.tones import APART, GREY
from agent.scene.parsing.faces import on_figure, piece_mask
from agent.scene.parsing.found import Found
from agent.scene.parsing.line_drawing import Curve, find_curves
from agent.scene.parsing.piece_kinds import TAIL
from agent.scene.parsing.pieces import SPECK, Piece
from agent.vision.components import components
from agent.vision.contours import enclosed_by, outer_contour
from agent.vision.masks import line_mask
from agent.vision.morphology import dilate, erode, with_margin

SHORTEST = 3.0  # stroke widths: shorter lines are left-overs of the outline
LEAP = (6.0, 8.0)  # stroke widths and pixels: the widest gap that an outline leaves in a line across it
STRAIGHT = 0.75  # cosine of the angle between a line's end and the way to its other part at least
BEFORE = 8  # points of a line before its end that tell its direction
BUMP = 2  # pixels: half the width of what a line leaves on an outline


def lines_over_grey(piece: Piece, width: float) -> list[Found] | None:
    """Grey shapes and the lines across them; None where no line leads from a grey shape into its surroundings.

    Parameters
    ----------
    width : float
        Of most strokes, in pixels.
    """
    shapes = _grey_shapes(piece, width)
    if not shapes:
        return None
    reach = int(np.ceil(width)) + 1
    whole = np.logical_or.reduce(shapes)
    beside = dilate(whole, reach)
    outside = piece.mask & ~beside
    inside = piece.mask & erode(whole, 2)
    if min(np.count_nonzero(outside), np.count_nonzero(inside)) < TAIL * width**2:
        return None
    found = []
    for shape in shapes:
        silhouette = enclosed_by(shape | (piece.mask & dilate(shape, reach)))
        opened = dilate(erode(silhouette, BUMP), BUMP) & silhouette
        silhouette = enclosed_by(np.where(dilate(outside, reach + BUMP), opened, silhouette))
        if silhouette.any():
            found.append(on_figure(piece, silhouette, shape, piece.contour_of(silhouette), width))
    curves = _joined(find_curves(outside | inside, width), width)
    if not found or not any(_passes(curve, outside) and _passes(curve, inside) for curve in curves):
        return None
    corner, black = complex(piece.window[1].start, piece.window[0].start), piece_mask(piece)
    for curve in curves:
        if curve.length < SHORTEST * width:
            continue
        points = curve.points + corner
        mask = line_mask(points, width + 1.0, black.shape) & black
        if mask.any():
            found.append(Found(mask, mask, outer_contour(mask), width,
                               replace(curve, points=points, closed=False, width=width)))
    return found


def _passes(curve: Curve, mask: np.ndarray) -> bool:
    """Whether a curve runs through a mask, bool (height, width)."""
    return bool(mask[curve.points.imag.astype(int), curve.points.real.astype(int)].any())


def _grey_shapes(piece: Piece, width: float) -> list[np.ndarray]:
    """The silhouettes without outline, bool in the piece's box, that grey regions of one tone make across lines."""
    layers, reach = piece.layers, int(np.ceil(width)) + 1
    regions = layers.regions[piece.window]
    inside = np.bincount(regions.ravel(), minlength=len(layers.areas))
    touched = np.unique(regions[dilate(piece.mask, 1)])  # an outline may have gaps
    greys = [k for k in touched.tolist() if k and layers.tones[k] > GREY[0] and inside[k] == layers.areas[k]]
    if not greys:
        return []
    others = (regions > 0) & (layers.tones[regions] < GREY[0])
    shapes = []
    greys.sort(key=lambda label: layers.tones[label])
    groups = np.cumsum(np.diff(layers.tones[greys], prepend=layers.tones[greys[0]]) > APART / 2.0)
    for group in range(int(groups[-1]) + 1):
        own = np.isin(regions, np.array(greys)[groups == group])
        closed = erode(dilate(with_margin(own, reach), reach), reach)[reach:-reach, reach:-reach]
        shapes += [shape for shape in components(own | (closed & ~others))
                   if np.count_nonzero(shape) > (4.0 * width) ** 2 and np.count_nonzero(shape & own) >= 2 * SPECK]
    return shapes


def _joined(curves: list[Curve], width: float) -> list[Curve]:
    """Curves joined where one goes on as another across a gap."""
    curves = [curve for curve in curves if not curve.closed and len(curve.points) > 1]
    while True:
        tips = [(index, end) for index in range(len(curves)) for end in (0, -1)]
        leaps = [(cost, pair) for pair in combinations(tips, 2) if pair[0][0] != pair[1][0]
                 if (cost := _leap(curves, *pair, width)) is not None]
        if not leaps:
            return curves
        _, ((first, end), (second, other)) = min(leaps, key=lambda leap: leap[0])
        points = np.concatenate([curves[first].points[::1 if end else -1], curves[second].points[::-1 if other else 1]])
        kept = [curve for index, curve in enumerate(curves) if index not in (first, second)]
        curves = [*kept, replace(curves[first], points=points)]


def _leap(curves: list[Curve], one: tuple, other: tuple, width: float) -> float | None:
    """The cost of going on from a curve's end at another's, each (index, 0 or -1); None where neither leads there."""
    (tip, ahead), (goal, back) = (_tip(curves[index].points, end) for index, end in (one, other))
    way = goal - tip
    if not 0.0 < abs(way) < LEAP[0] * width + LEAP[1]:
        return None
    straight = [(direction * np.conj(way)).real / abs(way) for direction in (ahead, -back)]
    return None if min(straight) < STRAIGHT else float(abs(way) * (2.2 - sum(straight)))


def _tip(points: np.ndarray, end: int) -> tuple[complex, complex]:
    """The place of a curve's end and the direction in which it leads there, a complex number of length 1."""
    if end == 0:
        points = points[::-1]
    ahead = points[-1] - points[-min(BEFORE, len(points))]
    return points[-1], ahead / max(abs(ahead), 1e-9)
