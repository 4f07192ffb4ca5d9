"""Hues of coloured figures."""

from __future__ import annotations

import numpy as np
from PIL import Image

CHROMA = 0.15  # largest less smallest of red, green and blue, of 1, from which a pixel is coloured
FULL = 0.6  # chroma of a fill from which it is a full colour and no lighter tint of it
COLOURED = 0.1  # share of an object's pixels that are coloured at least where it has a hue


def find_hues(rgb: np.ndarray, shape: tuple) -> np.ndarray:
    """The chroma and hue of each pixel as a complex number, 0 for greys: complex64 of a shape (height, width).

    Parameters
    ----------
    rgb : numpy.ndarray
        uint8 (height, width, 3), in the same or a larger size.
    """
    if rgb.shape[:2] != shape:
        rgb = np.asarray(Image.fromarray(rgb).resize((shape[1], shape[0]), Image.Resampling.BOX))
    red, green, blue = np.moveaxis(rgb.astype(np.float32) / 255.0, -1, 0)
    plane = red + green * np.exp(2j * np.pi / 3.0) + blue * np.exp(-2j * np.pi / 3.0)
    return np.where(np.abs(plane) > CHROMA, plane, 0.0).astype(np.complex64)


def mean_hue(values: np.ndarray) -> float | None:
    """The hue, degrees from 0 to 360 with red at 0, of pixels of `find_hues`, (n,); None where they are grey."""
    if not values.size or np.count_nonzero(values) < COLOURED * values.size:
        return None
    return float(np.degrees(np.angle(values.sum()))) % 360.0


def full_hue(values: np.ndarray) -> bool:
    """Whether the coloured ones among pixels of `find_hues`, (n,), are of a full colour, not a tint."""
    coloured = np.abs(values[values != 0])
    return bool(coloured.size) and float(np.median(coloured)) > FULL
