"""Seconds, memory and open files over many fresh problems in a row: `python -m tests.benchmarks.endurance`.

With `--solver pixels` nearly all of the time goes into drawing the problems.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import run_agent  # noqa: F401  first: it sets the number of BLAS threads
from agent import Agent
from agent.solvers import DEFAULT_SOLVER, SOLVERS
from problems import Problem
from problems.cli import positive, run_command
from tests.benchmarks.accuracy import generated


def fresh_problems() -> Iterator[Problem]:
    """Problems of every rule in random styles, without end."""
    for seed in itertools.count(5):
        yield from (problem for _, _, problem in generated(1, "random", seed))


def largest_memory() -> float:
    """The most memory that the process has held so far, in MiB."""
    try:
        import resource
    except ImportError:
        sys.exit("tests.benchmarks.endurance: Python has no module `resource` on this system, expected Linux or macOS")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def held_memory() -> float:
    """The memory that the process holds now, in MiB; NaN where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return float("nan")


def open_files() -> int:
    """How many files and sockets the process has open; -1 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/fd")) - 1
    except OSError:
        return -1


def main(arguments: list[str] | None = None) -> None:
    """Solve the problems one after the other and print a line a tenth of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.endurance", description=__doc__)
    parser.add_argument("--problems", type=positive, default=1000, metavar="N", help="default: %(default)s")
    parser.add_argument("--solver", default=DEFAULT_SOLVER, choices=SOLVERS, help="default: %(default)s")
    options = parser.parse_args(arguments)
    agent, seconds, skipped = Agent(options.solver), [], 0
    print("problems  skipped  MiB held  at most  files  median s  longest s")
    tenth = -(-options.problems // 10)
    for number, problem in enumerate(itertools.islice(fresh_problems(), options.problems), 1):
        start = time.process_time()
        skipped += agent.Solve(problem) < 0
        seconds.append(time.process_time() - start)
        if number % tenth == 0 or number == options.problems:
            part = seconds[(number - 1) // tenth * tenth:]
            print(f"{number:8} {skipped:8} {held_memory():9.0f} {largest_memory():8.0f} {open_files():6} "
                  f"{np.median(part):9.3f} {max(part):10.3f}", flush=True)
    print(f"CPU seconds a problem: median {np.median(seconds):.3f}, largest {max(seconds):.3f}")


if __name__ == "__main__":
    run_command(main)
