"""The composed network: its gradient, and one meaning for training and for encoded figures."""

import numpy as np
import pytest

import nets
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS, number_and_shape
from agent.network.inputs import MIRRORS, figure_inputs
from agent.network.model import TransformationNet
from agent.network.modules import FOLD, folded
from agent.network.pair_trunk import halves, paired
from agent.vision.raster import SIDE

SHAPES = ("circle", "square", "triangle")


@pytest.fixture
def pairs():
    """Four pairs of figures of a few frames each."""
    rng = np.random.default_rng(1)
    pairs = {key: np.zeros((4, 1, SIDE, SIDE), np.float32) for key in ("before", "after")}
    for ink in (*pairs["before"][:, 0], *pairs["after"][:, 0]):
        for top, left, height, width in rng.integers((0, 0, 12, 12), (60, 60, 36, 36), size=(3, 4)):
            ink[top:top + height, left:left + width] = 1.0
            ink[top + 4:top + height - 4, left + 4:left + width - 4] = 0.0
    return pairs


def network(channels=(16, 32, 64)):
    return TransformationNet(len(SHAPES), channels, rng=np.random.default_rng(2))


def test_backward_is_the_slope_of_the_forward_pass(pairs):
    net = network((4, 6, 8)).astype(np.float64)
    pairs = {key: ink[:3].astype(np.float64) for key, ink in pairs.items()}
    pairs["inputs"] = figure_inputs(np.concatenate([pairs["before"], pairs["after"]]))  # data, the same throughout
    rng = np.random.default_rng(3)
    outputs = net.forward(pairs, training=True)
    slopes = {name: rng.standard_normal(value.shape) for name, value in outputs.items()}
    net.backward(slopes)

    def value():
        now = net.forward(pairs, training=True)
        return sum(float((now[name] * slope).sum()) for name, slope in slopes.items())

    def slope_along(array, direction, step=1e-7):
        kept, values = array.copy(), []
        for sign in (1.0, -1.0):
            array[...] = kept + sign * step * direction
            values.append(value())
        array[...] = kept
        return (values[0] - values[1]) / (2 * step)

    checked = set()
    for name, params, grads in list(net.parameters()):
        for key, array in params.items():
            gradient = grads[key].copy()
            direction = rng.standard_normal(array.shape)
            direction /= np.linalg.norm(direction)
            expected = pytest.approx((gradient * direction).sum(), rel=1e-4, abs=1e-5 * np.linalg.norm(gradient) + 1e-6)
            assert slope_along(array, direction) == expected, (name, key)
            checked.add(key)
    assert checked >= {"weight", "bias", "gamma", "beta"}


def test_encoding_figures_once_gives_the_same_pairs(pairs):
    net = network()
    expected = net.forward(pairs)
    encoding = net.encode(np.concatenate([pairs["before"], pairs["after"]]))
    found = net.compare(encoding.take(np.arange(4)), encoding.take(np.arange(4, 8)))
    for name, values in found.items():
        np.testing.assert_allclose(values, expected[name], atol=1e-5)


def test_pairs_are_seen_the_same_from_what_each_figure_adds(pairs):
    net, rng = network(), np.random.default_rng(3)
    trunk = net.parts["pair_trunk"]
    for _, params, _ in trunk.parameters():
        params.update({key: rng.normal(0.0, 0.3, value.shape).astype(np.float32) for key, value in params.items()})
    first, second = (net.encode(pairs[key]) for key in ("before", "after"))
    maps = [net.parts["encoder"].forward(folded(pairs[key], FOLD)) for key in ("before", "after")]
    ink = rng.normal(size=(4, 2, *maps[0].shape[2:])).astype(np.float32)
    expected = trunk.forward(np.concatenate([*maps, ink], axis=1))
    for side, seen in zip((first, second), maps, strict=True):
        np.testing.assert_allclose(side.halves, halves(trunk, seen), atol=1e-4)
    found = paired(trunk, first.halves, second.halves, ink)
    np.testing.assert_allclose(found, expected, atol=1e-4 * np.abs(expected).max())
    assert np.abs(paired(trunk, second.halves, first.halves, ink) - expected).max() > 0.01 * np.abs(expected).max()


def test_what_came_one_way_goes_the_other_way(pairs):
    net = TransformationNet(len(SHAPES), difference=True, rng=np.random.default_rng(2))
    encoding = net.encode(np.concatenate([pairs["before"], pairs["after"]]))
    forth, back = (number_and_shape(net.compare(encoding.take(list(first)), encoding.take(list(second))))
                   for first, second in ((range(4), range(4, 8)), (range(4, 8), range(4))))
    for name in ("number", "shape"):
        assert np.abs(forth[name]).max() > 0.01
        np.testing.assert_allclose(forth[name], -back[name], atol=1e-4)


def test_the_head_is_the_mean_over_a_figure_and_its_mirror_images(pairs):
    net, ink = network(), pairs["before"]
    looks = [ink, *(np.ascontiguousarray(np.flip(ink, axis)) for axis in MIRRORS)]
    heads = np.split(net.reader._read(np.concatenate(looks), figure_inputs(ink).parts.with_mirrored())[1], 3)
    np.testing.assert_allclose(heads[0], net.reader._read(ink, figure_inputs(ink).parts)[1], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(net.encode(ink).head, np.mean(heads, axis=0), rtol=1e-4, atol=1e-5)
    assert np.abs(heads[1] - heads[0]).max() > 0.01 and np.abs(heads[2] - heads[1]).max() > 0.01


def test_a_checkpoint_keeps_the_network_and_the_weights(pairs, tmp_path):
    net = network()
    weights = {name: 2.0 for name in FIELDS}
    metadata = {"shape_names": SHAPES, "weights": weights, "bounds": weights}
    nets.save(tmp_path / "net.npz", {"transformation": net}, metadata)
    encoder = TransformationEncoder.load(tmp_path / "net.npz")
    np.testing.assert_array_equal(encoder.network.forward(pairs)["size"], net.forward(pairs)["size"])
    assert encoder.width == sum(columns.stop - columns.start for columns in encoder.fields.values())
    assert (encoder.scale == 2.0).all()


def test_a_batch_without_objects_leaves_what_sees_them_as_it_is(pairs):
    net = network()
    for ink in (pairs, {key: np.zeros_like(ink) for key, ink in pairs.items()}):
        outputs = net.forward(ink, training=True)
        net.backward({name: np.ones_like(value) for name, value in outputs.items()})
    gradients = [grads for name, _, grads in net.parameters() if name.startswith("object_")]
    assert gradients and not any(gradient.any() for grads in gradients for gradient in grads.values())
    nets.Adam(0.1).step(net)
