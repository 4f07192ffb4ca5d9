"""Constancy: what stays the same along a line."""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.prediction import PLAIN, Feature, Line, Prediction, average


def constant(feature: Feature, line: Line) -> Iterator[Prediction]:
    """The last figure equals all others of its line."""
    distances = feature.distances
    yield Prediction("constant", PLAIN, average([distances[i] for i in line.given]))


def as_first(feature: Feature, line: Line) -> Iterator[Prediction]:
    """The last figure equals the first."""
    if len(line.given) == 2:
        yield Prediction("as the first", 0.3, feature.distances[line.given[0]])
