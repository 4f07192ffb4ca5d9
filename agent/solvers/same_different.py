"""Solver `same-different`: a second network says whether two pairs of figures change alike."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

import nets
from agent.inference.analogy import compared_vectors
from agent.matrix import comparisons, directions
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.network.encoder import TransformationEncoder, default_encoder
from agent.solvers.base import Reason, Solution
from agent.weights import FOLDER
from agent.weights.files import checksum, load_networks
from problems.problem import Problem

WEIGHTS = FOLDER / "same_different.npz"  # the shipped network
SAME, DIFFERENT = 0, 1
_SMALL = 0.3  # units of the vectors; keeps the relative distance of two small changes small, set by hand
_log = logging.getLogger(__name__)


def new_network(fields: int, *, rng: np.random.Generator) -> nets.Sequential:
    """The untrained network for the inputs of `two_pairs`, with so many fields: logits of SAME and DIFFERENT."""
    width = 3 * fields
    return nets.Sequential([
        nets.BatchNorm(width), nets.Linear(width, 64, rng=rng), nets.BatchNorm(64), nets.ReLU(),
        nets.Linear(64, 32, rng=rng), nets.BatchNorm(32), nets.ReLU(), nets.Linear(32, 2, rng=rng),
    ], input_gradient=False)


def two_pairs(first: np.ndarray, second: np.ndarray, fields: Mapping[str, slice]) -> np.ndarray:
    """The inputs of the network for the transformation vectors (..., width) of two pairs: (..., 3 fields).

    For every field, with d the distance of the two vectors and m their mean magnitude: d / (1 + d), d relative to m,
    and m / (1 + m). All are bounded, so that no field outweighs the others. Exchanging the pairs changes nothing.

    Parameters
    ----------
    fields : dict
        Name -> slice of the vector (see `TransformationEncoder.fields`).
    """
    difference, both = np.abs(first - second), np.abs(first) + np.abs(second)
    distance = np.stack([difference[..., part].sum(axis=-1) for part in fields.values()], axis=-1)
    magnitude = np.stack([0.5 * both[..., part].sum(axis=-1) for part in fields.values()], axis=-1)
    relative = distance / (distance + magnitude + _SMALL)
    return np.concatenate([distance / (1.0 + distance), relative, magnitude / (1.0 + magnitude)], axis=-1)


class SameDifferentSolver:
    """Sum over the lines of the probability that T(A, B) and T(C, option) are the same.

    In a 3x3 matrix the lines are rows, columns and diagonals. Each direction counts by the probability that its
    complete lines change alike.

    Parameters
    ----------
    encoder : TransformationEncoder or None
        None stands for the shipped weights.
    network : nets.Sequential or None
        None stands for the shipped weights.
    """

    name = "same-different"

    def __init__(self, encoder: TransformationEncoder | None = None, network: nets.Sequential | None = None) -> None:
        self.encoder = encoder or default_encoder()
        self.network = network or _default_network()

    def solve(self, problem: Problem) -> Solution:
        """The sums of probabilities of all options, and what each direction adds to them."""
        encoding, found = self.encoder.encode_problem(problem), directions(problem.type, diagonals=True)
        references, candidates = compared_vectors(
            self.encoder, encoding, problem, comparisons(problem.type, diagonals=True))
        same = self._same(references, candidates).mean(axis=1)
        by_direction = same.reshape(len(found), -1, len(problem.options)).sum(axis=1)
        if references.shape[1] > 1:
            alike = self._same(references[:, 0], references[:, 1])
            by_direction *= alike.reshape(len(found), -1).mean(axis=1)[:, None]
        reasons = [Reason(f"{direction.name}: changes that are the same", adds)
                   for direction, adds in zip(found, by_direction, strict=True)]
        return Solution(by_direction.sum(axis=0), reasons)

    def _same(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """The probability that two pairs change alike, from their vectors (..., width): float64 (...)."""
        first, second = np.broadcast_arrays(first, second)
        inputs = two_pairs(first, second, self.encoder.fields)
        logits = self.network.forward(inputs.reshape(-1, inputs.shape[-1]))
        return nets.softmax(logits)[:, SAME].reshape(inputs.shape[:-1]).astype(np.float64)


@lru_cache(maxsize=1)
def _default_network() -> nets.Sequential:
    networks, metadata = load_networks(WEIGHTS, "same_different")
    if metadata.get("encoder_sha256") != checksum(ENCODER_WEIGHTS):
        _log.warning("%s was not trained on %s: run python -m agent.training.train_same_different",
                     WEIGHTS.name, ENCODER_WEIGHTS.name)
    return networks["same_different"]
