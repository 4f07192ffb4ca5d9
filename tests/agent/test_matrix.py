"""The lines of a matrix and the pairs of places that should change alike."""

import pytest

from agent.matrix import OPEN, comparisons, directions


@pytest.mark.parametrize("problem_type, names", [
    ("2x1", ["rows"]),
    ("2x2", ["rows", "columns"]),
    ("3x3", ["rows", "columns", "falling diagonals", "rising diagonals"]),
])
def test_every_direction_ends_in_the_option(problem_type, names):
    found = directions(problem_type, diagonals=True)
    assert [direction.name for direction in found] == names
    for direction in found:
        assert direction.open[-1] == OPEN
        assert all(len(line) == len(direction.open) and OPEN not in line for line in direction.complete)


def test_diagonals_are_left_out_unless_asked_for():
    assert not any(direction.is_diagonal for direction in directions("3x3"))


def test_a_2x1_matrix_compares_its_two_rows():
    assert comparisons("2x1", diagonals=True) == ((((0, 1),), (2, OPEN)),)


def test_a_3x3_matrix_compares_the_open_row_and_column_with_both_others():
    found = comparisons("3x3")
    assert len(found) == 4
    assert (((1, 2), (4, 5)), (7, OPEN)) in found
    assert (((0, 6), (1, 7)), (2, OPEN)) in found
    assert (((1, 6), (2, 7)), (0, OPEN)) in comparisons("3x3", diagonals=True)
