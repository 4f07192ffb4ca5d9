"""What a relation says of a line: how far each figure is from the one that it expects at the end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# Priors of relations that are asked of everything, whole or of one number; a few are rarer than these.
PLAIN = 1.0  # with nothing to fill in
FILLED = 0.2  # with a value, or a picture, that an example fills in: by chance they fit more often


class Line(NamedTuple):
    """A line whose last figure is asked for; figures are indices into the problem's figures.

    Attributes
    ----------
    given : tuple of int
        The figures ahead of the last: one in a line of two, two in a line of three.
    examples : tuple of tuple of int
        Complete lines beside it, as examples; may be empty.
    """

    given: tuple
    examples: tuple


class Prediction(NamedTuple):
    """One relation applied to one line.

    Attributes
    ----------
    name : str
    prior : float
        How much more than others the relation is believed beforehand; relations with a free value
        that an example has to fill in pay for it here.
    costs : numpy.ndarray
        float64 (figures,): distance of every figure from the expected one, in noise units. Of F features
        side by side (F, figures).
    """

    name: str
    prior: float
    costs: np.ndarray


def average(costs):
    """The mean over examples of their costs."""
    return np.add.reduce(costs) / len(costs)
