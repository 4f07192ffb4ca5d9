"""Batch norm made part of the layer before it, for networks that only answer."""

from __future__ import annotations

import copy

from nets.convolution import Conv2D
from nets.layer import Layer
from nets.linear import Linear
from nets.normalization import BatchNorm
from nets.sequential import Sequential


def fold_batch_norm(network: Sequential) -> Sequential:
    """Return a Sequential that answers as ``network`` does at inference, without its batch norms.

    At inference a batch norm is y = scale x + shift, so that after w x + b it is one affine map of x, with
    the weight scale w and the bias scale b + shift. A batch norm that follows no such layer stays.
    """
    layers: list[Layer] = []
    for layer in network.layers:
        if type(layer) is BatchNorm and layers and type(layers[-1]) in (Conv2D, Linear):
            _absorb(layers[-1], layer)
        elif isinstance(layer, Sequential):
            layers.append(fold_batch_norm(layer))
        else:
            layers.append(copy.deepcopy(layer))
    return Sequential(layers, network.input_gradient)


def _absorb(layer: Layer, norm: BatchNorm) -> None:
    """Put ``norm`` into the weights of a convolution or linear layer."""
    scale, shift = norm.inference_map()
    outputs = scale.reshape(-1, 1, 1, 1) if type(layer) is Conv2D else scale
    layer.params["weight"] = layer.params["weight"] * outputs
    layer.params["bias"] = layer.params.get("bias", 0) * scale + shift
