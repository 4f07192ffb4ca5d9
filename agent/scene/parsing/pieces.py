"""Connected pieces of black: which are solids, outlines or strokes by themselves, and which must be taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.scene.parsing.layers import Layers
from agent.scene.shapes import Contour
from agent.vision.contours import border_and_inside, outer_contour
from agent.vision.morphology import dilate

DOT = 3  # pixels of a piece; fewer are noise, but ...
DOTS = 20  # ... where there are so many pieces of at most twice as many pixels, which are the dots of dotted lines
SPECK = 5  # pixels of an object; a smaller piece can be a dot of a line
MOST = 300  # pieces of a figure, the largest: dots of several outlines are hardly more
CORE = 0.75  # stroke widths, and ...
CORE_PIXELS = 0.9  # ... pixels from the border from which black is no stroke but a solid
SLENDER = 5.0  # times the square of its greatest width that a stroke's area is at least
STUB = 3.0  # times that square that the area of a stroke as wide as usual is at least
WIDEST = 2.2  # usual stroke widths that a stroke is wide at most
LEDGE = 3.0  # stroke widths that black goes on away from what it belongs to before it is a line of its own
THIN = 0.3  # quantile of the lengths of black inwards from a border of lines and solids that tells the lines' width
BROADEST = 0.06  # of the side: strokes are narrower
TAIL = 6.0  # times the square of its width: area of a line that leads away from an outline; tips are smaller
POCKET = 4.0  # stroke widths: side of a square that a part of a hole behind a narrow place holds at most
DISC = 0.95  # roundness of black beside a hole from which it is a dot on a line; half of a disc has 0.75
INWARDS = 2.5  # stroke widths from a shape's border from which black is no outline of it, but a line inside
WALL = 0.25  # share of a solid's border that is as thin as a stroke from which it is outlined there
AXIS = 0.5  # of a shape's length along the line between two halves that this line is long at least
MIRRORED = 0.93  # share of a half filled shape that its mirror image about that line covers at least
HALF = 0.15  # share of a shape that is black from which it can be half filled


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
        padded = np.pad(self.mask, 1)
        return ndimage.distance_transform_edt(padded)[1:-1, 1:-1].astype(np.float32)

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
            perimeter = np.abs(np.diff(np.append(self.outline.even, self.outline.even[0]))).sum()
            return 2.0 * self.area / max(perimeter * (1.0 + np.sqrt(inner / (inner + self.area))), 1.0)
        return breadth(self.depth[self.mask])

    @cached_property
    def wall(self) -> float:
        """The width in pixels of its thin parts."""
        points = self.outline.even[::2]
        ahead = np.roll(points, -2) - np.roll(points, 2)
        inwards = 1j * ahead / np.maximum(np.abs(ahead), 1e-9)
        reach = np.arange(0.25, 1.0 + BROADEST * max(self.layers.ink.shape), 0.25)
        corner = complex(self.window[1].start + 0.5, self.window[0].start + 0.5)
        places = points[:, None] + inwards[:, None] * reach - corner
        seen = ndimage.map_coordinates(self.layers.ink[self.window], [places.imag, places.real], order=1)
        through = np.where((seen < 0.5).any(axis=1), (seen < 0.5).argmax(axis=1), len(reach) - 1)
        return float(np.quantile(reach[through], THIN))


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
    silhouette = ndimage.distance_transform_edt(np.pad(piece.filled, 1))[1:-1, 1:-1]
    if len(piece.holes) > 1 and np.count_nonzero(piece.mask & (silhouette > 1.6 * width + 0.5)) > width**2 / 2.0:
        return "composed"
    if len(piece.holes) > 1 and np.sort(piece.layers.areas[piece.holes])[-2] > (POCKET * width) ** 2:
        return "composed"
    if _leads_inwards(piece, silhouette, width):
        return "composed"
    away = piece.mask & ~dilate(piece.hole, round(2.5 * width) + 1)
    area = np.count_nonzero(away)
    if area > TAIL * width**2 or (area > width**2 and silhouette[away].max() < 0.75 * width + 0.3):
        return "composed"
    return "outline"


def _leads_inwards(piece: Piece, silhouette: np.ndarray, width: float) -> bool:
    """Whether a line leads away from an outline inside, by the distance of its pixels from its outer border."""
    return bool(np.count_nonzero(piece.mask & (silhouette > INWARDS * width + 1.0)) > TAIL * width**2)


def _walled(piece: Piece, width: float, thick: float, far: np.ndarray) -> str:
    """A thick piece with holes: a solid with openings, a half filled shape, or several objects."""
    border = piece.filled & dilate(~np.pad(piece.filled, 1), 1)[1:-1, 1:-1]
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
            silhouette = ndimage.distance_transform_edt(np.pad(piece.filled, 1))[1:-1, 1:-1]
            if _leads_inwards(piece, silhouette, width):
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
