"""Components and holes of masks are those of scipy.ndimage, found in few calls."""

import numpy as np
import pytest
from scipy import ndimage

from agent import Agent
from agent.vision.components import EIGHT, FOUR, components, fill_each, fill_holes, label, label_each
from problems.generate import generate_problem

SHAPES = [(1, 1), (7, 5), (30, 41)]
MOST_CALLS = 32  # to solve the problem of 16 figures below; the aim of all such problems is 40 in the mean


def blots(seed, shape):
    return np.random.default_rng(seed).random(shape) < 0.5


@pytest.fixture
def calls(monkeypatch):
    """A list that grows by one with each call of `scipy.ndimage.label`."""
    made, found = [], ndimage.label
    monkeypatch.setattr(ndimage, "label", lambda *given: made.append(given) or found(*given))
    return made


@pytest.mark.parametrize("neighbours", [EIGHT, FOUR], ids=["eight", "four"])
def test_many_masks_are_labelled_as_each_by_itself(neighbours, calls):
    masks = [blots(seed, shape) for seed in range(5) for shape in SHAPES] + [np.zeros((4, 4), bool)]
    masks += [np.ones((3, 60), bool), blots(6, SHAPES[2])]
    found = label_each(masks, neighbours)
    assert len(calls) == 1
    for mask, (labels, count) in zip(masks, found, strict=True):
        expected, number = ndimage.label(mask, neighbours)
        np.testing.assert_array_equal(labels, expected)
        assert count == number and labels.dtype == np.int32


def test_many_masks_are_filled_as_each_by_itself(calls):
    masks = [blots(seed, shape) for seed in range(5) for shape in SHAPES] + [np.zeros((4, 4), bool)]
    found = fill_each(masks)
    assert len(calls) == 1
    for mask, filled in zip(masks, found, strict=True):
        np.testing.assert_array_equal(filled, ndimage.binary_fill_holes(mask))


def test_components_are_the_labels_as_masks():
    mask = blots(0, (30, 41))
    labels, count = label(mask, FOUR)
    for number, part in enumerate(components(mask, FOUR), 1):
        np.testing.assert_array_equal(part, labels == number)
    assert len(components(mask, FOUR)) == count > 1


def test_nothing_is_not_labelled(calls):
    nothing = np.zeros((9, 9), bool)
    assert label(nothing)[1] == 0 and components(nothing) == [] and not fill_holes(nothing).any()
    assert label_each([]) == [] and fill_each([]) == []
    assert not calls


def test_a_problem_is_solved_with_few_calls(calls):
    """Figures are labelled all at once and their labels used again; one by one there were 251 calls."""
    problem, _ = generate_problem("halves_united", rng=np.random.default_rng(1), type="3x3")
    assert len(problem.matrix + problem.options) == 16
    assert Agent().answer(problem) == problem.answer
    assert 0 < len(calls) <= MOST_CALLS
