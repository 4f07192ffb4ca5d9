"""Features: one kind of observation on every figure of a problem, with the distances between them."""

from __future__ import annotations

import numpy as np

from agent.vision.morphology import bounding_box, windowed
from agent.vision.raster import SIDE, grow
from nets.fast.memory import scratch

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
        shown = self.grown.any(axis=0)  # no other pixel is in any picture or near it
        self._shown = np.flatnonzero(shown)
        self._box = bounding_box(grow(shown.reshape(1, SIDE, SIDE))[0])  # what lies outside does not grow into these
        self._in_box = np.flatnonzero(shown.reshape(SIDE, SIDE)[self._box])
        self._ink, self._cover = (pixels[:, self._shown].astype(np.float32) for pixels in (self.images, self.grown))
        self._area = self._ink.sum(1)
        self.distances = self._costs(self._ink, self._cover, self._area)
        if tones is not None:
            self.distances += self._tone_distances(tones)

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
        """Distances of images (k, shown), the same grown, and areas (k,) that count what is not shown too."""
        area = np.float32(area)[:, None]
        missing = area - ink @ self._cover.T
        extra = self._area - cover @ self._ink.T
        return ((missing + extra) / (area + self._area + EMPTY) / self.noise).astype(np.float64)

    def _tone_distances(self, tones):
        """How much darker or lighter areas are that the images do not tell apart.

        A pixel and GREY_NOISE are tolerated.
        """
        lightest, darkest = (
            windowed(function, tones, 1, outside).reshape(len(tones), -1)
            for function, outside in ((np.minimum, 1.0), (np.maximum, 0.0))
        )
        apart = np.stack([
            (np.maximum(light - darkest - np.float32(GREY_NOISE), 0.0) * (image == self.images)).sum(axis=1)
            for light, image in zip(lightest, self.images)
        ])
        area = self._area[:, None] + self._area[None] + EMPTY
        return ((apart + apart.T) / area / self.noise).astype(np.float64)

    def tells_apart(self, figures):
        """Whether any two of a slice of the figures differ."""
        return (self.images[figures] != self.images[figures][:1]).any()

    def empty(self, line):
        """Whether the feature shows nothing in any figure of `line`, so that nothing can be learned."""
        return self._area[list(line)].sum() < 1


class Moves:
    """k ways to move the pixels of an image.

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
    """A bool image (SIDE * SIDE,) as float32, with a pixel more for what is outside."""
    padded = np.zeros(SIDE * SIDE + 1, np.float32)
    padded[:-1] = image
    return padded


def distinct(features, known=()):
    """The features without those whose distances are those of a known or an earlier one, to one noise unit."""
    known = [feature.distances for feature in known]
    kept = []
    for feature in features:
        if not known or np.abs(np.stack(known) - feature.distances).max(axis=(1, 2)).min() >= 1.0:
            known.append(feature.distances)
            kept.append(feature)
    return kept
