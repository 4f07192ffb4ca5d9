"""How far the transformations of the open lines are from those of the complete ones."""

from __future__ import annotations

import numpy as np

from agent.matrix import OPEN
from problems.figure import canonical_order

STEEP = 3.0  # 2 to 4 are alike on generated problems; they gain little by it there, the Basic problems more


def line_distances(encoder, references, candidates):
    """Distances by field between what `compared_vectors` returns: (comparisons, options, fields).

    A field's distance is bounded, for noise is Laplacian but for what the network misjudges. Its noise
    in a matrix is what it is in general (the bound) and how far the complete lines themselves differ: a
    field in which they do not agree tells little of the open line.
    """
    distance = bounded(encoder.distances(references, candidates), encoder.bounds).mean(axis=1)
    if references.shape[1] == 1:
        return distance
    differ = encoder.distances(references[:, 0], references[:, 1])
    return distance / (1.0 + differ / encoder.bounds)


def direction_weights(encoder, references, count):
    """How much each comparison counts, float64 (comparisons,), 1 in the mean, in a matrix of `count` directions.

    That is what the complete lines' difference along the direction, in nats and beside one nat of noise, is to
    the power of -STEEP: where these do not change alike, the open line need not either.
    """
    if references.shape[1] == 1:
        return np.ones(len(references))
    differ = bounded(encoder.distances(references[:, 0], references[:, 1]), encoder.bounds).sum(axis=(1, 2))
    weights = (1.0 + differ.reshape(count, -1).mean(axis=1)) ** -STEEP
    return np.repeat(weights / weights.mean(), len(references) // count)


def bounded(distance, bound):
    """Distances that grow ever more slowly, to `bound`: small ones stay what they are."""
    return distance / (1.0 + distance / bound)


def compared_vectors(encoder, encoding, problem, compared):
    """The transformations that should agree, those of the complete lines and those of the open line.

    `encoding` is the encoder's of the problem's figures, matrix first. Pairs are measured in an order that looks
    alone decide, for float32 rounds by place in a batch: permuting the options permutes what is returned, exactly.

    Returns
    -------
    references, candidates : numpy.ndarray
        (comparisons, complete lines, 1, width) and (comparisons, 1, options, width).
    """
    given, order = len(problem.matrix), canonical_order(problem.options)
    known = [pair for comparison in compared for pair in comparison.complete]
    opened = [
        [given + option if place == OPEN else place for place in comparison.open]
        for comparison in compared for option in order
    ]
    vectors = encoder.vectors(encoding, *np.array(known + opened).T)
    references = vectors[:len(known)].reshape(len(compared), -1, 1, encoder.width)
    candidates = vectors[len(known):].reshape(len(compared), 1, len(order), encoder.width)
    return references, candidates[:, :, np.argsort(order)]
