"""Runs an agent over problem sets and yields what came of each problem."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from agent.agent import SKIP, Agent, format_error
from agent.evaluation.executors import ordered_results


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
        How many options there were; None where the problem was not read in this run.
    seconds : float or None
        Reading and solving; None where that was not done in this run.
    error : str
        Why there is no answer, with the problem's path.
    """

    set_name: str
    name: str
    answer: int
    correct_answer: int | None = None
    options: int | None = None
    seconds: float | None = None
    error: str = ""

    @property
    def verdict(self):
        """ "Correct", "Incorrect", "Skipped", or "Unknown" where there is an answer but no key to it."""
        if self.answer < 0:
            return "Skipped"
        if self.correct_answer is None:
            return "Unknown"
        return "Correct" if self.answer == self.correct_answer else "Incorrect"


def run(problem_sets, solver_name, opened, skip=0):
    """Yield an Outcome for every problem of the sets, in their order, but for the first `skip`.

    Parameters
    ----------
    problem_sets : iterable of ProblemSet
    solver_name : str
    opened : agent.evaluation.executors.Pool
    skip : int
    """
    sources = ((problems.name, source) for problems in problem_sets for source in problems.sources)
    solve = partial(solve_source, solver_name=solver_name)
    return ordered_results(opened, solve, islice(sources, skip, None), _failed)


def solve_source(named_source, solver_name):
    """Read and solve one problem, given as (set's name, source); runs in a worker."""
    set_name, source = named_source
    start = time.perf_counter()
    try:
        problem = source.load()
    except Exception as error:  # one broken problem never stops a run
        return _failed(named_source, error)
    try:
        answer, error = _agent(solver_name).answer(problem), ""
    except Exception as failure:  # nor does one that a solver cannot solve
        answer, error = SKIP, _explained(source, failure)
    seconds = time.perf_counter() - start
    return Outcome(set_name, problem.name, answer, problem.answer, len(problem.options), seconds, error)


@lru_cache(maxsize=1)
def _agent(solver_name):
    """This process's agent."""
    return Agent(solver_name)


def _failed(named_source, error):
    set_name, source = named_source
    return Outcome(set_name, source.name, SKIP, error=_explained(source, error))


def _explained(source, error):
    text, path = format_error(error), source.path
    return text if path in text else f"{path}: {text}"
