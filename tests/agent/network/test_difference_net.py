"""The difference network: its gradient, what it is given, and that it sees the same from any file."""

import numpy as np
import pytest

import nets
from agent.network.difference_net import CONTEXT, DETAIL, STEPS, DifferenceNet, compared
from agent.network.fields import NUMBERS, number_and_shape
from agent.network.model import TransformationNet
from agent.network.modules import GRID, PLACES, TURN, VIEW
from agent.training import train_difference
from agent.training.losses import SignCrossEntropy, StepCrossEntropy
from agent.training.pairs import pair_pool
from agent.vision.raster import SIDE
from problems.pairs.labels import LABELS

SHAPES = 4
WIDTHS = {"view": VIEW + TURN + PLACES, "before": NUMBERS + 1 + SHAPES, "after": NUMBERS + 1 + SHAPES,
          "ink": 2 * DETAIL**2 * GRID**2}


class Packed(nets.Layer):
    """The network with its inputs in one array and its outputs in one, as the gradient check wants them."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def children(self):
        return {"net": self.net}

    def forward(self, x, training=False):
        places = np.cumsum(list(WIDTHS.values()))[:-1]
        inputs = dict(zip(WIDTHS, np.split(x, places, axis=1), strict=True))
        inputs["ink"] = inputs["ink"].reshape(len(x), 2 * DETAIL**2, GRID, GRID)
        outputs = self.net.forward(inputs, training)
        return np.concatenate([outputs["number"], outputs["shape"].reshape(len(x), -1)], axis=1)

    def backward(self, dy):
        self.net.backward({"number": dy[:, :STEPS], "shape": dy[:, STEPS:].reshape(len(dy), SHAPES, 2)})


def network():
    return DifferenceNet(SHAPES, rng=np.random.default_rng(1))


def test_backward_is_the_slope_of_the_forward_pass():
    rng = np.random.default_rng(2)
    nets.gradcheck(Packed(network()), 3.0 * rng.normal(size=(5, sum(WIDTHS.values()))), rng=rng, samples=10)


def test_every_shape_is_judged_by_the_same_network_and_a_word_of_its_own():
    net, rng = network(), np.random.default_rng(3)
    last = net.parts["trunk"].layers[-1].params
    last["weight"][:, STEPS + CONTEXT:], last["bias"][STEPS + CONTEXT:] = 0.0, 0.0
    inputs = {name: rng.normal(size=(3, width)).astype(np.float32) for name, width in WIDTHS.items()}
    inputs["ink"] = inputs["ink"].reshape(3, -1, GRID, GRID)
    for side in ("before", "after"):
        inputs[side][:, NUMBERS + 1 + 2] = inputs[side][:, NUMBERS + 1]
    shape = net.forward(inputs)["shape"]
    np.testing.assert_allclose(shape[:, 2], shape[:, 0], rtol=1e-5)
    assert np.abs(shape[:, 1] - shape[:, 0]).max() > 1e-3
    last["bias"][STEPS + CONTEXT + 4] += 2.0  # that the third shape came
    np.testing.assert_allclose(net.forward(inputs)["shape"][:, 2] - shape[:, 2], [[2.0, 0.0]] * 3, atol=1e-4)


def test_ink_gained_and_lost_is_seen_where_it_is():
    net = TransformationNet(SHAPES, rng=np.random.default_rng(4))
    ink = np.zeros((2, 1, SIDE, SIDE), np.float32)
    ink[0, 0, :12, :12] = 1.0  # the first cell of the map goes
    ink[1, 0, 12:16, 28:32] = 1.0  # in the second row the third cell's second part of three comes
    figures = net.encode(ink)
    first, second = figures.take([0]), figures.take([1])
    seen = compared(first, second, net.view(first, second))
    gained, lost = np.split(seen["ink"][0], 2)
    np.testing.assert_allclose(lost[:, 0, 0], 1.0, atol=1e-6)
    assert lost.sum() == pytest.approx(DETAIL**2)
    assert gained[1, 1, 2] == pytest.approx(1.0) and gained.sum() == pytest.approx(1.0)


def test_differences_are_expected_steps_and_signed_probabilities():
    number = np.full((1, STEPS), -30.0)
    number[0, [STEPS // 2 + 2, STEPS // 2 + 3]] = 0.0
    shape = np.array([[[30.0, -30.0], [-30.0, 30.0], [-30.0, -30.0], [0.0, -30.0]]])
    found = number_and_shape({"number": number, "shape": shape})
    np.testing.assert_allclose(found["number"], [[2.5]], atol=1e-6)
    np.testing.assert_allclose(found["shape"], [[1.0, -1.0, 0.0, 0.5]], atol=1e-6)


def test_the_losses_take_differences_as_targets():
    logits = np.zeros((2, 5))
    logits[0, 0] = logits[1, 4] = 50.0
    assert StepCrossEntropy().forward(logits, np.array([-2.0, 2.0])) == pytest.approx(0.0, abs=1e-6)
    assert StepCrossEntropy().forward(logits, np.array([2.0, -2.0])) == pytest.approx(50.0)
    signs = np.array([[[50.0, -50.0], [-50.0, 50.0], [-50.0, -50.0]]])
    assert SignCrossEntropy().forward(signs, np.array([[1.0, -1.0, 0.0]])) == pytest.approx(0.0, abs=1e-6)
    assert SignCrossEntropy().forward(signs, np.array([[-1.0, 1.0, 0.0]])) == pytest.approx(200.0 / 6)


def test_pairs_are_encoded_chunk_by_chunk_and_both_ways(tmp_path, monkeypatch):
    """A chunk is the same by itself: so processes may share them out (`parallel_map`)."""
    monkeypatch.setattr(pair_pool, "CHUNK", 4)
    path = tmp_path / "net.npz"
    nets.save(path, {"transformation": TransformationNet(len(LABELS), rng=np.random.default_rng(5))})
    (forth, labels, _), (back, exchanged, _) = train_difference.encoded_pairs(path, 6, 8, 1)
    with nets.single_blas_thread():  # as in `parallel_map`
        (alone, _, _), _ = train_difference.encoded(path, 6, 1, 4, False)
    for name, array in alone.items():
        np.testing.assert_array_equal(forth[name][4:], array)
    np.testing.assert_array_equal(forth["before"], back["after"])
    np.testing.assert_array_equal(exchanged["number"], -labels["number"])
    half = DETAIL**2
    np.testing.assert_allclose(forth["ink"][:, :half], back["ink"][:, half:], atol=1e-6)
