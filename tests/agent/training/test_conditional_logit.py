"""The conditional logit: its value by the definition, and its gradient."""

import numpy as np
import pytest

from agent.training.conditional_logit import conditional_logit


@pytest.fixture
def problems():
    rng = np.random.default_rng(0)
    return [(rng.normal(size=(3, 6, 4)), np.array([0, 5, 2])), (rng.normal(size=(2, 8, 4)), np.array([7, 1]))]


def test_the_value_is_the_mean_surprise_at_the_answers(problems):
    weights = np.array([0.5, -1.0, 2.0, 0.0])
    surprises = []
    for features, answers in problems:
        for options, answer in zip(features, answers, strict=True):
            share = np.exp(options @ weights)
            surprises.append(-np.log(share[answer] / share.sum()))
    assert conditional_logit(weights, problems)[0] == pytest.approx(np.mean(surprises))


def test_the_gradient_is_the_slope_of_the_value(problems):
    weights, step = np.array([0.5, -1.0, 2.0, 0.0]), 1e-6
    for place, slope in enumerate(conditional_logit(weights, problems)[1]):
        moved = step * (np.arange(4) == place)
        values = [conditional_logit(weights + sign * moved, problems)[0] for sign in (1, -1)]
        assert (values[0] - values[1]) / (2 * step) == pytest.approx(slope, abs=1e-6)


def test_large_scores_do_not_overflow():
    value, slope = conditional_logit(np.array([1e4]), [(np.array([[[1.0], [2.0]]]), np.array([1]))])
    assert value == 0.0 and np.isfinite(slope).all()
