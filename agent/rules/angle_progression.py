"""Angle progression: a direction that turns on by the same angle along a line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.rules.prediction import FILLED, PLAIN, Angles, Line, Prediction, average


def turn_as_in_reference(feature: Angles, line: Line) -> Iterator[Prediction]:
    """The last turn is as large as in the complete lines."""
    if line.examples:
        z = feature.directions
        turned = [z[line.given[-1]] * z[other[-1]] * np.conj(z[other[-2]]) for other in line.examples]
        yield Prediction("same turn", FILLED, average([_costs(feature, end) for end in turned]))


def steady_turn(feature: Angles, line: Line) -> Iterator[Prediction]:
    """The last turn is as large as the first."""
    if len(line.given) == 2:
        a, b = feature.directions[list(line.given)]
        yield Prediction("steady turn", PLAIN, _costs(feature, b * b * np.conj(a)))


def _costs(feature: Angles, direction: np.ndarray) -> np.ndarray:
    return feature.costs(np.stack([direction.real, direction.imag], axis=-1)[None])[0]
