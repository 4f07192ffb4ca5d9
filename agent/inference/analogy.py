"""Distances between the transformations of the open lines and those of the complete lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agent.matrix import OPEN, Comparison, directions
from agent.network.encoder import TransformationEncoder
from agent.network.figure_reader import Encoding
from problems.problem import Problem

# Exponent of `direction_weights`; kept with the Basic problems in view. On generated ones 2 to 4 do about the same.
STEEP = 3.0


def line_distances(
    encoder: TransformationEncoder, references: np.ndarray, candidates: np.ndarray
) -> np.ndarray:
    """The distances by field between the results of `compared_vectors`: (comparisons, options, fields).

    Distances are bounded: noise is Laplacian, except where the network misjudges a figure. The noise of a field in a
    matrix is its usual noise (the bound) plus the difference between the complete lines: a field in which these differ
    says little about the open line.
    """
    distance = bounded(encoder.distances(references, candidates), encoder.bounds).mean(axis=1)
    if references.shape[1] == 1:
        return distance
    difference = encoder.distances(references[:, 0], references[:, 1])
    return distance / (1.0 + difference / encoder.bounds)


def direction_weights(encoder: TransformationEncoder, references: np.ndarray, count: int) -> np.ndarray:
    """The weight of each comparison, float64 (comparisons,), in a matrix of `count` directions; 1 in the mean.

    With d the difference in nats between the complete lines of the direction, the weight is proportional to
    (1 + d) ** -STEEP: where the complete lines do not change alike, the open line need not either.
    """
    if references.shape[1] == 1:
        return np.ones(len(references))
    difference = bounded(encoder.distances(references[:, 0], references[:, 1]), encoder.bounds).sum(axis=(1, 2))
    weights = (1.0 + difference.reshape(count, -1).mean(axis=1)) ** -STEEP
    return np.repeat(weights / weights.mean(), len(references) // count)


def alike_lines(encoder: TransformationEncoder, references: np.ndarray, problem_type: str) -> np.ndarray:
    """Which comparisons, along all directions of a matrix, are along its lines: bool (comparisons,).

    The lines are rows and columns; in a 3x3 matrix they are both diagonals instead, where the complete lines differ
    less along these. In a distribution of three the figures of a row come again in the next row, but in other places,
    so only diagonals change alike.

    Parameters
    ----------
    encoder : TransformationEncoder
    references : numpy.ndarray
        The vectors of the complete lines (`compared_vectors`) along all directions, diagonals too.
    problem_type : str
        "2x1", "2x2" or "3x3".
    """
    found = directions(problem_type, diagonals=True)
    diagonal = np.repeat([direction.is_diagonal for direction in found], len(references) // len(found))
    if not diagonal.any():
        return ~diagonal
    difference = encoder.distances(references[:, 0], references[:, 1]).sum(axis=(1, 2))
    return diagonal == (difference[diagonal].mean() < difference[~diagonal].mean())


def bounded(distance: np.ndarray, bound: np.ndarray | float) -> np.ndarray:
    """Distances d as d / (1 + d / bound): small ones hardly change, large ones approach the bound."""
    return distance / (1.0 + distance / bound)


def compared_vectors(
    encoder: TransformationEncoder, encoding: Encoding, problem: Problem, compared: Sequence[Comparison]
) -> tuple[np.ndarray, np.ndarray]:
    """The transformation vectors that should agree: those of the complete lines and those of the open line.

    `encoding` is that of the figures of the problem, those of the matrix first.

    Returns
    -------
    references, candidates : numpy.ndarray
        (comparisons, complete lines, 1, width) and (comparisons, 1, options, width).
    """
    given, options = len(problem.matrix), range(len(problem.options))
    complete = [pair for comparison in compared for pair in comparison.complete]
    opened = [
        [given + option if place == OPEN else place for place in comparison.open]
        for comparison in compared for option in options
    ]
    vectors = encoder.vectors(encoding, *np.array(complete + opened).T)
    references = vectors[:len(complete)].reshape(len(compared), -1, 1, encoder.width)
    candidates = vectors[len(complete):].reshape(len(compared), 1, len(options), encoder.width)
    return references, candidates
