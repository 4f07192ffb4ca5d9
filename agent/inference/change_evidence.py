"""What changes: the seed's criterion for everything that perception and the network see.

A feature's change from one figure to another is a difference of numbers, a turn of a bearing or, of images,
how far they are apart. Where the open line changes unlike the complete lines by v noise units, an option
loses v / (1 + v / BOUND) nats: noise is Laplacian but for what was seen wrongly.

In lines of two the figures may change places instead, A and B above, B and A below. Then the third figure looks
like the second, which tests it as a line tests a relation of numbers (agent.inference.posterior), and the option like the
first.

Where nothing but a frame comes or goes around a shape, nearly every number changes with the frame, and no two
changes can be compared (see `frames_alone`); pictures still can.
"""

from __future__ import annotations

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorStack, stack_features
from agent.inference.evidence import Evidence
from agent.matrix import OPEN
from agent.network.analogy import bounded, compared_vectors, line_distances

DIRECTION = "all lines"
BOUND = 4.0  # nats that one change can cost at most
# Prior odds that two figures change places, to one that they change alike: of 0.03, 0.1 and 0.3 the one with the
# least loss on rules that the weights were not fitted to.
EXCHANGE = 0.1


def network_evidence(encoder, encoding, problem, candidates, compared):
    """An `Evidence` for each field of the transformation network, of its distances (see agent.solvers.transformation).

    `encoding` is that of the problem's figures, matrix first; `candidates` are the problem's `DistinctFigures`.
    """
    lost = line_distances(encoder, *compared_vectors(encoder, encoding, problem, compared)).mean(axis=0)
    if problem.type != "3x3":
        first, second = _from_first_two(encoder, encoding, len(problem.matrix) + len(problem.options))
        first = bounded(first[len(problem.matrix):], encoder.bounds)
        lost = np.stack([_or_exchanged(*field, candidates) for field in zip(lost.T, first.T, second.T)], axis=1)
    return [
        Evidence(f"network's {name}", DIRECTION, {}, -nats, "change")
        for name, nats in zip(encoder.fields, lost.T, strict=True)
    ]


def _from_first_two(encoder, encoding, count):
    """How far each of `count` figures is from the first and from the second, by field: (2, count, fields)."""
    vectors = encoder.vectors(encoding, np.repeat([0, 1], count), np.tile(np.arange(count), 2))
    vectors = vectors.reshape(2, count, -1)
    return encoder.distances(vectors, vectors[[0, 1], [0, 1]][:, None])


def change_evidence(features, problem, candidates, compared):
    """An `Evidence` for each feature: by how much its change differs from that of the complete lines.

    `candidates` are the problem's `DistinctFigures`.
    """
    given = len(problem.matrix)
    options = np.arange(given, given + len(problem.options))
    pairs = [
        (np.array(comparison.complete).T,
         [options if place == OPEN else np.full(len(options), place) for place in comparison.open])
        for comparison in compared
    ]
    evidence = []
    for together in stack_features(features):
        lost = np.mean([_lost(together, *both) for both in pairs], axis=0)
        each = zip(together.features, lost.T) if isinstance(together, VectorStack) else [(together, lost)]
        for feature, nats in each:
            if problem.type != "3x3":
                first, second = feature.distances[0, given:], feature.distances[1]
                nats = _or_exchanged(nats, bounded(first, BOUND), second, candidates)
            evidence.append(Evidence(feature.name, DIRECTION, {}, -nats, "change"))
    return evidence


def frames_alone(framed, compared):
    """Whether the complete lines of any direction change by a frame alone, in the same places.

    `framed`, bool (figures, figures), is what `agent.features.extractor.FeatureExtractor.framed` returns.
    """
    return any(all(framed[pair] for pair in comparison.complete) for comparison in compared)


def _or_exchanged(lost, first, second, candidates):
    """Nats that options lose if figures change alike, for which they lose `lost`, or else change places.

    `first` is what options (options,) lose by their distance from the first figure of the complete line,
    `second` how far all figures (figures,) are from its second.
    """
    odds = np.log(EXCHANGE * candidates.factors(second, 2))
    return np.logaddexp(0.0, odds) - np.logaddexp(-lost, odds - first)


def _lost(feature, complete, opened):
    """Nats that options lose in one comparison, float64 (options,), of a `VectorStack` (options, F).

    As with the network's fields, a change in which the complete lines do not agree tells little.
    """
    known, found = _change(feature, *complete), _change(feature, *opened)
    lost = bounded(_apart(feature, known[:, None], found[None]), BOUND).mean(axis=0)
    if len(known) == 1:
        return lost
    return lost / (1.0 + _apart(feature, known[:1], known[1:])[0] / BOUND)


def _change(feature, before, after):
    """The change of each pair of figures, (pairs, numbers) of a picture, (pairs, F, numbers) of a stack."""
    if isinstance(feature, ImageFeature):
        return feature.distances[before, after][:, None]
    if feature.directions is not None:
        turn = feature.directions[after] * np.conj(feature.directions[before])
        return np.stack([turn.real, turn.imag], axis=-1)
    return feature.values[after] - feature.values[before]


def _apart(feature, first, second):
    """Distance of changes (..., numbers) in noise units; distances of images are in these already."""
    noise = 1.0 if isinstance(feature, ImageFeature) else feature.noise
    return np.abs(first - second).sum(axis=-1) / noise
