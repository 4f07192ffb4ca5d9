"""A piece of black that is several objects, taken apart: solids, dots, outlines that touch or cross, and lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from agent.scene.parsing.found import Found
from agent.scene.parsing.line_drawing import Curve, find_curves
from agent.scene.parsing.pieces import CORE, CORE_PIXELS, SPECK, Piece, breadth
from agent.scene.shapes import Contour
from agent.vision.contours import enclosed_by, outer_contour, resampled, signed_area, smoothed
from agent.vision.morphology import EIGHT, dilate

DOT = 0.13  # of the figure's side that a dot on a line is wide at most
ROUND = 0.82  # of a circle's area that a dot with its perimeter has at least
INSET = 0.75  # share of a hole's border on solid black from which it is an opening in a solid
KNOT = 3.2  # stroke widths: side of a square that a solid beside lines is larger than; crossings are smaller
HEAD = 3.5  # stroke widths: what is smaller at the end of a line is its head
HIDDEN = 1.0  # of a line's length that a solid at its end is long at most to be its head
HIDDEN_PART = 1.8  # times the distance of its ends that the seen part of an outline is long at least
SHORTEST = 2.5  # stroke widths: shorter strokes are left-overs of corners


def take_apart(piece: Piece, width: float) -> list[Found]:
    """The objects that a piece is made of.

    Parameters
    ----------
    width : float
        Of most strokes, in pixels.
    """
    thick = CORE * width + CORE_PIXELS
    core = piece.depth > thick
    parts: list[Found] = []
    left = piece.mask.copy()
    dots: list[tuple[complex, float]] = []
    bodies = _bodies(piece, core, thick) if core.any() else []
    if piece.holes.size:  # where lines cross they are thick, too
        bodies = [body for body in bodies if np.count_nonzero(body) > (KNOT * width) ** 2]
    if bodies:
        for body in bodies:
            left &= ~dilate(body, 1)
            contour = piece.contour_of(body)
            parts.append(_found(piece, body, body, contour, None))
            dots += _dot(piece, contour)
        holes = _faces(piece, width, sum(bodies[1:], bodies[0]))
        for mask, hole, contour, stroke in holes:
            left &= ~dilate(hole, int(np.ceil(width)) + 1)
            parts.append(_found(piece, mask, hole, contour, stroke))
            dots += _dot(piece, contour)
    else:
        for label in piece.holes.tolist():
            hole = piece.filled & (piece.layers.regions[piece.window] == label)
            contour = _offset(piece.contour_of(enclosed_by(hole)), width)
            if _dot(piece, contour) and not (dilate(hole, int(np.ceil(width)) + 2) & piece.hole & ~hole).any():
                dots += _dot(piece, contour)
                left &= ~dilate(hole, int(np.ceil(width)) + 1)
                grown = dilate(enclosed_by(hole), round(width))
                parts.append(_found(piece, grown, hole, contour, width))
    return _with_lines(piece, left, width, parts, dots)


def _with_lines(piece: Piece, left: np.ndarray, width: float, parts: list[Found], dots: list) -> list[Found]:
    """The parts with the loops and strokes among what is left of a piece; lines that end on a dot go on through it."""
    corner = complex(piece.window[1].start, piece.window[0].start)
    curves = [replace(curve, points=curve.points + corner) for curve in find_curves(left, width)]
    loops = [curve for curve in curves if curve.closed and curve.length > 4.0 * width]
    opened = [curve for curve in curves if not curve.closed]
    if opened and not loops and not dots and not any(any(curve.ends) for curve in opened) and len(piece.holes) > 1:
        faces = _faces(piece, width, np.zeros(piece.mask.shape, bool))  # outlines side by side share an edge
        return parts + [_found(piece, mask, hole, contour, stroke) for mask, hole, contour, stroke in faces]
    strokes = _through_dots(opened, dots, width)
    for loop in loops:
        contour = _offset(smoothed(resampled(loop.points, max(16, int(loop.length))), 1.2), width / 2.0)
        mask = polygon(contour, piece.layers.ink.shape)
        parts.append(Found(mask, mask & ~piece_mask(piece), contour, width, rounded=True))
    strokes = [curve for curve in strokes if curve.length >= SHORTEST * width]
    bodies = [part for part in parts if part.stroke is None]
    if len(strokes) == 1 and len(parts) == len(bodies) == 1 and all(2 * r < HEAD * width for _, r in dots) and (
            np.sqrt(np.count_nonzero(bodies[0].mask)) < HIDDEN * strokes[0].length):
        parts.clear()  # an arrow: line and head are one
        mask = piece_mask(piece)
        return [Found(mask, mask, outer_contour(mask), width, strokes[0])]
    for curve in strokes:
        chord = abs(curve.points[-1] - curve.points[0])
        if loops and not any(curve.ends) and curve.length > HIDDEN_PART * chord:  # the rest is behind what it ends on
            contour = _offset(smoothed(resampled(curve.points, max(16, int(curve.length))), 1.2), width / 2.0)
            mask = polygon(contour, piece.layers.ink.shape)
            parts.append(Found(mask, mask & ~piece_mask(piece), contour, width, rounded=True))
            continue
        wide = _breadth(piece, curve, width)
        mask = line_mask(curve.points, wide, piece.layers.ink.shape)
        parts.append(Found(mask, mask & piece_mask(piece), outer_contour(mask), wide, replace(curve, width=wide)))
    return parts


def _breadth(piece: Piece, curve: Curve, width: float) -> float:
    """The width of a curve's stroke by its distance from the border, in pixels."""
    near = line_mask(curve.points, 2.0 * width, piece.layers.ink.shape)[piece.window] & piece.mask
    near &= piece.depth < width
    return breadth(piece.depth[near]) if near.any() else width


