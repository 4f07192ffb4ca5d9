"""What a piece of black is: a solid, an outline or a stroke by itself, half filled, or several objects."""

from __future__ import annotations

import numpy as np

from agent.scene.parsing.pieces import SLENDER, Piece, breadth
from agent.scene.shapes import Contour
from agent.vision.morphology import dilate, with_margin

CORE = 0.75  # stroke widths, and ...
CORE_PIXELS = 0.9  # ... pixels from the border from which black is no stroke but a solid
STUB = 3.0  # times that square that the area of a stroke as wide as usual is at least
WIDEST = 2.2  # usual stroke widths that a stroke is wide at most
LEDGE = 3.0  # stroke widths that black goes on away from what it belongs to before it is a line of its own
TAIL = 6.0  # times the square of its width: area of a line that leads away from an outline; tips are smaller
POCKET = 4.0  # stroke widths: side of a square that a part of a hole behind a narrow place holds at most
DISC = 0.95  # roundness of black beside a hole from which it is a dot on a line; half of a disc has 0.75
INWARDS = 2.5  # stroke widths from a shape's border from which black is no outline of it, but a line inside
WALL = 0.25  # share of a solid's border that is as thin as a stroke from which it is outlined there
AXIS = 0.5  # of a shape's length along the line between two halves that this line is long at least
MIRRORED = 0.93  # share of a half filled shape that its mirror image about that line covers at least
HALF = 0.15  # share of a shape that is black from which it can be half filled


def kind_of(piece: Piece, width: float) -> str:
    """What a piece is: "solid", "outline", "stroke", "half" or "composed" of several.

    Parameters
    ----------
    width : float
        Of most strokes, in pixels.
    """
    deepest = float(piece.depth.max())
    thick = CORE * width + CORE_PIXELS
    slender = piece.area > SLENDER * (2.0 * deepest) ** 2
    if deepest <= thick or (slender and deepest < WIDEST * width / 2.0):
        if not piece.holes.size:
            return "stroke" if piece.area > STUB * (2.0 * deepest) ** 2 else "solid"
        return _outlined(piece)
    core = dilate(piece.depth > thick, int(np.ceil(thick)))
    far = piece.mask & ~dilate(core, round(LEDGE * width))
    if not piece.holes.size:
        return "composed" if np.count_nonzero(far & (piece.depth > min(0.4 * width, 0.99))) > LEDGE * width else "solid"
    return _walled(piece, width, thick, far)


def _outlined(piece: Piece) -> str:
    """A thin piece with holes: an outline, unless lines part its inside or lead away from it.

    Where a shape is narrow its two sides meet: they part the hole, or fill a tip; lines do so far from the border, or
    are narrower than two sides.
    """
    width = min(piece.width, breadth(piece.depth[piece.mask]))
    if len(piece.holes) > 1 and np.count_nonzero(piece.mask & (piece.inwards > 1.6 * width + 0.5)) > width**2 / 2.0:
        return "composed"
    if len(piece.holes) > 1 and np.sort(piece.layers.areas[piece.holes])[-2] > (POCKET * width) ** 2:
        return "composed"
    if _leads_inwards(piece, width):
        return "composed"
    away = piece.mask & ~dilate(piece.hole, round(2.5 * width) + 1)
    area = np.count_nonzero(away)
    if area > TAIL * width**2 or (area > width**2 and piece.inwards[away].max() < 0.75 * width + 0.3):
        return "composed"
    return "outline"


def _leads_inwards(piece: Piece, width: float) -> bool:
    """Whether a line leads away from an outline inside, by the distance of its pixels from its outer border."""
    return bool(np.count_nonzero(piece.mask & (piece.inwards > INWARDS * width + 1.0)) > TAIL * width**2)


def _walled(piece: Piece, width: float, thick: float, far: np.ndarray) -> str:
    """A thick piece with holes: a solid with openings, a half filled shape, or several objects."""
    border = piece.filled & dilate(~with_margin(piece.filled), 1)[1:-1, 1:-1]
    near = dilate(piece.hole, int(np.ceil(width)) + 1)
    thin_walls = np.count_nonzero(border & near) / max(int(np.count_nonzero(border)), 1)
    if thin_walls < WALL and np.count_nonzero(far & (piece.depth > min(0.4 * width, 0.99))) <= LEDGE * width:
        return "solid"
    if len(piece.holes) == 1:
        hole = Contour(piece.contour_of(piece.hole))
        body = dilate(piece.depth > thick, int(thick)) & piece.mask
        solid = Contour(piece.contour_of(body))
        if solid.roundness > DISC:
            return "composed"
        if np.count_nonzero(body) < HALF * np.count_nonzero(piece.filled):
            if _leads_inwards(piece, width):
                return "composed"
            away = piece.mask & ~dilate(piece.hole, round(2.5 * width) + 1)
            # its strokes run together in a sharp corner, or a line with a head leads away from it
            return "outline" if np.count_nonzero(away) < TAIL * width**2 else "composed"
        if _is_mirrored(piece, body, int(np.ceil(thick))):
            return "half"
        parts = len(hole.corners) + len(solid.corners)
        if len(piece.outline.corners) + 2 <= parts and _joints(piece, body, round(2.5 * width)) < 2:
            return "half"
    return "composed"


def _is_mirrored(piece: Piece, body: np.ndarray, reach: int) -> bool:
    """Whether a piece's black part is one half of a shape, the mirror image of the part around its hole."""
    hole = piece.hole
    border = dilate(body, reach) & dilate(hole, reach)
    rows, columns = np.nonzero(border)
    if len(rows) < 2 * reach:
        return False
    places = columns + 1j * rows
    middle = complex(places.mean())
    axis = complex(np.sqrt(np.mean((places - middle) ** 2)))
    if abs(axis) < 1e-6:
        return False
    axis /= abs(axis)
    along = ((places - middle) * np.conj(axis)).real
    inside = np.nonzero(piece.filled)
    local = (inside[1] + 1j * inside[0] - middle) * np.conj(axis)
    if np.ptp(along) < AXIS * np.ptp(local.real):
        return False
    image = np.rint(local.conj() * axis + middle).astype(complex)
    rows = np.clip(image.imag.astype(int), 0, piece.filled.shape[0] - 1)
    columns = np.clip(image.real.astype(int), 0, piece.filled.shape[1] - 1)
    return bool(np.count_nonzero(piece.filled[rows, columns]) > MIRRORED * len(rows))


def _joints(piece: Piece, body: np.ndarray, reach: int) -> int:
    """The number of reflex corners of a piece's outline where its solid part and its outlined part meet."""
    outline = piece.outline
    reflex = outline.even[outline.corners[outline.turns < 0.0]]
    both = dilate(body, reach) & dilate(piece.hole, reach)
    rows = np.clip(np.floor(reflex.imag).astype(int) - piece.window[0].start, 0, both.shape[0] - 1)
    columns = np.clip(np.floor(reflex.real).astype(int) - piece.window[1].start, 0, both.shape[1] - 1)
    return int(np.count_nonzero(both[rows, columns]))
