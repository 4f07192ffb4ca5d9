"""Runs a solver over problem sets and yields what came of each problem."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import Any

import numpy as np

from agent.agent import Agent, format_error
from agent.evaluation.executors import Pool, ordered_results
from agent.evaluation.outcome import Outcome, skipped, solved
from agent.solvers import make_solver
from agent.solvers.own_solver import is_own_solver, own_traceback
from problems.problem import Problem
from problems.problem_set import ProblemSet


def run(
    problem_sets: Iterable[ProblemSet], solver: Any, opened: Pool, skip: int = 0, seed: int | None = None
) -> Iterator[Outcome]:
    """Yield an Outcome for every problem of the sets, in their order, but for the first `skip`.

    Parameters
    ----------
    problem_sets : iterable of ProblemSet
    solver : str or Solver
        A solver's name, as `agent.solvers.make_solver` takes it, or a solver.
    opened : agent.evaluation.executors.Pool
    skip : int
    seed : int, optional
        Of a solver that draws random numbers.
    """
    sources = ((problems.name, source) for problems in problem_sets for source in problems.sources)
    solve = partial(solve_source, solver=solver, seed=seed)
    return ordered_results(opened, solve, islice(sources, skip, None), _failed)


def solve_source(named_source: tuple[str, Any], solver: Any, seed: int | None = None) -> Outcome:
    """Read and solve one problem, given as (set's name, source or Problem); runs in a worker."""
    set_name, source = named_source
    start = time.perf_counter()
    try:
        problem = source if isinstance(source, Problem) else source.load()
    except Exception as error:  # one broken problem never stops a run
        return _failed(named_source, error)
    known = {"path": getattr(source, "path", ""), "figures_sha256": _checksum(problem)}
    try:
        outcome = solved(problem, _agent(solver, seed).solution(problem), set_name, **known)
    except Exception as error:  # nor does one that a solver cannot solve
        known["traceback"] = own_traceback(error) if _is_own(solver) else ""
        outcome = skipped(set_name, problem.name, _explained(source, error), problem, **known)
    return replace(outcome, seconds=round(time.perf_counter() - start, 4))


@lru_cache(maxsize=1)
def _agent(solver: Any, seed: int | None) -> Agent:
    """The agent of this process."""
    return Agent(make_solver(solver, seed) if isinstance(solver, str) else solver)


def _is_own(solver: Any) -> bool:
    return is_own_solver(solver) if isinstance(solver, str) else not type(solver).__module__.startswith("agent.")


def _failed(named_source: tuple[str, Any], error: Exception) -> Outcome:
    set_name, source = named_source
    return skipped(set_name, source.name, _explained(source, error), path=getattr(source, "path", ""))


def _explained(source: Any, error: BaseException) -> str:
    text, path = format_error(error), getattr(source, "path", "") or source.name
    return text if path in text else f"{path}: {text}"


def _checksum(problem: Problem) -> str:
    found = hashlib.sha256()
    for figure in problem.matrix + problem.options:
        found.update(np.ascontiguousarray(figure.ink).tobytes())
    return found.hexdigest()[:16]
