"""Distribution: every line holds the same figures in another order."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from agent.relations.guess import PLAIN, Guess, average

_ORDERS = [order for order in permutations(range(3)) if order != (0, 1, 2)]


def exchange(feature, line):
    """The line's two are those of the other line, exchanged."""
    if len(line.start) == 1 and line.references:
        distances = feature.distances
        start = distances[line.start[0]]
        costs = [start[..., second, None] + distances[first] for first, second in line.references]
        yield Guess("exchange", 0.3, average(costs))


def distribution_of_three(feature, line):
    """The line's three are those of the other lines, in the order that fits best."""
    if len(line.start) != 2:
        return
    distances = feature.distances
    first, second = (distances[i] for i in line.start)
    costs = [
        np.min([
            first[..., other[i], None] + second[..., other[j], None] + distances[other[k]] for i, j, k in _ORDERS
        ], axis=0)
        for other in line.references
    ]
    if costs:
        yield Guess("distribution of three", PLAIN, average(costs))
