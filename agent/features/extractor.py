"""Perception: every figure is looked at once; features hold what was seen on all of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from agent.features.attributes import NOISE, attributes
from agent.features.component_types import component_types
from agent.features.image_feature import ImageFeature, distinct
from agent.features.layers import layers, main_object, normalised
from agent.features.orientations import ORIENTATIONS, orientations
from agent.features.vector_feature import AngleFeature, VectorFeature
from agent.scene.containment import nesting
from agent.scene.segmentation import segment
from agent.vision.raster import contour, to_raster, tone_raster

COUNT_NOISE = 0.3
CONTOUR_NOISE = 0.05  # share of a contour by which two renderings differ beyond the tolerance
ANGLE_NOISE = 0.1  # of a unit vector: 6 degrees


class FeatureExtractor:
    """What is seen of `figures`, a sequence of `problems.Figure`: each is looked at once.

    Attributes
    ----------
    views : list of View
    """

    def __init__(self, figures):
        self.views = [segment(figure) for figure in figures]

    def features(self):
        """Yield features in three lists, the cheapest first: pictures of whole figures, of their parts, and numbers.

        The first is of all ink. No feature tells what an earlier one does (see `distinct`).
        """
        wholes = distinct(self._wholes())
        yield wholes
        parts = distinct(self._parts(), wholes)
        yield parts
        yield distinct(self._numbers(), wholes + parts)

    def framed(self):
        """Which pairs of figures show the same, one in a frame, the other without: bool (figures, figures)."""
        framed = np.array([nest.count > 0 for nest in self._nested])
        return (framed[:, None] != framed) & (self._innermost.distances < 1.0)

    @cached_property
    def _nested(self):
        return [nesting(view) for view in self.views]

    @cached_property
    def _main(self):
        return [main_object(view) for view in self.views]

    @cached_property
    def _innermost(self):
        """The figures as if no frame were around what they show."""
        return _picture("innermost", [
            (nest.inner if nest.count else view.filled) & (view.black | view.strokes)
            for view, nest in zip(self.views, self._nested)
        ])

    def _wholes(self):
        views, tones = self.views, np.stack([tone_raster(view.ink) for view in self.views])
        return [
            _picture("figure", [view.dark for view in views], tones),
            _picture("silhouette", [view.filled for view in views]),
            _picture("black", [view.black for view in views]),
            _shape("contour", [to_raster(view.filled) for view in views]),
        ]

    def _parts(self):
        parts = [layers(view, nest.inside) for view, nest in zip(self.views, self._nested)]
        return [
            _picture("inner", [nest.inner for nest in self._nested]),
            _picture("inner black", [nest.inner & view.black for nest, view in zip(self._nested, self.views)]),
            self._innermost,
            *(_picture(name, [part[name] for part in parts]) for name in parts[0]),
            _shape("main shape", map(normalised, self._main)),
            _shape("inner shape", [normalised(nest.largest) for nest in self._nested]),
        ]

    def _numbers(self):
        seen = [attributes(*each) for each in zip(self.views, self._nested, self._main)]
        turned = [orientations(view, shape, nest.largest)
                  for view, shape, nest in zip(self.views, self._main, self._nested)]
        return [
            *(VectorFeature(name, [row[name] for row in seen], noise) for name, noise in NOISE.items()),
            *(AngleFeature(name, [row[name] for row in turned], ANGLE_NOISE) for name in ORIENTATIONS),
            *(VectorFeature(f"component {kind}", column, COUNT_NOISE, sparse=True)
              for kind, column in enumerate(component_types(self.views).T, 1)),
        ]


def _picture(name, masks, tones=None):
    """The feature of masks in their place."""
    return ImageFeature(name, np.stack([to_raster(mask) for mask in masks]), tones=tones)


def _shape(name, rasters):
    """The feature of the contours of what is on the raster."""
    return ImageFeature(name, np.stack([contour(raster) for raster in rasters]), CONTOUR_NOISE)
