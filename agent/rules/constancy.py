"""What stays within the line."""

from __future__ import annotations

from agent.rules.prediction import PLAIN, Prediction, average


def constant(feature, line):
    """The last figure is like all the others of its line."""
    distances = feature.distances
    yield Prediction("constant", PLAIN, average([distances[i] for i in line.given]))


def as_first(feature, line):
    """The last figure is like the first."""
    if len(line.given) == 2:
        yield Prediction("as the first", 0.3, feature.distances[line.given[0]])
