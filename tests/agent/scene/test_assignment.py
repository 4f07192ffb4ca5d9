"""Matching at the least cost."""

import numpy as np

from agent.scene.assignment import match


def test_the_whole_sum_counts_not_the_nearest():
    costs = np.array([[1.0, 2.0], [1.5, 9.0]])  # both rows are nearest to the first column
    assert match(costs).tolist() == [1, 0]


def test_every_row_has_a_column_of_its_own():
    found = match(np.random.default_rng(0).random((3, 5)))
    assert len(set(found.tolist())) == 3
