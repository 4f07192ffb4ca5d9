"""A figure in layers of one tone, paper, greys and black, and their connected pieces: the first step to objects."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from agent.vision.components import FOUR, label_each
from agent.vision.morphology import dilate, erode, windowed, with_margin

FLAT = 0.07  # ink by which the pixels of a 3 x 3 window may differ inside a region: JPEG noise stays below
APART = 0.06  # ink by which two tones of a figure differ at least
FAINT = 0.15  # ink from which a pixel can be part of a stroke: paper's noise in scans and JPEG stays below
GREY = (0.07, 0.9)  # ink of greys: lighter is paper, darker is black
PALE = 0.3  # ink below which so small a patch by itself is where two lines cross that are too faint to see
THIN = 0.045  # of the side: grey regions without a darker outline are wider
OUTLINED = 0.1  # ink by which an outline is darker than the grey inside of it at least
DISTINCT = 0.2  # the same where it is as wide as a pixel or two: what is darker by less is the edge of the grey
EDGE, EDGE_SHARE = 0.3, 0.3  # ink by which such an edge is darker at most; share of a bit that lies at the grey
BITS = 14  # pixels of a bit of black at most that is such an edge where a corner makes it darker
DARKEST = 0.98  # quantile of a scan's dark pixels, and ...
NOISE = 0.08  # ... ink below it down to which they are its black, if ...
NEARLY_BLACK = 0.8  # ... that is so dark: else the figure has no black
CORE = 4  # pixels of flat grey from which there is a grey region; fewer are the soft edge of a stroke


@dataclass(frozen=True, eq=False)
class Layers:
    """Paper, greys and black of a figure; arrays are (height, width).

    Attributes
    ----------
    ink : numpy.ndarray
        float32, 0 for the figure's paper to 1 for black.
    black : numpy.ndarray
        bool: strokes and solids.
    grey : numpy.ndarray
        bool: flat regions that are neither paper nor black.
    regions : numpy.ndarray
        int32: the connected piece of paper or grey of each pixel, from 1; 0 where it is black.
    tones : numpy.ndarray
        float (regions + 1,): the ink of each region, by its label.
    areas : numpy.ndarray
        int (regions + 1,): pixels of each region.
    pieces : numpy.ndarray
        int32: the connected piece of black of each pixel, from 1.
    boxes : list
        The slices around each piece.
    """

    ink: np.ndarray
    black: np.ndarray
    grey: np.ndarray
    regions: np.ndarray
    tones: np.ndarray
    areas: np.ndarray
    pieces: np.ndarray
    boxes: list

    @property
    def ground(self) -> set[int]:
        """The regions of paper that reach the figure's edge."""
        labels = self.regions
        edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
        return {int(i) for i in edge if i and self.tones[i] < GREY[0]}


@dataclass(eq=False)
class _Tones:
    """A figure of which each pixel has a tone; what is black, and which pixels make a patch of grey, is not yet sure.

    Attributes
    ----------
    ink : numpy.ndarray
        float32: as in `Layers`.
    levels, tone : numpy.ndarray
        uint8: the ink of 255, and of greys the level of the region around, 0 elsewhere.
    black : numpy.ndarray
        bool
    patches : list of numpy.ndarray
        int32: the connected patches of each range of greys, from 1.
    """

    ink: np.ndarray
    levels: np.ndarray
    tone: np.ndarray
    black: np.ndarray
    patches: list[np.ndarray] = field(default_factory=list)


def find_layers(inks: Sequence[np.ndarray]) -> list[Layers]:
    """The `Layers` of each figure's ink, float32 (height, width)."""
    figures = [_tones(ink) for ink in inks]
    ranges = [(seen, low, high) for seen in figures for low, high in _ranges(seen.tone[seen.tone > 0])]
    found = label_each([(seen.tone >= low) & (seen.tone <= high) for seen, low, high in ranges], FOUR)
    for (seen, _, _), (patches, _) in zip(ranges, found, strict=True):
        seen.patches.append(patches)
        _without_strokes(seen.levels, seen.tone, patches, seen.black)
    pieces = [_without_edge_bits(seen, *found)
              for seen, found in zip(figures, label_each([seen.black for seen in figures]), strict=True)]
    paper = label_each([~seen.black & (seen.tone == 0) for seen in figures], FOUR)
    return [_layers(seen, own, *regions) for seen, own, regions in zip(figures, pieces, paper, strict=True)]


