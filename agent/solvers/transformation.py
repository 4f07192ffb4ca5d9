"""Solver `transformation`: the option that changes the matrix's transformations least."""

from __future__ import annotations

import numpy as np

from agent.matrix import directions
from agent.network.analogy import compared_vectors, direction_weights, line_distances
from agent.network.encoder import default_encoder
from agent.solvers.base import Reason, Solution


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
        """A reason for each field of the vector, the one that tells the options apart most first."""
        reasons = []
        for name, column in zip(self.encoder.fields, distance.T, strict=True):
            options = " ".join(f"{option}:{value:.1f}" for option, value in enumerate(column, start=1))
            reasons.append(Reason(f"{name}: distance of each option {options}", -column))
        return sorted(reasons, key=lambda reason: -np.ptp(reason.log_probabilities))


class SeedSolver(TransformationSolver):
    """The criterion of the seed and nothing else: |T(A, B) - T(C, option)| summed over rows and columns.

    In a 3x3 matrix over the lines' pairs, a mean over both complete lines. Rotation is not
    compared between two reflections: see `agent.network.encoder.TransformationEncoder.distances`.
    """

    name = "seed"

    def distances(self, problem):
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(self.encoder, encoding, problem)
        return self.encoder.distances(references, candidates).mean(axis=1)


