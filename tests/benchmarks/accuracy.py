"""Accuracy of every solver by set, what each family of evidence is worth, and how firm the answers are.

    python -m tests.benchmarks.accuracy [PATH] [--solvers NAME ...] [--generated N] [--styles random]
    python -m tests.benchmarks.accuracy PATH PATH ... [-j N]
    python -m tests.benchmarks.accuracy PATH --ablation | --symmetries
    python -m tests.benchmarks.accuracy --generated N --calibration --picture reliability.png

Several paths are sources, each named after its folder: printed is how many of each the default solver solves with all
evidence, without each family and with it alone, and then with constants that the other sources chose. `--ablation`
prints the same of one path, `--solvers` the table of solvers of several. `--generated N` takes N fresh problems of
every rule and type, reported by rule; `--rules` chooses some rules.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import replace
from importlib.util import find_spec

import numpy as np

import run_agent  # first: it sets the number of BLAS threads
from agent import Agent
from agent.evaluation.executors import pool
from agent.evaluation.report import Tally, table, wilson_interval
from agent.evaluation.runner import run
from agent.solvers import SOLVERS
from problems import ProblemSet, load_sets
from problems.cli import natural, output_file, positive, run_command
from problems.drawing.render import CLEAN, Style
from problems.generate import generate_problem
from problems.problem import TYPES
from problems.rules import RULES
from tests.benchmarks.by_source import Source, compare_sources, source

SURE = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)  # edges between the bins of --calibration


def compare_solvers(sets, names, jobs):
    """Print the table of every solver by set."""
    for name in names:
        tallies = {found.name: Tally(found.name) for found in sets}
        with pool(jobs, "local") as opened:
            for outcome in run(sets, name, opened):
                tallies[outcome.set_name].add(outcome)
        print(f"\n--solver {name}\n{table(list(tallies.values()))}", flush=True)


def generated(count, styles, seed, rules=tuple(RULES)):
    """Fresh problems: yields (rule, type, problem); those of a rule are the same whatever other rules there are."""
    for number, rule in enumerate(RULES):
        for problem_type in RULES[rule].types if rule in rules else ():
            for index in range(count):
                rng = np.random.default_rng([seed, number, index, int(problem_type[0])])
                style = Style.random(rng=rng) if styles == "random" else CLEAN
                yield rule, problem_type, generate_problem([rule], rng=rng, type=problem_type, style=style)[0]


def by_rule(count, styles, seed, name, rules):
    """Print the solver's accuracy on fresh problems by rule and type."""
    agent = Agent(name)
    right = defaultdict(list)
    for rule, problem_type, problem in generated(count, styles, seed, rules):
        right[rule, problem_type].append(_solves(agent, problem))
    print(f"\n--solver {name}, {count} problems of every rule and type, {styles} styles, seed {seed}")
    print(f"{'rule':22} " + " ".join(f"{problem_type:>7}" for problem_type in TYPES))
    for rule in rules:
        cells = [right.get((rule, problem_type)) for problem_type in TYPES]
        print(f"{rule:22} " + " ".join(f"{np.mean(c):7.0%}" if c else f"{'-':>7}" for c in cells))
    for problem_type in sorted({kind for _, kind in right}):
        _rate(problem_type, [x for (_, kind), v in right.items() if kind == problem_type for x in v])
    _rate("all", [x for v in right.values() for x in v])


def _rate(name, right):
    low, high = wilson_interval(sum(right), len(right))
    print(f"{name}: {sum(right)} of {len(right)}, {np.mean(right):.1%} ({low:.1%} to {high:.1%})")


def _solves(agent, problem):
    return agent.answer(problem) == problem.answer


def calibration(count, styles, seed, rules, picture):
    """Print how often the solver is right, by how sure it is, on fresh problems; draw it where asked."""
    agent = Agent("relations")
    sure, right = [], []
    for _, _, problem in generated(count, styles, seed, rules):
        solution = agent.solution(problem)
        sure.append(solution.confidence)
        right.append(solution.answer == problem.answer)
    sure, right = np.array(sure), np.array(right)
    bins = np.digitize(sure, SURE)
    rows = [(int((bins == b).sum()), sure[bins == b].mean(), right[bins == b].mean())
            for b in range(len(SURE) + 1) if (bins == b).any()]
    print(f"{'problems':>8} {'said':>7} {'right':>7}")
    for number, said, found in rows:
        print(f"{number:8} {said:7.1%} {found:7.1%}")
    gap = sum(number * abs(said - found) for number, said, found in rows) / len(sure)
    print(f"all {len(sure)}: said {sure.mean():.1%}, right {right.mean():.1%}; mean gap {gap:.1%}")
    if picture:
        _draw_calibration(rows, picture)