def _tones(ink: np.ndarray) -> _Tones:
    """The `_Tones` of a figure without its patches."""
    ink = _on_white(ink)
    levels = np.rint(255.0 * ink).astype(np.uint8)
    tone = _greys(levels)
    darkest = windowed(np.maximum, levels, 2, 0)
    black = (levels >= math.ceil(255.0 * FAINT)) & (levels >= darkest // 2) & (tone == 0)
    if tone.any():  # beside a grey region black begins half-way between the two
        beside = np.where(tone > 0, 0, windowed(np.maximum, tone, 1, 0)).astype(np.int16)
        darker = np.maximum(darkest, beside + np.int16(255 * OUTLINED))  # a thin outline is nowhere quite black
        faint = (levels < (darker + beside) // 2) | (darkest < beside + np.int16(255 * DISTINCT))
        joined = faint & (levels >= beside // 2) & (beside > 0)
        tone = np.where(joined, np.uint8(beside), tone)
        black &= ~joined
    return _Tones(ink, levels, tone, black)


def _layers(seen: _Tones, pieces: np.ndarray, regions: np.ndarray, count: int) -> Layers:
    """The `Layers` of a figure, from its pieces of black and the labels of its `count` regions of paper."""
    for patches in seen.patches:
        own = (patches > 0) & ~seen.black
        regions[own] = patches[own] + count
        count += int(patches.max(initial=0))
    areas = np.bincount(regions.ravel(), minlength=count + 1)
    grey = seen.tone > 0
    tones = np.bincount(regions[grey], seen.tone[grey], count + 1) / (255.0 * np.maximum(areas, 1))
    return Layers(seen.ink, seen.black, grey, regions, tones, areas, pieces, ndimage.find_objects(pieces))


def _without_edge_bits(seen: _Tones, pieces: np.ndarray, count: int) -> np.ndarray:
    """The `count` pieces of black but bits of a dark grey's edge, which are given to the grey, in `seen` as well."""
    if not seen.tone.any():
        return pieces
    areas = np.bincount(pieces.ravel(), minlength=count + 1)
    beside = windowed(np.maximum, np.where(seen.black, 0, seen.tone), 1, 0)
    edge = seen.black & (beside > 0) & (seen.levels < beside + np.int16(255 * EDGE))
    shares = np.bincount(pieces[edge], minlength=count + 1) / np.maximum(areas, 1)
    bits = (areas <= BITS) & (shares > EDGE_SHARE)
    bits[0] = False
    if not bits.any():
        return pieces
    gone = bits[pieces]
    for patches in seen.patches:
        near = windowed(np.maximum, patches, 2, 0)
        patches[gone] = near[gone]
    seen.black &= ~gone
    return np.where(bits, 0, np.arange(count + 1) - np.cumsum(bits)).astype(np.int32)[pieces]


def _without_strokes(levels: np.ndarray, tone: np.ndarray, patches: np.ndarray, black: np.ndarray) -> None:
    """Give thin grey patches with nothing darker beside them to the strokes: they are grey strokes; in place."""
    reach = max(1, round(THIN / 2.0 * max(levels.shape)))
    for label, box in enumerate(ndimage.find_objects(patches), 1):
        window = tuple(slice(max(0, s.start - 2), s.stop + 2) for s in box)
        own = patches[window] == label
        if erode(with_margin(own), reach).any():
            continue
        around = black[window] & dilate(own, 2)
        level = int(np.median(tone[window][own]))
        if around.any() and levels[window][around].max() > level + 255.0 * APART:
            continue
        if around.any() or level >= 255.0 * PALE:
            black[window] |= own
        tone[window][own] = 0


def _on_white(ink: np.ndarray) -> np.ndarray:
    """The ink above that of the figure's paper, the most frequent light tone along its edge.

    Where paper is not quite white, black is not quite black: what is nearly as dark as the darkest counts as 1.
    """
    edge = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    paper = float(np.median(edge[edge < 0.5])) if (edge < 0.5).any() else 0.0
    if paper < 0.01:
        return np.clip(ink, 0.0, 1.0)
    above = np.clip((ink - paper) / (1.0 - paper), 0.0, 1.0)
    dark = above[above > 0.5]
    if dark.size:
        darkest = float(np.median(dark[dark >= np.quantile(dark, DARKEST) - NOISE]))
        above = above / darkest if darkest > NEARLY_BLACK else above
    return np.clip(above, 0.0, 1.0)


def _greys(levels: np.ndarray) -> np.ndarray:
    """The level of flat grey regions, uint8 (height, width); 0 elsewhere."""
    none = np.zeros(levels.shape, np.uint8)
    middle = (levels > math.floor(255 * GREY[0])) & (levels < math.ceil(255 * GREY[1]))
    if np.count_nonzero(middle) < CORE:
        return none
    spread = windowed(np.maximum, levels, 1, 0) - windowed(np.minimum, levels, 1, 255)
    flat = np.where((spread <= math.floor(255.0 * FLAT)) & middle, levels, none)
    if np.count_nonzero(flat) < CORE:
        return none
    near = windowed(np.maximum, flat, 1, 0)
    return np.where((near > 0) & (np.abs(levels.astype(np.int16) - near) <= 255.0 * APART), near, none)


def _ranges(levels: np.ndarray) -> list[tuple[int, int]]:
    """The ranges of levels, least and greatest, that the pixels of grey regions fall into."""
    present = np.flatnonzero(np.bincount(levels, minlength=256))
    if not present.size:
        return []
    cuts = np.flatnonzero(np.diff(present) > 255.0 * APART / 2)
    starts, stops = np.append(0, cuts + 1), np.append(cuts, len(present) - 1)
    return [(int(present[a]), int(present[b])) for a, b in zip(starts, stops, strict=True)]
