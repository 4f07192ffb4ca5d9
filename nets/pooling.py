"""Pooling: the maximum of windows, the mean of whole channels."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.layer import Layer


class MaxPool2D(Layer):
    """The maximum of each size x size window, (N, C, H, W) -> (N, C, H', W').

    H' = (H - size) // stride + 1, W' likewise; stride is size where None.
    """

    def __init__(self, size: int, stride: int | None = None) -> None:
        super().__init__()
        self.size, self.stride = size, stride or size

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        shape = self.output_shape(x.shape[1:])
        taps = list(self._taps(shape))
        y = x[taps[0]].copy()
        if not training:
            for tap in taps[1:]:
                np.maximum(y, x[tap], out=y)
            return y
        winner = np.zeros(y.shape, np.int16)
        for k, tap in enumerate(taps[1:], start=1):
            better = x[tap] > y
            np.copyto(y, x[tap], where=better)
            winner[better] = k
        self._saved = winner, x.shape
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """The gradient of a maximum goes to the entry that was it: of tied entries, to the first."""
        winner, x_shape = self._take_saved()
        dx = np.zeros(x_shape, dy.dtype)
        for k, tap in enumerate(self._taps(dy.shape[1:])):
            dx[tap] += dy * (winner == k)
        return dx

    def _taps(self, shape):
        """Yield, for each place in the window, the slices of x that hold it for all windows."""
        for u, v in np.ndindex(self.size, self.size):
            yield (..., slice(u, u + self.stride * (shape[1] - 1) + 1, self.stride),
                   slice(v, v + self.stride * (shape[2] - 1) + 1, self.stride))

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        if len(input_shape) != 3:
            raise ValueError(f"MaxPool2D: expected samples of shape (C, H, W), got {tuple(input_shape)}")
        channels, height, width = input_shape
        if min(height, width) < self.size:
            raise ValueError(f"MaxPool2D: a window of {self.size} does not fit into an image of "
                             f"{(height, width)}")
        return (channels, (height - self.size) // self.stride + 1, (width - self.size) // self.stride + 1)

    def config(self) -> dict[str, Any]:
        return {"size": self.size, "stride": self.stride}


class GlobalAveragePool(Layer):
    """The mean of each channel, (N, C, H, W) -> (N, C)."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        if training:
            self._saved = x.shape
        return x.mean(axis=(2, 3))

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Each of the H W entries has weight 1 / (H W) in the mean."""
        shape = self._take_saved()
        share = dy / dy.dtype.type(shape[2] * shape[3])
        return np.broadcast_to(share[:, :, None, None], shape).copy()

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        return (input_shape[0],)
