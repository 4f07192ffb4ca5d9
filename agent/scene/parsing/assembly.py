"""A piece of black that is several objects, taken apart: solids, dots, outlines that touch or cross, and lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import ndimage

from agent.scene.ambiguity.necks import cut_at_necks
from agent.scene.parsing.dots import find_dot, led_through, open_dots, rounded_off, small_disc, tips_of
from agent.scene.parsing.faces import faces_of_lines, find_faces, offset, on_figure, piece_mask, same_silhouette
from agent.scene.parsing.found import Found
from agent.scene.parsing.line_drawing import Curve, find_curves, meet_once
from agent.scene.parsing.piece_kinds import CORE, CORE_PIXELS, WIDEST
from agent.scene.parsing.pieces import Piece, breadth
from agent.scene.shapes import Contour
from agent.vision.components import components
from agent.vision.contours import enclosed_by, outer_contour, resampled, smoothed
from agent.vision.masks import line_mask, polygon
from agent.vision.morphology import bounding_box, dilate

KNOT = 3.2  # stroke widths: side of a square that a solid beside lines is larger than; crossings are smaller
HEAD = 4.5  # stroke widths: what is smaller at the end of a line is its head
HIDDEN = 1.0  # of a line's length that a solid at its end is long at most to be its head
HIDDEN_PART = 1.8  # times the distance of its ends that the seen part of an outline is long at least
MOST_FACES = 12  # of a piece that can be objects each
UNEXPLAINED = 0.03  # of a piece's black that one reading leaves more than the other where it is clearly worse
SHORTEST = 2.5  # stroke widths: shorter strokes are left-overs of corners
UNUSUAL = 2.0  # times the usual width that a piece's lines are wide at most, or a part of it that they are at least
ALIKE = 0.25  # logarithm of the ratio of two widths below which they are the same
STUMP = 4.0  # stroke widths: shorter strokes beside a solid, with both ends free, are left-overs of it


def take_apart(piece: Piece, width: float) -> list[list[Found]]:
    """The objects that a piece is made of: one reading of it or two, the likelier first.

    Parameters
    ----------
    width : float
        Of most strokes, in pixels.
    """
    parts: list[Found] = []
    dots: list[tuple[complex, float]] = []
    small: list[tuple[complex, float]] = []  # dots and other small solids, behind which lines go on
    left, bodies = piece.mask.copy(), _bodies(piece, width)
    for body in bodies:
        tips = tips_of(body, piece.mask, width)
        body |= tips
        left &= ~dilate(body, 1)
        contour = piece.contour_of(body)
        dot = None if tips.any() else find_dot(piece, contour)
        dots += [dot] if dot else []
        disc = small_disc(piece, contour)
        shaped = dot or tips.any() or np.count_nonzero(body) > (HEAD * width) ** 2  # more than lines that run together
        small += [disc] if disc and shaped else []
        parts += _solids(piece, body, rounded_off(contour) if dot else contour)
    if len(small) < len(bodies):
        for mask, hole, contour, stroke in find_faces(piece, width, sum(bodies[1:], bodies[0])):
            left &= ~dilate(hole, int(np.ceil(width)) + 1)
            parts.append(on_figure(piece, mask, hole, contour, stroke))
    else:
        for hole, contour, centre in open_dots(piece, width):
            dots.append(centre)
            small.append(centre)
            left &= ~dilate(hole, int(np.ceil(width)) + 1)
            parts.append(on_figure(piece, dilate(enclosed_by(hole), round(width)), hole, contour, width))
    lines = led_through(piece, left, small, width)
    corner = complex(piece.window[1].start, piece.window[0].start)
    curves = [replace(curve, points=curve.points + corner) for curve in find_curves(lines, width)]
    readings = [drawn := _drawn(piece, curves, width, parts, dots)]
    if dots and not any(part is parts[0] for part in drawn):  # the head of an arrow, or a dot at the end of a line
        readings.append(_drawn(piece, curves, width, parts, dots, heads=False))
    faces = faces_of_lines(piece, lines, width) if len(small) == len(bodies) else []
    if 2 <= len(faces) <= MOST_FACES:
        readings = _likeliest(piece, drawn, parts, faces, width)
    length = sum(curve.length for curve in curves)
    if length > 0.0:
        own = np.count_nonzero(lines) / length
        _set_strokes([part for reading in readings for part in reading if part not in parts], width, own)
    return readings


def _set_strokes(outlines: list[Found], usual: float, own: float) -> None:
    """Give outlines the width of their own lines for that of most strokes; in place."""
    own = float(np.clip(own, usual / UNUSUAL, usual * UNUSUAL))
    if abs(np.log(own / usual)) < ALIKE:  # junctions and corners blur the measure
        return
    for part in outlines:
        if part.curve is None and part.stroke == usual:
            part.stroke = own


def _likeliest(piece: Piece, drawn: list[Found], solids: list[Found], faces: list[Found],
               width: float) -> list[list[Found]]:
    """The readings of lines as curves that cross and as faces side by side: both, or the one that explains more."""
    whole = [_exact(part, faces) for part in drawn]
    others = solids + faces + [part for part in drawn if part.curve is not None and any(part.curve.ends)]
    if len(others) == len(whole) and all(part in others for part in whole):
        return [whole]
    more = _unexplained(piece, whole, width) - _unexplained(piece, others, width)
    return [whole, others] if abs(more) < UNEXPLAINED else [others] if more > 0.0 else [whole]


def _solids(piece: Piece, body: np.ndarray, contour: np.ndarray) -> list[Found]:
    """The solid that a body, bool in the piece's box, is, or those that it is made of where it has necks."""
    cut = cut_at_necks(Contour(contour))
    if len(cut) == 1:
        return [on_figure(piece, body, body, contour, None)]
    masks = [polygon(part.points, piece.layers.ink.shape) for part in cut]
    return [Found(mask, mask, part.points, None, rounded=True) for mask, part in zip(masks, cut, strict=True)]


