"""The pair trunk for many pairs of few figures: each figure's share of the convolution is worked out once.

The first layer of the trunk is a convolution over the stacked channels of two maps and of the ink between the figures.
A convolution is linear, so it is the sum of three, of which the first two depend on one figure each. In training every
figure is in a single pair, and the trunk does all at once.
"""

from __future__ import annotations

import copy

import numpy as np

from nets import Sequential


def halves(trunk: Sequential, maps: np.ndarray) -> np.ndarray:
    """The share of each figure in the convolution of the trunk, as the first and as the second of a pair.

    Parameters
    ----------
    trunk : nets.Sequential
        A convolution over two maps and further channels, and the layers that follow.
    maps : numpy.ndarray
        (N, C, H, W).

    Returns
    -------
    numpy.ndarray
        (N, 2, O, H, W).
    """
    weight, channels = trunk.layers[0].params["weight"], maps.shape[1]
    both = np.concatenate([weight[:, :channels], weight[:, channels:2 * channels]])
    added = _convolution(trunk, both).forward(maps)
    return added.reshape(len(maps), 2, -1, *added.shape[2:])


def paired(trunk: Sequential, first: np.ndarray, second: np.ndarray, further: np.ndarray) -> np.ndarray:
    """The output of the trunk for N pairs, from the `halves` of both figures and the further channels (N, c, H, W)."""
    convolution = trunk.layers[0]
    rest = convolution.params["weight"][:, -further.shape[1]:]
    added = _convolution(trunk, rest).forward(further) + convolution.params["bias"][:, None, None]
    return Sequential(trunk.layers[1:]).forward(first[:, 0] + second[:, 1] + added)


def _convolution(trunk, weight):
    """The convolution of the trunk with another weight and no bias."""
    part = copy.copy(trunk.layers[0])
    part.params = {"weight": np.ascontiguousarray(weight)}
    part.out_channels, part.in_channels = weight.shape[:2]
    return Sequential([part])
