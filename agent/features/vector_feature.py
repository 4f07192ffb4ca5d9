"""Features that are numbers: a vector or a direction a figure, compared one by one or side by side."""

from __future__ import annotations

import numpy as np


class VectorFeature:
    """A vector a figure, compared by the sum of absolute differences.

    Attributes
    ----------
    values : numpy.ndarray
        float64 (figures, d).
    noise : float
        The b of Laplace noise in the values' unit: differences of this size are not seen.
    distances : numpy.ndarray
        float64 (figures, figures), in units of `noise`.
    """

    def __init__(self, name, values, noise, *, sparse=False):
        self.name = name
        self.noise = noise
        self.sparse = sparse  # zero means that the thing is absent
        values = np.asarray(values, dtype=np.float64)
        self.values = values.reshape(len(values), -1)
        self.distances = self.costs(self.values)

    def costs(self, predicted):
        """Distances of predicted vectors (k, d) to every figure's: float64 (k, figures)."""
        return np.abs(predicted[:, None] - self.values).sum(axis=2) / self.noise

    def tells_apart(self, figures):
        """Whether any two of a slice of the figures differ."""
        return (self.values[figures] != self.values[figures][:1]).any()

    def empty(self, line):
        """Whether the feature is absent from every figure of `line`, so that nothing can be learned."""
        return self.sparse and not self.values[list(line)].any()


class AngleFeature(VectorFeature):
    """A direction a figure, as a complex number of magnitude 1 or, where there is none, 0."""

    def __init__(self, name, values, noise):
        values = np.asarray(values, dtype=complex)
        self.directions = values
        super().__init__(name, np.stack([values.real, values.imag], axis=1), noise)


class VectorStack:
    """F vector features of one class and width side by side: relations are asked of all at once.

    What holds a number or a vector a figure in each of them holds F here, on the axis before the last.

    Attributes
    ----------
    features : list of VectorFeature
    name : str
        All their names.
    values : numpy.ndarray
        float64 (figures, F, d).
    directions : numpy.ndarray or None
        complex (figures, F), of bearings alone.
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
        self._sparse = np.array([feature.sparse for feature in features])
        self.directions = None
        if isinstance(features[0], AngleFeature):
            self.directions = np.stack([feature.directions for feature in features], axis=1)

    def costs(self, predicted):
        """Distances of predicted vectors (k, F, d) to every figure's: float64 (k, F, figures)."""
        return np.abs(predicted[:, :, None] - self._by_feature).sum(axis=3) / self.noise[:, None]

    def empty(self, line):
        """Which features are absent from every figure of `line`: bool (F,)."""
        return self._sparse & ~self.values[list(line)].any(axis=(0, 2))


def stack_features(features, apart=()):
    """The pictures among the features, then the others as `VectorStack`s.

    One stack holds all of one class and width; those whose names are among `apart` are not mixed with others.
    """
    pictures, stacks = [], {}
    for feature in features:
        if isinstance(feature, VectorFeature):
            alike = type(feature), feature.values.shape[1], feature.name in apart
            stacks.setdefault(alike, []).append(feature)
        else:
            pictures.append(feature)
    return pictures + [VectorStack(stack) for stack in stacks.values()]
