"""Accuracy of every solver by set, what each family of evidence is worth, and how firm the answers are.

    python -m tests.benchmarks.accuracy [PATH ...] [--solvers NAME ...] [--generated N] [--styles random]
    python -m tests.benchmarks.accuracy PATH --ablation | --leave-one-set-out | --symmetries

`--generated N` adds N fresh problems of every rule and type, reported by rule.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import replace

import numpy as np

import run_agent  # first: it sets the number of BLAS threads
from agent import evidence, relational
from agent.executors import pool
from agent.perception import perceive
from agent.perception.attributes import NOISE
from agent.report import Tally, table, wilson_interval
from agent.runner import run
from agent.solver import best_option
from agent.solvers import DEFAULT_SOLVER, SOLVERS, make_solver
from problems import ProblemSet, load_sets
from problems.generate import generate_problem
from problems.render import CLEAN, Style
from problems.rules import RULES

FAMILIES = ("network", "vocabulary", "numbers", "pictures", "whole figure", "panels")
PICTURES = ("silhouette", "solid", "lines", "central", "surround", "contents", "main shape", "centred figure")
PICTURES += ("scaled figure",)
NOISE_PRIORS = (15.0, 30.0, 60.0)


def compare_solvers(sets, names, jobs):
    """Print the table of every solver by set."""
    for name in names:
        tallies = {found.name: Tally(found.name) for found in sets}
        with pool(jobs, "local") as opened:
            for outcome in run(sets, name, opened):
                tallies[outcome.set_name].add(outcome)
        print(f"\n--solver {name}\n{table(list(tallies.values()))}", flush=True)


def generated(count, styles, seed):
    """Fresh problems: yields (rule, type, problem)."""
    for number, rule in enumerate(RULES):
        for problem_type in ("2x2", "3x3"):
            for index in range(count):
                rng = np.random.default_rng([seed, number, index, len(problem_type), int(problem_type[0])])
                style = Style.random(rng=rng) if styles == "random" else CLEAN
                try:
                    problem, _ = generate_problem([rule], rng=rng, type=problem_type, style=style)
                except ValueError:  # the rule does not know this type
                    break
                yield rule, problem_type, problem


def by_rule(count, styles, seed, name):
    """Print the solver's accuracy on fresh problems by rule and type."""
    solver = make_solver(name)
    right = defaultdict(list)
    for rule, problem_type, problem in generated(count, styles, seed):
        right[rule, problem_type].append(_solves(solver, problem))
    print(f"\n--solver {name}, {count} problems of every rule and type, {styles} styles, seed {seed}")
    print(f"{'rule':22} {'2x2':>7} {'3x3':>7}")
    for rule in RULES:
        cells = [right.get((rule, problem_type)) for problem_type in ("2x2", "3x3")]
        print(f"{rule:22} " + " ".join(f"{np.mean(c):7.0%}" if c else f"{'-':>7}" for c in cells))
    for problem_type in ("2x2", "3x3"):
        _rate(problem_type, [x for (_, kind), v in right.items() if kind == problem_type for x in v])
    _rate("all", [x for v in right.values() for x in v])


def _rate(name, right):
    low, high = wilson_interval(sum(right), len(right))
    print(f"{name}: {sum(right)} of {len(right)}, {np.mean(right):.1%} ({low:.1%} to {high:.1%})")


def _solves(solver, problem):
    return best_option(solver.solve(problem), problem) == problem.answer


def family(found):
    """The family of an `Evidence`, one of FAMILIES."""
    if found.feature == "transformation network":
        return "network"
    if found.feature == "vocabulary" or found.feature.startswith("component "):
        return "vocabulary"
    if found.feature in NOISE:
        return "numbers"
    if found.feature in PICTURES:
        return "pictures"
    return "whole figure" if found.feature == "figure" else "panels"


def ablate(problems):
    """Print how many problems are solved without each family; panels never decide alone here."""
    right = defaultdict(int)
    for problem in problems:
        features = perceive(problem)
        everything = relational.collect(features, problem)
        everything += [relational.network_evidence(problem), *relational.panel_evidence(problem)]
        penalties = relational.repeat_penalties(features[0], len(problem.matrix))
        for left_out in ("nothing", *FAMILIES):
            scores = relational.combine([found for found in everything if family(found) != left_out])
            right[left_out] += (scores - penalties).argmax() + 1 == problem.answer
    for left_out, count in right.items():
        print(f"without {left_out:15} {count} of {len(problems)}")


def leave_one_set_out(sets):
    """Print accuracy where NOISE_PRIOR, and it alone, is chosen on the other sets, for each set in turn."""
    solver = make_solver("relations")
    shipped, right = evidence.NOISE_PRIOR, {}
    for prior in NOISE_PRIORS:
        evidence.NOISE_PRIOR = prior
        right[prior] = {found.name: sum(_solves(solver, problem) for problem in found) for found in sets}
        print(f"NOISE_PRIOR {prior:5.0f}: {right[prior]}, {sum(right[prior].values())} together", flush=True)
    evidence.NOISE_PRIOR = shipped
    total = 0
    for found in sets:
        chosen = max(NOISE_PRIORS, key=lambda p: sum(n for name, n in right[p].items() if name != found.name))
        total += right[chosen][found.name]
    print(f"each set with the prior that is best on the others: {total} of {sum(map(len, sets))}")


def symmetries(problems):
    """Print how many answers stay under changes that a matrix's meaning survives."""
    solver = make_solver(DEFAULT_SOLVER)
    rng = np.random.default_rng(0)
    kept = defaultdict(int)
    for problem in problems:
        answer = best_option(solver.solve(problem), problem)
        order = rng.permutation(len(problem.options))
        shuffled = problem.permuted(order)
        kept["options permuted"] += order[best_option(solver.solve(shuffled), shuffled) - 1] + 1 == answer
        for name, other in (("figures mirrored", _mirrored(problem)), ("transposed", _transposed(problem))):
            kept[name] += best_option(solver.solve(other), other) == answer
    for name, count in kept.items():
        print(f"{name}: {count} of {len(problems)} answers kept")


def _changed(problem, change, order=None):
    matrix, options = (
        tuple(replace(figure, ink=np.ascontiguousarray(change(figure.ink))) for figure in figures)
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
    parser.add_argument("paths", nargs="*", default=[run_agent.SHIPPED_SETS], metavar="PATH")
    parser.add_argument("--solvers", nargs="+", choices=SOLVERS, default=list(SOLVERS))
    parser.add_argument("--generated", type=int, metavar="N", help="only: N fresh problems of every rule and type")
    parser.add_argument("--styles", choices=("clean", "random"), default="clean")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--limit", type=int, help="problems of each set")
    parser.add_argument("-j", "--jobs", type=int, default=1)
    for flag in ("--ablation", "--leave-one-set-out", "--symmetries"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    if options.generated:
        for name in options.solvers:
            by_rule(options.generated, options.styles, options.seed, name)
        return
    sets = [found for path in options.paths for found in load_sets(path)]
    sets = [ProblemSet(found.name, found.sources[: options.limit]) for found in sets]
    problems = [problem for found in sets for problem in found]
    if options.ablation:
        ablate(problems)
    elif options.leave_one_set_out:
        leave_one_set_out(sets)
    elif options.symmetries:
        symmetries(problems)
    else:
        compare_solvers(sets, options.solvers, options.jobs)


if __name__ == "__main__":
    main()
