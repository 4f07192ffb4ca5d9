"""Fully connected layers, and the step from images to vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nets.initialization import initial_weight
from nets.layer import Layer
from nets.threads import run_parallel

HALVES_FROM = 1 << 22  # multiply-adds; less is done before another thread wakes up


class Linear(Layer):
    """y = x w + b for rows x, (N, in_features) -> (N, out_features).

    ``params``: weight (in_features, out_features), bias (out_features,).
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True, initialization: str = "he", *,
                 rng: np.random.Generator) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.initialization = initialization
        self.params["weight"] = initial_weight(
            initialization, (in_features, out_features), in_features, out_features, rng=rng)
        if bias:
            self.params["bias"] = np.zeros(out_features, np.float32)

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        self.output_shape(x.shape[1:])
        if training:
            self._saved = x
        weight = self.params["weight"]
        y = np.empty((len(x), self.out_features), np.result_type(x, weight))

        def half(rows):
            np.matmul(x[rows], weight, out=y[rows])
            if "bias" in self.params:
                y[rows] += self.params["bias"]

        _in_halves(half, len(x), len(x) * weight.size)
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """From y[n, j] = sum_i x[n, i] w[i, j] + b[j]: dw = x^T dy, db = sum_n dy, dx = dy w^T."""
        x, weight = self._take_saved(), self.params["weight"]
        dweight = np.empty(weight.shape, np.result_type(x, dy))
        dx = np.empty(x.shape, np.result_type(dy, weight))

        def half(features):
            np.matmul(x[:, features].T, dy, out=dweight[features])
            np.matmul(dy, weight[features].T, out=dx[:, features])

        _in_halves(half, self.in_features, len(x) * weight.size)
        self.grads["weight"] = dweight
        if "bias" in self.params:
            self.grads["bias"] = dy.sum(axis=0)
        return dx

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        if tuple(input_shape) != (self.in_features,):
            raise ValueError(f"Linear: expected rows of {self.in_features} features, "
                             f"got a sample of shape {tuple(input_shape)}")
        return (self.out_features,)

    def multiply_adds(self, input_shape: tuple[int, ...]) -> int:
        return self.in_features * self.out_features

    def config(self) -> dict[str, Any]:
        return {"in_features": self.in_features, "out_features": self.out_features,
                "bias": "bias" in self.params, "initialization": self.initialization}


class Flatten(Layer):
    """(N, ...) -> (N, product of the rest)."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        if training:
            self._saved = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy.reshape(self._take_saved())

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        return (int(np.prod(input_shape)),)


def _in_halves(function: Callable[[slice], None], length: int, multiply_adds: int) -> None:
    """Call function(slice) for both halves of a length, by two threads, or once where the work is little."""
    halves = 2 if multiply_adds >= HALVES_FROM else 1
    run_parallel(lambda index: function(slice(index * length // halves, (index + 1) * length // halves)), halves)
