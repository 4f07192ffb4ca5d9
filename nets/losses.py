"""Losses: one number from predictions and targets, and its gradient.

A loss is a mean over all entries of the target: for CrossEntropy one a sample (or place), for the others
every number of every sample. ``weight`` (N,), or of the target's shape, weighs them: 0 masks a sample out,
and the mean is over the total weight (0 where nothing has weight).
"""

from __future__ import annotations

import numpy as np

from nets.activations import sigmoid, softmax

Arrays = dict[str, np.ndarray]


class Loss:
    """A loss: ``forward`` returns the mean and keeps its gradient, ``backward`` returns that."""

    def forward(self, prediction: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
        """Return the weighted mean loss as a float; prediction and target (N, ...)."""
        values, slope = self._values(prediction, np.asarray(target))
        weight = _spread(weight, values)
        weight = weight / max(weight.sum(), np.finfo(np.float32).tiny)
        self._gradient = slope * weight.reshape(weight.shape + (1,) * (slope.ndim - weight.ndim))
        return float((values * weight).sum())

    def backward(self) -> np.ndarray:
        """Return dLoss/dprediction of the latest ``forward``."""
        return self._gradient

    def _values(self, prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the loss of every entry, and its derivative by the prediction."""
        raise NotImplementedError


class MeanSquaredError(Loss):
    """(p - t)**2; slope 2 (p - t)."""

    def _values(self, prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        difference = prediction - _fit(target, prediction, self)
        return difference ** 2, 2 * difference


class Huber(Loss):
    """d**2 / 2 where |d| <= delta, delta (|d| - delta / 2) beyond (Huber 1964); slope d, at most delta."""

    def __init__(self, delta: float = 1.0) -> None:
        self.delta = delta

    def _values(self, prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        difference = prediction - _fit(target, prediction, self)
        slope = np.clip(difference, -self.delta, self.delta)
        return slope * (difference - slope / 2), slope


class BinaryCrossEntropy(Loss):
    """-t log s - (1 - t) log(1 - s) with s = sigmoid(p): predictions are logits, targets in [0, 1].

    Written as max(p, 0) - p t + log(1 + exp(-|p|)), which cannot overflow; slope s - t.
    """

    def _values(self, prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        target = _fit(target, prediction, self)
        values = np.maximum(prediction, 0) - prediction * target + np.log1p(np.exp(-np.abs(prediction)))
        return values, sigmoid(prediction) - target


class CrossEntropy(Loss):
    """-log softmax(p)[t]: predictions are logits (..., K), targets whole numbers (...) below K.

    log softmax(p)_k = p_k - log sum_j exp(p_j), hence the slope softmax(p)_k - 1[k = t]. With
    ``smoothing`` e the target puts 1 - e on t and e / K on every class (Szegedy et al. 2016).
    """

    def __init__(self, smoothing: float = 0.0) -> None:
        self.smoothing = smoothing

    def floor(self, classes: int) -> float:
        """Return the smallest loss there is: the entropy of the smoothed target, 0 without smoothing.

        >>> round(CrossEntropy(smoothing=0.05).floor(10), 3)
        0.282
        """
        wanted = np.full(classes, self.smoothing / classes)
        wanted[0] += 1 - self.smoothing
        return float(-(wanted[wanted > 0] * np.log(wanted[wanted > 0])).sum())

    def _values(self, prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        classes = prediction.shape[-1]
        if target.shape != prediction.shape[:-1]:
            raise ValueError(f"CrossEntropy: expected targets of shape {prediction.shape[:-1]}, "
                             f"got {target.shape}")
        if target.dtype.kind not in "biu" and not np.array_equal(target, np.floor(target)):
            raise ValueError(f"CrossEntropy: expected whole numbers as targets, got {target.dtype} with others")
        target = target.astype(np.intp)
        if target.size and not 0 <= target.min() <= target.max() < classes:
            raise ValueError(f"CrossEntropy: expected targets from 0 to {classes - 1}, "
                             f"got {target.min()} to {target.max()}")
        wanted = np.full(prediction.shape, self.smoothing / classes, prediction.dtype)
        np.put_along_axis(wanted, target[..., None], 1 - self.smoothing + self.smoothing / classes, -1)
        shifted = prediction - prediction.max(axis=-1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return -(wanted * log_softmax).sum(axis=-1), softmax(prediction) - wanted


class MultiLoss:
    """The weighted sum of the losses of several named outputs.

    losses: dict name -> Loss. scales: dict name -> factor (1 where not named). Predictions, targets and
    weights are dicts of arrays; ``values`` keeps each output's own latest loss.
    """

    def __init__(self, losses: dict[str, Loss], scales: dict[str, float] | None = None) -> None:
        self.losses, self.scales = losses, scales or {}
        self.values: dict[str, float] = {}

    def forward(self, prediction: Arrays, target: Arrays, weight: Arrays | None = None) -> float:
        """Return the sum over the outputs; weight: dict name -> mask, outputs not in it count wholly."""
        weight = weight or {}
        self.values = {name: loss.forward(prediction[name], target[name], weight.get(name))
                       for name, loss in self.losses.items()}
        return sum(self.scales.get(name, 1.0) * value for name, value in self.values.items())

    def backward(self) -> Arrays:
        """Return dict name -> dLoss/dprediction."""
        return {name: loss.backward() * np.float32(self.scales.get(name, 1.0))
                for name, loss in self.losses.items()}


def accuracy(prediction: np.ndarray, target: np.ndarray, weight: np.ndarray | None = None) -> float:
    """Return the (weighted) share of samples whose largest logit is the target's.

    Raises ValueError where nothing has weight: there is no share of nothing.
    """
    hits = (np.argmax(prediction, axis=-1) == target).astype(np.float64)
    weight = _spread(weight, hits)
    if not weight.sum():
        raise ValueError(f"accuracy: expected a total weight above 0, got 0 over {len(hits)} samples")
    return float(np.average(hits, weights=weight))


def _fit(target: np.ndarray, prediction: np.ndarray, loss: Loss) -> np.ndarray:
    """Return the target in the prediction's shape, (N,) for (N, 1) included."""
    if target.shape == prediction.shape:
        return target.astype(prediction.dtype, copy=False)
    if prediction.shape == (*target.shape, 1):
        return target[..., None].astype(prediction.dtype, copy=False)
    raise ValueError(f"{type(loss).__name__}: expected targets of shape {prediction.shape}, "
                     f"got {target.shape}")


def _spread(weight: np.ndarray | None, values: np.ndarray) -> np.ndarray:
    """Return a weight (N,), (N, ...) or None as an array of the shape of ``values``."""
    if weight is None:
        return np.ones(values.shape, values.dtype)
    weight = np.asarray(weight, values.dtype)
    if weight.shape != values.shape[:weight.ndim]:
        raise ValueError(f"weight: expected shape {values.shape[:weight.ndim]}, got {weight.shape}")
    return np.broadcast_to(weight.reshape(weight.shape + (1,) * (values.ndim - weight.ndim)), values.shape)
