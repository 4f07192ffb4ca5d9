"""Evidence from changes: the open line should change as the complete lines do (the criterion of the seed).

The change of a feature from one figure to another is a difference of numbers or, for pictures, their
distance. Where the open line changes unlike the complete lines by v noise units, an option loses
v / (1 + v / BOUND) nats: noise is Laplacian, but where something was misread the loss is bounded.

In lines of two the figures may change places instead: A and B above, B and A below. Then the third figure looks like
the second, which tests this hypothesis as a line tests a relation (`agent.inference.posterior`), and the option should
look like the first.

Where nothing but a frame comes or goes around a shape, nearly every number changes with the frame, so changes of
numbers cannot be compared (see `frames_alone`); changes of pictures still can.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature, VectorStack, stack_features
from agent.inference.analogy import bounded, compared_vectors, line_distances
from agent.inference.evidence import Evidence
from agent.inference.posterior import DistinctFigures
from agent.matrix import OPEN, Comparison
from agent.network.encoder import TransformationEncoder
from agent.network.figure_reader import Encoding
from problems.problem import Problem

DIRECTION = "all lines"  # the name of the direction of this evidence
BOUND = 4.0  # nats that one change can cost at most; set by hand
# Prior odds that two figures change places, to 1 that they change alike: of 0.03, 0.1 and 0.3 the value with the least
# loss on generated rules left out of the fit of the weights.
EXCHANGE = 0.1


def network_evidence(
    encoder: TransformationEncoder, encoding: Encoding, problem: Problem, candidates: DistinctFigures,
    compared: Sequence[Comparison],
) -> list[Evidence]:
    """One `Evidence` for each field of the transformation network, from its distances (`agent.inference.analogy`).

    `encoding` is that of the problem's figures, the matrix first; `candidates` are the problem's `DistinctFigures`.
    """
    lost = line_distances(encoder, *compared_vectors(encoder, encoding, problem, compared)).mean(axis=0)
    if problem.type != "3x3":
        first, second = _from_first_two(encoder, encoding, len(problem.matrix) + len(problem.options))
        first = bounded(first[len(problem.matrix):], encoder.bounds)
        by_field = zip(lost.T, first.T, second.T, strict=True)
        lost = np.stack([_or_exchanged(*field, candidates) for field in by_field], axis=1)
    return [
        Evidence(f"network's {name}", DIRECTION, {}, -nats, "change")
        for name, nats in zip(encoder.fields, lost.T, strict=True)
    ]


def _from_first_two(encoder: TransformationEncoder, encoding: Encoding, count: int) -> np.ndarray:
    """The distances of `count` figures from the first and from the second, by field: (2, count, fields)."""
    vectors = encoder.vectors(encoding, np.repeat([0, 1], count), np.tile(np.arange(count), 2))
    vectors = vectors.reshape(2, count, -1)
    return encoder.distances(vectors, vectors[[0, 1], [0, 1]][:, None])


def change_evidence(
    features: Sequence[ImageFeature | VectorFeature], problem: Problem, candidates: DistinctFigures,
    compared: Sequence[Comparison],
) -> list[Evidence]:
    """One `Evidence` for each feature: how much its change differs from that of the complete lines.

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
        each = zip(together.features, lost.T, strict=True) if isinstance(together, VectorStack) else [(together, lost)]
        for feature, nats in each:
            if problem.type != "3x3":
                first, second = feature.distances[0, given:], feature.distances[1]
                nats = _or_exchanged(nats, bounded(first, BOUND), second, candidates)
            evidence.append(Evidence(feature.name, DIRECTION, {}, -nats, "change"))
    return evidence


def frames_alone(framed: np.ndarray, compared: Sequence[Comparison]) -> bool:
    """Whether, for any pair of places, a frame is all that changes in all complete lines.

    `framed`, bool (figures, figures), is what `agent.features.extractor.FeatureExtractor.framed` returns.
    """
    return any(all(framed[pair] for pair in comparison.complete) for comparison in compared)


def _or_exchanged(
    lost: np.ndarray, first: np.ndarray, second: np.ndarray, candidates: DistinctFigures
) -> np.ndarray:
    """The nats that options lose where the figures either change alike or change places.

    Parameters
    ----------
    lost : numpy.ndarray
        (options,): nats that they lose if the figures change alike.
    first : numpy.ndarray
        (options,): nats that they lose by their distance from the first figure of the complete line.
    second : numpy.ndarray
        (figures,): distances of all figures from its second figure.
    """
    odds = np.log(EXCHANGE * candidates.factors(second, 2))
    return np.logaddexp(0.0, odds) - np.logaddexp(-lost, odds - first)


def _lost(feature: ImageFeature | VectorStack, complete: np.ndarray, opened: list) -> np.ndarray:
    """The nats that options lose in one comparison: float64 (options,), for a `VectorStack` (options, F).

    A change in which the complete lines differ counts less.
    """
    usual, shown = _change(feature, *complete), _change(feature, *opened)
    lost = bounded(_distance(feature, usual[:, None], shown[None]), BOUND).mean(axis=0)
    if len(usual) == 1:
        return lost
    return lost / (1.0 + _distance(feature, usual[:1], usual[1:])[0] / BOUND)


def _change(feature: ImageFeature | VectorStack, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The change of each pair of figures, (pairs, numbers) of a picture, (pairs, F, numbers) of a stack."""
    if isinstance(feature, ImageFeature):
        return feature.distances[before, after][:, None]
    return feature.values[after] - feature.values[before]


def _distance(feature: ImageFeature | VectorStack, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The distance of changes (..., numbers) in noise units; those of pictures have this unit already."""
    noise = 1.0 if isinstance(feature, ImageFeature) else feature.noise
    return np.abs(first - second).sum(axis=-1) / noise
