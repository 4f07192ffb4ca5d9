"""Elementwise nonlinearities, and the softmax over the last axis."""

import numpy as np

from nets.layer import Layer


def sigmoid(x):
    """1 / (1 + exp(-x)), without overflow: the exponential is only taken of numbers <= 0."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def softmax(x):
    """exp(x) / sum(exp(x)) over the last axis; the maximum is taken off first, so nothing overflows."""
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


class ReLU(Layer):
    """max(x, 0); the slope at 0 is taken as 0."""

    def forward(self, x, training=False):
        if training:
            self._saved = x > 0
        return np.maximum(x, 0)

    def backward(self, dy):
        return dy * self._take_saved()


class LeakyReLU(Layer):
    """x where x > 0, slope * x elsewhere."""

    def __init__(self, slope=0.01):
        super().__init__()
        self.slope = slope

    def forward(self, x, training=False):
        if training:
            self._saved = x > 0
        return np.where(x > 0, x, x * x.dtype.type(self.slope))

    def backward(self, dy):
        return np.where(self._take_saved(), dy, dy * dy.dtype.type(self.slope))

    def config(self):
        return {"slope": self.slope}


class Sigmoid(Layer):
    """y = 1 / (1 + exp(-x)); dy/dx = y (1 - y)."""

    def forward(self, x, training=False):
        y = sigmoid(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy):
        y = self._take_saved()
        return dy * y * (1 - y)


class Tanh(Layer):
    """y = tanh(x); dy/dx = 1 - y**2."""

    def forward(self, x, training=False):
        y = np.tanh(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy):
        return dy * (1 - self._take_saved() ** 2)


class Softmax(Layer):
    """Probabilities over the last axis. To train with cross-entropy use the logits: see CrossEntropy."""

    def forward(self, x, training=False):
        y = softmax(x)
        if training:
            self._saved = y
        return y

    def backward(self, dy):
        """dy_i/dx_j = y_i (1[i=j] - y_j), so dx = y (dy - sum_i dy_i y_i)."""
        y = self._take_saved()
        return y * (dy - (dy * y).sum(axis=-1, keepdims=True))
