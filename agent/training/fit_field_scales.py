"""How much each field of a transformation counts: weights by maximum likelihood on generated problems.

Under Laplace noise of width b the negative logarithm of an option's likelihood is the L1 distance over b.
So the weights 1 / b are those that make the right options of generated problems most likely,
P(option) ~ exp(-sum over fields of weight x distance): a conditional logit model (McFadden 1974) of as
many constants as there are fields. What a distance counts is bounded by the mean distance of transformations in
generated problems, most of which should not agree: one as large counts half of it, for it tells little more than
that these do not.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

import nets
from agent.matrix import comparisons
from agent.network.analogy import compared_vectors, line_distances
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS
from agent.training.conditional_logit import conditional_logit
from agent.training.generated_problems import generated_problem

PLAIN = dict.fromkeys(FIELDS, 1.0)  # weights and bounds of an encoder that leaves the outputs as they are
_PENALTY = 1e-3  # on squared logarithms of the weights, towards one over the bound
_FARTHEST = 50.0  # logarithm of a weight; a search over few problems tries some that would overflow


def examples(path, seed, start, stop):
    """What the network in a file says of the generated problems `start` to `stop`, and the places of their answers.

    Returns
    -------
    list of (vectors, int)
        The vectors are those of `agent.network.analogy.compared_vectors`, in the fields' own units.
    """
    networks, metadata = nets.load(path)
    encoder = TransformationEncoder(networks["transformation"], metadata["shape_names"], PLAIN, PLAIN)
    found = []
    for index in range(start, stop):
        problem = generated_problem(seed, index)
        compared = comparisons(problem.type, diagonals=True)
        vectors = compared_vectors(encoder, encoder.encode_problem(problem), problem, compared)
        found.append((vectors, problem.answer - 1))
    return found


def fitted_scales(shape_names, found):
    """Weights and bounds by field for a `TransformationEncoder`, from what `examples` found."""
    plain = TransformationEncoder(None, shape_names, PLAIN, PLAIN)
    compared, answers = zip(*found, strict=True)
    distances = [plain.distances(*vectors).reshape(-1, len(FIELDS)) for vectors in compared]
    typical = np.concatenate(distances).mean(axis=0) + 1e-9
    plain.bounds = typical
    rows = [line_distances(plain, *vectors).mean(axis=0) / typical for vectors in compared]
    bounds = _likeliest(rows, answers)
    weights = {name: float(weight) for name, weight in zip(FIELDS, bounds / typical, strict=True)}
    return weights, {name: float(bound) for name, bound in zip(FIELDS, bounds, strict=True)}


def _likeliest(rows, answers):
    """The weights (fields,) that make the answers likeliest, given distances (options, fields) a problem."""
    by_options = {}
    for row, answer in zip(rows, answers, strict=True):
        by_options.setdefault(len(row), []).append((-row, answer))  # the smaller a distance, the likelier the option
    problems = [tuple(map(np.array, zip(*group, strict=True))) for group in by_options.values()]

    def loss(logarithms):
        weights = np.exp(np.minimum(logarithms, _FARTHEST))
        value, slope = conditional_logit(weights, problems)
        slope *= weights * (logarithms < _FARTHEST)
        return value + _PENALTY * np.square(logarithms).sum(), slope + 2.0 * _PENALTY * logarithms

    found = minimize(loss, np.zeros(len(FIELDS)), jac=True, method="L-BFGS-B").x
    return np.exp(np.minimum(found, _FARTHEST))
