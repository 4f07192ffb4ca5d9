"""Rigid motions of pictures about the middle of the figure: turns by multiples of 15 degrees, and reflections."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.features.image_feature import ImageFeature, Moves
from agent.rules.prediction import Line, Prediction
from agent.vision.raster import SIDE

STEP = 15  # degrees between the turns that are tried


def _source(angle: float, mirrored: bool) -> np.ndarray:
    """The pixel from which each pixel of the moved picture comes; SIDE * SIDE stands for outside."""
    centre = (SIDE - 1) / 2
    y, x = np.mgrid[:SIDE, :SIDE] - centre
    cosine, sine = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    column = np.rint((cosine * x - sine * y) * (-1 if mirrored else 1) + centre).astype(int)
    row = np.rint(sine * x + cosine * y + centre).astype(int)
    inside = (row >= 0) & (row < SIDE) & (column >= 0) & (column < SIDE)
    return np.where(inside, row * SIDE + column, SIDE * SIDE).ravel()


def _prior(angle: float) -> float:
    """The prior weight of a turn, chosen by hand: the simpler the angle, the likelier."""
    return 0.1 if angle % 90 == 0 else 0.03 if angle % 45 == 0 else 0.01


_TURNS = [(f"turned by {angle}", angle, False) for angle in range(STEP, 360, STEP)]
_MIRRORS = [
    ("mirrored left-right", 0, True),
    ("mirrored up-down", 180, True),
    ("mirrored about a diagonal", 90, True),
    ("mirrored about the other diagonal", 270, True),
]
_MOTIONS = _TURNS + _MIRRORS
_MOVES = Moves(np.stack([_source(angle, mirrored) for _, angle, mirrored in _MOTIONS]))


def rigid_motion(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """The last figure is the one before it, turned or reflected."""
    for (name, angle, _), costs in zip(_MOTIONS, feature.costs_of_moved(line.given[-1], _MOVES), strict=True):
        yield Prediction(name, _prior(angle), costs)
