"""The features of a problem: every figure is segmented once, and each feature holds one value a figure.

What a feature is made of is measured once of figures that are equal.
"""

from __future__ import annotations

import numpy as np

from agent.features.attributes import NOISE, attributes
from agent.features.image_feature import ImageFeature, distinct
from agent.features.vector_feature import VectorFeature
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

    def features(self):
        """Yield features in two lists, the cheapest first: pictures and numbers.

        The very first shows all ink. A feature with the same distances as an earlier one is left out (see `distinct`).
        """
        pictures = distinct(self._pictures())
        yield pictures
        yield distinct(self._numbers(), pictures)

    def _pictures(self):
        views = self._different
        tones = np.stack([tone_raster(view.ink) for view in views])
        return [
            self._picture("figure", [view.dark for view in views], tones[self._place]),
            self._picture("black", [view.black for view in views]),
            self._shape("contour", [to_raster(view.filled) for view in views]),
        ]

    def _numbers(self):
        measured = [attributes(view) for view in self._different]
        return [VectorFeature(name, [measured[place][name] for place in self._place], noise)
                for name, noise in NOISE.items()]

    def _picture(self, name, masks, tones=None):
        """The feature of masks, one for each different figure, where they lie in the figure."""
        return ImageFeature(name, np.stack([to_raster(mask) for mask in masks])[self._place], tones=tones)

    def _shape(self, name, rasters):
        """The feature of the contours of shapes on the raster, one for each different figure."""
        return ImageFeature(name, np.stack([contour(raster) for raster in rasters])[self._place], CONTOUR_NOISE)
