"""Rigid motions of pictures about the figure's middle: turns by steps of 15 degrees, reflections."""

from __future__ import annotations

import numpy as np

from agent.features.image_feature import Moves
from agent.rules.prediction import Prediction
from agent.vision.raster import SIDE

STEP = 15  # degrees


def _source(angle, mirrored):
    """Where each pixel of the moved picture comes from; SIDE * SIDE stands for outside."""
    centre = (SIDE - 1) / 2
    y, x = np.mgrid[:SIDE, :SIDE] - centre
    cosine, sine = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    column = np.rint((cosine * x - sine * y) * (-1 if mirrored else 1) + centre).astype(int)
    row = np.rint(sine * x + cosine * y + centre).astype(int)
    inside = (row >= 0) & (row < SIDE) & (column >= 0) & (column < SIDE)
    return np.where(inside, row * SIDE + column, SIDE * SIDE).ravel()


def _prior(angle):
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


def rigid_motion(feature, line):
    """The last figure is the one before it, turned or reflected."""
    for (name, angle, _), costs in zip(_MOTIONS, feature.costs_of_moved(line.given[-1], _MOVES)):
        yield Prediction(name, _prior(angle), costs)
