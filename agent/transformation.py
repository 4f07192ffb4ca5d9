"""Solver `transformation`: the option that changes the matrix's transformations least."""

from __future__ import annotations

import numpy as np

from agent.encoder import default_encoder
from agent.lines import OPEN, directions
from agent.solver import Solution, by_look

STEEP = 3.0  # 2 to 4 are alike on generated problems; they gain little by it there, the Basic problems more
_PAIRS = {2: ((0, 1),), 3: ((0, 1), (1, 2), (0, 2))}  # of the places in a line


class TransformationSolver:
    """The seed's criterion with a model of the noise: |T(A, B) - T(C, option)| summed over the lines.

    T is the network's vector of a pair. In a 3x3 matrix the lines are rows, columns and diagonals, and each
    pair of places in the open line is compared with the same places of both complete lines. The distance is
    L1 in units of each field's noise (see `line_distances`), and directions along which the complete lines
    change alike count more (see `direction_weights`).

    Parameters
    ----------
    encoder : TransformationEncoder or None
        None stands for the shipped weights.
    diagonals : bool
        False leaves the diagonals out.
    """

    name = "transformation"

    def __init__(self, encoder=None, diagonals=True):
        self.encoder, self.diagonals = encoder or default_encoder(), diagonals

    def solve(self, problem):
        """The scores (negative distances) of all options, with the fields that tell them apart."""
        distance = self.distances(problem).sum(axis=0)
        return Solution(-distance.sum(axis=1), self._reasons(distance))

    def distances(self, problem):
        """How far every option's transformations are from the matrix's own: (comparisons, options, fields)."""
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(self.encoder, encoding, problem, self.diagonals)
        weights = direction_weights(self.encoder, references, len(directions(problem.type, diagonals=self.diagonals)))
        return weights[:, None, None] * line_distances(self.encoder, references, candidates)

    def _reasons(self, distance):
        """One line an option: its distance, and the fields that make most of it."""
        reasons = []
        for option, row in enumerate(distance, start=1):
            parts = dict(zip(self.encoder.fields, row, strict=True))
            largest = sorted(parts, key=parts.get, reverse=True)[:3]
            named = ", ".join(f"{name} {parts[name]:.1f}" for name in largest)
            reasons.append(f"option {option}: distance {row.sum():.1f}, most of it {named}")
        return reasons


class SeedSolver(TransformationSolver):
    """The criterion of the seed and nothing else: |T(A, B) - T(C, option)| summed over rows and columns.

    In a 3x3 matrix over the lines' pairs, a mean over both complete lines. Rotation is not
    compared between two reflections: see `agent.encoder.TransformationEncoder.distances`.
    """

    name = "seed"

    def distances(self, problem):
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(self.encoder, encoding, problem)
        return self.encoder.distances(references, candidates).mean(axis=1)


def matrix_distances(encoder, encoding, problem):
    """How far every option's transformations are from the matrix's own: (comparisons, options, fields)."""
    return line_distances(encoder, *compared_vectors(encoder, encoding, problem, diagonals=True))


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


def compared_vectors(encoder, encoding, problem, diagonals=False):
    """The transformations that should agree, those of the complete lines and those of the open line.

    `encoding` is the encoder's of the problem's figures, matrix first. Pairs are measured in an order that looks
    alone decide, for float32 rounds by place in a batch: permuting the options permutes what is returned, exactly.

    Returns
    -------
    references, candidates : numpy.ndarray
        (comparisons, complete lines, 1, width) and (comparisons, 1, options, width).
    """
    compared = list(comparisons(problem.type, diagonals))
    given, order = len(problem.matrix), by_look(problem.options)
    known = [pair for complete, _ in compared for pair in complete]
    opened = [
        [given + option if place == OPEN else place for place in pair]
        for _, pair in compared for option in order
    ]
    vectors = encoder.vectors(encoding, *np.array(known + opened).T)
    references = vectors[:len(known)].reshape(len(compared), -1, 1, encoder.width)
    candidates = vectors[len(known):].reshape(len(compared), 1, len(order), encoder.width)
    return references, candidates[:, :, np.argsort(order)]


def comparisons(problem_type, diagonals=False):
    """Yield (the pairs of the complete lines, the pair of the open line) that should change alike."""
    for direction in directions(problem_type, diagonals=diagonals):
        for first, second in _PAIRS[len(direction.open)]:
            opened = (direction.open[first], direction.open[second])
            if OPEN in opened:
                yield [(line[first], line[second]) for line in direction.complete], opened
