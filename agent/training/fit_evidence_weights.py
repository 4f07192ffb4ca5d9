"""`python -m agent.training.fit_evidence_weights`: the weights of the evidence, fitted to generated problems alone.

Writes into the output folder evidence.csv (the weights) and evidence_log.csv (what was tried, and how well it does on
rules left out of the fit).
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from agent.evaluation.executors import parallel_map
from agent.inference.collect import collect_evidence
from agent.inference.pools import UNFITTED
from agent.inference.weights import LINES, WEIGHTS, EvidenceWeights, default_weight, lines_of, sum_by_pool
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.training.conditional_logit import conditional_logit
from agent.weights.files import checksum
from problems.cli import natural, output_folder, positive, run_command
from problems.drawing.render import CLEAN, Style
from problems.generate import generate_problem
from problems.problem import Problem
from problems.rules import RULES

# Penalties on the squared distance from the default weights that are tried; the best on rules left out is taken.
PENALTIES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
FOLDS = 4  # parts of the rules, each of which is left out once
_LOG = ("weights", "complete lines", "penalty", "problems", "right", "mean nats lost", "encoder_sha256")
CLEAN_SHARE = 1 / 3  # share of the problems drawn cleanly; the others are drawn in random styles


def drawn(rule: str, problem_type: str, index: int, seed: int) -> Problem:
    """A generated problem, which does not depend on what else is drawn."""
    rng = np.random.default_rng([seed, zlib.crc32(rule.encode()), int(problem_type[0]), index])
    style = CLEAN if rng.random() < CLEAN_SHARE else Style.random(rng=rng)
    return generate_problem([rule], rng=rng, type=problem_type, style=style)[0]


def example(rule: str, problem_type: str, index: int, seed: int) -> tuple[str, dict[str, np.ndarray], int]:
    """The rule, the evidence by pool and the place of the right option of a generated problem."""
    problem = drawn(rule, problem_type, index, seed)
    assert problem.answer is not None, "generated problems have an answer"
    return rule, sum_by_pool(collect_evidence(problem)), problem.answer - 1


def table(examples: Sequence[tuple]) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Examples as arrays: names of pools, evidence (problems, options, pools), answers, rules."""
    pools = sorted(set().union(*(found for _, found, _ in examples)))
    options = len(next(iter(examples[0][1].values())))
    evidence = np.zeros((len(examples), options, len(pools)))
    for row, (_, found, _) in enumerate(examples):
        for place, pool in enumerate(pools):
            if pool in found:
                evidence[row, :, place] = found[pool]
    return pools, evidence, np.array([answer for *_, answer in examples]), np.array([rule for rule, *_ in examples])


def fit(
    evidence: np.ndarray, answers: np.ndarray, start: np.ndarray, penalty: float, fixed: Sequence[int] = ()
) -> np.ndarray:
    """The weights that make the answers most likely, with a penalty on the squared distance from `start`.

    No weight is below 0; those at the places `fixed` are not changed.
    """
    def loss(weights):
        value, slope = conditional_logit(weights, [(evidence, answers)])
        return value + penalty * np.square(weights - start).sum(), slope + 2.0 * penalty * (weights - start)

    bounds = [(weight, weight) if place in fixed else (0.0, None) for place, weight in enumerate(start)]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def measured(evidence: np.ndarray, answers: np.ndarray, weights: np.ndarray) -> tuple[int, float]:
    """The number of right answers, and the mean negative log probability of the right options."""
    chosen = (evidence @ weights).argmax(axis=1)
    return int((chosen == answers).sum()), conditional_logit(weights, [(evidence, answers)])[0]


def on_other_rules(
    evidence: np.ndarray, answers: np.ndarray, rules: np.ndarray, start: np.ndarray, penalty: float,
    fixed: Sequence[int],
) -> tuple[int, float]:
    """The result of `measured` where each part of the rules is measured by weights fitted to the other parts."""
    right, lost = 0, 0.0
    for fold in range(min(FOLDS, len(np.unique(rules)))):
        held_out = np.isin(rules, np.unique(rules)[fold::FOLDS])
        weights = fit(evidence[~held_out], answers[~held_out], start, penalty, fixed)
        count, mean = measured(evidence[held_out], answers[held_out], weights)
        right, lost = right + count, lost + mean * held_out.sum()
    return right, lost / len(answers)


def train(options: argparse.Namespace) -> None:
    """Draw, fit, and write the weights and the log."""
    tasks = [(rule, problem_type, index, options.seed) for rule in RULES
             for problem_type in RULES[rule].types for index in range(options.problems)]
    examples = list(parallel_map(example, tasks, options.jobs))
    weights: dict[str, dict[str, float]] = {}
    log: list[tuple] = []
    for lines in LINES:
        chosen = [found for task, found in zip(tasks, examples, strict=True) if lines_of(task[1]) == lines]
        pools, evidence, answers, rules = table(chosen)
        start = np.array([default_weight(pool, lines) for pool in pools])
        fixed = [place for place, pool in enumerate(pools) if pool in UNFITTED]
        tried = {
            penalty: on_other_rules(evidence, answers, rules, start, penalty, fixed) for penalty in PENALTIES
        }
        best = min(tried, key=lambda penalty: tried[penalty][1])
        weights[lines] = dict(zip(pools, fit(evidence, answers, start, best, fixed), strict=True))
        log.append(("default weights", lines, "", len(answers), *measured(evidence, answers, start)))
        log += [("on other rules", lines, penalty, len(answers), *tried[penalty]) for penalty in PENALTIES]
        shipped = np.array([weights[lines][pool] for pool in pools])
        log.append(("shipped, on its own problems", lines, best, len(answers), *measured(evidence, answers, shipped)))
    EvidenceWeights(weights).save(options.output / WEIGHTS.name)
    _write_log(options.output / "evidence_log.csv", log)


def _write_log(path, rows):
    encoder = checksum(ENCODER_WEIGHTS)  # the network whose outputs the weights were fitted to
    with open(path, "w", newline="", encoding="utf-8") as file:
        for target in (file, sys.stdout):
            lines = csv.writer(target, lineterminator="\n")
            lines.writerow(_LOG)
            lines.writerows([*row[:-1], f"{row[-1]:.4f}", encoder] for row in rows)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and fit."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.fit_evidence_weights",
                                     description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="for weights and log")
    parser.add_argument("--seed", type=natural, default=11)
    parser.add_argument("--problems", type=positive, default=12, help="for each rule and type")
    parser.add_argument("-j", "--jobs", type=positive, default=1, help="processes")
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    run_command(main)
