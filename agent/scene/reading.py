"""Reading a figure: pieces of black and regions of grey become objects."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from agent.scene.ambiguity.recurrence import chosen_readings
from agent.scene.ambiguity.templates import find_templates
from agent.scene.collector import ObjectCollector, nest
from agent.scene.ink.dividers import without_dividers
from agent.scene.ink.hues import find_hues
from agent.scene.ink.layers import Layers, find_layers
from agent.scene.ink.tones import GREY
from agent.scene.parsing.arrowheads import pointed
from agent.scene.parsing.dashes import LONGEST, dashed_outlines, find_dashes
from agent.scene.parsing.description import describe
from agent.scene.parsing.found import Found
from agent.scene.parsing.lines_over_grey import lines_over_grey
from agent.scene.parsing.pieces import SPECK, Piece, find_pieces, line_width, usual_width
from agent.scene.parsing.polylines import straightened
from agent.scene.recognition import recognised
from agent.scene.scene import Scene
from agent.scene.textures.objects_on_top import objects_on_texture, texture_of
from agent.vision.contours import enclosed_by, outer_contour, resampled, smoothed
from agent.vision.deblurring import sharpened
from agent.vision.masks import line_mask, polygon
from agent.vision.morphology import dilate, erode
from problems.figure import Figure, distinct_figures

MOST = 60  # objects of a figure; the largest are kept
LARGEST = 256  # pixels: longer side of a figure that is read; larger ones are reduced
USUAL = 0.012  # of the side: width of strokes where no figure has a line
PALE = 0.5  # ink of a line from edge to edge below which it divides the figure and is no object
ACROSS = 0.9  # of the figure's side that a line between cells extends at least
CELLS = 4  # cells or pieces inside an outline that can make a texture
RIM = 0.6  # share of a stroke that runs between grey and paper from which it outlines the grey
SCALLOP = 1.0  # stroke widths by which the contour of dashes is smoothed
BLURRED = 1.5  # pixels between paper and black, for each at the border of black, from which a figure is blurred
DASHES = 5  # small pieces that can make a dashed line


def read_scene(figure: Figure) -> Scene:
    """The `Scene` of a figure read by itself; see `read_scenes`."""
    return read_scenes([figure])[0]


def read_scenes(figures: Sequence[Figure]) -> list[Scene]:
    """The `Scene` of each figure of a problem; any figure gives one, if need be without an object.

    Strokes are as wide in one figure as in another, so their width is measured over all. Corners and symmetry are those
    that `agent.scene.recognition` settles.
    """
    return recognised(*parse_scenes(figures))


def parse_scenes(figures: Sequence[Figure]) -> tuple[list[Scene], list[np.ndarray]]:
    """The scenes by geometry alone, and the ink of each figure in the size that was read."""
    different, place = distinct_figures(figures)
    layers = find_layers([without_dividers(sharpened(_reduced(figure.ink))) for figure in different])
    own = [_Reader(seen, figure.rgb) for seen, figure in zip(layers, different, strict=True)]
    readers = [own[k] for k in place]  # equal figures share one
    widths = _widths(readers, usual_width) or _widths(readers, line_width)
    for reader in own:
        reader.read(float(np.median(widths)) if widths else USUAL * reader.side)
    if any(reader.composed for reader in readers):
        templates = find_templates([reader.alone for reader in readers], [reader.outlined for reader in readers])
        for reader in own:
            reader.take_apart_by(templates)
    chosen = chosen_readings([reader.found for reader in readers], [reader.ambiguous for reader in readers])
    scenes = [reader.scene(readings) for reader, readings in zip(readers, chosen, strict=True)]
    return scenes, [reader.layers.ink for reader in readers]


def _widths(readers: Sequence[_Reader], measured: Callable[[list[Piece]], float | None]) -> list[float]:
    """The width of lines that is measured in each figure that has one."""
    found = {key: measured(reader.pieces) for key, reader in {id(reader): reader for reader in readers}.items()}
    return [width for reader in readers if (width := found[id(reader)]) is not None]


def _reduced(ink: np.ndarray) -> np.ndarray:
    """The ink with a longer side of at most LARGEST pixels."""
    scale = LARGEST / max(ink.shape)
    if scale >= 1.0:
        return ink
    height, width = (max(1, round(scale * size)) for size in ink.shape)
    return np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX), np.float32)


class _Reader(ObjectCollector):
    """Reads one figure: what is no object of its own is set aside, step by step, and the rest collected."""

    def __init__(self, layers: Layers, rgb: np.ndarray | None):
        super().__init__(layers)
        self.hues = None if rgb is None else find_hues(rgb, layers.ink.shape)
        self.pieces = [piece for piece in find_pieces(self.layers) if not self._divides(piece)]
        black = self.layers.black
        border = np.count_nonzero(black & ~erode(black, 1))
        between = np.count_nonzero((self.layers.ink > 0.2) & (self.layers.ink < 0.8) & ~self.layers.grey)
        self.blurred = bool(between > BLURRED * border)
        self._scenes: dict[tuple[int, ...], Scene] = {}

    def _divides(self, piece: Piece) -> bool:
        """Whether a piece is a pale line from edge to edge."""
        rows, columns = self.layers.boxes[piece.label - 1]
        height, width = self.layers.ink.shape
        across = max((rows.stop - rows.start) / height, (columns.stop - columns.start) / width)
        return across > ACROSS and float(np.median(self.layers.ink[piece.window][piece.mask])) < PALE

    def read(self, width: float) -> None:
        """Find the objects: dashed lines first, then each piece of black, then greys without an outline."""
        pieces = self._without_frame(self._without_dashes(self._without_textures(self.pieces, width), width), width)
        pieces = self._without_rims(self._without_crossed_greys(pieces, width), width)
        for piece in pieces:
            if piece.area >= SPECK:
                self.add(piece, width)
        self.add_greys(width)

    def scene(self, readings: list[list[Found]]) -> Scene:
        """The scene with one reading of each ambiguous piece, made once."""
        key = tuple(map(id, readings))
        if key not in self._scenes:
            found = self.found + [part for reading in readings for part in reading]
            for seen in found:
                if seen.curve is not None:
                    seen.curve = pointed(straightened(seen.curve), seen.mask)
            nest(found)
            del found[MOST:]
            self._scenes[key] = Scene(describe(found, self.layers, self.hues, self.blurred), self.layers.ink.shape)
        return self._scenes[key]

    def _without_dashes(self, pieces: list[Piece], width: float) -> list[Piece]:
        """The pieces that are no dashes; the lines that dashes make are added."""
        longest = max(LONGEST * self.side, 3.0 * width)
        small = [p for p in pieces if max(p.mask.shape) - 4 <= longest and not p.holes.size
                 and p.depth.max() < 0.75 * width + 1.0]
        if len(small) < DASHES:
            return pieces
        mask = np.zeros(self.layers.ink.shape, bool)
        for piece in small:
            mask[piece.window] |= piece.mask
        rest = mask.copy()
        for silhouette, dashes in dashed_outlines(mask):
            wide = float(np.median([p.width for p in small if dashes[p.window][p.mask].any()]))
            contour = _even(outer_contour(silhouette), wide)
            inner = silhouette & ~dilate(dashes, 1)
            self.found.append(Found(silhouette, inner, contour, wide, dashed=True, rounded=True))
            self.owned.update(np.unique(self.layers.regions[silhouette]).tolist())
            rest &= ~dashes
        curves, rest = find_dashes(rest, width)
        for curve in curves:
            if curve.closed:
                mask = polygon(curve.points, mask.shape)
                self.found.append(Found(mask, mask, curve.points, curve.width, dashed=True))
                self.owned.update(np.unique(self.layers.regions[mask]).tolist())
            else:
                mask = line_mask(curve.points, width, mask.shape)
                self.found.append(Found(mask, mask, outer_contour(mask), curve.width, curve, dashed=True))
        gone = {p.label for p in small if not (rest[p.window] & p.mask).any()}
        return [p for p in pieces if p.label not in gone]

    def _without_textures(self, pieces: list[Piece], width: float) -> list[Piece]:
        """The pieces that are neither textured objects, which are added, nor dots or strokes of a texture."""
        gone: set[int] = set()
        for piece in sorted(pieces, key=lambda piece: -piece.filled.size):
            if piece.label in gone or not piece.holes.size:
                continue
            core = erode(piece.filled, round(1.5 * min(width, piece.wall)) + 1)
            inner = self.layers.pieces[piece.window]
            others = np.unique(inner[core & ~piece.mask])
            if len(piece.holes) < CELLS and np.count_nonzero(others) < CELLS:
                continue
            texture = texture_of(piece, core, round(width) + 1, len(piece.holes) > CELLS)
            cells = len(piece.holes) + np.count_nonzero(others)
            if texture is None or not texture.is_fine(self.side) or cells < texture.least_cells(core):
                continue
            on_it = objects_on_texture(piece, core, texture, min(width, piece.wall))
            covered = np.zeros(core.shape, bool)
            for seen in on_it:
                covered |= seen.inner[piece.window]
            gone.update([piece.label, *np.unique(inner[piece.filled & ~covered]).tolist()])
            self.owned.update(np.unique(self.layers.regions[piece.window][piece.filled & ~covered]).tolist())
            filled = self._whole(piece, piece.filled)
            inner = self._whole(piece, core)
            self.found.append(Found(filled, inner, piece.outline.points, piece.wall, texture=texture))
            self.found += on_it
        return [piece for piece in pieces if piece.label not in gone]

    def _without_frame(self, pieces: list[Piece], width: float) -> list[Piece]:
        """The pieces but lines from edge to edge around the figure: three or more are a frame that the edge cuts."""
        height, breadth = self.layers.ink.shape
        cut = []
        for piece in pieces:
            rows, columns = self.layers.boxes[piece.label - 1]
            touched = [rows.start <= 1, columns.start <= 1, rows.stop >= height - 1, columns.stop >= breadth - 1]
            if sum(touched) >= 2 and max(piece.mask.shape) > 0.1 * self.side and self._kind(piece, width) == "stroke":
                cut.append(piece)
        if len(cut) < 3:
            return pieces
        ground = max(self.layers.ground, key=lambda label: self.layers.areas[label], default=0)
        inner = enclosed_by(self.layers.regions == ground)
        mask = inner | (dilate(inner, int(np.ceil(width)) + 1) & self.layers.black)
        self.found.append(Found(mask, inner, outer_contour(mask), cut[0].width))
        return [piece for piece in pieces if piece not in cut]

    def _without_crossed_greys(self, pieces: list[Piece], width: float) -> list[Piece]:
        """The pieces but grey shapes with lines across them, which are added."""
        if not self.layers.grey.any():
            return pieces
        kept = []
        for piece in pieces:
            crossed = lines_over_grey(piece, width) if self._kind(piece, width) == "composed" else None
            if crossed is None:
                kept.append(piece)
                continue
            self.found += crossed
            shapes = np.logical_or.reduce([part.mask for part in crossed if part.closed])
            self.owned.update(np.unique(self.layers.regions[shapes]).tolist())
        return kept

    def _without_rims(self, pieces: list[Piece], width: float) -> list[Piece]:
        """The pieces but broken outlines of grey regions, which have grey on one side and paper on the other."""
        layers, reach = self.layers, math.ceil(width) + 1
        if not layers.grey.any():
            return pieces
        grey = dilate(layers.grey, reach)
        paper = dilate((layers.regions > 0) & (layers.tones[layers.regions] < GREY[0]), reach)
        kept = []
        for piece in pieces:
            beside = [(piece.mask & side[piece.window]).sum() / piece.area for side in (grey, paper)]
            open_paper = (layers.tones[piece.holes] < GREY[0]) & (layers.areas[piece.holes] > (4.0 * width) ** 2)
            kind = self._kind(piece, width)
            thin = kind in ("stroke", "composed") or (kind != "outline" and piece.depth.max() <= width)
            around = dilate(piece.filled, 1) & ~piece.filled
            on_grey = np.count_nonzero(layers.grey[piece.window] & around) > RIM * np.count_nonzero(around)
            if min(beside) > RIM and thin and not open_paper.any() and not (piece.holes.size and on_grey):
                self.rims[piece.window] |= piece.mask
            else:
                kept.append(piece)
        return kept


def _even(contour: np.ndarray, width: float) -> np.ndarray:
    """The contour of dashes without the waves between them."""
    return smoothed(resampled(contour, max(16, len(contour))), SCALLOP * width)
