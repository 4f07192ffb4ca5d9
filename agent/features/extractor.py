"""The features of a problem: every figure is segmented once, and each feature holds one value a figure.

What a feature is made of is measured once of figures that are equal.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from agent.features.attributes import NOISE, attributes
from agent.features.image_feature import ImageFeature, distinct
from agent.features.main_shape import main_object, normalised
from agent.features.vector_feature import VectorFeature
from agent.scene.containment import find_nesting_of_each
from agent.scene.segmentation import segment_each
from agent.vision.raster import contour, to_raster, tone_raster
from problems.figure import distinct_figures

CONTOUR_NOISE = 0.05  # share of a contour by which two renderings differ beyond a pixel, set by hand


class FeatureExtractor:
    """Segments figures and gives the features of all of them together.

    Parameters
    ----------
    figures : sequence of problems.Figure
    """

    def __init__(self, figures):
        different, self._place = distinct_figures(figures, coloured=False)
        self._different = segment_each(different)

    @property
    def views(self):
        """One `Segmentation` for each figure."""
        return [self._different[place] for place in self._place]

    def features(self):
        """Yield features in three lists, the cheapest first: pictures of whole figures, of their parts, and numbers.

        The very first shows all ink. A feature with the same distances as an earlier one is left out (see `distinct`).
        """
        wholes = distinct(self._wholes())
        yield wholes
        parts = distinct(self._parts(), wholes)
        yield parts
        yield distinct(self._numbers(), wholes + parts)

    def framed(self):
        """Which pairs of figures differ by a frame around one of them alone: bool (figures, figures)."""
        pairs = list(zip(self._different, self._nestings, strict=True))
        framed = np.array([nesting.inner.any() for nesting in self._nestings])[self._place]
        unframed = self._picture("unframed", [
            (nesting.inner if nesting.inner.any() else view.filled) & (view.black | view.strokes)
            for view, nesting in pairs
        ])
        return (framed[:, None] != framed) & (unframed.distances < 1.0)

    @cached_property
    def _nestings(self):
        return find_nesting_of_each(self._different)

    @cached_property
    def _main(self):
        return [main_object(view) for view in self._different]

    def _wholes(self):
        views = self._different
        tones = np.stack([tone_raster(view.ink) for view in views])
        return [
            self._picture("figure", [view.dark for view in views], tones[self._place]),
            self._picture("black", [view.black for view in views]),
            self._shape("contour", [to_raster(view.filled) for view in views]),
        ]

    def _parts(self):
        pairs = list(zip(self._different, self._nestings, strict=True))
        return [
            self._picture("inner", [nesting.inner for nesting in self._nestings]),
            self._picture("contents", [view.dark & nesting.inside for view, nesting in pairs]),
            self._shape("main shape", map(normalised, self._main)),
        ]

    def _numbers(self):
        measured = attributes(self._different, self._nestings, self._main)
        return [VectorFeature(name, [measured[place][name] for place in self._place], noise)
                for name, noise in NOISE.items()]

    def _picture(self, name, masks, tones=None):
        """The feature of masks, one for each different figure, where they lie in the figure."""
        return ImageFeature(name, np.stack([to_raster(mask) for mask in masks])[self._place], tones=tones)

    def _shape(self, name, rasters):
        """The feature of the contours of shapes on the raster, one for each different figure."""
        return ImageFeature(name, np.stack([contour(raster) for raster in rasters])[self._place], CONTOUR_NOISE)
