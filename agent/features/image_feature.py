"""Features that are pictures: one a figure of the problem, with the distances between them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from agent.vision.components import fill_each, label_each
from agent.vision.morphology import bounding_box, windowed
from agent.vision.raster import SIDE, grow
from nets.fast.memory import scratch

# All set by hand, with the Basic problems and generated ones in view.
IMAGE_NOISE = 0.02  # share of the ink by which two renderings of one drawing differ beyond a pixel
GREY_NOISE = 0.1  # ink by which two renderings of one grey differ
EMPTY = 40.0  # raster pixels; pictures with less ink than this differ little, however unlike they are


class ImageFeature:
    """One bool image for each figure, compared by the ink that the other does not cover.

    Ink within a pixel of the other's counts as covered. `tones`, where given, are float32 (figures, SIDE, SIDE), 0
    white to 1 black: differences in grey then add to the distances.

    Attributes
    ----------
    images, grown : numpy.ndarray
        bool (figures, SIDE * SIDE): the images, and the same dilated by the tolerance.
    distances : numpy.ndarray
        float64 (figures, figures), in units of `noise`, which is a share of the ink.
    """

    def __init__(self, name, images, noise=IMAGE_NOISE, tones=None):
        self.name = name
        self.noise = noise
        images = np.asarray(images)
        self.images = images.reshape(len(images), -1)
        self.grown = grow(images).reshape(len(images), -1)
        shown = self.grown.any(axis=0)  # all other pixels are white in every picture
        self._shown = np.flatnonzero(shown)
        self._box = bounding_box(grow(shown.reshape(1, SIDE, SIDE))[0])  # pixels outside of it do not grow into `shown`
        self._in_box = np.flatnonzero(shown.reshape(SIDE, SIDE)[self._box])
        self._ink, self._cover = (pixels[:, self._shown].astype(np.float32) for pixels in (self.images, self.grown))
        self._area = self._ink.sum(1)
        self.distances = self._costs(self._ink, self._cover, self._area)
        if tones is not None:
            self.distances += self._tone_distances(tones)

    @cached_property
    def components(self):
        """Of each image its connected components: int32 labels (SIDE, SIDE) from 1, and how many there are."""
        return label_each(self.images.reshape(-1, SIDE, SIDE))

    @cached_property
    def filled(self):
        """The images with their holes filled: bool (figures, SIDE, SIDE)."""
        return np.stack(fill_each(self.images.reshape(-1, SIDE, SIDE)))

    def costs(self, predicted):
        """Distances of predicted images, bool (k, SIDE * SIDE), to every figure's: float64 (k, figures)."""
        boxed = predicted.reshape(-1, SIDE, SIDE)[(slice(None), *self._box)]
        ink, cover = (
            np.take(pixels.reshape(len(predicted), -1), self._in_box, axis=1).astype(np.float32)
            for pixels in (boxed, grow(boxed))
        )
        return self._costs(ink, cover, [np.count_nonzero(picture) for picture in predicted])

    def costs_of_moved(self, index, moves):
        """`costs` of the k images that `Moves` make of figure `index`'s."""
        shape = len(self._shown), moves.sources.shape[1]
        sources = np.take(moves.sources, self._shown, axis=0, mode="clip", out=scratch("sources", shape, np.int64))
        ink, cover = (
            np.take(_float(pixels[index]), sources, mode="clip", out=scratch(name, shape, np.float32)).T
            for name, pixels in (("moved", self.images), ("grown", self.grown))
        )
        return self._costs(ink, cover, moves.copies @ self.images[index])

    def _costs(self, ink, cover, area):
        """Distances of k images, from their pixels and the same grown, (k, shown) each, and all their ink (k,)."""
        area = np.asarray(area, np.float32)[:, None]
        missing = area - ink @ self._cover.T
        extra = self._area - cover @ self._ink.T
        return ((missing + extra) / (area + self._area + EMPTY) / self.noise).astype(np.float64)

    def _tone_distances(self, tones):
        """Distances by grey where two images agree; differences within a pixel and up to GREY_NOISE count nothing."""
        lightest, darkest = (
            windowed(function, tones, 1, outside).reshape(len(tones), -1)
            for function, outside in ((np.minimum, 1.0), (np.maximum, 0.0))
        )
        apart = np.stack([
            (np.maximum(light - darkest - np.float32(GREY_NOISE), 0.0) * (image == self.images)).sum(axis=1)
            for light, image in zip(lightest, self.images, strict=True)
        ])
        area = self._area[:, None] + self._area[None] + EMPTY
        return ((apart + apart.T) / area / self.noise).astype(np.float64)

    def tells_apart(self, figures):
        """Whether any two of a slice of the figures differ."""
        return (self.images[figures] != self.images[figures][:1]).any()

    def empty(self, line):
        """Whether the pictures of all figures of `line` are empty, so that the line tests no relation."""
        return self._area[list(line)].sum() < 1


class Moves:
    """Moves of the pixels of an image, k of them.

    Parameters
    ----------
    sources : numpy.ndarray
        int (k, SIDE * SIDE): where each pixel comes from, SIDE * SIDE for one from outside.

    Attributes
    ----------
    sources : numpy.ndarray
        The same, int64 (SIDE * SIDE, k).
    copies : numpy.ndarray
        float32 (k, SIDE * SIDE): to how many places each pixel goes.
    """

    def __init__(self, sources):
        self.sources = np.ascontiguousarray(sources.T, np.int64)
        self.copies = np.stack([np.bincount(row, minlength=SIDE**2 + 1)[:-1] for row in sources]).astype(np.float32)


def _float(image):
    """A bool image (SIDE * SIDE,) as float32, with one more, white pixel that stands for what lies outside."""
    padded = np.zeros(SIDE * SIDE + 1, np.float32)
    padded[:-1] = image
    return padded


def distinct(features, known=()):
    """The features but those whose distances differ from a known or an earlier one's by less than a noise unit."""
    known = [feature.distances for feature in known]
    kept = []
    for feature in features:
        if not known or np.abs(np.stack(known) - feature.distances).max(axis=(1, 2)).min() >= 1.0:
            known.append(feature.distances)
            kept.append(feature)
    return kept
