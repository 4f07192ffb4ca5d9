"""Distribution: every line holds the same figures in another order."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from agent.rules.prediction import PLAIN, Prediction, average

_ORDERS = [order for order in permutations(range(3)) if order != (0, 1, 2)]


def exchange(feature, line):
    """The line's two are those of the other line, exchanged."""
    if len(line.given) == 1 and line.examples:
        distances = feature.distances
        start = distances[line.given[0]]
        costs = [start[..., second, None] + distances[first] for first, second in line.examples]
        yield Prediction("exchange", 0.3, average(costs))


def distribution_of_three(feature, line):
    """The line's three are those of the other lines, in the order that fits best."""
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


def shells_exchanged(feature, line):
    """What was outside is inside, and the other way round: the two halves of the vector change places."""
    if feature.name == "shells":
        before = feature.values[line.given[-1]]
        yield Prediction("inside out", 0.3, feature.costs(np.roll(before, before.shape[-1] // 2, axis=-1)[None])[0])
