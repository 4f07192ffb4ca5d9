"""The common raster: figures of any size averaged onto 96 x 96 pixels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy import sparse

from agent.vision.morphology import dilate, erode

SIDE = 96  # pixels along the raster's side; chosen so that the finest stroke of a 184-pixel figure keeps one pixel
COVERED = 0.3  # share of a raster pixel that a mask must cover; below a half, so that thin strokes stay, set by hand


def to_raster(mask: np.ndarray) -> np.ndarray:
    """A bool mask of any shape on the raster: bool (SIDE, SIDE), which must not be written to."""
    return _raster(np.ascontiguousarray(mask).tobytes(), mask.shape)


@lru_cache(maxsize=64)  # masks repeat: a part of a figure is often all of it, or nothing
def _raster(pixels: bytes, shape: tuple[int, int]) -> np.ndarray:
    return tone_raster(np.frombuffer(pixels, bool).reshape(shape)) > COVERED


def tone_raster(ink: np.ndarray) -> np.ndarray:
    """Ink of any shape averaged over the raster's pixels: float32 (SIDE, SIDE)."""
    rows, columns = (_averaging(length) for length in ink.shape)
    return rows @ (columns @ ink.T.astype(np.float32)).T


@lru_cache(maxsize=16)
def _averaging(length: int) -> sparse.csr_array:
    """Pillow's box filter as a sparse matrix (SIDE, length), several times as fast as Pillow on small images."""
    resized = Image.fromarray(np.eye(length, dtype=np.float32)).resize((length, SIDE), Image.Resampling.BOX)
    return sparse.csr_array(np.asarray(resized))


def contour(image: np.ndarray) -> np.ndarray:
    """The pixels of a bool image (SIDE, SIDE) that touch what is not in it: the border of its shapes."""
    return image & ~erode(image, 1, outside=True)


def grow(images: np.ndarray) -> np.ndarray:
    """Bool images (n, SIDE, SIDE), each dilated by one pixel to all eight sides."""
    return dilate(images, 1)
