"""Perception: every figure is looked at once; features hold what was seen on all of them."""

from __future__ import annotations

import numpy as np

from agent.perception.attributes import NOISE, attributes
from agent.perception.features import ImageFeature, VectorFeature, distinct
from agent.perception.images import centred, layers, main_object, to_raster
from agent.perception.view import View, look
from agent.perception.vocabulary import vocabulary

COUNT_NOISE = 0.3

__all__ = ["ImageFeature", "VectorFeature", "View", "look", "perceive"]


def perceive(problem):
    """The features of a problem's figures, matrix first, then options; the whole figure comes first."""
    views = [look(figure) for figure in problem.matrix + problem.options]
    return distinct(_images(views) + _numbers(views))


def _images(views):
    parts = [layers(view) for view in views]
    main = [main_object(view) for view in views]
    stacks = {
        "figure": [to_raster(view.dark) for view in views],
        "silhouette": [to_raster(view.filled) for view in views],
        **{name: [to_raster(part[name]) for part in parts] for name in parts[0]},
        "main shape": [centred(mask, scaled=True) for mask in main],
        "centred figure": [centred(view.dark, scaled=False) for view in views],
        "scaled figure": [centred(view.dark, scaled=True) for view in views],
    }
    return [ImageFeature(name, np.stack(stack)) for name, stack in stacks.items()]


def _numbers(views):
    seen = [attributes(view) for view in views]
    features = [VectorFeature(name, [row[name] for row in seen], noise) for name, noise in NOISE.items()]
    counts = vocabulary(views)
    if counts.shape[1]:
        features.append(VectorFeature("vocabulary", counts, 0.5))
        for kind, column in enumerate(counts.T, 1):
            features.append(VectorFeature(f"component {kind}", column, COUNT_NOISE, sparse=True))
    return features
