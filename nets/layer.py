"""The one interface that every layer and every network obeys."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np


class Layer:
    """A differentiable function with parameters.

    ``params`` and ``grads`` are plain dicts of arrays under the same names; ``backward`` assigns the
    gradients, it never accumulates them. ``buffers`` holds arrays that are saved but not trained.

    ``backward`` answers for the latest ``forward(x, training=True)`` and uses it up. A
    ``forward`` without ``training`` leaves what a later ``backward`` needs untouched.

    A network made of several layers overrides ``children``; everything else (parameters, state,
    checkpoints, summary) follows from it. Subclasses register themselves by their class name, so
    that ``build`` can make them again from ``config()``.
    """

    registry: ClassVar[dict[str, type[Layer]]] = {}

    def __init__(self) -> None:
        self.params: dict[str, np.ndarray] = {}
        self.grads: dict[str, np.ndarray] = {}
        self.buffers: dict[str, np.ndarray] = {}
        self._saved: Any = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Layer.registry[cls.__name__] = cls

    def forward(self, x: Any, training: bool = False) -> Any:
        """Return the output for x, shape (N, ...)."""
        raise NotImplementedError

    def __call__(self, x: Any) -> Any:
        """Return the output at inference: the same as ``forward(x)``."""
        return self.forward(x)

    def backward(self, dy: Any) -> Any:
        """Assign ``grads`` and return dLoss/dx for dy = dLoss/dy."""
        raise NotImplementedError

    def output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of the output for the shape of an input, both without N."""
        return tuple(input_shape)

    def config(self) -> dict[str, Any]:
        """Return the constructor's arguments as a JSON-able dict (``rng`` left out)."""
        return {}

    def children(self) -> Mapping[str, Layer]:
        """Return the layers inside this one, name -> Layer."""
        return {}

    def multiply_adds(self, input_shape: tuple[int, ...]) -> int:
        """Return the multiply-adds of one forward pass of one sample."""
        return 0

    def walk(self, name: str = "") -> Iterator[tuple[str, Layer]]:
        """Yield (name, layer) for this layer and all below it; names are joined by dots."""
        yield name, self
        for key, child in self.children().items():
            yield from child.walk(f"{name}.{key}" if name else key)

    def parameters(self) -> Iterator[tuple[str, dict[str, np.ndarray], dict[str, np.ndarray]]]:
        """Yield (name, params, grads) for every layer that has parameters."""
        for name, layer in self.walk():
            if layer.params:
                yield name, layer.params, layer.grads

    def state(self) -> dict[str, np.ndarray]:
        """Return every saved array, "layer.array" -> array. The arrays are the live ones."""
        return {f"{name}.{key}" if name else key: array
                for name, layer in self.walk()
                for arrays in (layer.params, layer.buffers) for key, array in arrays.items()}

    def load_state(self, arrays: dict[str, np.ndarray]) -> None:
        """Copy arrays (as ``state`` returns them) into this layer; ValueError where they do not fit."""
        own = self.state()
        if own.keys() != arrays.keys():
            raise ValueError(f"state of {type(self).__name__}: names differ at "
                             f"{sorted(own.keys() ^ arrays.keys())[:4]}")
        for name, array in own.items():
            if array.shape != arrays[name].shape:
                raise ValueError(f"state of {type(self).__name__}: {name} expected shape {array.shape}, "
                                 f"got {arrays[name].shape}")
            array[...] = arrays[name]

    def astype(self, dtype: type | np.dtype) -> Layer:
        """Turn parameters and buffers into ``dtype``, in place; return self."""
        for _, layer in self.walk():
            for arrays in (layer.params, layer.buffers):
                arrays.update({key: array.astype(dtype) for key, array in arrays.items()})
            layer.grads.clear()
        return self

    def _take_saved(self) -> Any:
        """Return what the latest training forward kept, once."""
        if self._saved is None:
            raise RuntimeError(f"{type(self).__name__}.backward needs a forward(x, training=True) first")
        saved, self._saved = self._saved, None
        return saved

    def __repr__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.config().items())
        return f"{type(self).__name__}({arguments})"


def describe(layer: Layer) -> dict[str, Any]:
    """Return a layer's class name and constructor arguments as one JSON-able dict."""
    return {"type": type(layer).__name__, **layer.config()}


def build(description: dict[str, Any]) -> Layer:
    """Make a layer (with fresh parameters) from what ``describe`` returned."""
    arguments = dict(description)
    kind = arguments.pop("type", None)
    if kind not in Layer.registry:
        raise ValueError(f"unknown layer type {kind!r}: is the module that defines it imported?")
    cls = Layer.registry[kind]
    if "rng" in inspect.signature(cls.__init__).parameters:
        arguments["rng"] = np.random.default_rng(0)
    return cls(**arguments)
