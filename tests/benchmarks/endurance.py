"""Seconds a problem and memory, over many fresh problems in a row: `python -m tests.benchmarks.endurance [N]`."""

from __future__ import annotations

import argparse
import itertools
import sys
import time

import numpy as np

import run_agent  # noqa: F401  first: it sets the number of BLAS threads
from agent import Agent
from problems.cli import positive, run_command
from tests.benchmarks.accuracy import generated


def fresh_problems():
    """Problems of every rule in random styles, without end."""
    for seed in itertools.count(5):
        yield from (problem for _, _, problem in generated(1, "random", seed))


def largest_memory():
    """The most memory that the process has held so far, in MiB."""
    try:
        import resource
    except ImportError:
        sys.exit("tests.benchmarks.endurance: Python has no module `resource` on this system, expected Linux or macOS")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problems", nargs="?", type=positive, default=1000, metavar="N")
    options = parser.parse_args()
    agent, seconds = Agent(), []
    for problem in itertools.islice(fresh_problems(), options.problems):
        start = time.process_time()
        agent.Solve(problem)
        seconds.append(time.process_time() - start)
        if len(seconds) % 100 == 0 or len(seconds) == options.problems:
            print(f"{len(seconds)} problems: at most {largest_memory():.0f} MiB", flush=True)
    print(f"CPU seconds a problem: median {np.median(seconds):.3f}, largest {max(seconds):.3f}")


if __name__ == "__main__":
    run_command(main)
