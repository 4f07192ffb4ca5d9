"""Solvers `transformation` and `seed`: the open lines should change as the complete lines do, by the network."""

from __future__ import annotations

import numpy as np

from agent.inference.analogy import alike_lines, compared_vectors, direction_weights, line_distances
from agent.matrix import comparisons, directions
from agent.network.encoder import TransformationEncoder, default_encoder
from agent.solvers.base import Reason, Solution
from problems.problem import Problem


class TransformationSolver:
    """The criterion of the seed with a model of the noise: |T(A, B) - T(C, option)| summed over the lines.

    T is the network's vector of a pair of figures. In a 3x3 matrix the lines are rows, columns and diagonals, and each
    pair of places in the open line is compared with the same places of both complete lines. The distance is L1 in
    units of the noise of each field (see `line_distances`), and directions along which the complete lines change alike
    count more (see `direction_weights`).

    Parameters
    ----------
    encoder : TransformationEncoder or None
        None stands for the shipped weights.
    diagonals : bool
        Whether to compare along the diagonals of 3x3 matrices too.
    """

    name = "transformation"

    def __init__(self, encoder: TransformationEncoder | None = None, diagonals: bool = True) -> None:
        self.encoder, self.diagonals = encoder or default_encoder(), diagonals

    def solve(self, problem: Problem) -> Solution:
        """The scores (negative distances) of all options, with the fields that tell them apart."""
        distance = self.distances(problem).sum(axis=0)
        return Solution(-distance.sum(axis=1), self._reasons(distance))

    def distances(self, problem: Problem) -> np.ndarray:
        """The distance of every option by comparison and field: (comparisons, options, fields)."""
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(
            self.encoder, encoding, problem, comparisons(problem.type, diagonals=self.diagonals))
        weights = direction_weights(self.encoder, references, len(directions(problem.type, diagonals=self.diagonals)))
        return weights[:, None, None] * line_distances(self.encoder, references, candidates)

    def _reasons(self, distance: np.ndarray) -> list[Reason]:
        """A reason for each field of the vector, the one that tells the options apart most first."""
        ranked = sorted(zip(self.encoder.fields, distance.T, strict=True), key=lambda field: -np.ptp(field[1]))
        return [Reason(f"{name}: how alike the changes are", -column) for name, column in ranked]


class SeedSolver(TransformationSolver):
    """The criterion of the seed and nothing else: |T(A, B) - T(C, option)| summed over the lines.

    The lines are rows and columns, or diagonals where the complete lines change more alike along these (see
    `alike_lines`). In a 3x3 matrix all pairs in a line are compared, and the mean over both complete lines is taken.
    Rotation is not compared between two reflections (see `TransformationEncoder.distances`).
    """

    name = "seed"

    def distances(self, problem: Problem) -> np.ndarray:
        """The distance of every option by comparison and field: (comparisons, options, fields)."""
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(
            self.encoder, encoding, problem, comparisons(problem.type, diagonals=True))
        chosen = alike_lines(self.encoder, references, problem.type)
        return self.encoder.distances(references[chosen], candidates[chosen]).mean(axis=1)
