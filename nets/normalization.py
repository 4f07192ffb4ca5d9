"""Batch normalisation (Ioffe and Szegedy 2015)."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.layer import Layer


class BatchNorm(Layer):
    """y = gamma (x - mean) / sqrt(variance + epsilon) + beta, each feature by itself.

    Takes (N, F) or (N, F, H, W); mean and variance are over all axes but F: of the batch in
    training, of their running averages otherwise.

    ``params``: gamma (F,), beta (F,). ``buffers``: mean (F,), variance (F,).
    """

    def __init__(self, features: int, momentum: float = 0.1, epsilon: float = 1e-5) -> None:
        super().__init__()
        self.features, self.momentum, self.epsilon = features, momentum, epsilon
        self.params.update(gamma=np.ones(features, np.float32), beta=np.zeros(features, np.float32))
        self.buffers.update(mean=np.zeros(features, np.float32), variance=np.ones(features, np.float32))

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        self.output_shape(x.shape[1:])
        axes, column = _axes_and_column(x.ndim)
        if not training:
            scale, shift = self.inference_map()
            return x * scale.reshape(column) + shift.reshape(column)
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        self.update_running(mean, variance, x.size // self.features)
        inverse = 1 / np.sqrt(variance + x.dtype.type(self.epsilon))
        normalised = (x - mean.reshape(column)) * inverse.reshape(column)
        self._saved = normalised, inverse
        return normalised * self.params["gamma"].reshape(column) + self.params["beta"].reshape(column)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return dx; z = (x - mean) / s, s = sqrt(variance + epsilon), and there are m samples a feature.

        dbeta = sum dy;  dgamma = sum dy z;  and, since mean and s depend on every x,
        dx = gamma / s (dy - dbeta / m - z dgamma / m).
        The two last terms are what dy loses along 1 and along z: shifting or scaling the batch
        does not change y.
        """
        normalised, inverse = self._take_saved()
        axes, column = _axes_and_column(dy.ndim)
        samples = dy.dtype.type(dy.size // self.features)
        dbeta, dgamma = dy.sum(axis=axes), (dy * normalised).sum(axis=axes)
        self.grads.update(gamma=dgamma, beta=dbeta)
        scale = self.params["gamma"] * inverse
        return scale.reshape(column) * (dy - (dbeta / samples).reshape(column)
                                        - normalised * (dgamma / samples).reshape(column))

    def inference_map(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (scale, shift): at inference y = scale x + shift, from the running averages."""
        variance = self.buffers["variance"]
        scale = self.params["gamma"] / np.sqrt(variance + variance.dtype.type(self.epsilon))
        return scale, self.params["beta"] - self.buffers["mean"] * scale

    def update_running(self, mean: np.ndarray, variance: np.ndarray, samples: int) -> None:
        """Move the running averages towards a batch's (the variance as its unbiased estimate)."""
        if samples < 2:  # its variance is 0 and says nothing of the data's
            raise ValueError(f"BatchNorm: expected at least 2 values of every feature to train on, got {samples}")
        unbiased = variance * (samples / (samples - 1))
        for name, value in (("mean", mean), ("variance", unbiased)):
            self.buffers[name] += self.momentum * (value - self.buffers[name])

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        if len(input_shape) not in (1, 3) or input_shape[0] != self.features:
            raise ValueError(f"BatchNorm: expected {self.features} features, (N, F) or (N, F, H, W), "
                             f"got a sample of shape {tuple(input_shape)}")
        return tuple(input_shape)

    def config(self) -> dict[str, Any]:
        return {"features": self.features, "momentum": self.momentum, "epsilon": self.epsilon}


def _axes_and_column(dimensions: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the axes to average over, and the shape that broadcasts a feature vector."""
    return ((0,), (1, -1)) if dimensions == 2 else ((0, 2, 3), (1, -1, 1, 1))
