"""Objects on a texture: what is wider than the texture's strokes, or than the paper between them."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.scene.parsing.faces import offset, on_figure
from agent.scene.parsing.found import Found
from agent.scene.parsing.pieces import SPECK, Piece
from agent.scene.textures.periods import Texture, texture_inside
from agent.vision.components import components
from agent.vision.contours import enclosed_by
from agent.vision.morphology import dilate

BLACK = 0.32  # periods from the border that black of a texture is deep at most
PAPER = {"striped": 0.32, "crosshatch": 0.52, "brick": 0.52}  # the same of paper in some textures, and ...
LOOSE = 1.0  # ... in others
SLACK = 0.7  # pixels more
OPENING = 2.0  # times the next smaller hole's area from which a hole is no cell of a texture but an opening, ...
MOST = 3  # ... and how many of these there are at most
WHOLE = 1.6  # times its opened part's area that a cell is an object as a whole
LEAST = 1.2  # periods: side of a square that an object on a texture is larger than


def texture_of(piece: Piece, core: np.ndarray, reach: int, cells: bool) -> Texture | None:
    """The texture of a piece's inside `core`, bool in the piece's box: with all that lies on it, or else without.

    Where it shows no stripes as a whole, holes much larger than a texture's cells are left out, with `reach` pixels
    around them. See `texture_inside` for `cells`.
    """
    ink = piece.layers.ink[piece.window]
    texture = texture_inside(ink, core, cells)
    if texture is not None and texture.name == "striped":
        return texture
    holes = piece.holes[np.argsort(-piece.layers.areas[piece.holes])]
    areas = piece.layers.areas[holes].tolist()
    steps = [k for k in range(1, min(MOST + 1, len(areas))) if areas[k - 1] > OPENING * areas[k]]
    if not steps:
        return texture
    large = np.isin(piece.layers.regions[piece.window], holes[:steps[0]]) & piece.filled
    return texture_inside(ink, core & ~dilate(large, reach), cells) or texture


def objects_on_texture(piece: Piece, core: np.ndarray, texture: Texture, width: float) -> list[Found]:
    """The objects on a textured piece, solid ones and outlines with paper inside.

    Parameters
    ----------
    core : numpy.ndarray
        bool, of the piece's box: the inside of the piece's outline.
    width : float
        Of most strokes, in pixels.
    """
    found = []
    paper = PAPER.get(texture.name, LOOSE)
    for tone, share in ((piece.mask, BLACK), (piece.filled & ~piece.mask, paper)):
        reach = share * texture.period + SLACK
        deep = ndimage.distance_transform_edt(np.pad(tone, 1))[1:-1, 1:-1] > reach
        for middle in components(deep & core):
            body = _grown(middle, reach) & tone
            if np.count_nonzero(body) < (LEAST * texture.period) ** 2 or (body & ~core).any():
                continue
            if tone is not piece.mask:
                body = _whole_cell(piece, body)
            body = enclosed_by(body)
            if tone is piece.mask:
                found.append(on_figure(piece, body, body & tone, piece.contour_of(body), None))
                found += _openings(piece, body)
            else:
                whole = _grown(body, width)
                found.append(on_figure(piece, whole, body, offset(piece.contour_of(body), width), width))
    return found


def _whole_cell(piece: Piece, body: np.ndarray) -> np.ndarray:
    """The hole of a piece in which an opened part lies, where that is not much larger: it has the sharper corners."""
    regions = piece.layers.regions[piece.window]
    cell = regions == np.bincount(regions[body]).argmax()
    return cell if np.count_nonzero(cell) < WHOLE * np.count_nonzero(body) else body


def _openings(piece: Piece, body: np.ndarray) -> list[Found]:
    """The openings of a solid on a texture, bool in the piece's box."""
    return [on_figure(piece, opening, opening, piece.contour_of(opening), None)
            for opening in components(body & ~piece.mask) if np.count_nonzero(opening) >= 2 * SPECK]


def _grown(mask: np.ndarray, reach: float) -> np.ndarray:
    """The pixels within some pixels of a mask."""
    return ndimage.distance_transform_edt(~mask) <= reach
