"""What stays: within the line, or from line to line."""

from __future__ import annotations

from agent.relations.guess import Guess, average


def constant(feature, line):
    """The last figure is like all the others of its line."""
    distances = feature.distances
    yield Guess("constant", 1.0, average([distances[i] for i in line.start]))


def as_first(feature, line):
    """The last figure is like the first."""
    if len(line.start) == 2:
        yield Guess("as the first", 0.3, feature.distances[line.start[0]])


def as_in_reference(feature, line):
    """The last figure is like the last of the other lines; `same line` asks it of the whole line."""
    if len(line.start) < 2 or not line.references:
        return
    distances = feature.distances
    yield Guess("same end", 0.3, average([distances[other[-1]] for other in line.references]))
    yield Guess(
        "same line",
        0.3,
        average(
            [
                distances[other[-1]] + sum(distances[a, b] for a, b in zip(line.start, other))
                for other in line.references
            ]
        ),
    )
