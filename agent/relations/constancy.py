"""What stays within the line."""

from __future__ import annotations

from agent.relations.guess import PLAIN, Guess, average


def constant(feature, line):
    """The last figure is like all the others of its line."""
    distances = feature.distances
    yield Guess("constant", PLAIN, average([distances[i] for i in line.start]))


def as_first(feature, line):
    """The last figure is like the first."""
    if len(line.start) == 2:
        yield Guess("as the first", 0.3, feature.distances[line.start[0]])
