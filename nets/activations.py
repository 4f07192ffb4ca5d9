"""Elementwise nonlinearities, and the softmax over the last axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.layer import Layer


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), without overflow: the exponential is only taken of numbers <= 0."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x) / sum(exp(x)) over the last axis; the maximum is taken off first, so nothing overflows."""
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


class ReLU(Layer):
    """max(x, 0); the slope at 0 is taken as 0."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        if training:
            self._saved = x > 0
        return np.maximum(x, 0)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self._take_saved()


class LeakyReLU(Layer):
    """x where x > 0, slope * x elsewhere."""

    def __init__(self, slope: float = 0.01) -> None:
        super().__init__()
        self.slope = slope

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        if training:
            self._saved = x > 0
        return np.where(x > 0, x, x * x.dtype.type(self.slope))

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return np.where(self._take_saved(), dy, dy * dy.dtype.type(self.slope))

    def config(self) -> dict[str, Any]:
        return {"slope": self.slope}


class Sigmoid(Layer):
    """y = 1 / (1 + exp(-x)); dy/dx = y (1 - y)."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        y = sigmoid(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        y = self._take_saved()
        return dy * y * (1 - y)


class Tanh(Layer):
    """y = tanh(x); dy/dx = 1 - y**2."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        y = np.tanh(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * (1 - self._take_saved() ** 2)


class Softmax(Layer):
    """Probabilities over the last axis. To train with cross-entropy use the logits: see CrossEntropy."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        y = softmax(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """dy_i/dx_j = y_i (1[i=j] - y_j), so dx = y (dy - sum_i dy_i y_i)."""
        y = self._take_saved()
        return y * (dy - (dy * y).sum(axis=-1, keepdims=True))