def _bodies(piece: Piece, core: np.ndarray, thick: float) -> list[np.ndarray]:
    """The solids of a piece: what is left of it where strokes are taken away, bool each."""
    labels, count = ndimage.label(core, EIGHT)
    bodies = []
    for label in range(1, count + 1):
        own = labels == label
        if np.count_nonzero(own) >= 2 or count == 1:
            near = ndimage.distance_transform_edt(~own) <= thick + 0.5
            bodies.append(near & piece.mask)
    return bodies


def _faces(piece: Piece, width: float, body: np.ndarray) -> list[tuple]:
    """Of each hole: silhouette, hole, contour and stroke; holes in solids have no stroke."""
    found: list[tuple] = []
    beside = dilate(body.astype(bool), 1)
    for label in piece.holes.tolist():
        hole = enclosed_by(piece.filled & (piece.layers.regions[piece.window] == label))
        if np.count_nonzero(hole) < 2 * SPECK:
            continue
        border = hole & dilate(~hole, 1)
        contour = piece.contour_of(hole)
        if np.count_nonzero(border & beside) > INSET * np.count_nonzero(border):
            found.append((hole, hole, contour, None))
        else:
            grown = dilate(hole, max(1, round(width)))
            found.append((grown, hole, _offset(contour, width), width))
    return found


def _dot(piece: Piece, contour: np.ndarray) -> list[tuple[complex, float]]:
    """Centre and radius of a round small contour, as a list of one; else an empty one."""
    shape = Contour(contour)
    perimeter = np.abs(np.diff(np.append(shape.even, shape.even[0]))).sum()
    small = 2.0 * shape.radius < DOT * max(piece.layers.ink.shape)
    if small and 4.0 * np.pi * shape.area > ROUND * perimeter**2:
        return [(shape.centre, shape.radius)]
    return []


def _through_dots(curves: list[Curve], dots: list, width: float) -> list[Curve]:
    """Curves that end at a dot led to its centre, and those that meet in one joined."""
    for centre, radius in dots:
        touching = []
        for index, curve in enumerate(curves):
            for end in (0, -1):
                if abs(curve.points[end] - centre) < radius + 2.0 * width + 2.0:
                    touching.append((index, end))
        led: dict[int, np.ndarray] = {}
        for index, end in touching[:2]:
            points = curves[index].points if end == -1 else curves[index].points[::-1]
            led.setdefault(index, np.append(points, centre))
        if len(led) == 2:
            first, second = led.values()
            joined = replace(curves[touching[0][0]], points=np.concatenate([first, second[::-1][1:]]))
            curves = [curve for index, curve in enumerate(curves) if index not in led] + [joined]
        else:
            curves = [replace(curve, points=led[i]) if i in led else curve for i, curve in enumerate(curves)]
    return curves


def _offset(contour: np.ndarray, distance: float) -> np.ndarray:
    """A closed contour moved outwards by a distance in pixels; corners stay sharp."""
    if signed_area(contour) < 0:
        contour = contour[::-1]
    shape = Contour(contour)
    points = shape.even
    ahead = np.roll(points, -2) - np.roll(points, 2)
    normal = -1j * ahead / np.maximum(np.abs(ahead), 1e-9)
    return points + distance * normal


def _found(piece: Piece, mask: np.ndarray, inner: np.ndarray, contour: np.ndarray, stroke: float | None) -> Found:
    whole, inside = np.zeros(piece.layers.ink.shape, bool), np.zeros(piece.layers.ink.shape, bool)
    whole[piece.window], inside[piece.window] = mask, inner
    return Found(whole, inside, contour, stroke, rounded=True)


def piece_mask(piece: Piece) -> np.ndarray:
    """A piece's pixels, bool (height, width) of the figure."""
    mask = np.zeros(piece.layers.ink.shape, bool)
    mask[piece.window] = piece.mask
    return mask


def polygon(points: np.ndarray, shape: tuple) -> np.ndarray:
    """The pixels inside a closed curve, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    if len(points) > 2:
        ImageDraw.Draw(canvas).polygon((points - (0.5 + 0.5j)).view(np.float64).tolist(), fill=1)
    return np.asarray(canvas)


def line_mask(points: np.ndarray, width: float, shape: tuple) -> np.ndarray:
    """The pixels of a stroke, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    places = np.ascontiguousarray(points - (0.5 + 0.5j)).view(np.float64).tolist()
    ImageDraw.Draw(canvas).line(places, fill=1, width=max(1, round(width)))
    return np.asarray(canvas)
