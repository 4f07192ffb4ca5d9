"""The object network: its gradient through the whole loss, what it refuses, and what it makes of its outputs."""

import copy

import numpy as np
import pytest

from agent.network.object_network import (
    CHANNELS,
    CROP,
    GEOMETRY,
    HEADS,
    ObjectNetwork,
    decode_objects,
    of_silhouettes,
    predict_objects,
    without_geometry,
)
from agent.training.train_object_network import object_loss


def network():
    return ObjectNetwork(rng=np.random.default_rng(1))


def random_inputs(count, dtype=np.float32):
    rng = np.random.default_rng(2)
    return {"crop": rng.random((count, CHANNELS, CROP, CROP)).astype(dtype),
            "geometry": rng.normal(size=(count, GEOMETRY)).astype(dtype)}


def test_backward_is_the_slope_of_the_whole_loss():
    rng = np.random.default_rng(3)
    net, inputs, loss = network().astype(np.float64), random_inputs(6, np.float64), object_loss()
    targets = {name: rng.integers(0, width, 6) if width > 2 else rng.random((6, width))
               for name, width in HEADS.items()}
    weights = {name: (rng.random(6) < 0.7).astype(np.float64) for name in HEADS}

    def value():
        return loss.forward(net.forward(inputs, training=True), targets, weights)

    value()
    net.backward(loss.backward())
    gradients = [(params, copy.deepcopy(grads)) for _, params, grads in net.parameters()]
    for params, grads in gradients:
        for name, array in params.items():
            for place in rng.permutation(array.size)[:6]:
                kept, slopes = array.flat[place], []
                for step in (1e-5, -1e-5):
                    array.flat[place] = kept + step
                    slopes.append(value())
                array.flat[place] = kept
                numeric = (slopes[0] - slopes[1]) / 2e-5
                assert grads[name].flat[place] == pytest.approx(numeric, rel=1e-4, abs=1e-6)


def test_inputs_of_another_shape_are_refused_in_a_line():
    inputs = random_inputs(2)
    inputs["crop"] = inputs["crop"][:, :2]
    with pytest.raises(ValueError, match=r"expected crops of shape \(N, 3, 32, 32\) .* got \(2, 2, 32, 32\)"):
        network().forward(inputs)


def test_objects_are_read_alike_in_any_batch_and_none_at_all_gives_nothing():
    net, inputs = network(), random_inputs(9)
    together, single = predict_objects(net, inputs), predict_objects(net, inputs, batch=4)
    for name, found in together.items():
        assert len(found) == 9
        np.testing.assert_allclose(single[name], found, atol=1e-4)
    empty = predict_objects(net, random_inputs(0))
    assert all(len(found) == 0 for found in empty.values())


def test_outputs_become_probabilities_and_angles():
    outputs = {name: np.zeros((1, width), np.float32) for name, width in HEADS.items()}
    outputs["turn"][:] = 0.0, 2.0
    found = decode_objects(outputs)
    assert found["turn"] == pytest.approx(np.pi / 2) and found["mirrored"] == pytest.approx(0.5)
    assert found["corners"].sum() == pytest.approx(1.0)


def test_without_geometry_the_crop_is_all_that_counts():
    net, inputs = network(), random_inputs(3)
    bare = without_geometry(inputs)
    assert not bare["geometry"].any() and inputs["geometry"].any()
    assert not np.allclose(net.forward(bare)["corners"], net.forward(inputs)["corners"])


def test_of_a_silhouette_nothing_else_is_known():
    silhouettes = np.random.default_rng(4).random((2, 1, CROP, CROP)).astype(np.float32)
    bare = of_silhouettes(silhouettes)
    np.testing.assert_array_equal(bare["crop"][:, 0], silhouettes[:, 0])
    assert not bare["crop"][:, 1:].any() and not bare["geometry"].any()
    assert all(len(found) == 2 for found in predict_objects(network(), bare).values())
