"""Solver `same-different`: a second network says of two pairs whether they change alike."""

from __future__ import annotations

import logging
from functools import lru_cache

import numpy as np

import nets
from agent.network.analogy import compared_vectors
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.network.encoder import default_encoder
from agent.solvers.base import Solution
from agent.weights import FOLDER
from agent.weights.files import checksum, load_networks

WEIGHTS = FOLDER / "same_different.npz"
SAME, DIFFERENT = 0, 1
_log = logging.getLogger(__name__)


def new_network(fields, *, rng):
    """The untrained network on `two_pairs` of vectors with so many fields: logits of {same, different}."""
    width = 3 * fields
    return nets.Sequential([
        nets.BatchNorm(width), nets.Linear(width, 64, rng=rng), nets.BatchNorm(64), nets.ReLU(),
        nets.Linear(64, 32, rng=rng), nets.BatchNorm(32), nets.ReLU(), nets.Linear(32, 2, rng=rng),
    ], input_gradient=False)


def two_pairs(first, second, fields):
    """What the network is given of two pairs' transformation vectors (..., width): (..., 3 fields).

    Of every field the distance d of the two vectors as d / (1 + d), their mean magnitude m as m / (1 + m),
    and d in relation to m: bounded, so that no field outweighs all others. Exchanging the pairs changes
    nothing.

    Parameters
    ----------
    fields : dict
        Name -> slice of the vector (see `TransformationEncoder.fields`).
    """
    apart, both = np.abs(first - second), np.abs(first) + np.abs(second)
    distance = np.stack([apart[..., part].sum(axis=-1) for part in fields.values()], axis=-1)
    magnitude = np.stack([0.5 * both[..., part].sum(axis=-1) for part in fields.values()], axis=-1)
    relative = distance / (distance + magnitude + 0.3)
    return np.concatenate([distance / (1.0 + distance), relative, magnitude / (1.0 + magnitude)], axis=-1)


class SameDifferentSolver:
    """Sum over rows and columns of the probability that T(A, B) and T(C, option) are the same.

    Parameters
    ----------
    encoder : TransformationEncoder or None
    network : nets.Sequential or None
        None stands for the shipped weights.
    """

    name = "same-different"

    def __init__(self, encoder=None, network=None):
        self.encoder = encoder or default_encoder()
        self.network = network or _default_network()

    def solve(self, problem):
        """The sums of probabilities of all options."""
        encoding = self.encoder.encode_problem(problem)
        references, candidates = compared_vectors(self.encoder, encoding, problem)
        inputs = two_pairs(*np.broadcast_arrays(references, candidates), self.encoder.fields)
        logits = self.network.forward(inputs.reshape(-1, inputs.shape[-1]))
        same = nets.softmax(logits)[:, SAME].reshape(inputs.shape[:-1]).astype(np.float64)
        scores = same.mean(axis=1).sum(axis=0)
        reasons = [
            f"option {option}: {score:.2f} of {len(same)} comparisons the same"
            for option, score in enumerate(scores, start=1)
        ]
        return Solution(scores, reasons)


@lru_cache(maxsize=1)
def _default_network():
    networks, metadata = load_networks(WEIGHTS, "same_different")
    if metadata.get("encoder_sha256") != checksum(ENCODER_WEIGHTS):
        _log.warning("%s was not trained on %s: run python -m agent.training.train_same_different",
                     WEIGHTS.name, ENCODER_WEIGHTS.name)
    return networks["same_different"]
