"""A figure in layers of one tone, paper, greys and black, and their connected pieces: the first step to objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from agent.scene.ink.tones import APART, GREY, Tones, find_tones, grey_ranges
from agent.vision.components import FOUR, label_each
from agent.vision.morphology import dilate, erode, windowed, with_margin

PALE = 0.3  # ink below which so small a patch by itself is where two lines cross that are too faint to see
THIN = 0.045  # of the side: grey regions without a darker outline are wider
EDGE, EDGE_SHARE = 0.3, 0.3  # ink by which a grey's edge is darker at most; share of a bit that lies at the grey
BITS = 14  # pixels of a bit of black at most that is such an edge where a corner makes it darker


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


def find_layers(inks: Sequence[np.ndarray]) -> list[Layers]:
    """The `Layers` of each figure's ink, float32 (height, width)."""
    figures = [find_tones(ink) for ink in inks]
    ranges = [(seen, low, high) for seen in figures for low, high in grey_ranges(seen.tone)]
    found = label_each([(seen.tone >= low) & (seen.tone <= high) for seen, low, high in ranges], FOUR)
    for (seen, _, _), (patches, _) in zip(ranges, found, strict=True):
        seen.patches.append(patches)
        _without_strokes(seen, patches)
    pieces = [_without_edge_bits(seen, *found)
              for seen, found in zip(figures, label_each([seen.black for seen in figures]), strict=True)]
    paper = label_each([~seen.black & (seen.tone == 0) for seen in figures], FOUR)
    return [_layers(seen, own, *regions) for seen, own, regions in zip(figures, pieces, paper, strict=True)]


def _layers(seen: Tones, pieces: np.ndarray, regions: np.ndarray, count: int) -> Layers:
    """The `Layers` of a figure, from its pieces of black and the labels of its `count` regions of paper."""
    for patches in seen.patches:
        own = (patches > 0) & ~seen.black
        regions[own] = patches[own] + count
        count += int(patches.max(initial=0))
    areas = np.bincount(regions.ravel(), minlength=count + 1)
    grey = seen.tone > 0
    tones = np.bincount(regions[grey], seen.tone[grey], count + 1) / (255.0 * np.maximum(areas, 1))
    return Layers(seen.ink, seen.black, grey, regions, tones, areas, pieces, ndimage.find_objects(pieces))


def _without_edge_bits(seen: Tones, pieces: np.ndarray, count: int) -> np.ndarray:
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
    seen.tone[gone] = windowed(np.maximum, np.where(seen.black, 0, seen.tone), 2, 0)[gone]
    seen.black &= ~gone
    return np.where(bits, 0, np.arange(count + 1) - np.cumsum(bits)).astype(np.int32)[pieces]


def _without_strokes(seen: Tones, patches: np.ndarray) -> None:
    """Give thin grey patches with nothing darker beside them to the strokes: they are grey strokes; in place."""
    reach = max(1, round(THIN / 2.0 * max(patches.shape)))
    for label, box in enumerate(ndimage.find_objects(patches), 1):
        window = tuple(slice(max(0, s.start - 2), s.stop + 2) for s in box)
        own = patches[window] == label
        if erode(with_margin(own), reach).any():
            continue
        around = seen.black[window] & dilate(own, 2)
        level = int(np.median(seen.tone[window][own]))
        if around.any() and seen.levels[window][around].max() > level + 255.0 * APART:
            continue
        if around.any() or level >= 255.0 * PALE:
            seen.black[window] |= own
        seen.tone[window][own] = 0
        patches[window][own] = 0
