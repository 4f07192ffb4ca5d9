"""Distribution: every line holds the same figures in another order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np

from agent.rules.prediction import PLAIN, Feature, Line, Prediction, average

_ORDERS = [order for order in permutations(range(3)) if order != (0, 1, 2)]


def exchange(feature: Feature, line: Line) -> Iterator[Prediction]:
    """The two figures of the line are those of the complete line, exchanged."""
    if len(line.given) == 1 and line.examples:
        distances = feature.distances
        start = distances[line.given[0]]
        costs = [start[..., second, None] + distances[first] for first, second in line.examples]
        yield Prediction("exchange", 0.3, average(costs))


def distribution_of_three(feature: Feature, line: Line) -> Iterator[Prediction]:
    """The three figures of the line are those of each complete line, in the order that fits best."""
    if len(line.given) != 2:
        return
    distances = feature.distances
    first, second = (distances[i] for i in line.given)
    costs = [
        np.min([
            first[..., other[i], None] + second[..., other[j], None] + distances[other[k]] for i, j, k in _ORDERS
        ], axis=0)
        for other in line.examples
    ]
    if costs:
        yield Prediction("distribution of three", PLAIN, average(costs))
