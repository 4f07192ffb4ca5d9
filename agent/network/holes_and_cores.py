"""The pieces of figures: paper that ink encloses, and solid parts; they tell shapes apart that touch.

Connected ink is one object however many shapes it joins. What a row of touching outlines encloses stays
apart, and so do solid shapes once everything as thin as a line is taken away (an opening: Serra 1982).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.network.object_crops import object_crops
from agent.network.object_regions import EVERYWHERE, INK, ranks, region_properties, sheet_of
from agent.vision.morphology import windowed

KINDS = ("hole", "core")
COUNTS = 13  # a figure has 0 to 12 of a kind
_MOST = 9  # of a kind kept of a figure, the largest
_SMALLEST = 0.05  # radius in shares of the side
_OPENING = 0.065  # of the side: lines are thinner, solid shapes thicker


class HolesAndCores(NamedTuple):
    """P pieces of N figures.

    Attributes
    ----------
    figure, kind : numpy.ndarray
        int (P,): the figure's place in the batch, the place in KINDS.
    crop : numpy.ndarray
        float32 (P, 2, CROP, CROP), see agent.network.object_crops.
    summary : numpy.ndarray
        float32 (N, len(KINDS) * COUNTS): how many of each kind, one-hot.
    """

    figure: np.ndarray
    kind: np.ndarray
    crop: np.ndarray
    summary: np.ndarray


def holes_and_cores(ink):
    """The `HolesAndCores` of figures (N, side, side) of float32 ink."""
    count, side = ink.shape[0], ink.shape[-1]
    sheet = sheet_of(ink)
    figures, kinds, crops, counts = [], [], [], []
    for kind, (labels, found) in enumerate((_holes(sheet), _cores(sheet, 2 * round(_OPENING * side / 2) + 1))):
        image = (labels > 0).astype(np.float32)
        figure, x, y, radius, label = region_properties(image, labels, found, _SMALLEST * side)
        number = np.minimum(np.bincount(figure, minlength=count), COUNTS - 1)
        counts.append(np.eye(COUNTS, dtype=np.float32)[number])
        kept = ranks(figure, radius) < _MOST
        crops.append(object_crops(image, labels, label[kept], x[kept], y[kept], radius[kept]))
        figures.append(figure[kept])
        kinds.append(np.full(kept.sum(), kind))
    return HolesAndCores(np.concatenate(figures), np.concatenate(kinds), np.concatenate(crops),
                  np.concatenate(counts, axis=1))


def _holes(sheet):
    """Labels of connected paper but that around the figures, and how many there are."""
    labels, found = ndimage.label(sheet <= INK)
    return np.maximum(labels - 1, 0), found - 1  # the sheet's corner is labelled first


def _cores(sheet, width):
    """Labels of what an opening by a square of `width` pixels leaves of the ink, and how many there are."""
    labels, found = ndimage.label(windowed(np.minimum, sheet > INK, width // 2, False), EVERYWHERE)
    return np.where(labels > 0, labels, windowed(np.maximum, labels, width // 2, 0)), found
