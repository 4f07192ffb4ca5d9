"""RAVEN and I-RAVEN: accuracy by configuration, by rule and attribute, and what goes wrong.

    python -m tests.benchmarks.raven DATA [--solver NAME] [--every N] [--sheet FAILURES.png]

DATA holds .npz files of RAVEN's format; rules are read from the .xml beside them, for grouping only.
The solver "panels" adds up the experts of `agent.raven.experts` alone.
"""

from __future__ import annotations

import argparse
import time
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from textwrap import wrap

import numpy as np
from PIL import Image, ImageDraw

from agent import Agent
from agent.evaluation.report import wilson_interval
from agent.raven.experts import experts
from agent.solvers import SOLVERS
from agent.solvers.base import Solution
from problems.cli import picture, positive, problem_sets, run_command
from problems.picture import font, problem_picture

REASONS = 8  # shown of each failure
LINE, REASONS_WIDTH, LETTERS = 24, 520, 86  # of the sheet: pixels of a title and of the reasons, letters of their lines


class PanelsSolver:
    """The sum of the panels' experts, and nothing where they are silent."""

    name = "panels"

    def solve(self, problem):
        """The `Solution`: all options alike where no structure is found."""
        found = experts(problem)
        scores = sum((expert.log_probabilities for expert in found), np.zeros(len(problem.options)))
        return Solution(scores, [f"{expert.name}: {expert.reason}" for expert in found])


@dataclass(frozen=True)
class Outcome:
    """A solved problem: whether rightly, what was chosen and why, and the seconds that it took."""

    problem: object
    chosen: int
    reasons: list
    seconds: float

    @property
    def right(self):
        return self.chosen == self.problem.answer

    @property
    def title(self):
        problem = self.problem
        return f"{problem.set_name} {problem.name}: chosen {self.chosen}, right {problem.answer}"


def solved(problems, agent):
    """An `Outcome` for each problem; the seconds are of solving alone, on one core's clock."""
    outcomes = []
    for problem in problems:
        start = time.process_time()
        solution = agent.solution(problem)
        seconds = time.process_time() - start
        reasons = [str(reason) for reason in solution.reasons[:REASONS]]
        outcomes.append(Outcome(problem, solution.answer, reasons, seconds))
    return outcomes


def rules_of(problem):
    """Attribute and rule of each component, as "Color Arithmetic", from the problem's .xml, if any."""
    path = problem.annotation.get("xml")
    if path is None:
        return []
    root = ElementTree.parse(path).getroot()
    return sorted({f"{rule.get('attr')} {rule.get('name')}" for rule in root.iter("Rule")})


def table(groups, heading):
    """Lines of a table: right of all, accuracy and its interval (Wilson, 95 %), median milliseconds."""
    width = max(map(len, [*groups, heading]))
    lines = [f"{heading:{width}}   right  of  accuracy       interval   ms"]
    for name, outcomes in groups.items():
        right, total = sum(outcome.right for outcome in outcomes), len(outcomes)
        low, high = wilson_interval(right, total)
        seconds = median(outcome.seconds for outcome in outcomes)
        shares = f"{right / total:8.1%}  {low:6.1%}-{high:6.1%}"
        lines.append(f"{name:{width}}  {right:6d} {total:3d}  {shares} {1000 * seconds:4.0f}")
    return "\n".join(lines)


def failures_sheet(outcomes):
    """The failures as a Pillow image, numbered: each problem with its options marked, beside it the reasons."""
    failed = [outcome for outcome in outcomes if not outcome.right]
    rows = []
    for number, outcome in enumerate(failed, 1):
        shown = problem_picture(outcome.problem, outcome.chosen)
        row = Image.new("RGB", (shown.width + REASONS_WIDTH, shown.height + LINE), "white")
        row.paste(shown, (0, LINE))
        pen = ImageDraw.Draw(row)
        pen.text((4, 2), f"{number} of {len(failed)}: {outcome.title}", fill="#24292f", font=font(14))
        text = "\n".join(line for reason in outcome.reasons for line in wrap(reason, LETTERS, subsequent_indent="  "))
        pen.multiline_text((shown.width + 10, LINE), text, fill="#24292f", spacing=2, font=font(11))
        rows.append(row)
    width, height = max((row.width for row in rows), default=400), sum(row.height for row in rows)
    sheet = Image.new("RGB", (width, max(LINE, height)), "white")
    for place, row in enumerate(rows):
        sheet.paste(row, (0, sum(other.height for other in rows[:place])))
    if not rows:
        ImageDraw.Draw(sheet).text((4, 2), "no failure", fill="#24292f", font=font(14))
    return sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=problem_sets, help="a folder of RAVEN .npz files")
    parser.add_argument("--solver", choices=(*SOLVERS, "panels"), default="relations")
    parser.add_argument("--every", type=positive, default=1, metavar="N", help="only every N-th problem of a set")
    parser.add_argument("--sheet", type=picture, metavar="FILE", help="draw the failures into this picture")
    arguments = parser.parse_args()
    agent = Agent(PanelsSolver() if arguments.solver == "panels" else arguments.solver)
    by_set, by_rule, outcomes = {}, defaultdict(list), []
    for problem_set in arguments.data:
        by_set[problem_set.name] = solved(problem_set[:: arguments.every], agent)
        outcomes += by_set[problem_set.name]
    for outcome in outcomes:
        for rule in rules_of(outcome.problem):
            by_rule[rule].append(outcome)
    print(table({**by_set, "all": outcomes}, "configuration"))
    if by_rule:
        print("\n" + table(dict(sorted(by_rule.items())), "rule of a component"))
    for outcome in outcomes:
        if not outcome.right:
            print("\n" + outcome.title)
            print("\n".join("  " + reason for reason in outcome.reasons))
    if arguments.sheet:
        failures_sheet(outcomes).save(arguments.sheet)


if __name__ == "__main__":
    run_command(main)
