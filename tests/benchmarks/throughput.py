"""Problems a second by engine: `python -m tests.benchmarks.throughput PATH [--solver NAME] [--limit N]`."""

from __future__ import annotations

import argparse
import time

import run_agent  # first: it sets the number of BLAS threads
from agent.evaluation.executors import pool
from agent.evaluation.runner import run
from agent.solvers import DEFAULT_SOLVER, SOLVERS
from problems import ProblemSet, load_sets
from problems.cli import positive, problem_sets, run_command

ENGINES = (("-j 1", 1, "local"), ("-j 2", 2, "local"), ("--engine dask -j 2", 2, "dask"))


def measure(problem_sets, solver, workers, engine):
    """Seconds until the first answer, problems a second from there on, and the answers."""
    start = time.perf_counter()
    with pool(workers, engine) as opened:
        outcomes = run(problem_sets, solver, opened)
        answers = [next(outcomes).answer]
        first = time.perf_counter()
        answers.extend(outcome.answer for outcome in outcomes)
        rate = (len(answers) - 1) / (time.perf_counter() - first)
    return first - start, rate, answers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=problem_sets, help="default: the shipped sets")
    parser.add_argument("--solver", choices=SOLVERS, default=DEFAULT_SOLVER)
    parser.add_argument("--limit", type=positive, help="problems of each set")
    options = parser.parse_args()
    sets = [found for sets in options.paths or [load_sets(run_agent.SHIPPED_SETS)] for found in sets]
    sets = [ProblemSet(found.name, found.sources[: options.limit]) for found in sets]
    print(f"solver {options.solver}, {sum(map(len, sets))} problems")
    print(f"{'':20} {'to the first':>12} {'problems/s':>11}")
    expected = None
    for name, workers, engine in ENGINES:
        first, rate, answers = measure(sets, options.solver, workers, engine)
        expected = expected or answers
        same = "" if answers == expected else "  other answers than -j 1"
        print(f"{name:20} {first:10.2f} s {rate:11.1f}{same}", flush=True)


if __name__ == "__main__":
    run_command(main)
