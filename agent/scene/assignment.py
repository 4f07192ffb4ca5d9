"""Matching of things in one figure with things in another, each with one other, at the least cost in all."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment


def match(costs: np.ndarray) -> np.ndarray:
    """For every row of a matrix of costs (n, m), n <= m, the column that it is matched with: int (n,).

    The sum of the costs is the least possible (Hungarian method).
    """
    return linear_sum_assignment(costs)[1]
