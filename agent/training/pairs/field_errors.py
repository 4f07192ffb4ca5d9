"""Errors of the fields of a transformation, beside those of the best constant answer.

A field's error is one number a pair, in the unit of `agent.network.fields.FIELDS`: an angle in degrees, a distance, or
1 where the answer is right and 0 elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from agent.network.fields import FIELDS, RIGHT


def errors(name: str, prediction: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """The error of every pair: float64 (N,).

    Parameters
    ----------
    name : str
        One of `FIELDS`.
    prediction, truth : numpy.ndarray
        That field of N pairs, as `decode_outputs` gives it and as its label says.
    """
    kind = FIELDS[name].kind
    if kind == "direction":
        return np.abs(angle_between(prediction, truth))
    if kind == "class":
        return (prediction.argmax(axis=1) == truth).astype(np.float64)
    if kind == "shapes":
        return (changed_shapes(prediction) == truth).all(axis=1).astype(np.float64)
    if kind == "place":
        return np.hypot(*(prediction - truth).T)
    if FIELDS[name].unit != RIGHT:
        return np.abs(prediction.reshape(truth.shape) - truth)
    right = np.round(prediction.reshape(truth.shape)) == truth
    return right.reshape(len(truth), -1).all(axis=1).astype(np.float64)


def changed_shapes(difference: np.ndarray) -> np.ndarray:
    """Which shapes changed: (N, shapes), 1 for those that came, -1 for those that went and 0 for the others.

    `difference` (N, shapes) holds the probability that a shape came, less that it went. As many are taken to have
    come, and to have gone, as these probabilities add up to, the most probable ones. Rounding each by itself would
    take both or neither where one of two equally probable shapes came.
    """
    found = np.zeros(difference.shape)
    for sign in (1, -1):
        probability = np.maximum(sign * difference, 0.0)
        rank = np.argsort(np.argsort(-probability, axis=1), axis=1)
        found += sign * (rank < np.round(probability.sum(axis=1, keepdims=True)))
    return found


def mean_error(function: Callable, name: str, masks: dict, *fields: np.ndarray) -> float:
    """The mean of a function such as `errors` over the pairs for which a field is defined."""
    valid = masks[name] > 0.0
    return float(function(name, *(field[valid] for field in fields)).mean())


def changes(name: str, truth: np.ndarray) -> np.ndarray:
    """Whether the field changes, by its label: bool (N,)."""
    field = FIELDS[name]
    if field.kind == "direction":
        return np.abs(degrees(truth)) > field.unchanged
    if field.kind == "flags" and truth.ndim > 1:
        return truth[:, 0] < field.unchanged  # the first motion of a square is no motion
    return np.abs(truth).reshape(len(truth), -1).max(axis=1) > field.unchanged


def best_constant(name: str, truth: np.ndarray) -> np.ndarray:
    """The one answer with the least mean error over all of `truth`, in the form of `decode_outputs`: (1, width)."""
    field = FIELDS[name]
    if field.kind == "direction":
        grid = np.radians(np.arange(0.0, 360.0, 5.0))
        candidates = [truth.mean(axis=0)] + [np.array([np.cos(a), np.sin(a)]) for a in grid]
        return min((c[None] for c in candidates), key=lambda c: errors(name, c, truth).mean())
    if field.kind == "class":
        return np.eye(field.width)[np.bincount(truth.astype(int), minlength=field.width).argmax()][None]
    if field.unit == RIGHT:
        values, counts = np.unique(truth, axis=0, return_counts=True)
        return values[counts.argmax()].reshape(1, -1)
    return np.median(truth.reshape(len(truth), -1), axis=0)[None]


def constant_errors(name: str, truth: np.ndarray) -> np.ndarray:
    """The errors of `best_constant`."""
    constant = best_constant(name, truth)
    return errors(name, np.repeat(constant, len(truth), axis=0), truth)


def degrees(direction: np.ndarray) -> np.ndarray:
    """The angle in degrees of (cos, sin) rows, -180 to 180."""
    return np.degrees(np.arctan2(direction[:, 1], direction[:, 0]))


def angle_between(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Signed degrees from `second` to `first`, both (cos, sin) rows of any length."""
    return (degrees(first) - degrees(second) + 180.0) % 360.0 - 180.0
