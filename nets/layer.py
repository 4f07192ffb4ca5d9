"""The one interface that every layer and every network obeys."""

import inspect

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

    registry = {}

    def __init__(self):
        self.params, self.grads, self.buffers = {}, {}, {}
        self._saved = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Layer.registry[cls.__name__] = cls

    def forward(self, x, training=False):
        """Return the output for x, shape (N, ...)."""
        raise NotImplementedError

    def __call__(self, x):
        """Return the output at inference: the same as ``forward(x)``."""
        return self.forward(x)

    def backward(self, dy):
        """Assign ``grads`` and return dLoss/dx for dy = dLoss/dy."""
        raise NotImplementedError

    def output_shape(self, input_shape):
        """Return the shape of the output for the shape of an input, both without N."""
        return tuple(input_shape)

    def config(self):
        """Return the constructor's arguments as a JSON-able dict (``rng`` left out)."""
        return {}

    def children(self):
        """Return the layers inside this one, name -> Layer."""
        return {}

    def multiply_adds(self, input_shape):
        """Return the multiply-adds of one forward pass of one sample."""
        return 0

    def walk(self, name=""):
        """Yield (name, layer) for this layer and all below it; names are joined by dots."""
        yield name, self
        for key, child in self.children().items():
            yield from child.walk(f"{name}.{key}" if name else key)

    def parameters(self):
        """Yield (name, params, grads) for every layer that has parameters."""
        for name, layer in self.walk():
            if layer.params:
                yield name, layer.params, layer.grads

    def state(self):
        """Return every saved array, "layer.array" -> array. The arrays are the live ones."""
        return {f"{name}.{key}" if name else key: array
                for name, layer in self.walk()
                for arrays in (layer.params, layer.buffers) for key, array in arrays.items()}

    def load_state(self, arrays):
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

    def astype(self, dtype):
        """Turn parameters and buffers into ``dtype``, in place; return self."""
        for _, layer in self.walk():
            for arrays in (layer.params, layer.buffers):
                arrays.update({key: array.astype(dtype) for key, array in arrays.items()})
            layer.grads.clear()
        return self

    def _take_saved(self):
        """Return what the latest training forward kept, once."""
        if self._saved is None:
            raise RuntimeError(f"{type(self).__name__}.backward needs a forward(x, training=True) first")
        saved, self._saved = self._saved, None
        return saved

    def __repr__(self):
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.config().items())
        return f"{type(self).__name__}({arguments})"


def describe(layer):
    """Return a layer's class name and constructor arguments as one JSON-able dict."""
    return {"type": type(layer).__name__, **layer.config()}


def build(description):
    """Make a layer (with fresh parameters) from what ``describe`` returned."""
    arguments = dict(description)
    kind = arguments.pop("type", None)
    if kind not in Layer.registry:
        raise ValueError(f"unknown layer type {kind!r}: is the module that defines it imported?")
    cls = Layer.registry[kind]
    if "rng" in inspect.signature(cls.__init__).parameters:
        arguments["rng"] = np.random.default_rng(0)
    return cls(**arguments)
