"""Whether the reasons account for the answers: which share of the lead over the runner-up is told, source by source.

    python -m tests.benchmarks.reasons PATH PATH ... [-j N]

Told are the reasons that a solver gives one by one; the lesser ones are counted and told as a sum. Where those told
make less than LEAST of the lead, the explanation has to say how many lesser ones make the rest.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

import run_agent  # noqa: F401  (first: it sets the number of BLAS threads)
from agent import Agent
from agent.evaluation.executors import parallel_map
from agent.evaluation.outcome import Outcome, solved
from problems import Problem
from problems.cli import positive, run_command
from tests.benchmarks.by_source import source

LEAST = 0.8  # share of the lead that the told reasons make, or else the lesser ones are counted
TIED = 0.01  # nats of a lead below which there is none to account for


class Told(NamedTuple):
    """What an explanation tells of one answer.

    Attributes
    ----------
    share : float
        Of the lead over the runner-up that the told reasons make; above 1 where the lesser ones speak against it.
    counted : bool
        Whether it says how many lesser reasons there are.
    """

    share: float
    counted: bool


def told(outcome: Outcome) -> Told | None:
    """What is told of an answer; None where it leads by nothing."""
    if not outcome.lead or outcome.lead < TIED or outcome.runner_up is None:
        return None
    made = sum(reason.lead(outcome.answer, outcome.runner_up) for reason in outcome.reasons if not reason.is_rest)
    return Told(made / outcome.lead, any(reason.is_rest and reason.text[0].isdigit() for reason in outcome.reasons))


def told_of(problem: Problem) -> Told | None:
    """What the default solver's explanation of a problem tells."""
    return told(solved(problem, Agent("relations").solution(problem), problem.set_name))


def print_row(name: str, found: Sequence[Told | None]) -> None:
    """Print the shares of one source, and how many are under LEAST, with and without a count of the others."""
    known = [one for one in found if one is not None]
    shares = np.array([one.share for one in known])
    under = [one for one in known if one.share < LEAST]
    silent = sum(not one.counted for one in under)
    print(f"{name:20}{len(found):9}{len(found) - len(known):6}{np.median(shares):8.0%}"
          f"{np.mean(shares >= LEAST):11.0%}{len(under):7}{silent:9}", flush=True)


def main() -> None:
    """Print a row for each source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=source, metavar="PATH")
    parser.add_argument("-j", "--jobs", type=positive, default=1)
    options = parser.parse_args()
    print(f"{'':20}{'problems':>9}{'ties':>6}{'median':>8}{f'over {LEAST:.0%}':>11}{'under':>7}{'silent':>9}")
    every: list[Told | None] = []
    for one in options.paths:
        problems = [(problem,) for found in one.sets for problem in found]
        shares = list(parallel_map(told_of, problems, options.jobs))
        print_row(one.name, shares)
        every += shares
    print_row("all", every)


if __name__ == "__main__":
    run_command(main)
