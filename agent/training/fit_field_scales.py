"""Weights of the fields of a transformation, by maximum likelihood on generated problems.

Under Laplace noise of width b the negative log likelihood of an option is its L1 distance over b. So the weights 1 / b
are chosen that make the right options of generated problems most likely, with P(option) proportional to
exp(-sum over fields of weight x distance): a conditional logit model (McFadden 1974) with one weight for each field.

Distances are bounded (`agent.inference.analogy.bounded`) by their mean over generated problems. Most of these compare
changes that differ, so a distance as large as the mean says little more than "different", and counts half.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import nets
from agent.inference.analogy import compared_vectors, line_distances
from agent.matrix import comparisons
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS
from agent.training.conditional_logit import conditional_logit
from agent.training.generated_problems import generated_problem

PLAIN = dict.fromkeys(FIELDS, 1.0)  # weights and bounds of an encoder that changes no unit
_PENALTY = 1e-3  # nats a squared unit of the log weights, towards 1 / bound; set by hand
_LARGEST = 50.0  # log weights are clipped to this: a search over few problems may try some that overflow


def examples(path: Path, seed: int, start: int, stop: int) -> list[tuple[tuple[np.ndarray, np.ndarray], int]]:
    """The transformation vectors of the generated problems `start` to `stop`, and the places of their answers.

    Returns
    -------
    list of (vectors, int)
        The vectors are those of `compared_vectors` by the network in a file, in the own units of the fields.
    """
    networks, metadata = nets.load(path)
    encoder = TransformationEncoder(networks["transformation"], metadata["shape_names"], PLAIN, PLAIN)
    found = []
    for index in range(start, stop):
        problem = generated_problem(seed, index)
        compared = comparisons(problem.type, diagonals=True)
        vectors = compared_vectors(encoder, encoder.encode_problem(problem), problem, compared)
        assert problem.answer is not None, "generated problems have an answer"
        found.append((vectors, problem.answer - 1))
    return found


def fitted_scales(shape_names: Sequence[str], found: Sequence[tuple]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights and the bounds of the fields for a `TransformationEncoder`, from the result of `examples`."""
    plain = TransformationEncoder(None, shape_names, PLAIN, PLAIN)  # type: ignore[arg-type]  # for distances alone
    compared, answers = zip(*found, strict=True)
    distances = [plain.distances(*vectors).reshape(-1, len(FIELDS)) for vectors in compared]
    typical = np.concatenate(distances).mean(axis=0) + 1e-9
    plain.bounds = typical
    rows = [line_distances(plain, *vectors).mean(axis=0) / typical for vectors in compared]
    bounds = _most_likely(rows, answers)
    weights = {name: float(weight) for name, weight in zip(FIELDS, bounds / typical, strict=True)}
    return weights, {name: float(bound) for name, bound in zip(FIELDS, bounds, strict=True)}


def _most_likely(rows, answers):
    """The weights (fields,) that make the answers most likely, from the distances (options, fields) of each problem."""
    by_options: dict[int, list] = {}
    for row, answer in zip(rows, answers, strict=True):
        by_options.setdefault(len(row), []).append((-row, answer))  # the smaller a distance, the likelier the option
    problems = [
        (np.array([row for row, _ in group]), np.array([answer for _, answer in group]))
        for group in by_options.values()
    ]

    def loss(logarithms):
        weights = np.exp(np.minimum(logarithms, _LARGEST))
        value, slope = conditional_logit(weights, problems)
        slope *= weights * (logarithms < _LARGEST)
        return value + _PENALTY * np.square(logarithms).sum(), slope + 2.0 * _PENALTY * logarithms

    found = minimize(loss, np.zeros(len(FIELDS)), jac=True, method="L-BFGS-B").x
    return np.exp(np.minimum(found, _LARGEST))