def _unexplained(piece: Piece, parts: list[Found], width: float) -> float:
    """The share of a piece's black that is neither part of a solid or a stroke nor near an outline."""
    left = piece_mask(piece)
    for part in parts:
        if part.stroke is None or part.curve is not None:
            left &= ~dilate(part.mask, 2)
        else:
            left &= ~line_mask(np.append(part.contour, part.contour[0]), 5.0 * width, left.shape)
    return np.count_nonzero(left) / piece.area


def _exact(part: Found, faces: list[Found]) -> Found:
    """The face that a part is, where there is one: its border tells the contour better than a thinned line."""
    if part.curve is not None or part.stroke is None:
        return part
    return next((face for face in faces if same_silhouette(part.mask, face.mask)), part)


def _drawn(piece: Piece, curves: list[Curve], width: float, solids: list[Found], dots: list,
           heads: bool = True) -> list[Found]:
    """The solids and dots of a piece with the loops and strokes among its curves; a line and its head as one."""
    loops = [curve for curve in curves if curve.closed and curve.length > 4.0 * width]
    strokes = [curve for curve in curves if not curve.closed]
    if strokes and not loops and not dots and not any(any(curve.ends) for curve in strokes) and len(piece.holes) > 1:
        faces = find_faces(piece, width, np.zeros(piece.mask.shape, bool))  # outlines side by side share an edge
        return solids + [on_figure(piece, mask, hole, contour, stroke) for mask, hole, contour, stroke in faces]
    rest = STUMP if solids else SHORTEST
    strokes = [curve for curve in strokes if curve.length >= (rest if all(curve.ends) else SHORTEST) * width]
    if heads and len(strokes) == 1 and len(solids) == 1 and _is_head(piece, solids[0], strokes[0], dots, width):
        mask = piece_mask(piece)  # an arrow: line and head are one
        if loops:
            mask &= dilate(solids[0].mask, 1) | line_mask(strokes[0].points, 2.0 * width, mask.shape)
        return [Found(mask, mask, outer_contour(mask), width, strokes[0]), *(
            _outline(piece, curve, width) for curve in loops)]
    if len(strokes) > 1 and not (solids or piece.holes.size) and meet_once(strokes, 2.0 * width):
        mask = piece_mask(piece)  # a cross or a fork
        return [Found(mask, mask, outer_contour(mask), width, max(strokes, key=lambda curve: curve.length))]
    # a stroke that leads back to where it comes from is an outline of which the rest is behind what it ends on
    hidden = [curve for curve in strokes if len(curves) > 1 and not any(curve.ends)
              and curve.length > HIDDEN_PART * abs(curve.points[-1] - curve.points[0])]
    parts = [_outline(piece, curve, width) for curve in loops + hidden]
    for curve in strokes:
        if curve not in hidden:
            wide = _breadth(piece, curve, width)
            mask = line_mask(curve.points, wide, piece.layers.ink.shape)
            parts.append(Found(mask, mask & piece_mask(piece), outer_contour(mask), wide, replace(curve, width=wide)))
    return solids + parts


def _is_head(piece: Piece, solid: Found, stroke: Curve, dots: list, width: float) -> bool:
    """Whether a solid is the head of the arrow whose line a stroke is."""
    small = all(2 * r < HEAD * _breadth(piece, stroke, width) for _, r in dots)
    near = min(np.abs(solid.contour - stroke.points[end]).min() for end in (0, -1)) < 2.0 * width + 2.0
    return solid.stroke is None and small and near and np.sqrt(np.count_nonzero(solid.mask)) < HIDDEN * stroke.length


def _outline(piece: Piece, curve: Curve, width: float) -> Found:
    """The object whose outline's middle a curve is."""
    contour = offset(smoothed(resampled(curve.points, max(16, int(curve.length))), 1.2), width / 2.0)
    mask = polygon(contour, piece.layers.ink.shape)
    return Found(mask, mask & ~piece_mask(piece), contour, width, rounded=True)


def _breadth(piece: Piece, curve: Curve, width: float) -> float:
    """The width of a curve's stroke by its distance from the border, in pixels."""
    near = line_mask(curve.points, 2.0 * width, piece.layers.ink.shape)[piece.window] & piece.mask
    near &= piece.depth < width
    return breadth(piece.depth[near]) if near.any() else width


def _bodies(piece: Piece, width: float) -> list[np.ndarray]:
    """The solids of a piece: what is left of it where strokes are taken away, bool each."""
    thick = CORE * width + CORE_PIXELS
    cores = components(piece.depth > thick)
    cores = [core for core in cores if np.count_nonzero(core) >= 2 or len(cores) == 1]
    # a stroke is deeper where it turns sharply
    deep = [core for core in cores if piece.depth[core].max() > WIDEST * width / 2.0] or cores
    bodies = [_near(core, thick + 0.5) & piece.mask for core in deep]
    if piece.holes.size:  # where lines cross they are thick, too
        bodies = [body for body in bodies if np.count_nonzero(body) > (KNOT * width) ** 2]
    return bodies


def _near(mask: np.ndarray, distance: float) -> np.ndarray:
    """The pixels within a distance of a mask that is not empty, bool (height, width)."""
    reach = int(np.ceil(distance))
    window = tuple(slice(max(0, s.start - reach), s.stop + reach) for s in bounding_box(mask))
    near = np.zeros(mask.shape, bool)
    near[window] = ndimage.distance_transform_edt(~mask[window]) <= distance
    return near
