"""`python -m agent.training.fit_evidence_weights`: the weights of the evidence, fitted to generated problems alone.

Writes evidence.csv (the weights) and evidence_log.csv (how they were found, and how well they do on rules that
they were not fitted to) into the output folder.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib

import numpy as np
from scipy.optimize import minimize

from agent.evaluation.executors import parallel_map
from agent.inference.collect import collect_evidence
from agent.inference.weights import FIXED, LINES, WEIGHTS, EvidenceWeights, default_weight, lines_of, stacked
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.weights.files import checksum
from problems.cli import natural, output_folder, positive, run_command
from problems.drawing.render import CLEAN, Style
from problems.generate import generate_problem
from problems.rules import RULES

PENALTIES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)  # on squared distance from the default weights: best on other rules
FOLDS = 4
_LOG = ("weights", "complete lines", "penalty", "problems", "right", "mean nats lost", "encoder_sha256")
CLEAN_SHARE = 1 / 3  # of the problems are drawn cleanly, the others in a random style


def drawn(rule, problem_type, index, seed):
    """A generated problem: the same whatever else is drawn."""
    rng = np.random.default_rng([seed, zlib.crc32(rule.encode()), int(problem_type[0]), index])
    style = CLEAN if rng.random() < CLEAN_SHARE else Style.random(rng=rng)
    return generate_problem([rule], rng=rng, type=problem_type, style=style)[0]


def example(rule, problem_type, index, seed):
    """(rule, column -> evidence, place of the right option) of the problem that `drawn` draws."""
    problem = drawn(rule, problem_type, index, seed)
    order, evidence = collect_evidence(problem)
    return rule, stacked(evidence), order.index(problem.answer - 1)


def table(examples):
    """Examples as arrays: names of columns, evidence (problems, options, columns), answers, rules."""
    columns = sorted(set().union(*(found for _, found, _ in examples)))
    options = len(next(iter(examples[0][1].values())))
    evidence = np.zeros((len(examples), options, len(columns)))
    for row, (_, found, _) in enumerate(examples):
        for place, column in enumerate(columns):
            if column in found:
                evidence[row, :, place] = found[column]
    return columns, evidence, np.array([answer for *_, answer in examples]), np.array([rule for rule, *_ in examples])


def fit(evidence, answers, start, penalty, fixed=()):
    """The weights that make the answers likeliest, less `penalty` x squared distance from `start`.

    None is below 0; those at the places `fixed` stay as they are.
    """
    right = np.take_along_axis(evidence, answers[:, None, None], axis=1)[:, 0]

    def loss(weights):
        scores = evidence @ weights
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        slope = (np.einsum("po,poc->pc", share, evidence) - right).mean(axis=0)
        value = -np.log(share[np.arange(len(answers)), answers]).mean()
        return value + penalty * np.square(weights - start).sum(), slope + 2.0 * penalty * (weights - start)

    bounds = [(weight, weight) if place in fixed else (0.0, None) for place, weight in enumerate(start)]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def measured(evidence, answers, weights):
    """How many answers are right, and the mean of their negative log probabilities."""
    scores = evidence @ weights
    scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
    chosen = scores[np.arange(len(answers)), answers]
    return int((scores.argmax(axis=1) == answers).sum()), float(-chosen.mean())


def on_other_rules(evidence, answers, rules, start, penalty, fixed):
    """`measured` for every rule by weights that were fitted to three quarters of the rules, it not among them."""
    right, lost = 0, 0.0
    for fold in range(min(FOLDS, len(np.unique(rules)))):
        held_out = np.isin(rules, np.unique(rules)[fold::FOLDS])
        weights = fit(evidence[~held_out], answers[~held_out], start, penalty, fixed)
        count, mean = measured(evidence[held_out], answers[held_out], weights)
        right, lost = right + count, lost + mean * held_out.sum()
    return right, lost / len(answers)


def train(options):
    """Draw, fit, and write the weights and the log."""
    tasks = [(rule, problem_type, index, options.seed) for rule in RULES
             for problem_type in RULES[rule].types for index in range(options.problems)]
    examples = list(parallel_map(example, tasks, options.jobs))
    weights, log = {}, []
    for lines in LINES:
        chosen = [found for task, found in zip(tasks, examples) if lines_of(task[1]) == lines]
        columns, *data = table(chosen)
        evidence, answers, rules = data
        start = np.array([default_weight(column, lines) for column in columns])
        fixed = [place for place, column in enumerate(columns) if column in FIXED]
        tried = {
            penalty: on_other_rules(evidence, answers, rules, start, penalty, fixed) for penalty in PENALTIES
        }
        best = min(tried, key=lambda penalty: tried[penalty][1])
        weights[lines] = dict(zip(columns, fit(evidence, answers, start, best, fixed)))
        log.append(("default weights", lines, "", len(answers), *measured(evidence, answers, start)))
        log += [("on other rules", lines, penalty, len(answers), *tried[penalty]) for penalty in PENALTIES]
        shipped = np.array([weights[lines][column] for column in columns])
        log.append(("shipped, on its own problems", lines, best, len(answers), *measured(evidence, answers, shipped)))
    EvidenceWeights(weights).save(options.output / WEIGHTS.name)
    _write_log(options.output / "evidence_log.csv", log)


def _write_log(path, rows):
    encoder = checksum(ENCODER_WEIGHTS)  # the weights of its fields belong to it
    with open(path, "w", newline="", encoding="utf-8") as file:
        for target in (file, sys.stdout):
            lines = csv.writer(target, lineterminator="\n")
            lines.writerow(_LOG)
            lines.writerows([*row[:-1], f"{row[-1]:.4f}", encoder] for row in rows)


def main(arguments=None):
    """Read the command line and fit."""
    parser = argparse.ArgumentParser(prog="python -m agent.training.fit_evidence_weights", description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=output_folder, default=str(WEIGHTS.parent), help="for weights and log")
    parser.add_argument("--seed", type=natural, default=11)
    parser.add_argument("--problems", type=positive, default=30, help="of every rule and type")
    parser.add_argument("-j", "--jobs", type=positive, default=1, help="processes")
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    run_command(main)
