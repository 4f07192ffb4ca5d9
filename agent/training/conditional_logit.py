"""Conditional logit (McFadden 1974): how likely the right options are under a weighted sum of their features."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.special import log_softmax


def conditional_logit(
    weights: np.ndarray, problems: Iterable[tuple[np.ndarray, np.ndarray]]
) -> tuple[float, np.ndarray]:
    """The mean of -log P(answer) over all problems, and its gradient by the weights.

    P(option) is the softmax over options of x . weights, with x the features of an option. The gradient of one
    problem is the mean of x under P less the x of the answer.

    Parameters
    ----------
    weights : numpy.ndarray
        float64 (features,).
    problems : iterable of (numpy.ndarray, numpy.ndarray)
        Features (problems, options, features) and the places of the answers, int (problems,); an entry for each
        number of options.
    """
    total, slope, count = 0.0, np.zeros(len(weights)), 0
    for features, answers in problems:
        rows = np.arange(len(answers))
        logarithms = log_softmax(features @ weights, axis=1)
        total -= logarithms[rows, answers].sum()
        slope += np.einsum("po,pof->f", np.exp(logarithms), features) - features[rows, answers].sum(axis=0)
        count += len(answers)
    return float(total / count), slope / count
