"""What every solver gives back, and what a solver is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from problems.figure import canonical_order
from problems.problem import Problem

TIE = 1e-5  # scores that differ by less are equal: networks and images are compared in float32


@dataclass(frozen=True, eq=False)
class Solution:
    """The scores of a problem's options.

    Attributes
    ----------
    scores : numpy.ndarray
        float64 of shape (options,); higher is better.
    reasons : list of str
        Why, in a line each.
    confidence : float or None
        Probability that the best option is right; None where the scores are no log probabilities.
    """

    scores: np.ndarray
    reasons: list = field(default_factory=list)
    confidence: float | None = None


class Solver(Protocol):
    """Anything that gives one score an option; it looks at the figures' ink and the type alone."""

    name: str

    def solve(self, problem: Problem) -> Solution:
        """The scores of all options of `problem`, and the reasons behind them."""


def best_option(solution, problem):
    """The number, from 1, of the best option.

    Scores equal up to `TIE` go to the option with the least ink, then to the one whose ink comes first byte by
    byte: a rule that depends on what is drawn, so that permuting the options permutes the answer.
    """
    best = set(np.flatnonzero(solution.scores >= solution.scores.max() - TIE).tolist())
    return next(i for i in canonical_order(problem.options) if i in best) + 1


