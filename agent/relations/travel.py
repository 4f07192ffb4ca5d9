"""Pictures that move on by cells of a board and come in again at its other edge."""

from __future__ import annotations

import numpy as np

from agent.perception.images import SIDE
from agent.relations.guess import Guess, average

CELLS = (3, 4)  # along a board's side; steps of a half are among the quarters
_STEPS = [
    (cells, down, right) for cells in CELLS for down in range(cells) for right in range(cells) if down or right
]


def moved_round(feature, line):
    """The picture moves on by the cells by which the reference's last figure but one became its last."""
    predicted = []
    for other in line.references:
        figures = feature.images[[line.start[-1], *other[-2:]]].reshape(3, SIDE, SIDE)
        box = _box(figures.any(axis=0))
        rolled = np.stack([_rolled(figures[1], box, *step).ravel() for step in _STEPS])
        step = _STEPS[int(feature.costs(rolled)[:, other[-1]].argmin())]
        predicted.append(_rolled(figures[0], box, *step).ravel())
    if predicted:
        yield Guess("moved round", 0.2, average(feature.costs(np.stack(predicted))))


def _box(mask):
    """The slices (rows, columns) that hold what a bool picture shows."""
    return tuple(
        slice(int(seen.argmax()), SIDE - int(seen[::-1].argmax())) for seen in (mask.any(axis=1), mask.any(axis=0))
    )


def _rolled(picture, box, cells, down, right):
    """The picture with what lies in the box moved by `down` and `right` of its `cells` a side."""
    rolled = picture.copy()
    height, width = rolled[box].shape
    steps = round(down * height / cells), round(right * width / cells)
    rolled[box] = np.roll(rolled[box], steps, axis=(0, 1))
    return rolled
