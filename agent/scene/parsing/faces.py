"""The faces of a piece of black: what its lines enclose, each as an outlined object or an opening in a solid."""

from __future__ import annotations

import numpy as np

from agent.scene.parsing.found import Found
from agent.scene.parsing.pieces import SPECK, Piece
from agent.scene.shapes import Contour
from agent.vision.components import FOUR, components
from agent.vision.contours import enclosed_by, rolled, signed_area
from agent.vision.morphology import dilate, with_margin

INSET = 0.75  # share of a hole's border on solid black from which it is an opening in a solid
SAME = 0.9  # share of two silhouettes' union that they have in common where they are the same


def find_faces(piece: Piece, width: float, body: np.ndarray) -> list[tuple]:
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
            found.append((grown, hole, offset(contour, width), width))
    return found


def faces_of_lines(piece: Piece, lines: np.ndarray, width: float) -> list[Found]:
    """Each face that lines, bool in a piece's box, enclose, as an outlined object."""
    found: list[Found] = []
    if not piece.holes.size:
        return found
    for face in components(~with_margin(lines), FOUR)[1:]:  # the first is around the piece
        hole = face[1:-1, 1:-1]
        if np.count_nonzero(hole) < 2 * SPECK:
            continue
        hole = enclosed_by(hole)
        contour = offset(piece.contour_of(hole), width)
        found.append(on_figure(piece, dilate(hole, max(1, round(width))), hole, contour, width))
    return found


def same_silhouette(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two masks, bool (height, width), are nearly the same."""
    return bool(np.count_nonzero(first & second) > SAME * np.count_nonzero(first | second))


def offset(contour: np.ndarray, distance: float) -> np.ndarray:
    """A closed contour moved outwards by a distance in pixels; corners stay sharp."""
    if signed_area(contour) < 0:
        contour = contour[::-1]
    shape = Contour(contour)
    points = shape.even
    ahead = rolled(points, -2) - rolled(points, 2)
    normal = -1j * ahead / np.maximum(np.abs(ahead), 1e-9)
    return points + distance * normal


def on_figure(piece: Piece, mask: np.ndarray, inner: np.ndarray, contour: np.ndarray, stroke: float | None) -> Found:
    """What was found in a piece's box, as masks of the figure's size."""
    whole, inside = np.zeros(piece.layers.ink.shape, bool), np.zeros(piece.layers.ink.shape, bool)
    whole[piece.window], inside[piece.window] = mask, inner
    return Found(whole, inside, contour, stroke, rounded=True)


def piece_mask(piece: Piece) -> np.ndarray:
    """A piece's pixels, bool (height, width) of the figure."""
    mask = np.zeros(piece.layers.ink.shape, bool)
    mask[piece.window] = piece.mask
    return mask
