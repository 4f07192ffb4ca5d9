"""What a solver is, and what every solver returns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from problems.problem import Problem

TIE = 1e-5  # difference of scores below which they are equal: above what float32 rounds, set by hand


@dataclass(frozen=True, eq=False)
class Reason:
    """One reason for an answer.

    Attributes
    ----------
    text : str
        The reason in words, on one line. It does not number options, for a solver sees them in an order of its own.
    log_probabilities : numpy.ndarray or None
        float64 (options,): what it adds to each option's score. None where it adds nothing that can be told.
    shown : tuple of str
        What each option shows of it, as "has 7"; empty where that cannot be told.
    """

    text: str
    log_probabilities: np.ndarray | None = None
    shown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.log_probabilities is not None:
            object.__setattr__(self, "log_probabilities", np.asarray(self.log_probabilities, dtype=np.float64))

    def __str__(self) -> str:
        return self.text

    def lead(self, option: int, other: int) -> float:
        """What it adds to the lead of one option over another, both counted from 1; 0 where that is not known."""
        if self.log_probabilities is None:
            return 0.0
        return float(self.log_probabilities[option - 1] - self.log_probabilities[other - 1])


@dataclass(frozen=True, eq=False)
class Solution:
    """The scores of a problem's options.

    Attributes
    ----------
    scores : numpy.ndarray
        float64 of shape (options,); higher is better.
    reasons : list of Reason
        Why; a plain string is made into a Reason.
    confidence : float or None
        Probability that the best option is right; None where the scores are not log probabilities.
    answer : int
        The number of the best option, from 1; a solver leaves it at 0, and `Agent.solution` sets it.
    """

    scores: np.ndarray
    reasons: list[Any] = field(default_factory=list)
    confidence: float | None = None
    answer: int = 0

    def __post_init__(self) -> None:
        reasons = [reason if isinstance(reason, Reason) else Reason(str(reason)) for reason in self.reasons]
        object.__setattr__(self, "reasons", reasons)

    @property
    def probabilities(self) -> np.ndarray | None:
        """The options' probabilities, of sum 1; None where the scores are not log probabilities."""
        if self.confidence is None:
            return None
        shifted = np.exp(self.scores - np.max(self.scores))
        return shifted / shifted.sum()

    def reordered(self, order: np.ndarray) -> Solution:
        """The same solution of the problem with its options in another order: option i is what was option order[i]."""
        reasons = [reason if reason.log_probabilities is None else
                   replace(reason, log_probabilities=reason.log_probabilities[order],
                           shown=tuple(reason.shown[place] for place in order) if reason.shown else ())
                   for reason in self.reasons]
        return replace(self, scores=self.scores[order], reasons=reasons,
                       answer=order.tolist().index(self.answer - 1) + 1)


class Solver(Protocol):
    """Anything that gives each option a score, from the ink of the figures and the type of the problem alone.

    `agent.agent.Agent` shows it the options in the order of their ink and puts what it returns back in place. So a
    number that it returns or tells is that of an option as it sees them, not of the option in its file.
    """

    name: str

    def solve(self, problem: Problem) -> Solution:
        """The scores of all options of `problem`, and the reasons behind them."""


def as_solution(returned: object, problem: Problem, name: str) -> Solution:
    """What the solver called `name` returned for a problem, as a checked Solution with its answer.

    A solver may return a Solution, a score for each option, or the number of one option, from 1. Of options whose
    scores are equal up to `TIE`, the first is the answer. Raises ValueError for anything else.
    """
    count = len(problem.options)
    if isinstance(returned, Solution):
        solution = returned
    elif isinstance(returned, (int, np.integer)) and not isinstance(returned, bool):
        if not 1 <= returned <= count:
            raise ValueError(f"solver {name!r}: expected an option from 1 to {count}, got {returned}")
        solution = Solution(np.eye(count)[int(returned) - 1])
    else:
        try:
            solution = Solution(np.asarray(returned, dtype=np.float64))
        except (TypeError, ValueError):
            raise ValueError(f"solver {name!r}: expected a Solution, {count} scores or the number of an option, "
                             f"got {type(returned).__name__}") from None
    scores = np.asarray(solution.scores, dtype=np.float64)
    if scores.shape != (count,) or np.isnan(scores).any():
        raise ValueError(f"solver {name!r}: expected {count} scores, none of them NaN, got {scores.tolist()}")
    for reason in solution.reasons:
        if reason.log_probabilities is not None and reason.log_probabilities.shape != (count,):
            raise ValueError(f"solver {name!r}: expected {count} numbers of the reason {reason.text!r}, "
                             f"got an array of shape {reason.log_probabilities.shape}")
    solution = replace(solution, scores=scores)
    return replace(solution, answer=tied_options(solution)[0])


def tied_options(solution: Solution) -> list[int]:
    """The numbers, from 1, of the options whose scores equal the best up to `TIE`."""
    scores = np.asarray(solution.scores)
    return [int(index) + 1 for index in np.flatnonzero(scores >= scores.max() - TIE)]
