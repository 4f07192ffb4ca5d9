"""Batch norm inside a fused block: an affine map of the pooled output, and an affine gradient.

With z the convolution's output and s = sqrt(variance + epsilon), batch norm is y = scale * z + shift, scale =
gamma / s and shift = beta - mean * scale. Its gradient (see normalization.py) is affine too:

    dz = scale * g + slope * z + offset,
    slope = -scale / s * dgamma / m,   offset = -scale * dbeta / m - slope * mean,

with g the gradient of y, m entries a channel, dbeta = sum g and dgamma = sum g (z - mean) / s. Where gamma is negative
z is that of the negated weight, so that scale is never negative and max pooling may go before the map.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.convolution import Conv2D
from nets.normalization import BatchNorm


class NormMap:
    """The numbers, one a channel, that a block needs of its convolution's bias and its batch norm (or None).

    Attributes
    ----------
    weight : (O, C, K, L)
        The convolution's, negated where gamma is negative.
    scale, shift : (O,)
        The map after pooling; scale is None without batch norm.
    slope, offset : (O,)
        Of dz; None without batch norm.
    """

    def __init__(self, conv: Conv2D, norm: BatchNorm | None) -> None:
        self.conv, self.norm = conv, norm
        self.weight = conv.params["weight"]
        self.sign: Any = None  # these are arrays, or None without batch norm
        self.scale: Any = None
        self.slope: Any = None
        self.offset: Any = None

    def begin(self) -> None:
        """Make the weight of a training step."""
        self.weight = self.conv.params["weight"]
        if self.norm is not None:
            self.sign = np.where(self.norm.params["gamma"] < 0, -1, 1).astype(self.weight.dtype)
            self.weight = self.sign[:, None, None, None] * self.weight

    def normalise(self, moments: list[list[np.ndarray]], count: int) -> None:
        """Make scale and shift; update the running averages.

        Parameters
        ----------
        moments : list of [sum of z, sum of z**2]
            One entry a group of images, each (O,); empty without batch norm.
        count : int
            Entries of z in a channel.
        """
        bias = self._bias()
        if self.norm is None:
            self.shift = bias
            return
        self.count = count
        total, squares = (np.sum(values, axis=0) for values in zip(*moments, strict=True))
        self.mean = total / count
        variance = np.maximum(squares / count - self.mean ** 2, 0)
        self.norm.update_running(self.sign * self.mean + bias, variance, count)
        self.inverse = 1 / np.sqrt(variance + self.norm.epsilon)
        self.scale = np.abs(self.norm.params["gamma"]) * self.inverse
        self.shift = self.norm.params["beta"] - self.mean * self.scale

    def differentiate(self, sums: list[tuple[np.ndarray, np.ndarray]]) -> None:
        """Assign dgamma, dbeta and dbias; make slope and offset.

        sums : (sum of g, sum of g * pooled z) of each group of images
        """
        alone, product = (np.sum(values, axis=0) for values in zip(*sums, strict=True))
        dtype = self.weight.dtype
        if self.norm is not None:
            dgamma = self.inverse * (product - self.mean * alone)
            self.slope = -self.scale * self.inverse * dgamma / self.count
            self.offset = -self.scale * alone / self.count - self.slope * self.mean
            self.norm.grads.update(gamma=(self.sign * dgamma).astype(dtype), beta=alone.astype(dtype))
            alone = np.zeros(len(alone))  # batch norm takes the mean off: a bias before it changes nothing
        if "bias" in self.conv.params:
            self.conv.grads["bias"] = alone.astype(dtype)

    def finish(self, dweight: np.ndarray) -> None:
        """Assign the convolution's dW from that of the signed weight, (O, C, K, L)."""
        if self.sign is not None:
            dweight = self.sign[:, None, None, None] * dweight
        self.conv.grads["weight"] = np.ascontiguousarray(dweight)

    def folded(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (weight, shift) of inference: the running batch norm inside the convolution."""
        weight, bias = self.conv.params["weight"], self._bias()
        if self.norm is None:
            return weight, bias
        scale, shift = self.norm.inference_map()
        return weight * scale[:, None, None, None], bias * scale + shift

    def _bias(self) -> np.ndarray:
        weight = self.conv.params["weight"]
        return self.conv.params.get("bias", np.zeros(1, weight.dtype))
