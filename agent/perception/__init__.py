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
    """Yield the features of a problem's figures, matrix first, then options, in three lists, the cheapest first.

    These are pictures of whole figures, pictures of their parts, and numbers. The first is of all ink. No feature
    tells what an earlier one does (see `distinct`).
    """
    views = [look(figure) for figure in problem.matrix + problem.options]
    wholes = distinct(_wholes(views))
    yield wholes
    nested, main = [nesting(view) for view in views], [main_object(view) for view in views]
    parts = distinct(_parts(views, nested, main), wholes)
    yield parts
    yield distinct(_numbers(views, nested, main), wholes + parts)


def _wholes(views):
    stacks = {
        "figure": [view.dark for view in views],
        "silhouette": [view.filled for view in views],
        "black": [view.ink >= BLACK for view in views],
    }
    tones = {"figure": np.stack([tone_raster(view.ink) for view in views])}
    return _features(stacks, {"contour": [to_raster(view.filled) for view in views]}, tones)


def _parts(views, nested, main):
    parts = [layers(view, nest.inside) for view, nest in zip(views, nested)]
    blacks = [view.ink >= BLACK for view in views]
    stacks = {
        "inner": [nest.inner for nest in nested],
        "inner black": [nest.inner & black for nest, black in zip(nested, blacks)],
        "innermost": [(nest.inner if nest.count else view.filled) & (black | view.strokes)
                      for view, nest, black in zip(views, nested, blacks)],  # as if no frame were around it
        **{name: [part[name] for part in parts] for name in parts[0]},
    }
    shapes = {
        "main shape": [normalised(mask) for mask in main],
        "inner shape": [normalised(nest.largest) for nest in nested],
    }
    return _features(stacks, shapes, {})


def _features(stacks, shapes, tones):
    """Features of masks in their place and of the contours of shapes on the raster."""
    features = [
        ImageFeature(name, np.stack([to_raster(mask) for mask in masks]), tones=tones.get(name))
        for name, masks in stacks.items()
    ]
    return features + [
        ImageFeature(name, np.stack([contour(shape) for shape in rasters]), CONTOUR_NOISE)
        for name, rasters in shapes.items()
    ]


def _numbers(views, nested, main):
    seen = [attributes(*each) for each in zip(views, nested, main)]
    features = [VectorFeature(name, [row[name] for row in seen], noise) for name, noise in NOISE.items()]
    turned = [bearings(view, shape, nest.largest) for view, shape, nest in zip(views, main, nested)]
    features += [BearingFeature(name, [row[name] for row in turned], BEARING_NOISE) for name in BEARINGS]
    for kind, column in enumerate(vocabulary(views).T, 1):
        features.append(VectorFeature(f"component {kind}", column, COUNT_NOISE, sparse=True))
    return features
