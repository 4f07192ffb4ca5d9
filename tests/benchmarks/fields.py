"""`python -m tests.benchmarks.fields PATH ...`: which outputs of the transformation network earn their place.

Solver `transformation` with all fields, without each and with each alone, set by set. The weights of the
fields are those shipped: nothing is fitted to the problems at PATH.
"""

from __future__ import annotations

import argparse

import numpy as np

from agent.network.fields import FIELDS
from agent.solvers.transformation import TransformationSolver
from problems.cli import problem_sets, run_command


def distances(problem_set, solver):
    """(distances (options, fields), index of the answer) of every problem with a known answer."""
    return [
        (solver.distances(problem).sum(axis=0), problem.answer - 1) for problem in problem_set if problem.answer
    ]


def correct(rows, chosen):
    """How many problems the chosen fields (bool) solve."""
    return sum(int(row[:, chosen].sum(axis=1).argmin() == answer) for row, answer in rows)


def main(arguments=None):
    """Print one row a choice of fields."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fields",
                                     description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="+", type=problem_sets)
    solver = TransformationSolver()
    sets = [found for sets in parser.parse_args(arguments).path for found in sets]
    rows = [distances(problem_set, solver) for problem_set in sets]
    names = "".join(f"{problem_set.name[-14:]:>16}" for problem_set in sets)
    print(f"{'fields':<22}{names}{'all':>8}")
    print(f"{'problems':<22}" + "".join(f"{len(row):>16}" for row in rows) + f"{sum(map(len, rows)):>8}")
    everything = np.ones(len(FIELDS), dtype=bool)
    choices = [("all", everything)]
    choices += [(f"without {name}", np.array(list(FIELDS)) != name) for name in FIELDS]
    choices += [(f"{name} alone", np.array(list(FIELDS)) == name) for name in FIELDS]
    for title, chosen in choices:
        counts = [correct(row, chosen) for row in rows]
        print(f"{title:<22}" + "".join(f"{count:>16}" for count in counts) + f"{sum(counts):>8}")


if __name__ == "__main__":
    run_command(main)
