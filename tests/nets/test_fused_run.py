"""The fast path against the plain layers, and against itself with another number of threads."""

import copy

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Flatten, Linear, MaxPool2D, ReLU, Sequential, set_threads
from nets.fast.fused_run import FusedRun, plan


def network(rng, forms, kernel=3, stride=1, padding=1, dilation=1, gamma=(1.2, -0.7, 0, 0.3)):
    """Return blocks, each form a string of c(onvolution), b(atch norm), r(eLU), p(ooling)."""
    layers, channels = [], 3
    for form in forms:
        conv = Conv2D(channels, 4, kernel, stride=stride, padding=padding, dilation=dilation, rng=rng)
        conv.params["bias"][:] = rng.normal(size=4)
        norm = BatchNorm(4)
        norm.params["gamma"][:], norm.params["beta"][:] = gamma, rng.normal(size=4)
        layers += [{"c": conv, "b": norm, "r": ReLU(), "p": MaxPool2D(2)}[letter] for letter in form]
        channels, stride = 4, 1
    return Sequential(layers)


def step_by_layers(network, x, dy):
    """Return y and dx by the layers' own methods."""
    for layer in network.layers:
        x = layer.forward(x, training=True)
    for layer in reversed(network.layers):
        dy = layer.backward(dy)
    return x, dy


