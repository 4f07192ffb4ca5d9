"""Baselines: a solver that guesses, and one that compares how many pixels are dark."""

from __future__ import annotations

import zlib

import numpy as np

from agent.matrix import directions
from agent.solvers.base import Solution
from problems.figure import Figure
from problems.problem import Problem

_DARK = 0.5  # least ink of a dark pixel: grey below 128


class RandomSolver:
    """Gives every option a random score.

    The scores depend on the seed and on what is drawn in the problem, so that answers are the same in any order of
    problems and on any number of processes.
    """

    name = "random"

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def solve(self, problem: Problem) -> Solution:
        """Uniform scores between 0 and 1."""
        matrix = _checksum(*problem.matrix)
        draws = [np.random.default_rng([self.seed, matrix, _checksum(option)]) for option in problem.options]
        return Solution(np.array([rng.random() for rng in draws]), ["a guess"])


def _checksum(*figures: Figure) -> int:
    return zlib.crc32(b"".join(np.ascontiguousarray(figure.ink).tobytes() for figure in figures))


class PixelSolver:
    """Chooses the option whose last step along rows and columns is most like those of the complete lines.

    A step from figure a to figure b has a dark-pixel ratio, (|b| - |a|) / pixels, and an
    intersection-pixel ratio, |a and b| / (|a| + |b|), where |.| counts dark pixels.
    """

    name = "pixels"

    def solve(self, problem: Problem) -> Solution:
        """Minus the distance of the last step to each option from the mean last step of the complete lines."""
        matrix, options = _dark(problem)
        scores = np.zeros(len(options))
        reasons = []
        for direction in directions(problem.type):
            last_steps = [_step(matrix[line[-2]], matrix[line[-1]]) for line in direction.complete]
            usual = np.mean(last_steps, axis=0)
            steps = np.array([_step(matrix[direction.open[-2]], option) for option in options])
            scores -= np.abs(steps - usual).sum(axis=1)
            reasons.append(f"{direction.name}: dark pixels {usual[0]:+.1%}, intersection {usual[1]:.1%}")
        return Solution(scores, reasons)


def _step(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Dark-pixel and intersection-pixel ratio: float64 (2,)."""
    ink_before, ink_after = before.sum(), after.sum()
    shared = (before & after).sum()
    return np.array([(ink_after - ink_before) / before.size, shared / max(ink_before + ink_after, 1)])


def _dark(problem: Problem) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Dark pixels of the matrix and of the options, bool arrays of one common shape."""
    figures = problem.matrix + problem.options
    if len({figure.ink.shape for figure in figures}) == 1:
        dark = [figure.ink > _DARK for figure in figures]
    else:
        side = max(max(figure.ink.shape) for figure in figures)
        dark = [figure.resized(side) > _DARK for figure in figures]
    return dark[: len(problem.matrix)], dark[len(problem.matrix):]
