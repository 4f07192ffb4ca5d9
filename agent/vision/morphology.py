"""Morphology of masks: erosion, dilation and boxes.

The filters give what those of `scipy.ndimage` give, several times as fast on figures of a few hundred pixels.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def windowed(function: Callable, values: np.ndarray, reach: int, outside: float) -> np.ndarray:
    """The result of `function` over a square window around every pixel, `reach` pixels to each side.

    Parameters
    ----------
    function : callable
        A ufunc of two arrays that may be applied in any order, such as np.minimum.
    values : numpy.ndarray
        (..., height, width).
    reach : int
        Pixels from the middle of the window to its edge.
    outside : bool or number
        The value beyond the edges.

    Returns
    -------
    numpy.ndarray
        (..., height, width), of the same type.
    """
    width = 2 * reach + 1
    *stack, height, length = values.shape
    padded = np.full((*stack, height + 2 * reach, length + 2 * reach), outside, values.dtype)
    padded[..., reach:reach + height, reach:reach + length] = values
    window = padded.ravel()  # flat, a pixel's neighbours lie at constant offsets; only the margin wraps round
    for stride in (1, length + 2 * reach):
        done = 1
        while done < width:  # double the window until it is long enough
            step = min(done, width - done)
            window = function(window[:-step * stride], window[step * stride:])
            done += step
    padded.ravel()[:window.size] = window
    return np.ascontiguousarray(padded[..., :height, :length])


def erode(mask: np.ndarray, reach: int, outside: bool = False) -> np.ndarray:
    """The pixels of a bool mask whose whole window, `reach` pixels to each side, is in it.

    `outside` says whether what lies beyond the edges counts as in it.
    """
    return windowed(np.logical_and, mask, reach, outside)


def dilate(mask: np.ndarray, reach: int) -> np.ndarray:
    """The pixels in whose window, `reach` pixels to each side, any pixel of a bool mask lies."""
    return windowed(np.logical_or, mask, reach, False)


def with_margin(mask: np.ndarray, width: int = 1) -> np.ndarray:
    """A bool mask (height, width) with a margin of `width` pixels beside it; np.pad takes ten times as long."""
    framed = np.zeros((mask.shape[0] + 2 * width, mask.shape[1] + 2 * width), bool)
    framed[width:-width, width:-width] = mask
    return framed


def coordinates(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows and the columns of the n pixels in a mask (height, width): int (n,) each."""
    return np.divmod(np.flatnonzero(mask), mask.shape[1])


def bounding_box(mask: np.ndarray) -> tuple[slice, slice]:
    """The slices (rows, columns) of the smallest box that holds a mask (height, width); empty for an empty mask."""
    flat, (height, width) = mask.ravel(), mask.shape
    if not flat.any():
        return slice(0, 0), slice(0, 0)
    rows = slice(int(flat.argmax()) // width, height - int(flat[::-1].argmax()) // width)  # of its first and last pixel
    columns = np.flatnonzero(mask[rows].any(axis=0))
    return rows, slice(columns[0], columns[-1] + 1)

