"""Pools of evidence: what is of one kind shares one weight, for there are few problems to fit weights to."""

from __future__ import annotations

from agent.features.attributes import NOISE
from agent.inference.wording import NETWORK, SEEN

# Kinds of evidence that are probabilities under a model of their own, each kind with one weight that is not fitted.
UNFITTED = ("panels", "decided", "scene")


def pool_of(kind: str, feature: str, direction: str) -> str:
    """The pool of a piece of evidence by its kind, feature and direction (`agent.inference.evidence.Evidence`).

    Changes part into those of pictures, of numbers and of the network's fields; relations along diagonals, along rows
    and columns at once and of parts of pictures are one pool each; other relations part by what they are of.

    >>> pool_of("", "tone", "rows"), pool_of("change", "black", "all lines"), pool_of("", "figure", "diagonals")
    ('numbers', 'change pictures', 'diagonals')
    """
    if kind in UNFITTED or feature == "repeats":
        return kind or feature
    measured = _measured(feature)
    if kind == "change":
        return "change " + ("pictures" if measured == "figure" else measured)
    if "diagonals" in direction:
        return "diagonals"
    return kind or measured


def _measured(feature: str) -> str:
    """What a feature is: "figure", "pictures" of parts, "numbers", or of the "network"."""
    if feature.startswith((NETWORK, SEEN)):
        return "network"
    if feature in NOISE:
        return "numbers"
    return "figure" if feature == "figure" else "pictures"
