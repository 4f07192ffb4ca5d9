"""What changes: the seed's criterion for everything that perception and the network see.

A feature's change from one figure to another is a difference of numbers, a turn of a bearing or, of images,
how far they are apart. Where the open line changes unlike the complete lines by v noise units, an option
loses v / (1 + v / BOUND) nats: noise is Laplacian but for what was seen wrongly.
"""

from __future__ import annotations

import numpy as np

from agent.evidence import Evidence
from agent.lines import OPEN
from agent.perception import BearingFeature, ImageFeature
from agent.transformation import comparisons, matrix_distances

DIRECTION = "all lines"
BOUND = 4.0  # nats that one change can cost at most


def network_evidence(encoder, encoding, problem):
    """An `Evidence` for each field of the transformation network, of its distances (see agent.transformation).

    `encoding` is that of the problem's figures, matrix first.
    """
    distances = matrix_distances(encoder, encoding, problem, diagonals=True).mean(axis=0)
    return [
        Evidence(f"network's {name}", DIRECTION, {}, -lost, "change")
        for name, lost in zip(encoder.fields, distances.T, strict=True)
    ]


def change_evidence(features, problem):
    """An `Evidence` for each feature: by how much its change differs from that of the complete lines."""
    given = len(problem.matrix)
    options = np.arange(given, given + len(problem.options))
    compared = [
        (np.array(complete).T, [options if place == OPEN else np.full(len(options), place) for place in opened])
        for complete, opened in comparisons(problem.type, diagonals=True)
    ]
    lost = [np.mean([_lost(feature, *pairs) for pairs in compared], axis=0) for feature in features]
    return [Evidence(feature.name, DIRECTION, {}, -nats, "change") for feature, nats in zip(features, lost)]


def _lost(feature, complete, opened):
    """Nats that options lose in one comparison, float64 (options,).

    As with the network's fields, a change in which the complete lines do not agree tells little.
    """
    known, found = _change(feature, *complete), _change(feature, *opened)
    lost = _bounded(_apart(feature, known[:, None], found[None])).mean(axis=0)
    if len(known) == 1:
        return lost
    return lost / (1.0 + _apart(feature, known[:1], known[1:])[0] / BOUND)


def _bounded(distance):
    return distance / (1.0 + distance / BOUND)


def _change(feature, before, after):
    """The change of each pair of figures, (pairs, numbers)."""
    if isinstance(feature, ImageFeature):
        return feature.distances[before, after][:, None]
    if isinstance(feature, BearingFeature):
        turn = feature.directions[after] * np.conj(feature.directions[before])
        return np.stack([turn.real, turn.imag], axis=1)
    return feature.values[after] - feature.values[before]


def _apart(feature, first, second):
    """Distance of changes (..., numbers) in noise units; distances of images are in these already."""
    noise = 1.0 if isinstance(feature, ImageFeature) else feature.noise
    return np.abs(first - second).sum(axis=-1) / noise
