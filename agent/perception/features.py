"""Features: one kind of observation on every figure of a problem, with the distances between them."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.perception.images import SIDE, grow

IMAGE_NOISE = 0.02  # share of the ink by which two renderings of one drawing differ beyond the tolerance
GREY_NOISE = 0.1  # difference in ink of two renderings of one grey
EMPTY = 40.0  # raster pixels below which an image says little


class ImageFeature:
    """A bool image a figure, compared by the ink that the other does not cover, a pixel tolerated.

    `tones`, where given, are float32 (figures, SIDE, SIDE), 0 white to 1 black: what an image does not tell
    of greys then adds to the distances.

    Attributes
    ----------
    images, grown : numpy.ndarray
        bool (figures, SIDE * SIDE): the images, and the same dilated by the tolerance.
    distances : numpy.ndarray
        float64 (figures, figures), in units of `noise`, a share of the ink.
    """

    def __init__(self, name, images, noise=IMAGE_NOISE, tones=None):
        self.name = name
        self.noise = noise
        images = np.asarray(images)
        self.images = images.reshape(len(images), -1)
        self.grown = grow(images).reshape(len(images), -1)
        self._ink = self.images.astype(np.float32)
        self._cover = self.grown.astype(np.float32)
        self._area = self._ink.sum(1)
        self.distances = self.costs(self.images, self.grown)
        if tones is not None:
            self.distances += self._tone_distances(tones)

    def costs(self, predicted, grown=None):
        """Distances of predicted images (k, SIDE * SIDE) to every figure's: float64 (k, figures)."""
        if grown is None:
            grown = grow(predicted.reshape(-1, SIDE, SIDE)).reshape(len(predicted), -1)
        predicted = predicted.astype(np.float32)
        area = predicted.sum(1)[:, None]
        missing = area - predicted @ self._cover.T
        extra = self._area - grown.astype(np.float32) @ self._ink.T
        return ((missing + extra) / (area + self._area + EMPTY) / self.noise).astype(np.float64)

    def _tone_distances(self, tones):
        """How much darker or lighter areas are that the images do not tell apart.

        A pixel and GREY_NOISE are tolerated.
        """
        lightest, darkest = (
            function(tones, (1, 3, 3)).reshape(len(tones), -1)
            for function in (ndimage.minimum_filter, ndimage.maximum_filter)
        )
        alike = self.images[:, None] == self.images[None]
        darker = np.maximum(lightest[:, None] - darkest[None] - np.float32(GREY_NOISE), 0.0)
        apart = (darker * alike).sum(axis=2)
        area = self._area[:, None] + self._area[None] + EMPTY
        return ((apart + apart.T) / area / self.noise).astype(np.float64)

    def empty(self, line):
        """Whether the feature shows nothing in any figure of `line`, so that nothing can be learned."""
        return self._area[list(line)].sum() < 1


class VectorFeature:
    """A vector a figure, compared by the sum of absolute differences.

    Attributes
    ----------
    values : numpy.ndarray
        float64 (figures, d).
    noise : float
        The b of Laplace noise in the values' unit: differences of this size are not seen.
    distances : numpy.ndarray
        float64 (figures, figures), in units of `noise`.
    """

    def __init__(self, name, values, noise, *, sparse=False):
        self.name = name
        self.noise = noise
        self.sparse = sparse  # zero means that the thing is absent
        values = np.asarray(values, dtype=np.float64)
        self.values = values.reshape(len(values), -1)
        self.distances = np.abs(self.values[:, None] - self.values[None]).sum(2) / noise

    def costs(self, predicted):
        """Distances of predicted vectors (k, d) to every figure's: float64 (k, figures)."""
        return np.abs(np.atleast_2d(predicted)[:, None] - self.values[None]).sum(2) / self.noise

    def empty(self, line):
        """Whether the feature is absent from every figure of `line`, so that nothing can be learned."""
        return self.sparse and not self.values[list(line)].any()


class BearingFeature(VectorFeature):
    """A direction a figure, as a complex number of magnitude 1 or, where there is none, 0."""

    def __init__(self, name, values, noise):
        values = np.asarray(values, dtype=complex)
        self.directions = values
        super().__init__(name, np.stack([values.real, values.imag], axis=1), noise)


def distinct(features):
    """The features without those whose distances are those of an earlier one, to one noise unit."""
    kept = []
    for feature in features:
        if all(np.abs(feature.distances - other.distances).max() >= 1.0 for other in kept):
            kept.append(feature)
    return kept
