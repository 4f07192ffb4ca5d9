"""Cyclic shifts: the cells of a board move on, and those that leave at one edge come in again at the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.rules.prediction import Line, Prediction
from agent.vision.morphology import bounding_box
from agent.vision.raster import SIDE

CELLS = (3, 4)  # cells along a side of a board; moves by halves are among those by quarters
_STEPS = [
    (cells, down, right) for cells in CELLS for down in range(cells) for right in range(cells) if down or right
]
_PRIOR = 0.02  # prior weight of each step: there are 23 of them


def moved_round(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """The last figure is the one before it, shifted cyclically by some cells of the board."""
    before = feature.images[line.given[-1]].reshape(SIDE, SIDE)
    box = bounding_box(before)
    if not before.any():
        box = slice(0, SIDE), slice(0, SIDE)
    moved = np.stack([_rolled(before, box, *step).ravel() for step in _STEPS])
    for (cells, down, right), costs in zip(_STEPS, feature.costs(moved), strict=True):
        yield Prediction(f"moved round by {down}/{cells} down, {right}/{cells} right", _PRIOR, costs)


def _rolled(picture: np.ndarray, box: tuple[slice, slice], cells: int, down: int, right: int) -> np.ndarray:
    """The picture with the content of the box shifted by `down` and `right` of its `cells` to a side."""
    height, width = picture[box].shape
    row, column = height - round(down * height / cells), width - round(right * width / cells)
    rolled = picture.copy()
    rolled[box] = np.tile(picture[box], (2, 2))[row:row + height, column:column + width]
    return rolled
