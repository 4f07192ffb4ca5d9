"""Checkpoints: what goes in comes out; damaged or foreign files get a clear error; folding."""

import copy

import numpy as np
import pytest

import nets
from nets import BatchNorm, Conv2D, Flatten, Linear, MaxPool2D, ReLU, Sequential, fold_batch_norm
from nets.checkpoint import read_arrays, write_arrays


@pytest.fixture
def network():
    rng = np.random.default_rng(0)
    net = Sequential([Conv2D(2, 3, 3, bias=False, rng=rng), BatchNorm(3), ReLU(), MaxPool2D(2),
                      Conv2D(3, 4, 3, rng=rng), BatchNorm(4), ReLU(), Flatten(),
                      Sequential([Linear(4, 3, rng=rng), BatchNorm(3)])], input_gradient=False)
    for _, layer in net.walk():
        for arrays in (layer.params, layer.buffers):
            for array in arrays.values():
                array += rng.uniform(0.1, 0.5, array.shape).astype(np.float32)
    net.layers[1].params["gamma"][0] *= -1
    return net


def images(count=5):
    return np.random.default_rng(1).normal(size=(count, 2, 8, 8)).astype(np.float32)


def test_round_trip(network, tmp_path):
    nets.save(tmp_path / "net.npz", {"first": network, "second": network.layers[0]}, {"note": ["é", 1]})
    networks, metadata = nets.load(tmp_path / "net.npz")
    assert metadata == {"note": ["é", 1]}
    np.testing.assert_array_equal(networks["first"].forward(images()), network.forward(images()))
    np.testing.assert_array_equal(networks["second"].params["weight"], network.layers[0].params["weight"])
    assert networks["first"].input_gradient is False
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]


def test_no_pickle_is_read(tmp_path):
    np.savez(tmp_path / "evil.npz", header=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="not a checkpoint"):
        nets.load(tmp_path / "evil.npz")


def test_errors(network, tmp_path):
    with pytest.raises(FileNotFoundError, match="no file"):
        nets.load(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("text")
    with pytest.raises(ValueError, match="not a checkpoint"):
        nets.load(tmp_path / "text.npz")
    nets.save(tmp_path / "net.npz", {"net": network})
    arrays, header = read_arrays(tmp_path / "net.npz")
    write_arrays(tmp_path / "future.npz", arrays, {**header, "format": 99})
    with pytest.raises(ValueError, match="has format 99, expected 1"):
        nets.load(tmp_path / "future.npz")
    arrays["net/0.weight"] = arrays["net/0.weight"][:1]
    write_arrays(tmp_path / "cut.npz", arrays, header)
    with pytest.raises(ValueError, match=r"0.weight expected shape"):
        nets.load(tmp_path / "cut.npz")
    del arrays["net/0.weight"]
    write_arrays(tmp_path / "less.npz", arrays, header)
    with pytest.raises(ValueError, match=r"names differ at .*0.weight"):
        nets.load(tmp_path / "less.npz")


def test_folded_network_answers_alike(network):
    kept = copy.deepcopy(network)
    folded = fold_batch_norm(network)
    assert not any(isinstance(layer, BatchNorm) for _, layer in folded.walk())
    np.testing.assert_allclose(folded.forward(images()), network.forward(images()), rtol=1e-4, atol=1e-5)
    for name, array in kept.state().items():
        np.testing.assert_array_equal(array, network.state()[name])
