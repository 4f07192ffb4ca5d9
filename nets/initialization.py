"""Random weights that keep the variance of signals from layer to layer."""

from __future__ import annotations

import numpy as np


def he(shape: tuple[int, ...], fan_in: int, *, rng: np.random.Generator) -> np.ndarray:
    """Normal weights of variance 2 / fan_in, for layers followed by ReLU (He et al. 2015, eq. 10)."""
    return rng.normal(0, np.sqrt(2 / fan_in), shape).astype(np.float32)


def glorot(shape: tuple[int, ...], fan_in: int, fan_out: int, *, rng: np.random.Generator) -> np.ndarray:
    """Uniform weights of variance 2 / (fan_in + fan_out) (Glorot and Bengio 2010, eq. 16)."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, shape).astype(np.float32)


def initial_weight(kind: str, shape: tuple[int, ...], fan_in: int, fan_out: int, *,
                   rng: np.random.Generator) -> np.ndarray:
    """Return weights by the name of their initialisation, "he" or "glorot"."""
    if kind == "he":
        return he(shape, fan_in, rng=rng)
    if kind == "glorot":
        return glorot(shape, fan_in, fan_out, rng=rng)
    raise ValueError(f"initialization: expected 'he' or 'glorot', got {kind!r}")
