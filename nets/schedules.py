"""Schedules: functions from the number of updates done to a factor of the learning rate."""

from __future__ import annotations

import math
from collections.abc import Callable

Schedule = Callable[[int], float]  # from updates done to a factor of the learning rate


def constant() -> Schedule:
    """Return the schedule that leaves the learning rate alone."""
    return lambda step: 1.0


def step_decay(every: int, factor: float = 0.1) -> Schedule:
    """Multiply by ``factor`` after each ``every`` updates.

    >>> [step_decay(2, 0.5)(step) for step in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    return lambda step: float(factor) ** (step // every)


def cosine(total: int, floor: float = 0.0) -> Schedule:
    """Fall from 1 to ``floor`` over ``total`` updates along half a cosine (Loshchilov and Hutter 2017).

    >>> [round(cosine(4)(step), 3) for step in range(6)]
    [1.0, 0.854, 0.5, 0.146, 0.0, 0.0]
    """
    return lambda step: floor + (1 - floor) * (1 + math.cos(math.pi * min(step / total, 1))) / 2


def warm_up(steps: int, then: Schedule) -> Schedule:
    """Rise evenly over ``steps`` updates to 1, then follow the schedule ``then`` from its start.

    >>> [warm_up(2, constant())(step) for step in range(4)]
    [0.5, 1.0, 1.0, 1.0]
    """
    return lambda step: (step + 1) / steps if step < steps else then(step - steps)
