"""Pictures that move on by cells of a board and come in again at its other edge."""

from __future__ import annotations

import numpy as np

from agent.rules.prediction import Prediction
from agent.vision.raster import SIDE

CELLS = (3, 4)  # along a board's side; steps of a half are among the quarters
_STEPS = [
    (cells, down, right) for cells in CELLS for down in range(cells) for right in range(cells) if down or right
]
_PRIOR = 0.02  # of each step: one of many


def moved_round(feature, line):
    """The last figure is the one before it, moved on by so many of the board's cells."""
    before = feature.images[line.given[-1]].reshape(SIDE, SIDE)
    box = _box(before)
    moved = np.stack([_rolled(before, box, *step).ravel() for step in _STEPS])
    for (cells, down, right), costs in zip(_STEPS, feature.costs(moved)):
        yield Prediction(f"moved round by {down}/{cells} down, {right}/{cells} right", _PRIOR, costs)


def _box(mask):
    """The slices (rows, columns) that hold what a bool picture shows."""
    return tuple(
        slice(int(seen.argmax()), SIDE - int(seen[::-1].argmax())) for seen in (mask.any(axis=1), mask.any(axis=0))
    )


def _rolled(picture, box, cells, down, right):
    """The picture with what lies in the box moved by `down` and `right` of its `cells` a side."""
    height, width = picture[box].shape
    row, column = height - round(down * height / cells), width - round(right * width / cells)
    rolled = picture.copy()
    rolled[box] = np.tile(picture[box], (2, 2))[row:row + height, column:column + width]
    return rolled
