"""Layers against results worked out by hand, and the traps that earlier implementations fell into."""

import copy

import numpy as np
import pytest

from nets import (
    BatchNorm,
    Conv2D,
    CrossEntropy,
    Dropout,
    Flatten,
    GlobalAveragePool,
    Layer,
    Linear,
    MaxPool2D,
    ReLU,
    Sequential,
    Sigmoid,
    build,
    describe,
    sigmoid,
    softmax,
)


def convolution(weight, bias=(0,), **arguments):
    weight = np.array(weight, np.float32)
    rng = np.random.default_rng(0)
    layer = Conv2D(weight.shape[1], weight.shape[0], weight.shape[2:], **arguments, rng=rng)
    layer.params["weight"][...] = weight
    layer.params["bias"][...] = bias
    return layer


def image(rows):
    return np.array([[rows]], np.float32)


def test_convolution_by_hand():
    layer = convolution([[[[1, 2], [0, -1]]]])
    y = layer.forward(image([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
    assert y.tolist() == [[[[1 + 4 - 5, 2 + 6 - 6], [4 + 10 - 8, 5 + 12 - 9]]]]


def test_bias_is_added():
    assert convolution([[[[0]]]], [3]).forward(image([[1, 2]])).tolist() == [[[[3, 3]]]]
    layer = Linear(1, 1, rng=np.random.default_rng(0))
    layer.params["weight"][...], layer.params["bias"][...] = 2, 5
    assert layer.forward(np.ones((1, 1), np.float32)).tolist() == [[7]]


def test_input_gradient_of_a_padded_convolution():
    layer = convolution([[[[1, 2, 3]]]], padding=(0, 1))
    layer.forward(image([[1, 1]]), training=True)
    # y0 = 2 x0 + 3 x1, y1 = x0 + 2 x1
    assert layer.backward(image([[10, 1]])).tolist() == [[[[21, 32]]]]


def test_tied_maxima_share_no_gradient_twice():
    for network in (MaxPool2D(2), Sequential([convolution([[[[1]]]]), MaxPool2D(2)])):
        network.forward(image([[1, 1], [1, 1]]), training=True)
        assert network.backward(image([[4]])).tolist() == [[[[4, 0], [0, 0]]]]


def test_pooling_by_hand():
    layer = MaxPool2D(3, stride=1)
    y = layer.forward(image([[1, 2, 3, 0], [4, 9, 6, 1], [7, 8, 5, 2]]), training=True)
    assert y.tolist() == [[[[9, 9]]]]
    assert layer.backward(image([[1, 2]])).tolist() == [[[[0, 0, 0, 0], [0, 3, 0, 0], [0, 0, 0, 0]]]]


def test_softmax_and_sigmoid_do_not_overflow():
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_allclose(softmax(np.array([[1000.0, 1000.0, -1000.0]])), [[0.5, 0.5, 0]])
        np.testing.assert_allclose(sigmoid(np.array([-1000.0, 0, 1000.0])), [0, 0.5, 1])
        assert CrossEntropy().forward(np.array([[1e4, 0.0]]), np.array([1])) == pytest.approx(1e4)


def test_batch_norm_by_hand():
    layer = BatchNorm(1, momentum=0.5, epsilon=0)
    layer.params["gamma"][:], layer.params["beta"][:] = 2, 1
    assert layer.forward(np.array([[1.0], [3.0]], np.float32), training=True).ravel().tolist() == [-1, 3]
    assert (layer.buffers["mean"][0], layer.buffers["variance"][0]) == (1, 1.5)  # 2, and 2 unbiased, half-way


@pytest.mark.parametrize("layer, shape", [
    (Conv2D(2, 3, 3, padding=1, rng=np.random.default_rng(0)), (4, 2, 6, 6)), (MaxPool2D(2), (4, 2, 6, 6)),
    (BatchNorm(2), (4, 2, 6, 6)), (ReLU(), (4, 3)), (Sigmoid(), (4, 3)), (Flatten(), (4, 3, 2, 2)),
    (Linear(3, 2, rng=np.random.default_rng(0)), (4, 3)), (GlobalAveragePool(), (4, 3, 2, 2)),
    (Sequential([Conv2D(2, 3, 3, rng=np.random.default_rng(0)), BatchNorm(3), ReLU(), MaxPool2D(2)]),
     (4, 2, 6, 6))])
def test_backward_answers_for_the_latest_training_forward(layer, shape):
    rng = np.random.default_rng(1)
    first, second = rng.normal(size=(2, *shape)).astype(np.float32)
    with pytest.raises(RuntimeError, match="forward"):
        layer.backward(np.ones(1, np.float32))
    y = layer.forward(second, training=True)
    assert y.shape[1:] == layer.output_shape(shape[1:])
    dy = rng.normal(size=y.shape).astype(np.float32)
    alone = layer.backward(dy), copy.deepcopy([grads for _, _, grads in layer.parameters()])
    layer.forward(first, training=True)
    layer.forward(second, training=True)
    layer.forward(first[:2])
    again = layer.backward(dy), [grads for _, _, grads in layer.parameters()]
    np.testing.assert_array_equal(alone[0], again[0])
    np.testing.assert_equal(alone[1], again[1])
    with pytest.raises(RuntimeError, match="forward"):
        layer.backward(dy)


def test_dropout_keeps_the_mean_and_inference_untouched():
    layer = Dropout(0.25, rng=np.random.default_rng(0))
    x = np.ones((100, 100), np.float32)
    assert layer.forward(x) is x
    y = layer.forward(x, training=True)
    assert set(np.unique(y)) == {0, np.float32(1 / 0.75)} and abs(y.mean() - 1) < 0.02
    np.testing.assert_array_equal(layer.backward(x), y)
    with pytest.raises(ValueError, match="rate"):
        Dropout(1, rng=np.random.default_rng(0))


def test_errors_say_what_was_expected():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"expected images of 2 channels.*\(3, 4, 4\)"):
        Conv2D(2, 1, 3, rng=rng).forward(np.zeros((1, 3, 4, 4), np.float32))
    with pytest.raises(ValueError, match="does not fit"):
        Conv2D(1, 1, 5, rng=rng).output_shape((1, 4, 4))
    with pytest.raises(ValueError, match="does not fit"):
        MaxPool2D(3).output_shape((1, 2, 4))
    with pytest.raises(ValueError, match="rows of 3 features"):
        Linear(3, 2, rng=rng).forward(np.zeros((1, 4), np.float32))
    with pytest.raises(ValueError, match="expected 3 features"):
        BatchNorm(3).forward(np.zeros((2, 4), np.float32))
    with pytest.raises(ValueError, match="'he' or 'glorot'"):
        Linear(3, 2, initialization="zeros", rng=rng)
    with pytest.raises(ValueError, match="unknown layer type 'Nothing'"):
        build({"type": "Nothing"})


def test_every_layer_can_be_built_from_its_description():
    rng = np.random.default_rng(0)
    examples = [Conv2D(2, 3, (3, 5), stride=2, padding=(1, 2), bias=False, dilation=2, rng=rng),
                MaxPool2D(3, 2), BatchNorm(4, momentum=0.2), Dropout(0.3, rng=rng),
                Linear(2, 3, initialization="glorot", rng=rng),
                Sequential([Linear(2, 3, rng=rng), ReLU()], input_gradient=False)]
    for layer in examples:
        assert describe(build(describe(layer))) == describe(layer)
        assert repr(layer).startswith(type(layer).__name__)
    assert {"Conv2D", "Sequential"} <= set(Layer.registry)


def test_initial_weights_have_their_variance():
    rng = np.random.default_rng(0)
    assert Conv2D(16, 64, 3, rng=rng).params["weight"].var() == pytest.approx(2 / 144, rel=0.05)
    weight = Linear(200, 100, initialization="glorot", rng=rng).params["weight"]
    assert weight.var() == pytest.approx(2 / 300, rel=0.05)
    assert weight.dtype == np.float32


def test_pooling_of_rows_says_what_it_expects():
    with pytest.raises(ValueError, match=r"MaxPool2D: expected samples of shape \(C, H, W\), got \(9,\)"):
        MaxPool2D(2).forward(np.zeros((4, 9), np.float32))
