"""Notches: the direction of the one clear concavity of a drawn shape."""

import pytest

from agent.scene.naming.notches import notch_direction
from agent.scene.reading import read_scene
from problems.drawing.item import Item
from problems.drawing.notches import Notch
from tests.helpers.drawn_figures import figure


def direction(item):
    (seen,) = read_scene(figure(item)).objects
    return notch_direction(seen.contour)


@pytest.mark.parametrize("shape", ["circle", "square"])
@pytest.mark.parametrize("angle", [90.0, 180.0, 270.0])
def test_a_notch_points_where_it_was_cut(shape, angle):
    notch = Notch("wedge", angle, 0.5, 0.6)
    assert direction(Item(shape, size=0.7, fill="solid", notch=notch)) == pytest.approx(angle, abs=4.0)


def test_a_notch_off_the_middle_of_an_edge_points_where_it_was_cut():
    assert direction(Item("square", size=0.7, fill="solid", notch=Notch("wedge", 70.0, 0.5, 0.6))) == pytest.approx(
        70.0, abs=3.0)


def test_a_notch_turns_as_its_shape_does():
    notched = Item("circle", size=0.7, fill="solid", rotation=135.0, notch=Notch("slot", 0.0, 0.4, 0.6))
    assert direction(notched) == pytest.approx(135.0, abs=4.0)


@pytest.mark.parametrize("shape", ["circle", "square", "star", "plus"])
def test_shapes_without_one_deepest_concavity_have_no_notch(shape):
    assert direction(Item(shape, size=0.7, fill="solid")) is None
