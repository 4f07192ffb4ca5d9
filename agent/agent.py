"""What the course's harness calls: one agent, built once, asked for one answer a problem."""

from __future__ import annotations

import logging
import os
from typing import Any

import numpy as np

from agent.solvers import DEFAULT_SOLVER, make_solver
from agent.solvers.base import Solution, Solver, as_solution
from problems.figure import canonical_order
from problems.formats.course_harness import speaks_2014, to_problem
from problems.names import one_line
from problems.problem import parse_type

_log = logging.getLogger(__name__)

SKIP = -1  # the harness's word for no answer
LONGEST_ERROR = 1000  # characters of an error that are shown


class Agent:
    """Solves problems, the harness's own or ours.

    Parameters
    ----------
    solver : Solver or str, optional
        A solver or its name; the default solver where none is given.
    """

    def __init__(self, solver: Solver | str | None = None) -> None:
        name = DEFAULT_SOLVER if solver is None else solver
        self.solver = make_solver(name) if isinstance(name, str) else name

    def Solve(self, problem: Any) -> int | str:
        """The number of the best option, from 1; -1 where something goes wrong, which is logged.

        A problem of the harness of 2014 gets its answer as a string. Never raises, never prints.
        """
        answer, in_words = SKIP, False
        try:
            in_words = speaks_2014(problem)
            answer = self.answer(problem)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # nothing guards this call: one exception, or exit, would end the whole run
            _log.error("%s: no answer: %s", _name(problem), format_error(error))
        return str(answer) if in_words else answer

    def answer(self, problem: Any) -> int:
        """The number of the best option, from 1. Raises where the problem or the solver is at fault."""
        return self.solution(problem).answer

    def solution(self, problem: Any) -> Solution:
        """The answer with the solver's scores of the options and its reasons, checked: a Solution.

        The solver sees the options in `canonical_order`, and what it returns is put back in the order of the problem.
        So permuting the options permutes the answer, whatever the solver: neither how float32 rounds at some place of
        a batch nor a tie of scores depends on their order. Of equal options the one with the least ink is the answer.
        """
        problem = to_problem(problem)
        order = canonical_order(problem.options)
        seen = problem.permuted(order)
        name = getattr(self.solver, "name", type(self.solver).__name__)
        return as_solution(self.solver.solve(seen), seen, name).reordered(np.argsort(order))


class ConfidenceAgent(Agent):
    """The agent for the harness of Spring 2016, which takes a confidence for each option.

    Its Agent.py holds `from agent import ConfidenceAgent as Agent`.
    """

    def Solve(self, problem: Any) -> Any:
        """The confidences of the options, floats of sum 1: the softmax of the scores.

        Where something goes wrong, which is logged, all are equal. Never raises, never prints.
        """
        options = 6
        try:
            options = 8 if parse_type(getattr(problem, "problemType", "")) == "3x3" else 6
            problem = to_problem(problem)
            options = len(problem.options)
            return _confidences(self.solution(problem).scores)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # as above
            _log.error("%s: no answer: %s", _name(problem), format_error(error))
            return [1.0 / options] * options


def _confidences(scores: np.ndarray) -> list[float]:
    """The softmax of scores; where some are infinite, the best of them share alike."""
    scores = np.asarray(scores, dtype=np.float64)
    largest = scores.max()
    weights = np.exp(scores - largest) if np.isfinite(largest) else (scores == largest).astype(np.float64)
    return (weights / weights.sum()).tolist()


def format_error(error: BaseException) -> str:
    """An exception as one line for a user; its kind is told where its text alone might mean nothing."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return one_line(f"{os.fsdecode(error.filename)}: {error.strerror}")
    try:
        text = one_line(" ".join(str(error).split()))[:LONGEST_ERROR]
    except (Exception, SystemExit, GeneratorExit):  # its text cannot be had: the kind has to do
        text = ""
    plain = isinstance(error, (ConnectionError, FileNotFoundError, ImportError)) or type(error) is ValueError
    return text if text and plain else f"{type(error).__name__}: {text}".removesuffix(": ")


def _name(problem: Any) -> str:
    """What to call a problem, which may be anything, in a message."""
    try:
        name = getattr(problem, "name", None) or problem.getName()
        return f"problem {name!r:.200}"
    except (Exception, SystemExit, GeneratorExit):  # it has no name, or its getter fails: the message matters more
        return f"a problem of type {type(problem).__name__}"
