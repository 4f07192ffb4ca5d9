"""The default solver: relations with evidence, over all features."""

from __future__ import annotations

import numpy as np
from scipy.special import log_softmax

from agent.inference.collect import collect_evidence
from agent.inference.weights import WEIGHTS, EvidenceWeights, default_weights
from agent.network.encoder import WEIGHTS as ENCODER_WEIGHTS
from agent.network.encoder import default_encoder
from agent.network.object_network import WEIGHTS as OBJECT_WEIGHTS
from agent.network.object_network import object_network
from agent.solvers.base import Reason, Solution
from agent.weights.files import verify
from problems.problem import Problem


class RelationalSolver:
    """Scores options by log probability under the relations that the complete lines support.

    Every `Evidence` adds its log probabilities, weighted (`agent.inference.weights`): a product of experts (Hinton
    2002). Objects in slots of panels come first, for they are cheap to read and either decide or say nothing. Then
    objects of any figures are asked, and pictures, numbers and the network in steps: no further once the best two
    options are DECIDED nats apart.

    Parameters
    ----------
    weights : EvidenceWeights or None
        None stands for the shipped weights.
    """

    name = "relations"

    def __init__(self, weights: EvidenceWeights | None = None) -> None:
        if not verify(WEIGHTS.name, ENCODER_WEIGHTS.name, OBJECT_WEIGHTS.name):
            # no hash vouches for them: damage is to show now, not at each problem
            default_encoder(), object_network()
        self.weights = weights or default_weights()

    def solve(self, problem: Problem) -> Solution:
        """The log probabilities of all options, and the evidence that tells them apart, the strongest first."""
        weighed = self.weights.weighed(collect_evidence(problem, self.weights), problem.type)
        scores = log_softmax(sum(e.log_probabilities for e in weighed))
        telling = sorted((part for e in weighed for part in e.told() if part.tells_options_apart),
                         key=lambda part: -np.ptp(part.log_probabilities))
        reasons = [Reason(part.text, part.log_probabilities, part.shown) for part in telling]
        return Solution(scores, reasons, confidence=float(np.exp(scores.max())))
