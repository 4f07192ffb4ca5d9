"""The default solver: relations with evidence, over everything that perception sees."""

from __future__ import annotations

import numpy as np

from agent.inference.collect import collect_evidence
from agent.inference.weights import WEIGHTS, default_weights
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.network.encoder import default_encoder
from agent.raven.object_types import WEIGHTS as TYPE_WEIGHTS
from agent.raven.object_types import type_network
from agent.solvers.base import Solution
from agent.weights.files import verify


class RelationalSolver:
    """Scores options by log probability under the relations that the matrix's own lines support.

    Every `Evidence` adds its log probabilities, weighted (agent.inference.weights): a product of experts (Hinton,
    2002). It is sought in steps, and no further once the best two options are DECIDED apart. Objects in slots are
    cheap to read and speak clearly or not at all, so they are asked first; then pictures, numbers, the network.

    Parameters
    ----------
    weighing : agent.inference.weights.EvidenceWeights or None
        None stands for the shipped weights.
    """

    name = "relations"

    def __init__(self, weighing=None):
        if not verify(WEIGHTS.name, ENCODER_WEIGHTS.name, TYPE_WEIGHTS.name):
            default_encoder(), type_network()  # no hash vouches for them: damage is to show now, not at each problem
        self.weighing = weighing or default_weights()

    def solve(self, problem):
        """Log probabilities of all options, and the evidence that tells them apart, weightiest first."""
        order, evidence = collect_evidence(problem, self.weighing)
        weighed = self.weighing.weighed(evidence, problem.type)
        scores = _normalised(sum(e.log_probabilities for e in weighed))
        telling = sorted((e for e in weighed if e.says_something), key=lambda e: -np.ptp(e.log_probabilities))
        back = np.argsort(order)
        reasons = [str(e.reordered(back)) for e in telling]
        return Solution(scores[back], reasons, confidence=float(np.exp(scores.max())))


def _normalised(log_probabilities):
    """The same up to a constant, with probabilities that sum to 1."""
    shifted = log_probabilities - log_probabilities.max()
    return shifted - np.log(np.exp(shifted).sum())