def check_equal(network, x, rng, tolerance):
    """Compare outputs, gradients, running averages and inference of both paths."""
    plain = copy.deepcopy(network)
    dy = rng.normal(size=(len(x), *network.output_shape(x.shape[1:]))).astype(x.dtype)
    y = network.forward(x, training=True)
    assert any(isinstance(step, FusedRun) for step in plan(network.layers, x.shape[1:]))
    dx = network.backward(dy)
    expected_y, expected_dx = step_by_layers(plain, x, dy)
    same = dict(rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(y, expected_y, **same)
    np.testing.assert_allclose(dx, expected_dx, **same)
    for (name, _, ours), (_, _, theirs) in zip(network.parameters(), plain.parameters(), strict=True):
        for key in theirs:
            scale = max(1, np.abs(theirs[key]).max())
            np.testing.assert_allclose(ours[key] / scale, theirs[key] / scale, err_msg=name + key, **same)
    for name, array in network.state().items():
        np.testing.assert_allclose(array, plain.state()[name], err_msg=name, **same)
    inference = x
    for layer in plain.layers:
        inference = layer.forward(inference)
    np.testing.assert_allclose(network.forward(x), inference, **same)


@pytest.mark.parametrize("form", ["c", "cr", "cp", "crp", "cb", "cbr", "cbp", "cbrp"])
@pytest.mark.parametrize("kernel, stride, padding", [(3, 1, 1), (3, 2, 1), (5, 1, 2), (3, 1, 0), (5, 2, 2)])
def test_forms_are_exact(form, kernel, stride, padding):
    """In float64 both paths agree far below float32 rounding."""
    rng = np.random.default_rng(0)
    net = network(rng, [form, "cbrp"], kernel, stride, padding).astype(np.float64)
    check_equal(net, rng.normal(size=(19, 3, 22, 20)), rng, 1e-9)


@pytest.mark.parametrize("count", [1, 32, 70])
@pytest.mark.parametrize("size", [(12, 16), (13, 11), (9, 10)])
def test_batches_and_odd_sizes(count, size):
    rng = np.random.default_rng(1)
    net = network(rng, ["cbrp", "cbr"]).astype(np.float64)
    check_equal(net, rng.normal(size=(count, 3, *size)), rng, 1e-9)


@pytest.mark.parametrize("kernel, stride, padding, dilation", [
    (1, 1, 0, 1), (2, 1, 1, 1), (3, 1, 2, (1, 2)), ((1, 3), (2, 1), (0, 1), 1), (4, 3, 0, 1),
    ((3, 1), (1, 2), (3, 1), 1)])
def test_any_kernel(kernel, stride, padding, dilation):
    rng = np.random.default_rng(2)
    net = network(rng, ["cbrp"], kernel, stride, padding, dilation).astype(np.float64)
    check_equal(net, rng.normal(size=(5, 3, 18, 16)), rng, 1e-9)


@pytest.mark.parametrize("size, kernel, padding", [
    ((1, 8), (1, 3), 0), ((1, 1), 1, 0), ((8, 1), (3, 1), 0), ((2, 2), 3, 1)])
def test_thin_images(size, kernel, padding):
    rng = np.random.default_rng(3)
    net = network(rng, ["cbr"], kernel, 1, padding).astype(np.float64)
    check_equal(net, rng.normal(size=(40, 3, *size)), rng, 1e-9)


@pytest.mark.parametrize("forms", [["cbrp", "cbrp"], ["cr", "crp"]])
def test_float32_rounding(forms):
    rng = np.random.default_rng(3)
    net = network(rng, forms, gamma=(1.2, -0.7, 0.8, 0.3))
    check_equal(net, rng.normal(size=(33, 3, 16, 16)).astype(np.float32), rng, 2e-4)


@pytest.mark.parametrize("kernel, stride, padding", [(3, 1, 1), (3, 2, 0), (5, 1, 2), (2, 3, 1)])
@pytest.mark.parametrize("strip, piece", [(1, 1), (1 << 12, 1 << 11), (1 << 14, 1)])
def test_strips_and_pieces_of_any_size(strip, piece, kernel, stride, padding, monkeypatch):
    """Images of the other tests fit into one strip: here each takes several, down to one row at a time."""
    monkeypatch.setattr("nets.fast.fused_block.STRIP_BYTES", strip)
    monkeypatch.setattr("nets.fast.fused_block.PIECE_BYTES", piece)
    rng = np.random.default_rng(10)
    net = network(rng, ["cbrp", "cr"], kernel, stride, padding).astype(np.float64)
    check_equal(net, rng.normal(size=(7, 3, 23, 24)), rng, 1e-9)


def test_flat_images_tie_like_the_plain_path():
    rng = np.random.default_rng(4)
    x = np.zeros((6, 3, 12, 12))
    x[:, :, 4:8, 4:8] = 1
    check_equal(network(rng, ["cbrp", "crp"]).astype(np.float64), x, rng, 1e-9)


def test_a_large_mean_leaves_the_variance_alone():
    rng = np.random.default_rng(9)
    net = network(rng, ["cbr"], padding=0)
    exact = copy.deepcopy(net).astype(np.float64)
    x = 1 + 0.1 * rng.normal(size=(64, 3, 24, 24))
    expected, _ = step_by_layers(exact, x, np.zeros((64, 4, 22, 22)))
    np.testing.assert_allclose(net.forward(x.astype(np.float32), training=True), expected, atol=2e-5)


def trained(threads):
    """Return all state of a network after three steps, and its answers."""
    set_threads(threads)
    try:
        rng = np.random.default_rng(5)
        net = Sequential([*network(rng, ["cbrp", "cbr"]).layers, Flatten(), Linear(256, 3, rng=rng)])
        x = rng.normal(size=(100, 3, 16, 16)).astype(np.float32)
        for _ in range(3):
            y = net.forward(x, training=True)
            dx = net.backward(y)
            for _, params, grads in net.parameters():
                for key in params:
                    params[key] -= np.float32(0.01) * grads[key]
        return [dx, net.forward(x), *net.state().values()]
    finally:
        set_threads(None)


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(threads, monkeypatch):
    monkeypatch.setattr("nets.fast.fused_run.THREADS_FROM", 0)
    for one, several in zip(trained(1), trained(threads), strict=True):
        np.testing.assert_array_equal(one, several)


def test_input_gradient_is_left_out_where_not_wanted():
    rng = np.random.default_rng(6)
    layers = network(rng, ["cbrp"]).layers
    x = rng.normal(size=(4, 3, 8, 8)).astype(np.float32)
    silent, speaking = Sequential(copy.deepcopy(layers), input_gradient=False), Sequential(layers)
    dy = silent.forward(x, training=True)
    assert silent.backward(dy) is None
    speaking.forward(x, training=True)
    assert speaking.backward(dy).shape == x.shape
    np.testing.assert_array_equal(silent.layers[0].grads["weight"], speaking.layers[0].grads["weight"])


def test_other_layers_keep_their_own_path():
    rng = np.random.default_rng(7)
    layers = [Conv2D(1, 2, 3, rng=rng), MaxPool2D(3), ReLU(), Flatten()]
    kinds = [type(step) for step in plan(layers, (1, 11, 11))]
    assert kinds == [FusedRun, MaxPool2D, ReLU, Flatten]


def test_inputs_are_left_alone():
    rng = np.random.default_rng(8)
    net = network(rng, ["cbrp"])
    x = rng.normal(size=(4, 3, 8, 8)).astype(np.float32)
    dy = rng.normal(size=(4, 4, 4, 4)).astype(np.float32)
    kept = x.copy(), dy.copy()
    net.forward(x, training=True)
    net.backward(dy)
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(dy, kept[1])
