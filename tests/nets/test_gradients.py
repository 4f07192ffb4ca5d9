"""Every backward against differences, in float64."""

import numpy as np
import pytest

from nets import (
    BatchNorm,
    Conv2D,
    Dropout,
    Flatten,
    GlobalAveragePool,
    LeakyReLU,
    Linear,
    MaxPool2D,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
    gradcheck,
)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("arguments, shape", [
    ({}, (2, 3, 5, 5)),
    ({"padding": 1}, (2, 3, 5, 4)),
    ({"padding": (0, 2)}, (1, 3, 4, 6)),
    ({"stride": 2}, (2, 3, 7, 6)),
    ({"stride": (1, 2), "padding": 1}, (2, 3, 5, 7)),
    ({"dilation": 2, "padding": 2}, (2, 3, 6, 5)),
    ({"bias": False}, (2, 3, 5, 5)),
    ({"out_channels": 1}, (2, 3, 5, 6)),
    ({"kernel_size": 1}, (3, 3, 2, 2)),
    ({"kernel_size": (2, 3), "stride": (3, 1)}, (2, 3, 8, 5)),
    ({"kernel_size": 5, "padding": 2, "stride": 2}, (1, 3, 6, 9)),
])
def test_convolution(arguments, shape, rng):
    layer = Conv2D(**{"in_channels": 3, "out_channels": 2, "kernel_size": 3, **arguments}, rng=rng)
    gradcheck(layer, rng.normal(size=shape), rng=rng)
    gradcheck(Sequential([layer]), rng.normal(size=shape), rng=rng)


@pytest.mark.parametrize("size, stride, shape", [
    (2, None, (2, 3, 6, 4)), (2, None, (1, 2, 5, 7)), (3, 2, (2, 1, 7, 8)), (3, 1, (1, 1, 4, 5))])
def test_pooling(size, stride, shape, rng):
    layer, x = MaxPool2D(size, stride), rng.normal(size=shape)
    gradcheck(layer, x, rng=rng)
    np.testing.assert_array_equal(layer.forward(x), layer.forward(x, training=True))


@pytest.mark.parametrize("layer", [
    ReLU(), LeakyReLU(0.2), Sigmoid(), Tanh(), Softmax(), Flatten(), BatchNorm(4)])
def test_vectors(layer, rng):
    gradcheck(layer, rng.normal(size=(5, 4)), rng=rng)


@pytest.mark.parametrize("layer", [ReLU(), Flatten(), BatchNorm(3), GlobalAveragePool()])
def test_images(layer, rng):
    gradcheck(layer, rng.normal(size=(4, 3, 2, 5)), rng=rng)


@pytest.mark.parametrize("bias", [True, False])
def test_linear(bias, rng):
    gradcheck(Linear(4, 3, bias, rng=rng), rng.normal(size=(5, 4)), rng=rng)


def test_dropout(rng):
    gradcheck(Dropout(0.4, rng=np.random.default_rng(1)), rng.normal(size=(6, 5)), rng=rng)


def test_whole_network(rng):
    network = Sequential([
        Conv2D(2, 3, 3, padding=1, rng=rng), BatchNorm(3), ReLU(), MaxPool2D(2),
        Conv2D(3, 4, 3, rng=rng), BatchNorm(4), ReLU(), Flatten(),
        Dropout(0.3, rng=np.random.default_rng(2)), Linear(24, 5, rng=rng), Tanh(), Linear(5, 2, rng=rng)])
    gradcheck(network, rng.normal(size=(3, 2, 8, 10)), rng=rng)


def test_a_wrong_backward_is_found(rng):
    class Wrong(Tanh):
        def backward(self, dy):
            dx = super().backward(dy)
            dx[1, 2] *= 1.01
            return dx

    with pytest.raises(AssertionError, match=r"Wrong: dx\[1, 2\] is .* by backward"):
        gradcheck(Wrong(), rng.normal(size=(3, 4)), rng=rng)
