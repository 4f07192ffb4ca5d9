"""Evidence of objects: a drawn Latin square, options in another order, and figures without objects."""

import numpy as np
import pytest

from agent.inference.scene_evidence import FLOOR, scene_evidence
from agent.inference.weights import default_weights
from problems.drawing.item import Item
from problems.figure import Figure
from problems.problem import Problem
from tests.helpers.drawn_figures import figure

SHAPES, FILLS = ("triangle", "circle", "square"), ("none", "solid", "grey")


def drawn(shape, fill):
    return figure(Item(SHAPES[shape % 3], size=0.5, fill=FILLS[fill % 3]))


def latin_square():
    """Shapes step one way along the rows and fills the other; option 1 is right."""
    cells = [drawn(row + column, row - column) for row in range(3) for column in range(3)]
    options = [drawn(4, 0), drawn(4, 1), drawn(4, 2), drawn(0, 0), drawn(2, 0), drawn(0, 1)]
    return Problem("latin", "3x3", tuple(cells[:8]), tuple(options), 1)


def test_a_latin_square_of_shapes_and_fills_is_decided():
    (evidence,) = scene_evidence(latin_square())
    scores = evidence.log_probabilities
    assert scores.argmax() == 0 and scores[0] - scores[1:].max() > 1.0
    assert evidence.kind == "scene" and any("the same three in each line" in part.text for part in evidence.parts)
    assert scores.min() >= FLOOR and scores.max() - scores.min() <= np.logaddexp(0.0, FLOOR) - FLOOR + 1e-9


def test_options_in_another_order_have_the_same_evidence():
    problem, order = latin_square(), [3, 0, 5, 1, 4, 2]
    (first,), (second,) = scene_evidence(problem), scene_evidence(problem.permuted(order))
    np.testing.assert_allclose(second.log_probabilities, first.log_probabilities[order], rtol=0, atol=1e-12)


@pytest.mark.parametrize("problem_type, given", [("2x1", 3), ("2x2", 3), ("3x3", 8)])
def test_figures_without_objects_give_no_evidence(problem_type, given):
    blank = Figure("A", np.zeros((50, 50), np.float32))
    assert scene_evidence(Problem("blank", problem_type, (blank,) * given, (blank,) * 4)) == []


def test_objects_count_by_a_weight_of_their_own():
    (evidence,) = scene_evidence(latin_square())
    assert evidence.pool == "scene"  # a feature of its name would share a fitted weight
    assert all(default_weights().weight(evidence.pool, kind) == 1.0 for kind in ("2x1", "2x2", "3x3"))
