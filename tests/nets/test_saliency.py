"""Gradients at inference: right, and without a trace in the network."""

import warnings

import numpy as np
import pytest

import nets


@pytest.fixture
def network():
    """A network whose running averages are not those of any batch."""
    rng = np.random.default_rng(0)
    net = nets.Sequential([
        nets.Conv2D(2, 3, 3, padding=1, rng=rng), nets.BatchNorm(3), nets.ReLU(), nets.MaxPool2D(2),
        nets.Flatten(), nets.Dropout(0.5, rng=rng), nets.Linear(3 * 9, 4, rng=rng), nets.BatchNorm(4)],
        input_gradient=False).astype(np.float64)
    for layer in (net[1], net[7]):
        layer.buffers["mean"][...] = rng.normal(size=layer.features)
        layer.buffers["variance"][...] = rng.uniform(0.5, 2, size=layer.features)
    return net


def test_the_gradient_is_that_of_inference_and_nothing_changes(network):
    rng = np.random.default_rng(1)
    x, weights = rng.normal(size=(3, 2, 6, 6)), rng.normal(size=(3, 4))
    before = {name: array.copy() for name, array in network.state().items()}
    slopes = nets.input_gradient(network, x, weights)
    for place in rng.integers(x.size, size=25):
        moved = [x.copy(), x.copy()]
        moved[0].flat[place] += 1e-5
        moved[1].flat[place] -= 1e-5
        numeric = sum(sign * (network(part) * weights).sum() for sign, part in zip((1, -1), moved, strict=True)) / 2e-5
        assert slopes.flat[place] == pytest.approx(numeric, abs=1e-7)
    assert all((array == before[name]).all() for name, array in network.state().items())


def test_one_output_of_each_sample(network):
    x = np.random.default_rng(2).normal(size=(2, 2, 6, 6))
    weights = np.zeros((2, 4))
    weights[0, 3] = weights[1, 1] = 1
    np.testing.assert_array_equal(nets.input_gradient(network, x, [3, 1]), nets.input_gradient(network, x, weights))


def test_layers_and_networks_are_called_and_indexed(network):
    x = np.random.default_rng(3).normal(size=(2, 2, 6, 6))
    np.testing.assert_array_equal(network(x), network.forward(x))
    assert network[0] is network.layers[0] and len(network) == 8 and len(network[:4]) == 4
    np.testing.assert_allclose(network[4:](network[:4](x)), network(x))


def test_images_of_whole_numbers_are_warned_of():
    net = nets.Sequential([nets.Conv2D(1, 2, 3, rng=np.random.default_rng(0))])
    with pytest.warns(UserWarning, match="whole numbers .uint8, up to 200.*/ 255"):
        net.forward(np.full((1, 1, 4, 4), 200, np.uint8))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        net.forward(np.full((1, 1, 4, 4), 0.5, np.float32))


def test_the_floor_of_a_smoothed_loss():
    loss = nets.CrossEntropy(smoothing=0.2)
    best = np.log(np.full((1, 5), 0.04))
    best[0, 2] = np.log(0.84)
    assert loss.forward(best, np.array([2])) == pytest.approx(loss.floor(5))
    assert nets.CrossEntropy().floor(5) == 0


def test_a_fit_that_is_done_says_so():
    lines = []
    rng = np.random.default_rng(0)
    trainer = nets.Trainer(nets.Sequential([nets.Linear(2, 2, rng=rng)]), nets.CrossEntropy(), nets.Adam(0.01),
                           rng=rng, report=lines.append)
    data = rng.normal(size=(8, 2)).astype(np.float32), np.zeros(8, int)
    history = trainer.fit(data, epochs=2)
    assert len(lines) == 2 and repr(history).startswith("History(2 epochs: training loss 0.")
    trainer.fit(data, epochs=2)
    assert lines[2].startswith("2 epochs are done already; epochs=2 counts these")
    assert len(trainer.fit(data, epochs=3).rows) == 3


def test_the_curve_in_a_notebook():
    pytest.importorskip("matplotlib")
    rows = [{"epoch": epoch, "training_loss": 1 / epoch, "validation_accuracy": 0.5} for epoch in (1, 2, 3)]
    history = nets.History(rows)
    figure = history.figure()
    assert figure.axes[0].get_title() == "3 epochs: training loss 0.3333, validation accuracy 50.0%"
    assert all(tick == int(tick) for tick in figure.axes[0].get_xticks())
    assert "%" in figure.axes[1].yaxis.get_major_formatter()(0.5) and history._repr_png_()[1:4] == b"PNG"


def test_misread_images_are_drawn_the_surest_first():
    images = np.zeros((4, 1, 5, 5), np.float32)
    logits = np.log(np.array([[0.1, 0.9], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3]]))
    many = nets.misread_picture(images, np.array([0, 1, 1, 0]), logits, columns=1)
    none = nets.misread_picture(images, np.array([1, 0, 1, 0]), logits, columns=1)
    assert many.height > 1.5 * none.height
    assert len(nets.confusion_picture(np.array([0, 1, 1]), np.array([0, 0, 1]), 2).getcolors(9999)) > 3


def test_each_layer_of_the_activations_has_a_title():
    rng = np.random.default_rng(0)
    network = nets.Sequential([nets.Conv2D(1, 3, 3, padding=1, rng=rng), nets.ReLU(), nets.Flatten()])
    page = np.asarray(nets.activations_picture(network, np.ones((1, 4, 4), np.float32), scale=5).convert("L"))
    assert page.shape[0] == 4 + 2 * (18 + 4 * 5 + 4)
    written = np.flatnonzero((page[:, 100:] != page[0, 0]).any(axis=1))  # beside the three maps lies text alone
    first, second = written[written < 22], written[written >= 22]
    assert len(first) and len(second) and second.min() >= 46 and second.max() < 64
