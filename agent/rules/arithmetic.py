"""Arithmetic along a line: progressions, sums and differences."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.rules.prediction import FILLED, PLAIN, Line, Numbers, Prediction, average


def step_as_in_reference(feature: Numbers, line: Line) -> Iterator[Prediction]:
    """The last step, c - b, is as large as in the complete lines."""
    if line.examples:
        values = feature.values
        steps = [values[other[-1]] - values[other[-2]] for other in line.examples]
        yield Prediction("same step", FILLED, average(feature.costs(values[line.given[-1]] + np.stack(steps))))


def progression_and_sums(feature: Numbers, line: Line) -> Iterator[Prediction]:
    """A progression, c = 2b - a; sums and differences, c = a + b, c = a - b, c = b - a."""
    if len(line.given) != 2:
        return
    a, b = feature.values[list(line.given)]
    costs = feature.costs(np.stack([2 * b - a, a + b, a - b, b - a]))
    for name, cost in zip(("progression", "a + b", "a - b", "b - a"), costs, strict=True):
        yield Prediction(name, PLAIN, cost)


def sums_as_in_reference(feature: Numbers, line: Line) -> Iterator[Prediction]:
    """The difference a + b - c, or the change of the step, a - 2b + c, is that of the complete lines."""
    if len(line.given) != 2 or not line.examples:
        return
    values = feature.values
    a, b = values[list(line.given)]
    rests, bends = [], []
    for i, j, k in line.examples:
        rests.append(values[k] - values[i] - values[j])
        bends.append(values[k] - 2 * values[j] + values[i])
    yield Prediction("same a + b - c", FILLED, average(feature.costs(a + b + np.stack(rests))))
    yield Prediction("same bend", FILLED, average(feature.costs(2 * b - a + np.stack(bends))))
