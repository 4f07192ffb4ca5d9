"""Changes of single objects: which are compared, how they are matched and how each is drawn."""

from dataclasses import replace

import numpy as np
import pytest

from agent.inference.object_changes import drawn_alone, object_changes, object_distances
from agent.matrix import comparisons
from agent.scene.reading import read_scene
from problems import Problem
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure
from tests.helpers.ink_difference import InkDifference

LEFT, RIGHT = (0.27, 0.5), (0.73, 0.5)


def shown(square, circle, *, square_at=LEFT, circle_at=RIGHT):
    """A square and a circle with these fills at these places."""
    return figure(Item("square", *square_at, 0.4, fill=square), Item("circle", *circle_at, 0.2, fill=circle))


@pytest.fixture(scope="module")
def matrix():
    """The circle turns black from A to B; square and circle change places from A to C."""
    swapped = {"square_at": RIGHT, "circle_at": LEFT}
    options = (
        shown("none", "solid", **swapped),
        shown("solid", "none", **swapped),
        figure(Item("square", *RIGHT, 0.4), Item("circle", *LEFT, 0.2), Item("triangle", 0.5, 0.1, 0.15)),
    )
    return Problem("p", "2x2", (shown("none", "none"), shown("none", "solid"), shown("none", "none", **swapped)),
                   options, 1)


def test_the_option_whose_objects_change_alike_is_nearest(matrix):
    rows, columns = object_distances(InkDifference(), matrix, comparisons("2x2"))[:, :, 0]
    assert rows[0] < 0.002 and rows[1] > 0.01
    assert columns[0] < 0.002 and columns[1] > 0.01


def test_an_option_with_another_number_of_objects_is_as_far_as_the_farthest(matrix):
    for distances in object_distances(InkDifference(), matrix, comparisons("2x2"))[:, :, 0]:
        assert distances[2] == distances[:2].max()


def test_distances_of_objects_are_bounded(matrix):
    found = object_distances(InkDifference(bound=1e-4), matrix, comparisons("2x2"))
    assert 0.0 < found.max() < 1e-4


def test_objects_are_matched_by_look_where_they_change_places(matrix):
    changes = object_changes(InkDifference(), matrix, [(0, 1), (0, 2)])
    assert changes[0, 1].shape == (2, 1)
    np.testing.assert_allclose(changes[0, 2], 0.0, atol=0.002)  # a square for a circle would change the ink
    assert sorted(np.abs(changes[0, 1][:, 0]) > 0.01) == [False, True]


def test_figures_of_one_object_have_no_changes_of_objects(matrix):
    single = figure(Item("square", size=0.4))
    alone = replace(matrix, matrix=(single,) * 3, options=(single,) * 3)
    assert not object_changes(InkDifference(), alone, [(0, 1)])
    assert not object_distances(InkDifference(), alone, comparisons("2x2")).any()


def test_an_object_is_drawn_without_others_and_without_what_is_in_it():
    given = figure(Item("square", 0.4, 0.4, 0.6), Item("circle", 0.4, 0.4, 0.2, fill="solid"),
                   Item("triangle", 0.85, 0.85, 0.2, fill="solid"))
    scene = read_scene(given)
    for index, expected in enumerate([Item("square", 0.4, 0.4, 0.6), Item("triangle", 0.85, 0.85, 0.2, fill="solid"),
                                      Item("circle", 0.4, 0.4, 0.2, fill="solid")]):
        drawn = {kind: np.abs(drawn_alone(given, scene, kind).ink - figure(expected).ink).mean() for kind in range(3)}
        assert min(drawn.values()) < 0.002, (index, drawn)


def test_a_white_object_on_black_is_drawn_by_its_outline():
    given = figure(Item("circle", size=0.7, fill="solid"), Item("square", size=0.3, fill="grey", grey=0.0))
    outer, inner = (drawn_alone(given, read_scene(given), index).ink for index in range(2))
    assert outer[92, 92] == 1.0  # what lies inside is painted over
    assert inner[92, 92] == 0.0 and 0.005 < inner.mean() < 0.03
