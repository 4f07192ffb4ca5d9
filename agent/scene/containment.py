"""What lies inside the silhouettes of a figure: the background there and the inner shapes on it.

An inner shape may be darker or lighter than its background. The constants were set by hand on generated figures, where
it is known what lies inside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agent.scene.segmentation import Segmentation, line_radius
from agent.vision.morphology import FOUR, bounding_box, dilate, erode, fill_holes, label

# Lengths are shares of the figure's longer side unless said otherwise.
BAND = 0.06  # width of the zone along the inner edge of the outlines in which the background is looked for
CONNECTED = 0.3  # least share of the zone's outer border along one region of one tone, for it to be the background
CONTRAST = 0.25  # least difference in ink between the background and a pixel of an inner shape
LEAST = 0.06  # side of a square that fits into any inner shape; it fits into no dot and no hatching
DOTS = 3  # least number of small regions that make a pattern
DOT = 0.045  # side of a square that fits into no dot of a pattern
SOFT = 2  # pixels around an inner shape that a soft renderer darkens
THICKEST = 0.12  # width of the thickest outline
RIM = 0.75  # least share of the pixels of one depth that are dark, or black, where that depth is still outline


@dataclass(frozen=True, eq=False)
class Nesting:
    """The background inside the outlines of the silhouettes and the shapes that lie on it.

    Attributes
    ----------
    inside : numpy.ndarray
        bool (height, width): the silhouettes without their outlines.
    background : float
        Mean ink of the background near the outlines; 0 where no silhouette has an inside.
    inner : numpy.ndarray
        bool (height, width): the silhouettes of the inner shapes.
    """

    inside: np.ndarray
    background: float
    inner: np.ndarray


def find_nesting(view: Segmentation) -> Nesting:
    """The `Nesting` of a figure, from its `Segmentation`."""
    side = max(view.dark.shape)
    inside = _inside(view, line_radius(view))
    band = inside & ~erode(inside, max(1, round(BAND * side)))
    if not band.any():
        return Nesting(inside, 0.0, np.zeros_like(inside))
    background = _background(view.ink, band, inside & ~erode(inside, 1))
    if background is None:
        return Nesting(inside, float(view.ink[band].mean()), np.zeros_like(inside))
    standing_out = fill_holes(inside & (np.abs(view.ink - background) > CONTRAST))
    pieces, found = label(standing_out, FOUR)
    thick = np.zeros(found + 1, bool)
    least = max(1, int(LEAST * side / 2))
    thick[pieces[erode(standing_out, least)]] = True  # label 0 is not among them
    inner = thick[pieces]
    small = erode(standing_out & ~inner, 1)
    if np.unique(pieces[small]).size >= DOTS:  # a pattern: its dots may touch a shape, and are cut off it
        reach = min(round(DOT * side / 2), least)
        inner = dilate(erode(inner, reach), reach)
    near = band & ~dilate(inner, SOFT)
    return Nesting(inside, float(view.ink[near].mean()) if near.any() else background, inner)


def _inside(view: Segmentation, radius: int) -> np.ndarray:
    """The silhouettes without their outlines.

    An outline ends at the first depth at which too few pixels are dark. Beyond the width of a line it also ends where
    too few are black, so that a black outline ends on a grey fill.
    """
    depth = view.depth
    deepest = round(THICKEST * max(depth.shape))
    area, dark, black = (np.bincount(depth[part], minlength=deepest + 1)[:deepest + 1]
                         for part in (view.filled, view.filled & view.dark, view.filled & view.black))
    beyond = np.arange(deepest + 1) > 2 * radius
    ends = np.flatnonzero((dark < RIM * area) | beyond & (black < RIM * area))
    ends = ends[ends > 1]
    # one pixel more than the depth at which it ends: the outline may be thicker in places
    return depth > (ends[0] + 1 if len(ends) else radius)


def _background(ink: np.ndarray, band: np.ndarray, border: np.ndarray) -> float | None:
    """The ink of the background: of the region of the zone `band` that takes most of its outer border.

    Regions are connected, and white, grey or black all over. None where no region takes enough of the border.
    """
    box = bounding_box(band)
    ink, band, border = ink[box], band[box], border[box]
    level, background, longest = np.rint(2.0 * ink), None, CONNECTED * np.count_nonzero(border)
    for tone in range(3):
        toned = band & (level == tone)
        if np.count_nonzero(toned & border) > longest:
            pieces, _ = label(toned, FOUR)
            lengths = np.bincount(pieces[toned & border])
            if lengths.max() > longest:
                background, longest = float(np.median(ink[pieces == lengths.argmax()])), lengths.max()
    return background
