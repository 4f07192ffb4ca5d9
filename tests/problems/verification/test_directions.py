"""Angles, notches, bundles and dots on polylines, on cases worked by hand."""

from itertools import pairwise

from problems.drawing.item import Item
from problems.drawing.notches import Notch
from problems.rules.elements import segment
from problems.verification import directions
from problems.verification.directions import READINGS


def test_angles_are_read_clockwise_from_the_top():
    assert READINGS["angle"]((Item("arrow", rotation=90.0),)) == 0
    assert READINGS["angle"]((Item("arrow", rotation=0.0),)) == 90
    assert READINGS["angle"]((segment((0.5, 0.5), (0.5, 0.9)), Item("circle", size=0.1))) == 180
    notched = Item("square", rotation=90.0, notch=Notch("slot", 0.0))
    assert READINGS["notch"]((notched,)) == {0}


def test_angles_add_up():
    assert directions.angle_sum([(45, 90, 135), (270, 180, 90)])
    assert not directions.angle_sum([(45, 90, 135), (270, 180, 45)])
    assert directions.angle_difference([(135, 90, 45), (45, 90, 315)])
    assert directions.angle_step([(0, 45, 90), (315, 0, 45)]) and not directions.angle_step([(0, 45, 45)])


def test_turned_as_the_second_says():
    line = (("heart", 0.0), ("arrow", 0.0), ("heart", 270.0))  # the arrow points right: a quarter clockwise
    again = (("flag", 90.0), ("arrow", 270.0), ("flag", 270.0))  # down: half a turn
    assert directions.turned_by_second([line, again])
    assert not directions.turned_by_second([line, (*again[:2], ("flag", 0.0))])


def test_bundles_turn():
    assert directions.line_step([(frozenset({0}), frozenset({45}), frozenset({90})), (frozenset({135}),) * 1])
    assert not directions.line_step([(frozenset({0}), frozenset({45}), frozenset({135}))])


def test_a_dot_is_found_on_its_polyline():
    corners = [(0.1, 0.2), (0.4, 0.8), (0.6, 0.3), (0.9, 0.7)]
    lines = tuple(segment(a, b) for a, b in pairwise(corners))
    for at, (x, y) in enumerate(corners):
        assert directions.dot_steps((*lines, Item("circle", x=x, y=y, size=0.1))) == (at, 3 - at)
    assert directions.dot_steps((*lines, Item("circle", x=0.5, y=0.1, size=0.1))) == (-1, -1)


def test_the_dot_walks_from_an_end():
    assert directions.walk([((0, 4), (1, 3), (2, 2)), ((4, 0), (3, 1), (2, 2))])
    assert not directions.walk([((0, 4), (1, 3), (2, 2)), ((4, 0), (2, 2), (0, 4))])
    assert not directions.walk([((1, 3), (2, 2), (3, 1))])
