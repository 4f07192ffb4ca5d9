"""Pixel analogy: the pixels that complete lines gain and lose at their last step, the open line gains and loses too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.rules.prediction import FILLED, Line, Prediction, average
from agent.vision.raster import SIDE, grow


def pixel_analogy(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """The last figure is the one before it, without what the complete line loses and with what it gains."""
    if not line.examples:
        return
    images, grown = feature.images, feature.grown
    before, after = (np.array([other[i] for other in line.examples]) for i in (-2, -1))
    lost = images[before] & ~grown[after]
    gained = images[after] & ~grown[before]
    lost = grow(lost.reshape(-1, SIDE, SIDE)).reshape(lost.shape)
    yield Prediction("same change of pixels", FILLED, average(feature.costs((images[line.given[-1]] & ~lost) | gained)))
