"""Convolution as the mathematics says it; the oracle of the fast path (fused_run.py)."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.initialization import initial_weight
from nets.layer import Layer

Size = int | tuple[int, int]  # of both axes, or (vertical, horizontal)


class Conv2D(Layer):
    """Two-dimensional convolution (cross-correlation) of (N, C, H, W) images.

    y[n, o, r, c] = b[o] + sum over i, u, v of w[o, i, u, v] * xp[n, i, r*s + u*d, c*s + v*d],
    where xp is x inside a frame of ``padding`` zeros, s the stride and d the dilation.

    ``params``: weight (out, in, K, L), bias (out,). ``kernel_size``, ``stride``, ``padding`` and
    ``dilation`` are an int or a pair (vertical, horizontal).
    """

    def __init__(self, in_channels: int, out_channels: int, kernel_size: Size, stride: Size = 1, padding: Size = 0,
                 bias: bool = True, dilation: Size = 1, initialization: str = "he", *,
                 rng: np.random.Generator) -> None:
        super().__init__()
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride = _pair(kernel_size), _pair(stride)
        self.padding, self.dilation = _pair(padding), _pair(dilation)
        self.initialization = initialization
        area = self.kernel_size[0] * self.kernel_size[1]
        self.params["weight"] = initial_weight(
            initialization, (out_channels, in_channels, *self.kernel_size),
            in_channels * area, out_channels * area, rng=rng)
        if bias:
            self.params["bias"] = np.zeros(out_channels, np.float32)

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """(N, C, H, W) -> (N, O, H', W')."""
        shape = self.output_shape(x.shape[1:])
        columns = self._columns(x, shape)
        weight = self.params["weight"].reshape(self.out_channels, -1)
        y = weight @ columns
        if "bias" in self.params:
            y += self.params["bias"][:, None]
        if training:
            self._saved = columns, x.shape
        return y.reshape(len(x), *shape)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return dx, from dw = dy * columns^T, db = sum of dy, dcolumns = w^T * dy.

        Each entry of ``columns`` is a copy of one entry of xp, so dxp sums dcolumns over the taps
        in which the entry was used, and dx is dxp without its frame.
        """
        columns, x_shape = self._take_saved()
        dy = dy.reshape(len(dy), self.out_channels, -1)
        weight = self.params["weight"]
        dweight = np.matmul(dy, columns.transpose(0, 2, 1)).sum(axis=0)
        self.grads["weight"] = dweight.reshape(weight.shape)
        if "bias" in self.params:
            self.grads["bias"] = dy.sum(axis=(0, 2))
        dcolumns = weight.reshape(self.out_channels, -1).T @ dy
        return self._sum_columns(dcolumns, x_shape)

    def _columns(self, x, shape):
        """Return the patches under the kernel, (N, C*K*L, H'*W'): im2col."""
        (top, left), (height, width) = self.padding, x.shape[2:]
        xp = np.zeros((*x.shape[:2], height + 2 * top, width + 2 * left), x.dtype)
        xp[:, :, top:top + height, left:left + width] = x
        columns = np.empty((*x.shape[:2], *self.kernel_size, *shape[1:]), x.dtype)
        for u, v, rows, cols in self._taps(shape):
            columns[:, :, u, v] = xp[:, :, rows, cols]
        return columns.reshape(len(x), -1, shape[1] * shape[2])

    def _sum_columns(self, dcolumns, x_shape):
        """Return dx: the transpose of ``_columns`` (col2im)."""
        (top, left), (height, width) = self.padding, x_shape[2:]
        shape = self.output_shape(x_shape[1:])
        dcolumns = dcolumns.reshape(*x_shape[:2], *self.kernel_size, *shape[1:])
        dxp = np.zeros((*x_shape[:2], height + 2 * top, width + 2 * left), dcolumns.dtype)
        for u, v, rows, cols in self._taps(shape):
            dxp[:, :, rows, cols] += dcolumns[:, :, u, v]
        return dxp[:, :, top:top + height, left:left + width]

    def _taps(self, shape):
        """Yield (u, v, rows, columns): the slices of xp that kernel entry (u, v) meets."""
        (s, t), (d, e) = self.stride, self.dilation
        for u, v in np.ndindex(*self.kernel_size):
            yield (u, v, slice(u * d, u * d + s * (shape[1] - 1) + 1, s),
                   slice(v * e, v * e + t * (shape[2] - 1) + 1, t))

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        """(C, H, W) -> (O, H', W'), H' = (H + 2 padding - dilation (K - 1) - 1) // stride + 1."""
        if len(input_shape) != 3 or input_shape[0] != self.in_channels:
            raise ValueError(f"Conv2D: expected images of {self.in_channels} channels, (N, C, H, W), "
                             f"got a sample of shape {tuple(input_shape)}")
        size = [(n + 2 * p - d * (k - 1) - 1) // s + 1 for n, k, s, p, d in zip(
            input_shape[1:], self.kernel_size, self.stride, self.padding, self.dilation, strict=True)]
        if min(size) < 1:
            raise ValueError(f"Conv2D: a kernel of {self.kernel_size} does not fit into an image of "
                             f"{tuple(input_shape[1:])} with padding {self.padding}")
        return (self.out_channels, *size)

    def multiply_adds(self, input_shape: tuple[int, ...]) -> int:
        return self.params["weight"].size * int(np.prod(self.output_shape(input_shape)[1:]))

    def config(self) -> dict[str, Any]:
        return {"in_channels": self.in_channels, "out_channels": self.out_channels,
                "kernel_size": list(self.kernel_size), "stride": list(self.stride),
                "padding": list(self.padding), "bias": "bias" in self.params,
                "dilation": list(self.dilation), "initialization": self.initialization}


def _pair(value: Size) -> tuple[int, int]:
    """Return an int twice, a pair as it is."""
    if isinstance(value, (int, np.integer)):
        return int(value), int(value)
    vertical, horizontal = value
    return vertical, horizontal
