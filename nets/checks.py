"""Checks of what enters and leaves a training step: lengths that agree, numbers that are numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nets.batches import length
from nets.layer import Layer


def check_samples(data: Any, name: str) -> None:
    """Raise ValueError where (inputs, targets[, weights]) hold no sample, or not as many as each other.

    >>> check_samples((np.zeros((3, 2)), np.zeros(4)), "training")
    Traceback (most recent call last):
        ...
    ValueError: training data: expected as many targets as inputs, got 4 and 3
    """
    if not isinstance(data, (tuple, list)) or not 2 <= len(data) <= 3:
        raise ValueError(f"{name} data: expected (inputs, targets) or (inputs, targets, weights)")
    expected = length(data[0])
    if not expected:
        raise ValueError(f"{name} data: expected at least one sample, got none")
    for kind, part in zip(("inputs", "targets", "weights"), data, strict=False):
        for array in _arrays(part):
            if np.ndim(array) == 0 or len(array) != expected:
                found = "a single number" if np.ndim(array) == 0 else len(array)
                raise ValueError(f"{name} data: expected as many {kind} as inputs, got {found} and {expected}")


def check_fraction(fraction: float, samples: int) -> None:
    """Raise ValueError where a validation fraction leaves no sample to train on, or none to validate with."""
    if not 0 < fraction < 1 or not 0 < round(samples * fraction) < samples:
        raise ValueError(f"Trainer: expected a validation fraction between 0 and 1 that leaves samples on both sides, "
                         f"got {fraction} of {samples} samples")


def cause_of_non_finite(network: Layer, prediction: Any, inputs: Any, targets: Any, weights: Any = None) -> str | None:
    """Return, in words, the first of what went into a loss that holds NaN or infinity; None where none does."""
    for name, data in (("inputs", inputs), ("targets", targets), ("sample weights", weights)):
        if not all(map(_is_finite, _arrays(data))):
            return f"NaN or infinity in the {name}"
    layer = non_finite_layer(network, "weight")
    if layer is not None:
        return f"NaN or infinity in the weight of layer {layer}"
    if not all(map(_is_finite, _arrays(prediction))):
        return "NaN or infinity in the output of the network, whose weights are finite"
    return None


def non_finite_layer(network: Layer, kind: str) -> str | None:
    """Return "layer array" of a network's first "weight" or "gradient" that holds NaN or infinity, or None."""
    for name, params, grads in network.parameters():
        for key, array in (params if kind == "weight" else grads).items():
            if not _is_finite(array):
                return f"{name} {key}".strip()
    return None


def _is_finite(array: np.ndarray | list) -> bool:
    array = np.asarray(array)
    if array.dtype.kind not in "fc":
        return True
    with np.errstate(over="ignore", invalid="ignore"):
        total = array.sum()  # one pass: NaN and infinity stay in it
    return bool(np.isfinite(total)) or bool(np.isfinite(array).all())


def _arrays(data: Any) -> Iterator[np.ndarray | list]:
    """Yield the arrays in a dict of arrays, or the one array; what is neither is left to those who use it."""
    if isinstance(data, dict):
        for part in data.values():
            yield from _arrays(part)
    elif isinstance(data, (np.ndarray, list)):
        yield data
