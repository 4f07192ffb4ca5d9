"""Evidence: what one feature says of the options along one direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agent.inference.pools import UNFITTED, pool_of
from agent.inference.wording import in_words

CERTAINTY = 2  # exponent of the certainty: of 0 to 3 the best on generated rules left out of the fit of the weights
TELLING = 0.1  # nats between the best and the worst option below which evidence is not given as a reason; by hand


@dataclass(frozen=True, eq=False)
class Evidence:
    """What one feature says along one direction.

    Attributes
    ----------
    feature, direction : str
    weights : dict of str to float
        Posterior probability of every relation; that of noise is 1 minus their sum. Empty for changes and repeats.
    log_probabilities : numpy.ndarray
        float64 (options,), in nats.
    kind : str
        Tells apart evidence of the same feature. "": relations along one direction; "part": relations that predict a
        part of a picture; "both": relations along rows and columns at once; "change": changes alone; "panels":
        objects in slots of panels; "decided": the same where they alone decide; "scene": rules of attributes of
        objects.
    power : int
        Exponent of the certainty (see `agent.inference.posterior`).
    """

    feature: str
    direction: str
    weights: dict[str, float]
    log_probabilities: np.ndarray
    kind: str = ""
    power: int = CERTAINTY

    @property
    def noise(self) -> float:
        """Probability that none of the relations holds."""
        return 1.0 - sum(self.weights.values())

    @property
    def certainty(self) -> float:
        """The factor by which it counts: the probability that any relation holds, to a power; 1 without relations."""
        if self.kind in UNFITTED or not self.weights:
            return 1.0
        return sum(self.weights.values()) ** self.power

    @property
    def tells_options_apart(self) -> bool:
        """Whether the options differ by more than TELLING nats."""
        return bool(np.ptp(self.log_probabilities) > TELLING)

    @property
    def pool(self) -> str:
        """The name under which it is weighted."""
        return pool_of(self.kind, self.feature, self.direction)

    def __str__(self) -> str:
        best = ""
        if self.kind == "scene":
            best = ": " + "; ".join(f"{rule} ({probability:.0%})" for rule, probability in self.weights.items())
        elif self.weights:
            relation = max(self.weights, key=lambda name: self.weights[name])
            best = f": {relation} ({self.weights[relation]:.0%})"
        kind = f"{self.kind} of " if self.kind in ("change", "part") else ""
        feature = self.feature if self.kind in UNFITTED else in_words(self.feature)
        return f"{self.direction}, {kind}{feature}{best}"
