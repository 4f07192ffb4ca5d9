"""Directions along a line: a bearing that goes on by the same turn."""

from __future__ import annotations

import numpy as np

from agent.rules.prediction import FILLED, PLAIN, Prediction, average


def turn_as_in_reference(feature, line):
    """The last turn is as large as in the other lines."""
    if line.examples:
        z = feature.directions
        turned = [z[line.given[-1]] * z[other[-1]] * np.conj(z[other[-2]]) for other in line.examples]
        yield Prediction("same turn", FILLED, average([_costs(feature, end) for end in turned]))


def steady_turn(feature, line):
    """The line goes on turning as it began."""
    if len(line.given) == 2:
        a, b = feature.directions[list(line.given)]
        yield Prediction("steady turn", PLAIN, _costs(feature, b * b * np.conj(a)))


def _costs(feature, direction):
    return feature.costs(np.stack([direction.real, direction.imag], axis=-1)[None])[0]
