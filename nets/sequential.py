"""Layers one after another."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from nets.fast.blas import single_blas_thread
from nets.fast.buffers import short_buffer
from nets.fast.fused_run import FusedRun, plan
from nets.layer import Layer, build, describe


class Sequential(Layer):
    """A network whose layers run one after another.

    Convolutions, with the batch norm, ReLU and max pooling that follow them, are worked out by
    the fast path (fused_run.py) by itself; it differs from the layers' own methods by rounding only.

    input_gradient: False for a network whose input needs no gradient (the images themselves);
    ``backward`` then returns None and saves the first layer's dX.
    """

    def __init__(self, layers: Sequence[Layer | dict[str, Any]], input_gradient: bool = True) -> None:
        super().__init__()
        self.layers = tuple(build(layer) if isinstance(layer, dict) else layer for layer in layers)
        self.input_gradient = input_gradient
        self._plans: dict[tuple[int, ...], list[Layer | FusedRun]] = {}
        self._steps: list[Layer | FusedRun] | None = None

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the last layer's output for x, (N, ...)."""
        if not len(x):
            raise ValueError(f"Sequential: expected at least one sample, got shape {x.shape}")
        if x.dtype.kind in "ui" and x.ndim == 4:
            warnings.warn(f"Sequential: got images of whole numbers ({x.dtype}, up to {x.max()}); networks learn from "
                          "numbers of about one: images.astype(np.float32) / 255", stacklevel=2)
        shape = x.shape[1:]
        if shape not in self._plans:
            self._plans = {shape: plan(self.layers, shape)}
        steps = self._plans[shape]
        with single_blas_thread(), short_buffer():
            for step in steps:
                x = step.forward(x, training)
        if training:
            self._steps = steps
        return x

    def backward(self, dy: Any) -> Any:
        """Assign every layer's gradients by the chain rule, last layer first; return dx or None."""
        if self._steps is None:
            raise RuntimeError("Sequential.backward needs a forward(x, training=True) first")
        steps, self._steps = self._steps, None
        with single_blas_thread(), short_buffer():
            for index in reversed(range(len(steps))):
                wanted = index > 0 or self.input_gradient
                step = steps[index]
                dy = step.backward(dy, wanted) if isinstance(step, FusedRun) else step.backward(dy)
        return dy if self.input_gradient else None

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, place: int | slice) -> Any:
        """The layer at a place, or a Sequential of the same layers for a slice: ``network[:3]``."""
        return Sequential(self.layers[place]) if isinstance(place, slice) else self.layers[place]

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        for layer in self.layers:
            input_shape = layer.output_shape(input_shape)
        return tuple(input_shape)

    def multiply_adds(self, input_shape: tuple[int, ...]) -> int:
        total = 0
        for layer in self.layers:
            total += layer.multiply_adds(input_shape)
            input_shape = layer.output_shape(input_shape)
        return total

    def children(self) -> dict[str, Layer]:
        return {str(index): layer for index, layer in enumerate(self.layers)}

    def config(self) -> dict[str, Any]:
        return {"layers": [describe(layer) for layer in self.layers], "input_gradient": self.input_gradient}

    def __repr__(self) -> str:
        return "Sequential([\n" + "".join(f"    {layer!r},\n" for layer in self.layers) + "])"
