"""Dropout (Srivastava et al. 2014), in its inverted form."""

from __future__ import annotations

from typing import Any

import numpy as np

from nets.layer import Layer


class Dropout(Layer):
    """In training set each entry to 0 with probability ``rate`` and divide the others by 1 - rate.

    The expectation stays the same, so that nothing is to do at inference.
    """

    def __init__(self, rate: float, *, rng: np.random.Generator) -> None:
        super().__init__()
        if not 0 <= rate < 1:
            raise ValueError(f"Dropout: expected a rate in [0, 1), got {rate}")
        self.rate, self.rng = rate, rng

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        if not training:
            return x
        kept = self.rng.random(x.shape, dtype="float32") >= self.rate
        self._saved = kept * x.dtype.type(1 / (1 - self.rate))
        return x * self._saved

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self._take_saved()

    def config(self) -> dict[str, Any]:
        return {"rate": self.rate}
