"""Fully connected layers, and the step from images to vectors."""

import numpy as np

from nets.initialization import initial_weight
from nets.layer import Layer


class Linear(Layer):
    """y = x w + b for rows x, (N, in_features) -> (N, out_features).

    ``params``: weight (in_features, out_features), bias (out_features,).
    """

    def __init__(self, in_features, out_features, bias=True, initialization="he", *, rng):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.initialization = initialization
        self.params["weight"] = initial_weight(
            initialization, (in_features, out_features), in_features, out_features, rng=rng)
        if bias:
            self.params["bias"] = np.zeros(out_features, np.float32)

    def forward(self, x, training=False):
        self.output_shape(x.shape[1:])
        if training:
            self._saved = x
        y = x @ self.params["weight"]
        if "bias" in self.params:
            y += self.params["bias"]
        return y

    def backward(self, dy):
        """From y[n, j] = sum_i x[n, i] w[i, j] + b[j]: dw = x^T dy, db = sum_n dy, dx = dy w^T."""
        x = self._take_saved()
        self.grads["weight"] = x.T @ dy
        if "bias" in self.params:
            self.grads["bias"] = dy.sum(axis=0)
        return dy @ self.params["weight"].T

    def output_shape(self, input_shape):
        if tuple(input_shape) != (self.in_features,):
            raise ValueError(f"Linear: expected rows of {self.in_features} features, "
                             f"got a sample of shape {tuple(input_shape)}")
        return (self.out_features,)

    def multiply_adds(self, input_shape):
        return self.in_features * self.out_features

    def config(self):
        return {"in_features": self.in_features, "out_features": self.out_features,
                "bias": "bias" in self.params, "initialization": self.initialization}


class Flatten(Layer):
    """(N, ...) -> (N, product of the rest)."""

    def forward(self, x, training=False):
        if training:
            self._saved = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dy):
        return dy.reshape(self._take_saved())

    def output_shape(self, input_shape):
        return (int(np.prod(input_shape)),)
