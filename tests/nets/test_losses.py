"""Losses: values by hand, gradients by differences, masks, several outputs."""

import numpy as np
import pytest

from nets import BinaryCrossEntropy, CrossEntropy, Huber, MeanSquaredError, MultiLoss, accuracy


def numeric_gradient(loss, prediction, target, weight, step=1e-6):
    gradient = np.zeros_like(prediction)
    for place in np.ndindex(prediction.shape):
        for sign in (1, -1):
            moved = prediction.copy()
            moved[place] += sign * step
            gradient[place] += sign * loss.forward(moved, target, weight) / (2 * step)
    return gradient


@pytest.mark.parametrize("weight", [None, np.array([1.0, 0.0, 2.0, 0.5])])
@pytest.mark.parametrize("loss, target", [
    (MeanSquaredError(), np.arange(12.0).reshape(4, 3)), (Huber(0.5), np.arange(12.0).reshape(4, 3) / 4),
    (BinaryCrossEntropy(), np.arange(12.0).reshape(4, 3) % 2), (CrossEntropy(), np.array([0, 2, 1, 1])),
    (CrossEntropy(0.2), np.array([0, 2, 1, 1]))])
def test_gradients(loss, target, weight):
    prediction = np.random.default_rng(0).normal(size=(4, 3))
    expected = numeric_gradient(loss, prediction, target, weight)
    loss.forward(prediction, target, weight)
    np.testing.assert_allclose(loss.backward(), expected, atol=1e-8)


def test_values_by_hand():
    assert MeanSquaredError().forward(np.array([[1.0], [3.0]]), np.array([[0.0], [1.0]])) == 2.5
    assert Huber(1).forward(np.array([0.5, 3.0]), np.zeros(2)) == (0.125 + 2.5) / 2
    assert CrossEntropy().forward(np.zeros((2, 4)), np.array([0, 3])) == pytest.approx(np.log(4))
    assert BinaryCrossEntropy().forward(np.zeros(3), np.array([0, 1, 1])) == pytest.approx(np.log(2))


def test_columns_of_one_take_plain_targets():
    assert MeanSquaredError().forward(np.ones((2, 1)), np.array([1, 3])) == 2


def test_masked_samples_count_for_nothing():
    loss, prediction = MeanSquaredError(), np.array([[1.0, 1.0], [5.0, 5.0]])
    assert loss.forward(prediction, np.zeros((2, 2)), np.array([1, 0])) == 1
    assert loss.backward()[1].tolist() == [0, 0]
    assert loss.forward(prediction, np.zeros((2, 2)), np.array([[0, 0], [0, 1]])) == 25
    assert loss.forward(prediction, np.zeros((2, 2)), np.zeros(2)) == 0
    assert not loss.backward().any()


def test_cross_entropy_over_grids_of_classes():
    logits = np.random.default_rng(1).normal(size=(2, 3, 4))
    target = np.array([[0, 1, 2], [3, 0, 1]])
    loss = CrossEntropy()
    flat = CrossEntropy().forward(logits.reshape(6, 4), target.ravel())
    assert loss.forward(logits, target) == pytest.approx(flat)
    assert loss.backward().shape == logits.shape


def test_several_outputs():
    loss = MultiLoss({"size": MeanSquaredError(), "kind": CrossEntropy()}, scales={"size": 3})
    prediction = {"size": np.array([[2.0], [0.0]]), "kind": np.zeros((2, 2))}
    target = {"size": np.zeros(2), "kind": np.array([0, 1])}
    value = loss.forward(prediction, target, {"size": np.array([1, 0])})
    assert loss.values == {"size": 4.0, "kind": pytest.approx(np.log(2))}
    assert value == pytest.approx(12 + np.log(2))
    gradient = loss.backward()
    assert gradient["size"].ravel().tolist() == [12, 0]
    assert gradient["kind"].tolist() == [[-0.25, 0.25], [0.25, -0.25]]


def test_accuracy():
    logits = np.array([[1, 0], [0, 1], [1, 0]])
    assert accuracy(logits, np.array([0, 1, 1])) == pytest.approx(2 / 3)
    assert accuracy(logits, np.array([0, 1, 1]), np.array([1, 1, 0])) == 1
    with pytest.raises(ValueError, match="total weight above 0"):
        accuracy(logits, np.array([0, 1, 1]), np.zeros(3))


@pytest.mark.parametrize("loss, target, words", [
    (MeanSquaredError(), np.zeros((2, 2)), r"expected targets of shape \(2, 3\), got \(2, 2\)"),
    (CrossEntropy(), np.zeros((2, 1)), r"expected targets of shape \(2,\)"),
    (CrossEntropy(), np.array([0, 3]), "expected targets from 0 to 2, got 0 to 3")])
def test_errors(loss, target, words):
    with pytest.raises(ValueError, match=words):
        loss.forward(np.zeros((2, 3)), target)
    with pytest.raises(ValueError, match="weight: expected shape"):
        MeanSquaredError().forward(np.zeros((2, 3)), np.zeros((2, 3)), np.ones(3))
