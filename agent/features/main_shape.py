"""The main shape of a figure, and shapes normalised for comparison."""

from __future__ import annotations

import numpy as np

from agent.scene.segmentation import Segmentation
from agent.vision.morphology import coordinates, with_margin
from agent.vision.raster import SIDE

SPREAD = 0.16  # radius of gyration of a normalised shape, as a share of the raster's side; set by hand


def normalised(mask: np.ndarray) -> np.ndarray:
    """A mask moved and scaled, bool (SIDE, SIDE): its centroid is in the middle, its radius of gyration SPREAD.

    Unlike a bounding box, centroid and radius of gyration hardly depend on single pixels.
    """
    rows, columns = coordinates(mask)
    if rows.size == 0:
        return np.zeros((SIDE, SIDE), bool)
    spread = np.sqrt(rows.var() + columns.var() + 1 / 6)  # 1/6 is the variance of a pixel, a square of side 1
    steps = (np.arange(SIDE) - (SIDE - 1) / 2) * (spread / (SPREAD * SIDE))
    padded = with_margin(mask)
    row, column = (np.int64(np.rint(places.mean() + steps)).clip(-1, length) + 1
                   for places, length in zip((rows, columns), mask.shape, strict=True))
    return padded[row[:, None], column]


def main_object(view: Segmentation) -> np.ndarray:
    """The silhouette of the largest object, a bool mask."""
    if view.object_count == 0:
        return view.filled
    return view.objects == np.bincount(view.objects.ravel())[1:].argmax() + 1
