"""Connected pieces of black, their holes and how wide their lines are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.scene.ink.layers import Layers
from agent.scene.shapes import Contour
from agent.vision.contours import border_and_inside, outer_contour, perimeter, rolled
from agent.vision.morphology import dilate, with_margin
from agent.vision.skeleton import thin

DOT = 3  # pixels of a piece; fewer are noise, but ...
DOTS = 20  # ... where there are so many pieces of at most twice as many pixels, which are the dots of dotted lines
SPECK = 5  # pixels of an object; a smaller piece can be a dot of a line
MOST = 300  # pieces of a figure, the largest: dots of several outlines are hardly more
SLENDER = 5.0  # times the square of its greatest width that a stroke's area is at least
THIN = 0.3  # quantile of the lengths of black inwards from a border of lines and solids that tells the lines' width
BROADEST = 0.06  # of the side: strokes are narrower
EVEN = 0.75  # pixels by which the axis of a line is deeper or less deep, and ...
LINE = 0.6  # ... share of its axis that is no more


@dataclass(eq=False)
class Piece:
    """A connected piece of black in its box with a margin; arrays have the size of the box.

    Attributes
    ----------
    label : int
        Its number in `Layers.pieces`.
    window : tuple of slice
        The box with a margin in the figure, cut at the figure's edge.
    mask : numpy.ndarray
        bool: its pixels.
    filled : numpy.ndarray
        bool: its pixels and what they enclose.
    outline : Contour
        Its outer border, to a part of a pixel, in figure coordinates.
    """

    layers: Layers
    label: int
    window: tuple
    mask: np.ndarray
    filled: np.ndarray
    outline: Contour

    @cached_property
    def area(self) -> int:
        """Pixels."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def depth(self) -> np.ndarray:
        """Distance of each pixel from the border, float."""
        return _distances(self.mask).astype(np.float32)

    @cached_property
    def inwards(self) -> np.ndarray:
        """Distance of each pixel that it fills from its outline, float."""
        return _distances(self.filled)

    @cached_property
    def holes(self) -> np.ndarray:
        """The regions of paper or grey that it encloses and touches, int (n,)."""
        inside = self.filled & ~self.mask
        if not inside.any():
            return np.zeros(0, int)
        regions = self.layers.regions
        found = np.unique(regions[self.window][inside & dilate(self.mask, 1)])
        return found[(found > 0) & (self.layers.areas[found] >= 2)]

    @cached_property
    def hole(self) -> np.ndarray:
        """What it encloses but other pieces, bool."""
        return np.isin(self.layers.regions[self.window], self.holes) & self.filled

    def contour_of(self, mask: np.ndarray) -> np.ndarray:
        """The outer border of a mask in the box by the figure's ink, in figure coordinates."""
        rows, columns = self.window
        return outer_contour(mask, self.layers.ink[self.window], 0.5) + complex(columns.start, rows.start)

    @cached_property
    def width(self) -> float:
        """As wide as a stroke of its area and length would be, in pixels."""
        if self.holes.size:
            inner = np.count_nonzero(self.filled) - self.area
            length = perimeter(self.outline.even)
            return 2.0 * self.area / max(length * (1.0 + np.sqrt(inner / (inner + self.area))), 1.0)
        return breadth(self.depth[self.mask])

    @cached_property
    def wall(self) -> float:
        """The width in pixels of its thin parts."""
        points = self.outline.even[::2]
        ahead = rolled(points, -2) - rolled(points, 2)
        inwards = 1j * ahead / np.maximum(np.abs(ahead), 1e-9)
        reach = np.arange(0.25, 1.0 + BROADEST * max(self.layers.ink.shape), 0.25)
        corner = complex(self.window[1].start + 0.5, self.window[0].start + 0.5)
        places = points[:, None] + inwards[:, None] * reach - corner
        seen = ndimage.map_coordinates(self.layers.ink[self.window], [places.imag, places.real], order=1)
        through = np.where((seen < 0.5).any(axis=1), (seen < 0.5).argmax(axis=1), len(reach) - 1)
        return float(np.quantile(reach[through], THIN))


def _distances(mask: np.ndarray) -> np.ndarray:
    """The distance of each pixel of a mask from what is not in it, float."""
    return ndimage.distance_transform_edt(with_margin(mask))[1:-1, 1:-1]


def breadth(depths: np.ndarray) -> float:
    """The width of strokes by the distances of their pixels from the border, in pixels.

    Over a straight stroke of an even width w the distances 1, 2 ... w / 2 have the mean (w + 2) / 4.
    """
    return max(1.0, 4.0 * float(depths.mean()) - 2.0)


def find_pieces(layers: Layers) -> list[Piece]:
    """The pieces of a figure but specks."""
    found = []
    areas = np.bincount(layers.pieces.ravel())
    largest = np.argsort(-areas[1:], kind="stable")[:MOST] + 1
    least = 1 if np.count_nonzero(areas[1:] <= 2 * DOT) >= DOTS else DOT
    for label in np.sort(largest[areas[largest] >= least]).tolist():
        box = layers.boxes[label - 1]
        window = tuple(slice(max(0, s.start - 2), s.stop + 2) for s in box)
        window = tuple(slice(s.start, min(s.stop, size)) for s, size in zip(window, layers.ink.shape, strict=True))
        mask = layers.pieces[window] == label
        border, filled = border_and_inside(mask, layers.ink[window], 0.5)
        corner = complex(window[1].start, window[0].start)
        found.append(Piece(layers, label, window, mask, filled, Contour(border + corner)))
    return found


def line_width(pieces: list[Piece]) -> float | None:
    """The width in pixels of lines that end in solids or dots: pieces most of whose axis is as deep all along.

    None where no piece is so.
    """
    widths = []
    for piece in pieces:
        widest = BROADEST * max(piece.layers.ink.shape)
        if 2.0 * np.median(piece.depth[piece.mask]) > widest:
            continue
        axis = piece.depth[thin(piece.mask)]
        depth = float(np.median(axis)) if axis.size else 0.0
        even = np.count_nonzero(np.abs(axis - depth) <= EVEN)
        if 2.0 * depth < widest and even > max(LINE * len(axis), SLENDER * 2.0 * depth):
            widths.append(breadth(piece.depth[piece.mask & (piece.depth <= depth)]))
    return float(np.median(widths)) if widths else None


def usual_width(pieces: list[Piece]) -> float | None:
    """The width in pixels of most lines among pieces; None where there is none."""
    outlines, strokes, walls = [], [], []
    for piece in pieces:
        side = max(piece.layers.ink.shape)
        if len(piece.holes) == 1 and np.count_nonzero(piece.hole) > 0.5 * piece.area and piece.width < BROADEST * side:
            outlines.append(piece.width)
        elif not piece.holes.size and piece.area > SLENDER * (2.0 * piece.depth.max()) ** 2:
            strokes.append(piece.width)
        elif piece.holes.size:
            walls += [piece.wall] if piece.wall < BROADEST * side else []
    usual = outlines or strokes or walls
    return float(max(1.0, np.median(usual))) if usual else None
