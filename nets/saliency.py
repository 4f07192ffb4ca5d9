"""What a trained network looks at: the gradient of its output with respect to its input, at inference."""

from __future__ import annotations

import copy

import numpy as np

from nets.dropout import Dropout
from nets.layer import Layer
from nets.normalization import BatchNorm
from nets.sequential import Sequential


class FixedScale(Layer):
    """y = scale x + shift of each feature: a batch norm at inference, as a layer with a backward."""

    def __init__(self, scale: np.ndarray, shift: np.ndarray) -> None:
        super().__init__()
        self.scale, self.shift = scale, shift

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        column = (1, -1) + (1,) * (x.ndim - 2)
        return x * self.scale.reshape(column) + self.shift.reshape(column)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return dy * self.scale.reshape((1, -1) + (1,) * (dy.ndim - 2))


def inference_copy(network: Sequential) -> Sequential:
    """Return a copy of a Sequential that answers in training as ``network`` does at inference.

    Its batch norms are fixed to their running averages and its dropouts are left out, so that ``backward``
    gives the derivative of what the network answers; and it changes nothing in ``network``.
    """
    layers: list[Layer] = []
    for layer in network.layers:
        if isinstance(layer, Sequential):
            layers.append(inference_copy(layer))
        elif isinstance(layer, BatchNorm):
            layers.append(FixedScale(*layer.inference_map()))
        elif not isinstance(layer, Dropout):
            layers.append(copy.deepcopy(layer))
    return Sequential(layers, input_gradient=True)


def input_gradient(network: Sequential, x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return d(sum of weights * network(x)) / dx at inference, in x's shape.

    Parameters
    ----------
    network : Sequential
    x : array (N, ...)
    weights : array of the shape of the network's output, or the index (N,) of one output of each sample

    The absolute values are a saliency map (Simonyan, Vedaldi and Zisserman 2014, arXiv:1312.6034).
    """
    fixed = inference_copy(network)
    outputs = fixed.forward(x, training=True)
    weights = np.asarray(weights)
    if weights.shape == (len(x),) and outputs.ndim == 2:
        chosen = weights
        weights = np.zeros_like(outputs)
        weights[np.arange(len(x)), chosen] = 1
    return fixed.backward(weights.astype(outputs.dtype))
