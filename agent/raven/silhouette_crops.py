"""Crops of silhouettes, each centred and scaled to the same area: the input of the network of object types."""

from __future__ import annotations

import numpy as np

SIDE = 24  # pixels along a side of a crop
REACH = 1.75  # half the side, in radii of the disc of equal area; the corners of a triangle lie at 1.56


def silhouette_crops(scene):
    """The share of every pixel of a crop inside the silhouette: float32 (n, 1, SIDE, SIDE), outer silhouettes first."""
    return np.concatenate([_level_crops(level, scene.ink.shape) for level in (scene.outer, scene.inner)])


def _level_crops(level, shape):
    """The crops of one level; every pixel is the mean of 2 x 2 samples of the silhouette."""
    number = len(level.rim)
    labels = np.zeros(shape, np.int32)
    labels.ravel()[level.pixels] = level.owner + 1
    y, x = np.divmod(level.pixels, shape[1])
    area = np.bincount(level.owner, minlength=number)
    steps = (np.arange(2 * SIDE) + 0.5) / SIDE - 1.0
    reach = REACH * np.sqrt(area / np.pi)
    centres = (np.bincount(level.owner, along, number) / area for along in (y, x))
    rows, columns = (np.rint(centre[:, None] + reach[:, None] * steps).astype(int) for centre in centres)
    inside = (rows >= 0) & (rows < shape[0])
    within = (columns >= 0) & (columns < shape[1])
    seen = labels[rows.clip(0, shape[0] - 1)[:, :, None], columns.clip(0, shape[1] - 1)[:, None, :]]
    own = (seen == np.arange(1, number + 1)[:, None, None]) & inside[:, :, None] & within[:, None, :]
    return own.reshape(number, 1, SIDE, 2, SIDE, 2).mean(axis=(3, 5), dtype=np.float32)
