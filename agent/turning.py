"""What the network is told of two figures' turning: correlations over angles and the turns they suggest."""

from __future__ import annotations

import numpy as np

from agent.circles import ANGLES, VIEWS, peaks
from agent.objects import object_correlations
from agent.polar import correlations

_CURVES = 2 * 2 * VIEWS  # of whole figures and of objects, turned and mirrored, in both views
FEATURES = _CURVES * (ANGLES + 3) + 2 * VIEWS
CANDIDATES = 2 * VIEWS + 1


def turning(first, second):
    """Features of N pairs of `Encoding`, and the turns among which the network chooses.

    Returns
    -------
    features : numpy.ndarray
        float32 (N, FEATURES): every correlation, the height and direction of its peak, and how uneven
        both figures are.
    candidates : numpy.ndarray
        float32 (N, CANDIDATES, 2), each (cos, sin): the peaks of the turned correlations, of whole figures
        and of objects, and no turn at all.
    """
    curves = np.stack([
        correlations(first.polar, second.polar), object_correlations(first.objects, second.objects),
    ], axis=1)
    height, direction = peaks(curves)
    count = len(curves)
    parts = (curves, height, direction, first.polar.uneven, second.polar.uneven)
    features = np.concatenate([part.reshape(count, -1) for part in parts], axis=1)
    still = np.broadcast_to(np.float32([[[1.0, 0.0]]]), (count, 1, 2))
    return features, np.concatenate([direction[:, :, 0].reshape(count, -1, 2), still], axis=1)
