"""The derivative by its definition, against which every backward is checked."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np

from nets.layer import Layer


def gradcheck(layer: Layer, x: np.ndarray, *, rng: np.random.Generator, step: float = 1e-5, tolerance: float = 1e-6,
              samples: int = 200) -> None:
    """Check a layer's backward against central differences, in float64.

    The loss is sum(y * r) for a fixed random r, so that dy = r. At most ``samples`` entries of x and of
    each parameter are moved by +-step; f(+step) - f(-step) over 2 step is exact to step**2.

    Raises AssertionError naming the array and the place of the worst entry where
    |analytic - numeric| > tolerance * max(1, |analytic|, |numeric|).

    >>> from nets import Linear
    >>> rng = np.random.default_rng(0)
    >>> gradcheck(Linear(3, 2, rng=rng), rng.normal(size=(4, 3)), rng=rng)
    """
    layer, x = copy.deepcopy(layer).astype(np.float64), np.array(x, np.float64)
    generators = [part.rng for _, part in layer.walk() if hasattr(part, "rng")]
    states = [generator.bit_generator.state for generator in generators]

    def output():
        for generator, state in zip(generators, states, strict=True):  # the same dropout masks every time
            generator.bit_generator.state = state
        return layer.forward(x, training=True)

    weights = rng.normal(size=output().shape)
    dx = layer.backward(weights.copy())
    arrays = {} if dx is None else {"x": (x, dx.copy())}
    for name, params, grads in layer.parameters():
        arrays.update({f"{name}.{key}".lstrip("."): (params[key], grads[key].copy()) for key in params})
    for name, (array, gradient) in arrays.items():
        places = rng.permutation(array.size)[:samples]
        numeric = [_slope(array, place, step, lambda: float((output() * weights).sum())) for place in places]
        _compare(type(layer).__name__, name, gradient, places, np.array(numeric), tolerance)


def _slope(array: np.ndarray, place: int, step: float, loss: Callable[[], float]) -> float:
    """Return the central difference of ``loss`` by one entry of ``array``, which ends unchanged."""
    kept = array.flat[place]
    values = []
    for moved in (kept + step, kept - step):
        array.flat[place] = moved
        values.append(loss())
    array.flat[place] = kept
    return (values[0] - values[1]) / (2 * step)


def _compare(layer: str, name: str, gradient: np.ndarray, places: np.ndarray, numeric: np.ndarray,
             tolerance: float) -> None:
    """Raise AssertionError for the entry of ``gradient`` that is furthest from ``numeric``."""
    analytic = gradient.ravel()[places]
    error = np.abs(analytic - numeric) / np.maximum(1, np.maximum(np.abs(analytic), np.abs(numeric)))
    worst = int(np.argmax(error))
    if not error[worst] <= tolerance:
        place = tuple(int(index) for index in np.unravel_index(places[worst], gradient.shape))
        raise AssertionError(f"{layer}: d{name}{list(place)} is {analytic[worst]:.8g} by backward, "
                             f"{numeric[worst]:.8g} by differences")
