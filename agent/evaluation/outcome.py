"""What came of one problem: the answer, how sure the solver was, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from agent.agent import SKIP
from agent.solvers.base import Reason, Solution, tied_options
from problems.problem import Problem

SLIGHT = 0.05  # of a lead, in nats, below which a reason is not told by itself
# The weightiest reasons are told one by one: as many as make ENOUGH of the lead over the runner-up, but so many at
# least and at most. The others are kept as one sum.
ENOUGH, LEAST_REASONS, MOST_REASONS = 0.8, 6, 12


@dataclass(frozen=True)
class Contribution:
    """A reason, and what it adds to the score of each option.

    Attributes
    ----------
    text : str
    adds : tuple of float
        One an option; empty where the solver gives the reason in words alone.
    is_rest : bool
        Whether it sums up the lesser reasons.
    shown : tuple of str
        What each option shows of it, as "has 7"; empty where that cannot be told.
    """

    text: str
    adds: tuple[float, ...] = ()
    is_rest: bool = False
    shown: tuple[str, ...] = ()

    def in_words(self, option: int, other: int) -> str:
        """The reason with what two options, counted from 1, show of it."""
        if not self.shown:
            return self.text
        first, second = self.shown[option - 1], self.shown[other - 1]
        if first == second:
            return f"{self.text}; option {option} {first}, option {other} as well"
        return f"{self.text}; option {option} {first}, option {other} {second}"

    def lead(self, option: int, other: int) -> float:
        """What it adds to the lead of one option over another, both counted from 1."""
        return self.adds[option - 1] - self.adds[other - 1] if self.adds else 0.0


@dataclass(frozen=True)
class Outcome:
    """What came of one problem.

    Attributes
    ----------
    set_name, name : str
    answer : int
        The agent's answer; -1 where there is none.
    correct_answer : int or None
        None where it is unknown.
    options : int or None
        How many options there were; None where the problem was not read.
    seconds : float or None
        Reading and solving; None where that is not known.
    error : str
        Why there is no answer, with the problem's path.
    right : bool or None
        None where there is no answer or it is not known which is right.
    type, path, rule : str
        "2x2" and so on; the problem's folder or file; the rules that a generated problem follows.
    scores, probabilities : tuple of float
        One an option. Probabilities are empty where the scores are not log probabilities.
    tied : tuple of int
        The options, from 1, whose scores equal the best; the answer alone where there is no tie.
    reasons : tuple of Contribution
        The weightiest first; the last sums up the lesser ones. Together their adds are the scores, but for
        one constant.
    figures_sha256 : str
        The beginning of a hash of the figures as they were read.
    traceback : str
        Where one's own solver failed.
    """

    set_name: str
    name: str
    answer: int
    correct_answer: int | None = None
    options: int | None = None
    seconds: float | None = None
    error: str = ""
    right: bool | None = field(init=False)
    type: str = ""
    path: str = ""
    rule: str = ""
    scores: tuple[float, ...] = ()
    probabilities: tuple[float, ...] = ()
    tied: tuple[int, ...] = ()
    reasons: tuple[Contribution, ...] = ()
    figures_sha256: str = ""
    traceback: str = ""

    def __post_init__(self) -> None:
        known = self.answer >= 0 and self.correct_answer is not None
        object.__setattr__(self, "right", self.answer == self.correct_answer if known else None)

    @property
    def verdict(self) -> str:
        """Correct, Incorrect, Skipped, or Unknown where the right answer is not known."""
        if self.answer < 0:
            return "Skipped"
        if self.right is None:
            return "Unknown"
        return "Correct" if self.right else "Incorrect"

    @property
    def runner_up(self) -> int | None:
        """The best option but for the answer, from 1; None where there is none."""
        others = [number for number in range(1, len(self.scores) + 1) if number != self.answer]
        return max(others, key=lambda number: self.scores[number - 1], default=None)

    @property
    def lead(self) -> float | None:
        """By how much the answer's score exceeds the runner-up's; None where that is not known."""
        if self.runner_up is None or self.answer < 0:
            return None
        return self.scores[self.answer - 1] - self.scores[self.runner_up - 1]


def solved(problem: Problem, solution: Solution, set_name: str, **known: Any) -> Outcome:
    """The outcome of a problem with this solution; `known` are further attributes."""
    answer = solution.answer
    scores = _rounded(solution.scores)
    probabilities = () if solution.probabilities is None else _rounded(solution.probabilities, 6)
    outcome = Outcome(
        set_name, problem.name, answer, problem.answer, len(problem.options), type=problem.type, rule=rule_of(problem),
        scores=scores, probabilities=probabilities, tied=tuple(tied_options(solution)), **known,
    )
    against = [option for option in (outcome.runner_up, problem.answer) if option not in (None, answer)]
    reasons = contributions(solution.reasons, np.asarray(solution.scores), answer, against or [answer])
    object.__setattr__(outcome, "reasons", reasons)
    return outcome


def skipped(set_name: str, name: str, error: str, problem: Problem | None = None, **known: Any) -> Outcome:
    """The outcome of a problem without an answer; `problem` where it could at least be read."""
    if problem is not None:
        known.update(correct_answer=problem.answer, options=len(problem.options), type=problem.type,
                     rule=rule_of(problem))
    return Outcome(set_name, name, SKIP, error=error, **known)


def rule_of(problem: Problem) -> str:
    """The rules that a generated problem follows, as "rotation+fill"; "" where they are not known."""
    rules = problem.annotation.get("rules", ())
    return rules if isinstance(rules, str) else "+".join(rules)


def contributions(
    reasons: list[Reason], scores: np.ndarray, chosen: int, against: list[int]
) -> tuple[Contribution, ...]:
    """The reasons that add most to the lead of `chosen` over the options `against`, then the sum of the others."""
    told = [reason for reason in reasons if reason.log_probabilities is not None]
    words = [Contribution(reason.text) for reason in reasons if reason.log_probabilities is None]
    if not told:
        return tuple(words)

    def weight(reason: Reason) -> float:
        return max(abs(reason.lead(chosen, one)) for one in against)

    ranked = sorted((reason for reason in told if weight(reason) >= SLIGHT), key=weight, reverse=True)
    other = against[0]
    kept = sorted(ranked[:_enough(ranked, scores, chosen, other)], key=lambda reason: -reason.lead(chosen, other))
    rest = scores - sum(np.asarray(reason.log_probabilities) for reason in kept)
    rest = np.where(np.isfinite(rest), rest, 0.0)
    found = [Contribution(reason.text, _rounded(reason.log_probabilities), shown=reason.shown) for reason in kept]
    if np.ptp(rest) > 5e-4:
        left = len(told) - len(kept)
        text = f"{left} lesser reason{'s' if left > 1 else ''}" if left else "what is too little for a reason"
        found.append(Contribution(text, _rounded(rest - rest.max()), True))
    return (*found, *words)


def _enough(ranked: list[Reason], scores: np.ndarray, chosen: int, other: int) -> int:
    """How many reasons, of these in their order, to tell of the lead of `chosen` over `other`."""
    lead, told = scores[chosen - 1] - scores[other - 1], np.cumsum([reason.lead(chosen, other) for reason in ranked])
    count = LEAST_REASONS
    while count < min(MOST_REASONS, len(ranked)) and told[count - 1] < ENOUGH * lead:
        count += 1
    return count


def _rounded(values: Any, digits: int = 4) -> tuple[float, ...]:
    return tuple(round(float(value), digits) for value in np.asarray(values))
