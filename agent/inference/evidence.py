"""What one feature says of the options along one direction."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

CERTAINTY = 2  # whole number that counts best on rules that the weights were not fitted to, of 0 to 3


@dataclass(frozen=True, eq=False)
class Evidence:
    """What one feature says along one direction.

    Attributes
    ----------
    feature, direction : str
    weights : dict of str to float
        Posterior weight of every relation; what is missing to one is noise. Empty for changes and repeats.
    log_probabilities : numpy.ndarray
        float64 (options,), of the options under the mixture.
    kind : str
        What tells it from other evidence of the same feature: "" and "part" are of relations, "both" of
        relations that hold along rows and columns, "change" of changes alone, "panels" of objects in slots
        and "decided" of the same where it decides.
    power : int
        Of the certainty: see the module's docstring.
    """

    feature: str
    direction: str
    weights: dict
    log_probabilities: np.ndarray
    kind: str = ""
    power: int = CERTAINTY

    @property
    def noise(self):
        """Probability that none of the relations holds."""
        return 1.0 - sum(self.weights.values())

    @property
    def certainty(self):
        """How much it counts: by the probability that any relation holds; in full where none is asked."""
        if self.kind in ("panels", "decided") or not self.weights:
            return 1.0
        return sum(self.weights.values()) ** self.power

    @property
    def says_something(self):
        return np.ptp(self.log_probabilities) > 0.1

    @property
    def column(self):
        """What is weighed alike: the feature and kind, diagonals apart; all components and all slots together."""
        if self.kind in ("panels", "decided"):
            return self.kind
        feature = "component" if self.feature.startswith("component ") else self.feature
        return " ".join(filter(None, (self.kind, feature, "diagonally" if "diagonals" in self.direction else "")))

    def reordered(self, order):
        """The same with option i for what was option order[i]."""
        return replace(self, log_probabilities=self.log_probabilities[order])

    def __str__(self):
        lost = self.log_probabilities - self.log_probabilities.max()
        options = " ".join(f"{number}:{value:.1f}" for number, value in enumerate(lost, 1))
        held = ""
        if self.weights:
            relation = max(self.weights, key=self.weights.get)
            held = f": {relation} ({self.weights[relation]:.0%})"
        whose = f"{self.kind} of " if self.kind in ("change", "part") else ""
        return f"{self.direction}, {whose}{self.feature}{held}; nats {options}"
