"""The least and the largest value around every pixel: what openings are made of."""

from __future__ import annotations

import numpy as np


def windowed(function, values, reach, outside):
    """`function` over the square of `reach` pixels to all sides of every pixel.

    Parameters
    ----------
    function : callable
        np.minimum or np.maximum.
    values : numpy.ndarray
        (height, width).
    outside : bool or int
        What lies beyond the edges.

    Returns
    -------
    numpy.ndarray
        (height, width), of the same type.
    """
    width = 2 * reach + 1
    for _ in range(2):
        result, done = np.pad(values, ((reach, reach), (0, 0)), constant_values=outside), 1
        while done < width:  # windows twice as long until they are long enough
            step = min(done, width - done)
            result, done = function(result[:-step], result[step:]), done + step
        values = np.ascontiguousarray(result.T)
    return values
