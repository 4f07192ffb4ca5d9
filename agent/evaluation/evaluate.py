"""Evaluates a solver from Python: what came of each problem, and the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.evaluation.executors import pool
from agent.evaluation.outcome import Outcome
from agent.evaluation.report import set_tallies, table
from agent.evaluation.runner import run
from problems.problem import Problem
from problems.problem_set import ProblemSet, load_sets


@dataclass(frozen=True)
class Evaluation:
    """What a solver made of some problems. `print(evaluation)` shows the table.

    Attributes
    ----------
    outcomes : list of Outcome
        One a problem, in order; `pandas.DataFrame(evaluation.outcomes)` makes a data frame of them.
    """

    outcomes: list[Outcome]

    @property
    def table(self) -> str:
        """A line a set: counts, accuracy with its interval, chance, seconds a problem."""
        return table(set_tallies(self.outcomes))

    @property
    def accuracy(self) -> float:
        """The share of right answers among the problems whose answer is known; skipped ones are not right."""
        graded = [outcome for outcome in self.outcomes if outcome.verdict != "Unknown"]
        if not graded:
            raise ValueError("accuracy: no problem has a known answer")
        return sum(outcome.verdict == "Correct" for outcome in graded) / len(graded)

    def __str__(self) -> str:
        return self.table

    def __repr__(self) -> str:
        right = sum(outcome.right is True for outcome in self.outcomes)
        return f"Evaluation({right} right of {len(self.outcomes)})"


def evaluate(solver: Any, sets: Any, jobs: int = 1, seed: int | None = None) -> Evaluation:
    """Run a solver over problems.

    Parameters
    ----------
    solver : Solver or str
        An object with a method `solve(problem)`, or a name as `--solver` takes it.
    sets : path, ProblemSet, Problem, or an iterable of these
    jobs : int
        Processes; more than one need a solver that can be pickled, or a name.
    seed : int, optional
        Of a solver given by name that draws random numbers.
    """
    found = list(_sets(sets))
    with pool(jobs) as opened:
        return Evaluation(list(run(found, solver, opened, seed=seed)))


def _sets(sets: Any) -> Iterable[ProblemSet]:
    if isinstance(sets, (str, Path)):
        yield from load_sets(sets)
    elif isinstance(sets, ProblemSet):
        yield sets
    elif isinstance(sets, Problem):
        yield ProblemSet(sets.set_name or "problems", [sets])
    elif isinstance(sets, Iterable):
        members = list(sets)
        if all(isinstance(member, Problem) for member in members):
            yield ProblemSet("problems", members)
        else:
            for member in members:
                yield from _sets(member)
    else:
        raise TypeError(f"expected a path, a ProblemSet or Problems, got {type(sets).__name__}")
