"""A network as a table."""

from __future__ import annotations

from nets.sequential import Sequential


def summary(network: Sequential, input_shape: tuple[int, ...]) -> str:
    """Return a table of a Sequential: layer, output shape, parameters, multiply-adds of one sample.

    >>> import numpy as np
    >>> from nets import Conv2D, Flatten, Linear, ReLU, Sequential
    >>> rng = np.random.default_rng(0)
    >>> layers = [Conv2D(1, 2, 3, rng=rng), ReLU(), Flatten(), Linear(72, 10, rng=rng)]
    >>> print(summary(Sequential(layers), (1, 8, 8)))
    layer    output     parameters  multiply-adds
    Conv2D   2 x 6 x 6          20            648
    ReLU     2 x 6 x 6           0              0
    Flatten  72                  0              0
    Linear   10                730            720
    total                      750          1,368
    """
    rows, shape = [], tuple(input_shape)
    for layer in network.layers:
        count = sum(array.size for _, params, _ in layer.parameters() for array in params.values())
        adds, shape = layer.multiply_adds(shape), layer.output_shape(shape)
        rows.append((type(layer).__name__, " x ".join(map(str, shape)), count, adds))
    rows.append(("total", "", sum(row[2] for row in rows), sum(row[3] for row in rows)))
    table = [("layer", "output", "parameters", "multiply-adds"),
             *((name, output, f"{count:,}", f"{adds:,}") for name, output, count, adds in rows)]
    a, b, c, d = (max(len(row[column]) for row in table) for column in range(4))
    return "\n".join(f"{row[0]:<{a}}  {row[1]:<{b}}  {row[2]:>{c}}  {row[3]:>{d}}" for row in table)
