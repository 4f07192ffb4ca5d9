"""Objects on a texture: what is wider than the texture's strokes, or than the paper between them."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.scene.parsing.faces import offset, on_figure
from agent.scene.parsing.found import Found
from agent.scene.parsing.pieces import SPECK, Piece
from agent.scene.textures.periods import Texture
from agent.vision.components import components
from agent.vision.contours import enclosed_by

BLACK = 0.32  # periods from the border that black of a texture is deep at most
PAPER = {"striped": 0.32, "crosshatch": 0.52, "brick": 0.52}  # the same of paper in some textures, and ...
LOOSE = 1.0  # ... in others
SLACK = 0.7  # pixels more
LEAST = 1.2  # periods: side of a square that an object on a texture is larger than


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
            body = enclosed_by(body)
            if tone is piece.mask:
                found.append(on_figure(piece, body, body & tone, piece.contour_of(body), None))
                found += _openings(piece, body)
            else:
                whole = _grown(body, width)
                found.append(on_figure(piece, whole, body, offset(piece.contour_of(body), width), width))
    return found


def _openings(piece: Piece, body: np.ndarray) -> list[Found]:
    """The openings of a solid on a texture, bool in the piece's box."""
    return [on_figure(piece, opening, opening, piece.contour_of(opening), None)
            for opening in components(body & ~piece.mask) if np.count_nonzero(opening) >= 2 * SPECK]


def _grown(mask: np.ndarray, reach: float) -> np.ndarray:
    """The pixels within some pixels of a mask."""
    return ndimage.distance_transform_edt(~mask) <= reach
