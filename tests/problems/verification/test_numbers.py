"""Numbers read off a part and the patterns of numbers, on cases worked by hand."""

import pytest

from problems.drawing.item import Item
from problems.verification import numbers
from problems.verification.numbers import READINGS, corner_count


@pytest.mark.parametrize(
    "shape, corners",
    [("triangle", 3), ("square", 4), ("octagon", 8), ("polygon 7", 7), ("star", 5), ("star 9", 9), ("circle", 0)],
)
def test_convex_corners_are_counted_on_the_outline(shape, corners):
    assert corner_count(shape) == corners


def test_readings():
    items = (Item("square", fill="solid"), Item("triangle", fill="none"), Item("pentagon", rotation=180.0))
    assert READINGS["corner_sum"](items) == 12
    assert READINGS["signed_fill"](items) == -1
    assert READINGS["signed_turn"](items) == 1
    assert READINGS["open_degree"]((Item("arc 135"),)) == 3 and READINGS["open_degree"]((Item("zigzag 5"),)) == 5


def test_lines_of_three():
    assert numbers.product([(2, 3, 6), (4, 2, 8)]) and not numbers.product([(2, 3, 6), (4, 2, 6)])
    assert numbers.gap([(2, 5, 3), (4, 1, 3)]) and not numbers.gap([(2, 5, 3), (4, 1, 5)])
    assert numbers.middle_total([(2, 5, 3), (1, 5, 4)]) and not numbers.middle_total([(2, 5, 3), (1, 5, 3)])
    assert numbers.fixed_total([(2, 5, 3), (4, 5, 1)]) and not numbers.fixed_total([(2, 5, 3), (4, 5, 2)])
    assert not numbers.fixed_total([(2, 2, 2), (2, 2, 2)])


def test_the_whole_matrix():
    assert numbers.outward([(1, 2, 3), (2, 3, 4), (3, 4, 5)]) and not numbers.outward([(1, 2, 3), (3, 4, 5)])
    assert numbers.grid_steps([(1, 2, 3), (3, 4, 5)]) and not numbers.grid_steps([(1, 2, 3), (3, 4, 6)])
    assert numbers.diagonal([tuple("cba"), tuple("dcb"), tuple("edc")])
    assert not numbers.diagonal([tuple("cba"), tuple("dcb"), tuple("edb")])
    assert not numbers.diagonal([tuple("aaa"), tuple("aaa")])
