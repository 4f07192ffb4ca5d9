"""Evidence: what one feature says of the options along one direction."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from agent.inference.pools import UNFITTED, pool_of
from agent.inference.wording import in_words

CERTAINTY = 2  # exponent of the certainty: of 0 to 3 the best on generated rules left out of the fit of the weights
SLIGHT = 1e-9  # nats that are none
TELLING = 0.1  # nats between the best and the worst option below which evidence is not given as a reason; by hand


@dataclass(frozen=True, eq=False)
class Part:
    """One thing that evidence says.

    Attributes
    ----------
    text : str
        In words, on one line.
    log_probabilities : numpy.ndarray
        float64 (options,), in nats.
    shown : tuple of str
        What each option shows of it, as "has 7"; empty where that cannot be told.
    """

    text: str
    log_probabilities: np.ndarray
    shown: tuple[str, ...] = ()

    @property
    def tells_options_apart(self) -> bool:
        """Whether the options differ by more than TELLING nats."""
        return bool(np.ptp(self.log_probabilities) > TELLING)


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
    parts : tuple of Part
        What it is made of, where that is known: log probabilities that add up, before any power or floor.
    """

    feature: str
    direction: str
    weights: dict[str, float]
    log_probabilities: np.ndarray
    kind: str = ""
    power: int = CERTAINTY
    parts: tuple[Part, ...] = ()

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
    def pool(self) -> str:
        """The name under which it is weighted."""
        return pool_of(self.kind, self.feature, self.direction)

    def told(self) -> list[Part]:
        """The evidence in words: one piece, or its parts, whose log probabilities add up to its own but for a constant.

        How far an option is behind the best is shared out among the parts as they say it.
        """
        if not self.parts:
            return [Part(str(self), self.log_probabilities)]
        best = int(self.log_probabilities.argmax())
        behind = [part.log_probabilities - part.log_probabilities[best] for part in self.parts]
        whole = sum(behind)
        share = np.divide(self.log_probabilities - self.log_probabilities[best], whole, out=np.zeros_like(whole),
                          where=np.abs(whole) > SLIGHT)
        return [replace(part, log_probabilities=share * lost)
                for part, lost in zip(self.parts, behind, strict=True)]

    def __str__(self) -> str:
        best = ""
        if self.weights:
            relation = max(self.weights, key=lambda name: self.weights[name])
            best = f": {relation} ({self.weights[relation]:.0%})"
        kind = f"{self.kind} of " if self.kind in ("change", "part") else ""
        feature = self.feature if self.kind in UNFITTED else in_words(self.feature)
        return f"{self.direction}, {kind}{feature}{best}"
