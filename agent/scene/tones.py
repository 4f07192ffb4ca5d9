"""A figure cut into strokes and regions of one tone: the first step from ink to objects."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from agent.vision.morphology import EIGHT, FOUR, windowed

FLAT = 0.07  # ink by which the pixels of a 3 x 3 window may differ inside a region: JPEG noise stays below
APART = 0.06  # ink by which two tones of a figure differ at least
LEAST = 4  # pixels of flat ink that make a region; fewer are the middle of a stroke's edge
WIDEST = 0.045  # of the side: what is wider than this is a region, what is thinner a stroke
FAINT = 0.12  # ink above its surroundings from which a stroke counts
LONG = 4.0  # times its width that a stroke extends at least to be a line
USUAL = 2.0  # pixels: width of strokes where a figure has no line
PAPER = 0.04  # ink up to which a tone is paper


@dataclass(frozen=True, eq=False)
class Tones:
    """Strokes and regions of a figure; arrays have the figure's shape (height, width).

    Attributes
    ----------
    ink : numpy.ndarray
        float32, 0 white to 1 black.
    strokes : numpy.ndarray
        bool, lines darker than what lies around them.
    labels : numpy.ndarray
        int, the region that each pixel belongs to, from 1; 0 on strokes.
    tones : numpy.ndarray
        float (regions,), the ink of each region.
    areas : numpy.ndarray
        int (regions,), pixels of each region.
    outside : int
        The region that is the figure's ground; 0 where there is none.
    width : float
        Of the strokes, in pixels.
    """

    ink: np.ndarray
    strokes: np.ndarray
    labels: np.ndarray
    tones: np.ndarray
    areas: np.ndarray
    outside: int
    width: float


def find_tones(ink: np.ndarray, width: float | None = None) -> Tones:
    """The `Tones` of ink, float32 (height, width).

    Parameters
    ----------
    width : float or None
        Of the strokes, in pixels; None measures it in the figure itself.
    """
    levels = np.uint8(np.rint(255.0 * np.clip(ink, 0.0, 1.0)))
    if width is None:
        width = stroke_width(ink) or USUAL
    strokes = _lines(levels, max(1, math.ceil(0.8 * width)))
    spread = windowed(np.maximum, levels, 1, 0) - windowed(np.minimum, levels, 1, 255)
    flat = (spread <= 255.0 * FLAT) & ~strokes
    labels, count = np.zeros(ink.shape, np.int32), 0
    for low, high in _tone_ranges(levels[flat]):
        found, number = ndimage.label(flat & (levels >= low) & (levels <= high), FOUR)
        labels[found > 0] = found[found > 0] + count
        count += number
    size = np.bincount(labels.ravel(), minlength=count + 1)
    kept = size >= LEAST
    kept[0] = False
    labels = _grown(np.where(kept, np.cumsum(kept), 0)[labels], strokes)
    rest, number = ndimage.label((labels == 0) & ~strokes, EIGHT)  # too small to be flat anywhere
    labels = np.where(rest > 0, rest + kept.sum(), labels)
    count = int(kept.sum()) + number
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    core = np.where(flat | (rest > 0), labels, 0)
    weight = np.maximum(np.bincount(core.ravel(), minlength=count + 1), 1)
    tones = np.bincount(core.ravel(), ink.ravel(), minlength=count + 1) / weight
    return Tones(ink, strokes, labels, tones[1:], areas[1:], _outside(labels, tones), float(width))


def stroke_width(ink: np.ndarray) -> float | None:
    """The width in pixels of the lines in a figure; None where there is none.

    A line is a stroke several times as long as it is wide; corners of solids are not. Its width is twice its median
    depth along the middle.
    """
    levels = np.uint8(np.rint(255.0 * np.clip(ink, 0.0, 1.0)))
    strokes = _lines(levels, max(1, round(WIDEST * max(ink.shape) / 2)))
    pieces, count = ndimage.label(strokes, EIGHT)
    if not count:
        return None
    depth = ndimage.distance_transform_cdt(strokes, "chessboard")
    ridge = (depth >= windowed(np.maximum, depth, 1, 0)) & strokes
    owner, depths = pieces[ridge], depth[ridge]
    mean = np.bincount(owner, depths, count + 1) / np.maximum(np.bincount(owner, minlength=count + 1), 1)
    extent = np.array([0] + [max(s.stop - s.start for s in place) for place in ndimage.find_objects(pieces)])
    long = extent > LONG * 2.0 * mean
    if not long[owner].any():
        return None
    return float(max(1.5, 2.0 * np.median(depths[long[owner]]) - 0.5))


def _lines(levels: np.ndarray, reach: int) -> np.ndarray:
    """Lines drawn darker than their surroundings, bool (height, width).

    A line is what an opening by a square of 2 x reach + 1 pixels takes away (Serra 1982), and as wide as where half
    of its ink is left.
    """
    ground = windowed(np.maximum, windowed(np.minimum, levels, reach, 255), reach, 0)
    line = levels - np.minimum(ground, levels)
    darkest = windowed(np.maximum, line, max(1, reach // 2), 0)
    return (line >= 255.0 * FAINT) & (line >= 0.5 * darkest)


def _tone_ranges(levels: np.ndarray) -> list[tuple[int, int]]:
    """The ranges of grey levels, least and greatest, that the flat pixels of a figure fall into."""
    counts = np.bincount(levels, minlength=256)
    present = np.flatnonzero(counts >= LEAST)
    if not present.size:
        return []
    cuts = np.flatnonzero(np.diff(present) > 255.0 * APART / 2)
    starts = np.append(0, cuts + 1)
    stops = np.append(cuts, len(present) - 1)
    return [(int(present[a]), int(present[b])) for a, b in zip(starts, stops, strict=True)]


def _grown(labels: np.ndarray, strokes: np.ndarray) -> np.ndarray:
    """The labels with the soft edges between regions given to a neighbour, in steps of a pixel."""
    labels = np.pad(labels, 1)
    open_pixels = np.pad(~strokes, 1) & (labels == 0)
    open_pixels[0] = open_pixels[-1] = False
    open_pixels[:, 0] = open_pixels[:, -1] = False
    places = np.flatnonzero(open_pixels)
    flat, width = labels.ravel(), labels.shape[1]
    for _ in range(12):
        if not places.size:
            break
        best = np.zeros(places.size, flat.dtype)
        for offset in (-1, 1, -width, width):
            best = np.where(best > 0, best, flat[places + offset])
        flat[places] = best
        places = places[best == 0]
    return flat.reshape(labels.shape)[1:-1, 1:-1]


def _outside(labels: np.ndarray, tones: np.ndarray) -> int:
    """The lightest region among those along the figure's edge that hold a tenth of it."""
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    counts = np.bincount(edge, minlength=len(tones))
    counts[0] = 0
    long = np.flatnonzero(counts >= 0.1 * len(edge))
    if not long.size:
        return 0
    return int(long[np.argmin(tones[long])])

