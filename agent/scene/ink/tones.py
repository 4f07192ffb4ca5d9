"""The tone of each pixel of a figure: paper, a grey or black."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from agent.vision.morphology import windowed

FLAT = 0.07  # ink by which the pixels of a 3 x 3 window may differ inside a region: JPEG noise stays below
APART = 0.06  # ink by which two tones of a figure differ at least
FAINT = 0.15  # ink from which a pixel can be part of a stroke: paper's noise in scans and JPEG stays below
GREY = (0.07, 0.9)  # ink of greys: lighter is paper, darker is black
OUTLINED = 0.1  # ink by which an outline is darker than the grey inside of it at least
DISTINCT = 0.2  # the same where it is as wide as a pixel or two: what is darker by less is the edge of the grey
DARKEST = 0.98  # quantile of a scan's dark pixels, and ...
NOISE = 0.08  # ... ink below it down to which they are its black, if ...
NEARLY_BLACK = 0.8  # ... that is so dark: else the figure has no black
CORE = 4  # pixels of flat grey from which there is a grey region; fewer are the soft edge of a stroke


@dataclass(eq=False)
class Tones:
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


def find_tones(ink: np.ndarray) -> Tones:
    """The `Tones` of a figure without its patches."""
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
    return Tones(ink, levels, tone, black)


def _on_white(ink: np.ndarray) -> np.ndarray:
    """The ink above that of the figure's paper, the median of the light tones along its edge.

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


def grey_ranges(tone: np.ndarray) -> list[tuple[int, int]]:
    """The ranges of levels, least and greatest, that the pixels of grey regions fall into."""
    present = np.flatnonzero(np.bincount(tone[tone > 0], minlength=256))
    if not present.size:
        return []
    cuts = np.flatnonzero(np.diff(present) > 255.0 * APART / 2)
    starts, stops = np.append(0, cuts + 1), np.append(cuts, len(present) - 1)
    return [(int(present[a]), int(present[b])) for a, b in zip(starts, stops, strict=True)]
