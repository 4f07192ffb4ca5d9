"""Pixel analogy: what the examples add and remove is added to and removed from the figure before."""

from __future__ import annotations

import numpy as np

from agent.rules.prediction import FILLED, Prediction, average
from agent.vision.raster import SIDE, grow


def pixel_analogy(feature, line):
    """c = b without what the example loses, with what it gains."""
    if not line.examples:
        return
    images, grown = feature.images, feature.grown
    before, after = (np.array([other[i] for other in line.examples]) for i in (-2, -1))
    lost = images[before] & ~grown[after]
    gained = images[after] & ~grown[before]
    lost = grow(lost.reshape(-1, SIDE, SIDE)).reshape(lost.shape)
    yield Prediction("same change of pixels", FILLED, average(feature.costs((images[line.given[-1]] & ~lost) | gained)))
