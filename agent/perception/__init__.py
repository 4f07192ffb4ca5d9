"""Perception: every figure is looked at once; features hold what was seen on all of them."""

from __future__ import annotations

import numpy as np

from agent.perception.attributes import NOISE, attributes
from agent.perception.bearings import BEARINGS, bearings
from agent.perception.features import BearingFeature, ImageFeature, VectorFeature, distinct
from agent.perception.images import contour, layers, main_object, normalised, to_raster, tone_raster
from agent.perception.nesting import nesting
from agent.perception.view import BLACK, View, look
from agent.perception.vocabulary import vocabulary

COUNT_NOISE = 0.3
CONTOUR_NOISE = 0.05  # share of a contour by which two renderings differ beyond the tolerance
BEARING_NOISE = 0.1  # of a unit vector: 6 degrees

__all__ = ["BearingFeature", "ImageFeature", "VectorFeature", "View", "look", "perceive"]


def perceive(problem):
    """Yield the features of a problem's figures, matrix first, then options, in two lists: pictures, then numbers.

    The first picture is of the whole figure. No feature tells what an earlier one does (see `distinct`).
    """
    views = [look(figure) for figure in problem.matrix + problem.options]
    nested = [nesting(view) for view in views]
    main = [main_object(view) for view in views]
    pictures = distinct(_images(views, nested, main))
    yield pictures
    yield distinct(_numbers(views, nested, main), pictures)


def _images(views, nested, main):
    parts = [layers(view, nest.inside) for view, nest in zip(views, nested)]
    shapes = {
        "contour": [contour(to_raster(view.filled)) for view in views],
        "main shape": [contour(normalised(mask)) for mask in main],
        "inner shape": [contour(normalised(nest.largest)) for nest in nested],
    }
    stacks = {
        "figure": [to_raster(view.dark) for view in views],
        "silhouette": [to_raster(view.filled) for view in views],
        "black": [to_raster(view.ink >= BLACK) for view in views],
        "inner": [to_raster(nest.inner) for nest in nested],
        "inner black": [to_raster(nest.inner & (view.ink >= BLACK)) for nest, view in zip(nested, views)],
        **{name: [to_raster(part[name]) for part in parts] for name in parts[0]},
    }
    tones = {"figure": np.stack([tone_raster(view.ink) for view in views])}
    features = [ImageFeature(name, np.stack(stack), tones=tones.get(name)) for name, stack in stacks.items()]
    return features + [ImageFeature(name, np.stack(stack), CONTOUR_NOISE) for name, stack in shapes.items()]


def _numbers(views, nested, main):
    seen = [attributes(*each) for each in zip(views, nested, main)]
    features = [VectorFeature(name, [row[name] for row in seen], noise) for name, noise in NOISE.items()]
    turned = [bearings(view, shape, nest.largest) for view, shape, nest in zip(views, main, nested)]
    features += [BearingFeature(name, [row[name] for row in turned], BEARING_NOISE) for name in BEARINGS]
    for kind, column in enumerate(vocabulary(views).T, 1):
        features.append(VectorFeature(f"component {kind}", column, COUNT_NOISE, sparse=True))
    return features
