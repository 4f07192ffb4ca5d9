"""What lies inside the silhouettes of a figure: the background there and the inner shapes on it.

An inner shape may be darker or lighter than its background. The constants were set by hand on generated figures, where
it is known what lies inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agent.scene.segmentation import Segmentation, line_radius
from agent.vision.components import FOUR, fill_each, label_each
from agent.vision.morphology import dilate, erode

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


def find_nesting_of_each(views: Sequence[Segmentation]) -> list[Nesting]:
    """The `Nesting` of each figure, from their `Segmentation`s."""
    insides = [_inside(view, line_radius(view)) for view in views]
    bands = [inside & ~erode(inside, max(1, round(BAND * max(inside.shape)))) for inside in insides]
    backgrounds = _backgrounds([view.ink for view in views], bands, [inside & ~erode(inside, 1) for inside in insides])
    standing_out = fill_each([
        np.zeros_like(inside) if background is None else inside & (np.abs(view.ink - background) > CONTRAST)
        for view, inside, background in zip(views, insides, backgrounds, strict=True)
    ])
    inners = [_without_specks(mask, *found)
              for mask, found in zip(standing_out, label_each(standing_out, FOUR), strict=True)]
    nestings = []
    for view, inside, band, background, inner in zip(views, insides, bands, backgrounds, inners, strict=True):
        near = band & ~dilate(inner, SOFT) if inner.any() else band
        nestings.append(Nesting(inside, float(view.ink[near].mean()) if near.any() else background or 0.0, inner))
    return nestings


def _without_specks(standing_out: np.ndarray, pieces: np.ndarray, count: int) -> np.ndarray:
    """The inner shapes among `count` pieces of what stands out, bool, without dots and hatching."""
    if not count:
        return standing_out
    side = max(standing_out.shape)
    thick = np.zeros(count + 1, bool)
    least = max(1, int(LEAST * side / 2))
    thick[pieces[erode(standing_out, least)]] = True  # label 0 is not among them
    inner = thick[pieces]
    small = erode(standing_out & ~inner, 1)
    if np.unique(pieces[small]).size >= DOTS:  # a pattern: its dots may touch a shape, and are cut off it
        reach = min(round(DOT * side / 2), least)
        inner = dilate(erode(inner, reach), reach)
    return inner


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


def _backgrounds(inks: list[np.ndarray], bands: list[np.ndarray], borders: list[np.ndarray]) -> list[float | None]:
    """The ink of each figure's background: of the region of its zone in `bands` that takes most of its outer border.

    Regions are connected, and white, grey or black all over. None where no region takes enough of the border.
    """
    least = [CONNECTED * np.count_nonzero(border) for border in borders]
    figures, zones = [], []
    for figure, (ink, band, border) in enumerate(zip(inks, bands, borders, strict=True)):
        level = np.rint(2.0 * ink)
        for tone in range(3):
            zone = band & (level == tone)
            if np.count_nonzero(zone & border) > least[figure]:
                figures.append(figure)
                zones.append(zone)
    found: list[float | None] = [None] * len(inks)
    for figure, zone, (pieces, _) in zip(figures, zones, label_each(zones, FOUR), strict=True):
        lengths = np.bincount(pieces[zone & borders[figure]])
        if lengths.max() > least[figure]:
            found[figure], least[figure] = float(np.median(inks[figure][pieces == lengths.argmax()])), lengths.max()
    return found
