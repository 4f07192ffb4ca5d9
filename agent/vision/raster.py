"""The common raster: figures of any size averaged onto 96 x 96 pixels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy import sparse

from agent.vision.morphology import dilate, erode

SIDE = 96  # pixels of the common raster's side: the finest stroke of a 184-pixel figure keeps one
COVERED = 0.3  # share of a raster pixel that ink must cover


def to_raster(mask):
    """A bool mask of any shape as bool (SIDE, SIDE), not to be written to."""
    return _raster(np.ascontiguousarray(mask).tobytes(), mask.shape)


@lru_cache(maxsize=64)  # the parts of a figure are often the whole of it, or nothing
def _raster(pixels, shape):
    return tone_raster(np.frombuffer(pixels, bool).reshape(shape)) > COVERED


def tone_raster(ink):
    """Ink of any shape averaged over the common raster's pixels, float32 (SIDE, SIDE)."""
    rows, columns = (_averaging(length) for length in ink.shape)
    return rows @ (columns @ ink.T.astype(np.float32)).T


@lru_cache(maxsize=16)
def _averaging(length):
    """The matrix (SIDE, length), sparse, of Pillow's box filter: several times as fast where images are small."""
    resized = Image.fromarray(np.eye(length, dtype=np.float32)).resize((length, SIDE), Image.Resampling.BOX)
    return sparse.csr_array(np.asarray(resized))


def contour(image):
    """The border of what a bool image (SIDE, SIDE) holds: all of a shape and none of its area."""
    return image & ~erode(image, 1, outside=True)


def grow(images):
    """Bool images (n, SIDE, SIDE) dilated by a pixel to all eight sides."""
    return dilate(images, 1)
