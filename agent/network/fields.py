"""How well fields of a transformation are measured: errors by name, beside those of the best constant.

A field's error is an array of one number a pair. Angles are in degrees, sizes in octaves, shifts in
fractions of the figure's side; `right` measures are 1 where the answer is right and 0 elsewhere.
"""

from __future__ import annotations

import numpy as np

from nets import sigmoid, softmax

RIGHT = ("reflection", "motions", "number", "shape", "identical")  # measured by the share that is right
# motions: which of the eight rigid motions of a square carry one figure into the other
FIELDS = ("rotation", "reflection", "motions", "number", "fill", "shape", "size", "shift", "ink_added",
          "ink_removed", "identical")
_STILL = {"rotation": 0.5, "fill": 0.02, "size": 0.02, "shift": 0.005, "ink_added": 0.002,
          "ink_removed": 0.002}  # below this a label counts as unchanged


def decode_outputs(outputs):
    """The fields of a transformation from a network's outputs by name (see `TransformationNet.forward`).

    Rotation as cosine and sine, reflection, motions and identical as probabilities, number, fill and shape
    as differences; each (N, numbers). Number and shape are what a `DifferenceNet` says, where there is one.
    """
    fields = {name: outputs[name] for name in ("rotation", "size", "shift", "ink_added", "ink_removed")}
    fields["reflection"] = softmax(outputs["reflection"])
    fields["motions"], fields["identical"] = sigmoid(outputs["motions"]), sigmoid(outputs["identical"])
    fields["fill"] = outputs["fill_after"] - outputs["fill_before"]
    if "number" in outputs:
        return {**fields, **differences(outputs)}
    fields["number"] = expected_number(outputs["number_after"]) - expected_number(outputs["number_before"])
    fields["shape"] = sigmoid(outputs["shapes_after"]) - sigmoid(outputs["shapes_before"])
    return fields


def differences(outputs):
    """The fields number and shape from the outputs of a `DifferenceNet`."""
    came = sigmoid(outputs["shape"])
    return {"number": expected_number(outputs["number"]) - outputs["number"].shape[1] // 2,
            "shape": came[..., 0] - came[..., 1]}


def expected_number(logits):
    """Mean of the number's distribution, (N, 1)."""
    return softmax(logits) @ np.arange(logits.shape[1], dtype=logits.dtype)[:, None]


def errors(name, prediction, truth):
    """One number a pair: absolute error, or 1 where right for the fields in `RIGHT`.

    Parameters
    ----------
    name : str
        One of `FIELDS`.
    prediction, truth : numpy.ndarray
        That field of N pairs, as `measured` gives it and as its label says.
    """
    if name == "rotation":
        return np.abs(angle_between(prediction, truth))
    if name == "reflection":
        return (prediction.argmax(axis=1) == truth).astype(np.float64)
    if name == "shape":
        return (changed_shapes(prediction) == truth).all(axis=1).astype(np.float64)
    if name == "motions":
        return (np.round(prediction) == truth).all(axis=1).astype(np.float64)
    if name == "shift":
        return np.hypot(*(prediction - truth).T)
    prediction = prediction.reshape(truth.shape)
    if name in RIGHT:
        return (np.round(prediction) == truth).astype(np.float64)
    return np.abs(prediction - truth)


def changed_shapes(difference):
    """Which shapes changed: (N, shapes), 1 for those that came, -1 for those that went and 0 for the others.

    `difference` (N, shapes) holds the probability that a shape came, less that it went. As many came, and
    went, as these add up to, the most probable: where one of two came, rounding may take neither or both.
    """
    found = np.zeros(difference.shape)
    for sign in (1, -1):
        probability = np.maximum(sign * difference, 0.0)
        rank = np.argsort(np.argsort(-probability, axis=1), axis=1)
        found += sign * (rank < np.round(probability.sum(axis=1, keepdims=True)))
    return found


def mean_error(function, name, masks, *fields):
    """Mean of a function such as `errors` over the pairs for which a field is defined."""
    valid = masks[name] > 0.0
    return float(function(name, *(field[valid] for field in fields)).mean())


def changes(name, truth):
    """True for each pair of which `truth` says that the field changes."""
    if name == "rotation":
        return np.abs(degrees(truth)) > _STILL[name]
    if name == "motions":
        return truth[:, 0] < 0.5
    if truth.ndim > 1:
        return np.abs(truth).max(axis=1) > _STILL.get(name, 0.5)
    return np.abs(truth) > _STILL.get(name, 0.5)


def best_constant(name, truth):
    """The one answer that errs least over all of `truth`, in the form of `measured`, (1, numbers)."""
    if name == "rotation":
        mean = truth.mean(axis=0)
        grid = np.radians(np.arange(0.0, 360.0, 5.0))
        candidates = [mean] + [np.array([np.cos(a), np.sin(a)]) for a in grid]
        return min((c[None] for c in candidates), key=lambda c: errors(name, c, truth).mean())
    if name == "reflection":
        return np.eye(4)[np.bincount(truth.astype(int), minlength=4).argmax()][None]
    if name in ("shape", "motions", "number"):
        values, counts = np.unique(truth, axis=0, return_counts=True)
        return values[counts.argmax()].reshape(1, -1)
    return np.median(truth.reshape(len(truth), -1), axis=0)[None]


def constant_errors(name, truth):
    """`errors` of `best_constant`."""
    constant = best_constant(name, truth)
    return errors(name, np.repeat(constant, len(truth), axis=0), truth)


def degrees(direction):
    """Angle in degrees of (cos, sin) rows, -180 to 180."""
    return np.degrees(np.arctan2(direction[:, 1], direction[:, 0]))


def angle_between(first, second):
    """Signed degrees from `second` to `first`, both (cos, sin) rows of any length."""
    return (degrees(first) - degrees(second) + 180.0) % 360.0 - 180.0
