"""Errors of measured transformations and of the best constant answer."""

import numpy as np
import pytest

from agent.training.pairs.field_errors import best_constant, changed_shapes, changes, constant_errors, errors


def direction(*degrees):
    angle = np.radians(degrees)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)


def test_rotation_errors_go_round_the_circle():
    found = errors("rotation", direction(350, 90), direction(10, 60))
    np.testing.assert_allclose(found, [20, 30], atol=1e-3)


def test_a_number_is_right_when_it_rounds_to_the_truth():
    np.testing.assert_array_equal(errors("number", np.array([[1.4], [1.6]]), np.array([1.0, 1.0])), [1, 0])


def test_a_shape_difference_is_right_as_a_whole():
    truth = np.array([[1.0, -1.0, 0.0], [1.0, -1.0, 0.0]])
    found = errors("shape", np.array([[0.9, -0.7, 0.1], [0.9, -0.4, 0.1]]), truth)
    np.testing.assert_array_equal(found, [1, 0])


def test_as_many_shapes_changed_as_their_probabilities_add_up_to():
    """One of two came, and each may be it; two went, one of them for certain; hardly anything changed."""
    difference = np.array([[0.45, 0.4, 0.1, 0.0], [-0.4, -0.95, -0.45, 0.1], [0.1, 0.2, -0.3, 0.1]])
    np.testing.assert_array_equal(changed_shapes(difference), [[1, 0, 0, 0], [0, -1, -1, 0], [0, 0, 0, 0]])


@pytest.mark.parametrize("name, truth, share", [
    ("reflection", np.array([0, 0, 1, 2]), 0.5),
    ("number", np.array([0.0, 0.0, 0.0, 2.0]), 0.75),
    ("identical", np.array([0.0, 0.0, 0.0, 1.0]), 0.75),
])
def test_the_best_constant_is_the_commonest_answer(name, truth, share):
    assert constant_errors(name, truth).mean() == share


def test_the_best_constant_of_numbers_is_their_median():
    assert best_constant("fill", np.array([0.0, 0.1, 0.9])).item() == pytest.approx(0.1)
    assert constant_errors("rotation", direction(0, 0, 90)).mean() == pytest.approx(30, abs=1)


def test_changes_are_told_from_the_truth():
    np.testing.assert_array_equal(changes("rotation", direction(0, 45)), [False, True])
    np.testing.assert_array_equal(changes("shift", np.array([[0.0, 0.0], [0.0, 0.2]])), [False, True])
    np.testing.assert_array_equal(changes("motions", np.eye(8)[:2]), [False, True])
