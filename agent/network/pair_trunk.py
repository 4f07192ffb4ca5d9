"""The pair trunk for many pairs of few figures: what its convolution makes of a figure is worked out once a figure.

A convolution is linear: over the maps of two figures and the ink between them, one above the other, it is
the sum of three, of which the first two belong to one figure each. In training every figure is in one pair,
and the trunk does all at once.
"""

from __future__ import annotations

import copy

import numpy as np

from nets import Sequential


def halves(trunk, maps):
    """What figures add to the trunk's convolution as the first and as the second of a pair.

    Parameters
    ----------
    trunk : nets.Sequential
        A convolution of two maps and further channels, and what follows.
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


def paired(trunk, first, second, further):
    """The trunk's output for N pairs: of the `halves` (N, 2, O, H, W) of both and the further channels (N, c, H, W)."""
    convolution = trunk.layers[0]
    rest = convolution.params["weight"][:, -further.shape[1]:]
    added = _convolution(trunk, rest).forward(further) + convolution.params["bias"][:, None, None]
    return Sequential(trunk.layers[1:]).forward(first[:, 0] + second[:, 1] + added)


def _convolution(trunk, weight):
    """The trunk's convolution with another weight and no bias."""
    part = copy.copy(trunk.layers[0])
    part.params = {"weight": np.ascontiguousarray(weight)}
    part.out_channels, part.in_channels = weight.shape[:2]
    return Sequential([part])
