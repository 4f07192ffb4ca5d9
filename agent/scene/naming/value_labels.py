"""Labels of values that recur: values that differ by no more than two drawings of one thing do share one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

PLACE_STEP = 0.03  # share of the side by which two places differ at least: by hand


def gaps(values: Sequence[float], step: Callable[[float], float]) -> list[int]:
    """Labels of values, from 0 upwards: sorted, two neighbours farther apart than `step` of the lower one differ."""
    order = np.argsort(values, kind="stable")
    labels, label = [0] * len(values), 0
    for before, after in pairwise(order):
        if values[after] - values[before] > step(values[before]):
            label += 1
        labels[after] = label
    return labels


def turns(values: Sequence[float], period: float, step: float) -> list[int]:
    """Labels of angles modulo `period`, degrees: each joins the first that is nearer than `step`."""
    firsts: list[float] = []
    labels = []
    for value in values:
        near = (i for i, first in enumerate(firsts) if abs((value - first + period / 2) % period - period / 2) < step)
        label = next(near, len(firsts))
        if label == len(firsts):
            firsts.append(value)
        labels.append(label)
    return labels


def spots(values: Sequence[complex]) -> list[int]:
    """Labels of places: each joins the nearest group whose mean is nearer than PLACE_STEP."""
    groups: list[list[complex]] = []
    labels = []
    for value in values:
        away = [abs(value - sum(group) / len(group)) for group in groups]
        label = int(np.argmin(away)) if away and min(away) < PLACE_STEP else len(groups)
        if label == len(groups):
            groups.append([])
        groups[label].append(value)
        labels.append(label)
    return labels
