"""Layers, losses and optimizers against PyTorch, in float32."""

import numpy as np
import pytest

from nets import (
    SGD,
    Adam,
    BatchNorm,
    BinaryCrossEntropy,
    Conv2D,
    CrossEntropy,
    Huber,
    Linear,
    MaxPool2D,
    MeanSquaredError,
    ReLU,
    Sequential,
)

torch = pytest.importorskip("torch")
TOLERANCE = 1e-4


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=TOLERANCE, atol=TOLERANCE)


def sample(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def compare(ours, theirs, x):
    """Compare outputs, input gradients, parameter gradients and buffers of one training step."""
    for name, buffer in theirs.named_parameters():
        value = buffer.detach().numpy()
        ours.params[name][...] = value.T if isinstance(ours, Linear) else value
    tensor = torch.tensor(x, requires_grad=True)
    expected = theirs(tensor)
    for network in (ours, Sequential([ours])):
        y = network.forward(x, training=True)
        close(y, expected)
        dy = sample(*y.shape, seed=1)
        tensor.grad = None
        theirs.zero_grad()
        expected.backward(torch.tensor(dy), retain_graph=True)
        close(network.backward(dy), tensor.grad)
        for (_, gradient), (_, parameter) in zip(ours.grads.items(), theirs.named_parameters(), strict=True):
            close(gradient.T if isinstance(ours, Linear) else gradient, parameter.grad)


@pytest.mark.parametrize("arguments", [
    {"kernel_size": 3}, {"kernel_size": 3, "padding": 1}, {"kernel_size": 5, "padding": 2, "stride": 2},
    {"kernel_size": (2, 4), "stride": (2, 1), "padding": (1, 0)},
    {"kernel_size": 3, "dilation": 2, "bias": False}])
def test_convolution(arguments):
    ours = Conv2D(3, 5, **arguments, rng=np.random.default_rng(0))
    compare(ours, torch.nn.Conv2d(3, 5, **arguments), sample(4, 3, 11, 12))


def test_linear():
    compare(Linear(7, 4, rng=np.random.default_rng(0)), torch.nn.Linear(7, 4), sample(6, 7))


@pytest.mark.parametrize("size, stride", [(2, 2), (3, 2), (3, 1)])
def test_pooling(size, stride):
    compare(MaxPool2D(size, stride), torch.nn.MaxPool2d(size, stride), sample(3, 2, 9, 8))


def test_batch_norm():
    ours, theirs = BatchNorm(3), torch.nn.BatchNorm2d(3)
    x = sample(4, 3, 5, 6) * 3 + 1
    y = ours.forward(x, training=True)
    close(y, theirs(torch.tensor(x)))
    close(ours.buffers["mean"], theirs.running_mean)
    close(ours.buffers["variance"], theirs.running_var)
    close(ours.forward(x), theirs.eval()(torch.tensor(x)))


@pytest.mark.parametrize("ours, theirs, target", [
    (MeanSquaredError(), torch.nn.MSELoss(), sample(8, 5, seed=2)),
    (Huber(0.7), torch.nn.HuberLoss(delta=0.7), sample(8, 5, seed=2)),
    (BinaryCrossEntropy(), torch.nn.BCEWithLogitsLoss(), (sample(8, 5, seed=2) > 0).astype(np.float32)),
    (CrossEntropy(), torch.nn.CrossEntropyLoss(), np.array([0, 4, 2, 1, 3, 3, 0, 1])),
    (CrossEntropy(0.1), torch.nn.CrossEntropyLoss(label_smoothing=0.1), np.arange(8) % 5)])
def test_losses(ours, theirs, target):
    prediction = sample(8, 5) * 2
    tensor = torch.tensor(prediction, requires_grad=True)
    expected = theirs(tensor, torch.tensor(target))
    expected.backward()
    assert ours.forward(prediction, target) == pytest.approx(expected.item(), rel=TOLERANCE)
    close(ours.backward(), tensor.grad)
    assert ours.backward().dtype == np.float32


@pytest.mark.parametrize("ours, theirs", [
    (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    (SGD(0.1, 0.9), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9)),
    (SGD(0.1, 0.9, nesterov=True), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True)),
    (Adam(0.01), lambda p: torch.optim.Adam(p, 0.01)),
    (Adam(0.01, weight_decay=0.2), lambda p: torch.optim.AdamW(p, 0.01, weight_decay=0.2))])
def test_optimizers(ours, theirs):
    layer = Linear(4, 3, bias=False, rng=np.random.default_rng(0))
    parameter = torch.nn.Parameter(torch.tensor(layer.params["weight"].copy()))
    optimizer = theirs([parameter])
    for step in range(5):
        gradient = sample(4, 3, seed=step)
        layer.grads["weight"], parameter.grad = gradient, torch.tensor(gradient)
        ours.step(layer)
        optimizer.step()
    close(layer.params["weight"], parameter)


def test_gradient_clipping():
    layer = Linear(4, 3, rng=np.random.default_rng(0))
    parameters = [torch.nn.Parameter(torch.tensor(value.copy())) for value in layer.params.values()]
    for key, parameter in zip(layer.params, parameters, strict=True):
        layer.grads[key] = sample(*layer.params[key].shape)
        parameter.grad = torch.tensor(layer.grads[key].copy())
    torch.nn.utils.clip_grad_norm_(parameters, 0.5)
    torch.optim.SGD(parameters, 0.1).step()
    SGD(0.1, clip=0.5).step(layer)
    for value, parameter in zip(layer.params.values(), parameters, strict=True):
        close(value, parameter)


def test_network_learns_alike():
    """Twenty steps of the same network on the same data end at the same weights."""
    rng = np.random.default_rng(0)
    ours = Sequential([Conv2D(1, 4, 3, padding=1, rng=rng), BatchNorm(4), ReLU(), MaxPool2D(2),
                       Conv2D(4, 6, 3, padding=1, rng=rng), ReLU()])
    theirs = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3, padding=1), torch.nn.BatchNorm2d(4), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(4, 6, 3, padding=1), torch.nn.ReLU())
    for place in (0, 4):
        for key, value in ours.layers[place].params.items():
            getattr(theirs[place], key).data = torch.tensor(value.copy())
    loss, optimizer, their_optimizer = MeanSquaredError(), SGD(0.05, 0.9), None
    their_optimizer = torch.optim.SGD(theirs.parameters(), 0.05, momentum=0.9)
    for step in range(20):
        x, target = sample(8, 1, 8, 8, seed=step), sample(8, 6, 4, 4, seed=step + 50)
        loss.forward(ours.forward(x, training=True), target)
        ours.backward(loss.backward())
        optimizer.step(ours)
        their_optimizer.zero_grad()
        torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(target)).backward()
        their_optimizer.step()
    close(ours.layers[4].params["weight"], theirs[4].weight)
    close(ours.layers[1].buffers["variance"], theirs[1].running_var)
