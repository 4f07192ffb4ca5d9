"""Pools of evidence: what is of one kind shares one weight, for there are few problems to fit weights to."""

from __future__ import annotations

from agent.features.attributes import NOISE
from agent.inference.wording import NETWORK, SEEN

# Kinds of evidence that are probabilities under a model of their own, each kind with one weight that is not fitted.
UNFITTED = ("panels", "decided", "scene")


def pool_of(kind: str, feature: str) -> str:
    """The pool of a piece of evidence by its kind and feature (`agent.inference.evidence.Evidence`).

    Changes part into those of pictures, of numbers and of the network's fields; relations along rows and columns at
    once are one pool; other relations part by what they are of.

    >>> pool_of("", "tone"), pool_of("change", "black"), pool_of("both", "figure")
    ('numbers', 'change pictures', 'both')
    """
    if kind in UNFITTED or feature == "repeats":
        return kind or feature
    measured = _measured(feature)
    if kind == "change":
        return "change " + ("pictures" if measured == "figure" else measured)
    return kind or measured


def _measured(feature: str) -> str:
    """What a feature is: "figure", "pictures" of parts, "numbers", or of the "network"."""
    if feature.startswith((NETWORK, SEEN)):
        return "network"
    if feature in NOISE:
        return "numbers"
    return "figure" if feature == "figure" else "pictures"
