"""Features that are numbers: a vector for each figure; and many of them side by side."""

from __future__ import annotations

from typing import Any

import numpy as np


class VectorFeature:
    """One vector for each figure, compared by the sum of absolute differences.

    Attributes
    ----------
    values : numpy.ndarray
        float64 (figures, d).
    noise : float
        The width b of Laplace noise, in the unit of the values: differences of this size mean little.
    distances : numpy.ndarray
        float64 (figures, figures), in units of `noise`.
    """

    def __init__(self, name, values, noise):
        self.name = name
        self.noise = noise
        values = np.asarray(values, dtype=np.float64)
        self.values = values.reshape(len(values), -1)
        self.distances = self.costs(self.values)

    def costs(self, predicted):
        """Distances of predicted vectors (k, d) to every figure's: float64 (k, figures)."""
        return np.abs(predicted[:, None] - self.values).sum(axis=2) / self.noise

    def tells_apart(self, figures):
        """Whether any two of a slice of the figures differ."""
        return (self.values[figures] != self.values[figures][:1]).any()


class VectorStack:
    """F vector features of one width side by side, so that relations are applied to all at once.

    Arrays have one more axis than those of a single feature, of length F, before the last.

    Attributes
    ----------
    features : list of VectorFeature
    name : str
        All their names.
    values : numpy.ndarray
        float64 (figures, F, d).
    noise : numpy.ndarray
        float64 (F,).
    distances : numpy.ndarray
        float64 (figures, F, figures).
    """

    def __init__(self, features):
        self.features = features
        self.name = ", ".join(feature.name for feature in features)
        self.values = np.stack([feature.values for feature in features], axis=1)
        self._by_feature = np.ascontiguousarray(self.values.swapaxes(0, 1))
        self.noise = np.array([feature.noise for feature in features])
        self.distances = np.stack([feature.distances for feature in features], axis=1)

    def costs(self, predicted):
        """Distances of predicted vectors (k, F, d) to every figure's: float64 (k, F, figures)."""
        return np.abs(predicted[:, :, None] - self._by_feature).sum(axis=3) / self.noise[:, None]


def stack_features(features, apart=()):
    """The pictures among the features, then all others as `VectorStack`s.

    One stack holds all of one width. Those whose names are in `apart` have stacks of their own.
    """
    pictures: list[Any] = []
    stacks: dict[tuple, list[Any]] = {}
    for feature in features:
        if isinstance(feature, VectorFeature):
            alike = feature.values.shape[1], feature.name in apart
            stacks.setdefault(alike, []).append(feature)
        else:
            pictures.append(feature)
    return pictures + [VectorStack(stack) for stack in stacks.values()]
