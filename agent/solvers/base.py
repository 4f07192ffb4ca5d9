"""What a solver is, and what every solver returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from problems.figure import canonical_order
from problems.problem import Problem

TIE = 1e-5  # difference of scores below which they are equal: above what float32 rounds, set by hand


@dataclass(frozen=True, eq=False)
class Solution:
    """The scores of a problem's options.

    Attributes
    ----------
    scores : numpy.ndarray
        float64 (options,); higher is better.
    reasons : list of str
        One line each.
    confidence : float or None
        Probability that the best option is right; None where the scores are no log probabilities.
    """

    scores: np.ndarray
    reasons: list[str] = field(default_factory=list)
    confidence: float | None = None


class Solver(Protocol):
    """Anything that gives each option a score, from the ink of the figures and the type of the problem alone."""

    name: str

    def solve(self, problem: Problem) -> Solution:
        """The scores of all options of `problem`, and the reasons behind them."""


def best_option(solution: Solution, problem: Problem) -> int:
    """The number, from 1, of the best option.

    Of options whose scores are equal up to `TIE`, the one with the least ink is taken, then the first by the bytes of
    the ink. That depends only on what is drawn, so permuting the options permutes the answer.
    """
    best = set(np.flatnonzero(solution.scores >= solution.scores.max() - TIE).tolist())
    return next(i for i in canonical_order(problem.options) if i in best) + 1
