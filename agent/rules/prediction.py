"""What a relation is applied to, and what it predicts: how far each figure is from the one that it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature, VectorStack

Numbers = VectorFeature | VectorStack
Feature = ImageFeature | VectorFeature | VectorStack

# Prior weights of the relations that many features are tested for; other relations have theirs beside their names.
# All were chosen by hand, on generated problems alone.
PLAIN = 1.0  # nothing is free: the line alone says what follows
FILLED = 0.2  # an example fills in a value or a picture, which fits by chance more often


class Line(NamedTuple):
    """A line whose last figure is asked for; figures are indices into the problem's figures.

    Attributes
    ----------
    given : tuple of int
        The figures before the last: one in a line of two, two in a line of three.
    examples : tuple of tuple of int
        Complete lines parallel to it; may be empty.
    """

    given: tuple[int, ...]
    examples: tuple[tuple[int, ...], ...]


class Prediction(NamedTuple):
    """One relation applied to one line.

    Attributes
    ----------
    name : str
    prior : float
        Prior weight of the relation beside that of others; lower where an example has to fill in a free value.
    costs : numpy.ndarray
        float64 (figures,): distance of every figure from the predicted one, in noise units. For F features side by
        side, (F, figures).
    """

    name: str
    prior: float
    costs: np.ndarray


Relation = Callable[[Any, Line], Iterator[Prediction]]


def average(costs: Sequence[np.ndarray] | np.ndarray) -> np.ndarray:
    """The mean of costs over examples."""
    return np.add.reduce(costs) / len(costs)
