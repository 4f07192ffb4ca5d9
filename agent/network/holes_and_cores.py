"""Holes and cores of figures: white regions that ink encloses, and solid regions. They part shapes that touch.

Connected ink is one object, however many shapes it joins. But touching outlines enclose a hole each, and solid shapes
that touch come apart where an opening (Serra 1982) takes away everything as thin as a line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.object_crops import object_crops
from agent.network.object_regions import INK, ranks, region_properties, sheet_of
from agent.vision import components
from agent.vision.components import FOUR
from agent.vision.morphology import windowed

KINDS = ("hole", "core")  # of parts that are no objects
# Part of the network: other values need it trained anew. Set by hand on the pairs that it learns from.
COUNTS = 13  # classes of the number of each kind in a figure: 0 to 12
_MOST = 9  # of each kind, the largest, that are kept of a figure
_SMALLEST = 0.05  # least radius, as a share of the side
_OPENING = 0.065  # width, as a share of the side, between those of lines and of solid shapes


class HolesAndCores(NamedTuple):
    """P holes and cores of N figures.

    Attributes
    ----------
    figure, kind : numpy.ndarray
        int (P,): the place of the figure in the batch, and the place in KINDS.
    crop : numpy.ndarray
        float32 (P, 2, CROP, CROP), see `agent.network.object_crops`.
    summary : numpy.ndarray
        float32 (N, len(KINDS) * COUNTS): how many of each kind, one-hot.
    """

    figure: np.ndarray
    kind: np.ndarray
    crop: np.ndarray
    summary: np.ndarray


def holes_and_cores(ink: np.ndarray) -> HolesAndCores:
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
    """Labels of the white regions but the one around the figures, and how many there are."""
    labels, found = components.label(sheet <= INK, FOUR)
    return np.maximum(labels - 1, 0), found - 1  # the corner of the sheet has label 1


def _cores(sheet, width):
    """Labels of the regions that an opening of the ink by a square of `width` pixels leaves, and how many there are."""
    labels, found = components.label(windowed(np.minimum, sheet > INK, width // 2, False))
    return np.where(labels > 0, labels, windowed(np.maximum, labels, width // 2, 0)), found
