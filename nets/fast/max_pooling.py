"""2x2 max pooling of a convolution's rows, and its way back.

Both take windows (rows, O, 2, pooled width, n): even rows above odd ones, the window's left column before its right
one. Each comparison is of two long runs.
"""

from __future__ import annotations

import numpy as np

from nets.fast.memory import multiply_by_mask, scratch


def maximum(z: np.ndarray, out: np.ndarray) -> None:
    """Write the maximum of each window of z (rows, O, 2, width, n) to out (rows / 2, O, width, n)."""
    better = np.maximum(z[:, :, 0], z[:, :, 1], out=scratch("better", z[:, :, 0].shape, z.dtype))
    np.maximum(better[::2], better[1::2], out=out)


def gradient_to_maximum(z: np.ndarray, gradient: np.ndarray, dz: np.ndarray, add: bool) -> None:
    """Give each window's gradient to dz where z is the window's maximum, at the first of equal ones.

    The two columns of each row are compared, then the rows' winners. The winner gets the whole gradient:
    g * won, and g - g * won is left for the other.

    Parameters
    ----------
    z, dz : (rows, O, 2, width, n)
    gradient : (rows / 2, O, width, n)
    add : bool
        Add to dz; else dz is overwritten, with 0 where z is no maximum.
    """
    shape, left, right = z[:, :, 0].shape, dz[:, :, 0], dz[:, :, 1]
    share, part = (scratch(name, shape, z.dtype) for name in ("share", "part"))
    won, upper_won = scratch("won", shape, bool), scratch("upper won", gradient.shape, bool)
    np.maximum(z[:, :, 0], z[:, :, 1], out=part)
    np.greater_equal(part[::2], part[1::2], out=upper_won)
    upper = multiply_by_mask(gradient, upper_won, share[::2])
    np.subtract(gradient, upper, out=share[1::2])
    np.greater_equal(z[:, :, 0], z[:, :, 1], out=won)
    if add:
        multiply_by_mask(share, won, part)
        left += part
        share -= part
        right += share
    else:
        multiply_by_mask(share, won, left)
        np.subtract(share, left, out=right)