def _draw_calibration(rows, picture):
    """Draw the reliability diagram: what was said and what was so, with intervals; below, how many problems."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import PercentFormatter

    numbers, said, found = map(np.array, zip(*rows, strict=True))
    low, high = np.array([wilson_interval(round(n * share), n) for n, share in zip(numbers, found, strict=True)]).T
    figure = Figure(figsize=(5.6, 6.4), layout="constrained")
    axes, counts = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    axes.plot([0, 1], [0, 1], "--", color="grey", linewidth=1, label="as sure as right")
    axes.errorbar(said, found, [found - low, high - found], fmt="o-", capsize=3, color="tab:blue",
                  label="share right, 95 % interval")
    axes.set(ylabel="share that is right", ylim=(-0.02, 1.05),
             title=f"Is the agent as sure as it is right?\n{numbers.sum()} problems, below the line: too sure")
    axes.legend(loc="upper left", frameon=False)
    bars = counts.bar(said, numbers, width=0.018, color="tab:blue")
    counts.bar_label(bars, padding=2, fontsize=9)
    counts.set(xlabel="probability of the chosen option", ylabel="problems", ylim=(0, 1.25 * numbers.max()))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0))
    for shown in (axes, counts):
        shown.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, dpi=120)
    print(f"drawn: {picture}")


def symmetries(problems):
    """Print how many answers stay under changes that a matrix's meaning survives."""
    agent = Agent()
    rng = np.random.default_rng(0)
    kept = defaultdict(int)
    for problem in problems:
        answer = agent.answer(problem)
        order = rng.permutation(len(problem.options))
        shuffled = problem.permuted(order)
        kept["options permuted"] += order[agent.answer(shuffled) - 1] + 1 == answer
        changed = [("figures mirrored", _mirrored(problem))]
        if problem.type != "2x1":  # whose transpose asks something else
            changed.append(("transposed", _transposed(problem)))
        for name, other in changed:
            kept[name] += agent.answer(other) == answer
    for name, count in kept.items():
        print(f"{name}: {count} of {len(problems)} answers kept")


def _changed(problem, change, order=None):
    matrix, options = (
        tuple(replace(figure, ink=np.ascontiguousarray(change(figure.ink)), rgb=None) for figure in figures)
        for figures in (problem.matrix, problem.options)
    )
    return replace(problem, matrix=tuple(matrix[i] for i in order or range(len(matrix))), options=options)


def _mirrored(problem):
    return _changed(problem, lambda ink: ink[:, ::-1])


def _transposed(problem):
    order = [0, 3, 6, 1, 4, 7, 2, 5] if problem.type == "3x3" else [0, 2, 1]
    return _changed(problem, np.transpose, order)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=source, metavar="PATH", help="default: the shipped sets")
    parser.add_argument("--solvers", nargs="+", choices=SOLVERS, help="default: all, where there is one path")
    parser.add_argument("--generated", type=positive, metavar="N", help="only: N fresh problems of every rule and type")
    parser.add_argument("--rules", nargs="+", choices=RULES, default=list(RULES), metavar="RULE", help="of these")
    parser.add_argument("--styles", choices=("clean", "random"), default="clean")
    parser.add_argument("--seed", type=natural, default=2026)
    parser.add_argument("--limit", type=positive, help="problems of each set")
    parser.add_argument("-j", "--jobs", type=positive, default=1)
    parser.add_argument("--calibration", action="store_true", help="only: how sure and how right, with --generated")
    parser.add_argument("--picture", type=output_file, metavar="PNG", help="draw it")
    for flag in ("--ablation", "--symmetries"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    if options.picture and find_spec("matplotlib") is None:
        parser.error("--picture needs matplotlib: pip install 'ravens-agent[plots]'")
    if options.calibration:
        calibration(options.generated or 5, options.styles, options.seed, options.rules, options.picture)
        return
    if options.generated:
        for name in options.solvers or SOLVERS:
            by_rule(options.generated, options.styles, options.seed, name, options.rules)
        return
    sources = [Source(one.name, [ProblemSet(found.name, found.sources[: options.limit]) for found in one.sets])
               for one in options.paths or [Source("shipped", load_sets(run_agent.SHIPPED_SETS))]]
    sets = [found for one in sources for found in one.sets]
    if options.symmetries:
        symmetries([problem for found in sets for problem in found])
    elif options.ablation or (len(sources) > 1 and not options.solvers):
        compare_sources(sources, options.jobs)
    else:
        compare_solvers(sets, options.solvers or SOLVERS, options.jobs)


if __name__ == "__main__":
    run_command(main)
