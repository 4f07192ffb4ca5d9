"""Series: one attribute of the objects of a slot, figure by figure."""

import math

import pytest

from agent.rules.objects.attribute_series import Series, series_of
from agent.scene.reading import read_scenes
from agent.scene.slots import Slot
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from problems.drawing.notches import Notch
from tests.helpers.drawn_figures import figure


def series(*drawings, given=None):
    """The series of all objects of drawings by name; `given` of them are of the matrix, all where not said."""
    scenes = read_scenes([figure(*items) for items in drawings])
    slot = Slot("", [[one for one in name_objects(scenes) if one.figure == number] for number in range(len(scenes))])
    return {one.name: one for one in series_of(slot, len(scenes) if given is None else given)}


def test_names_that_objects_share_are_categories():
    found = series([Item("square", 0.3, 0.3, 0.3), Item("square", 0.7, 0.7, 0.3)], [Item("circle", size=0.3)], [])
    assert found["count"].values == [2.0, 1.0, 0.0]
    assert (found["kind"].kind, found["kind"].values[2]) == ("category", "empty")
    assert found["kind"].labels == [0, 1, 2]
    assert "kind bag" not in found


def test_names_that_objects_do_not_share_are_bags_and_sets():
    square, circle = Item("square", 0.3, 0.3, 0.3), Item("circle", 0.7, 0.3, 0.3)
    found = series([square, circle], [square, Item("square", 0.7, 0.3, 0.3), Item("circle", 0.5, 0.7, 0.3)])
    assert "kind" not in found
    assert found["kind bag"].labels == [0, 1] and found["kind bag"].kind == "bag"
    assert found["kind set"].labels == [0, 0] and found["kind set"].kind == "set"


def test_bags_cost_what_it_takes_to_say_which_object_has_which_value():
    row = [Item(kind, x, 0.5, 0.2) for kind, x in (("square", 0.2), ("square", 0.5), ("circle", 0.8))]
    found = series(row, row[:1], row, given=2)  # one of three may be the circle: 3 ways; an option costs nothing
    assert found["kind bag"].pairing == pytest.approx(math.log(3.0))
    assert found["fill"].pairing == 0.0


def test_corners_are_numbers_and_are_summed_where_they_differ():
    square, triangle = Item("square", 0.3, 0.3, 0.3), Item("triangle", 0.7, 0.7, 0.3)
    assert series([square, square], [triangle])["number of corners"].values == [4.0, 3.0]
    mixed = series([square, triangle], [triangle])
    assert mixed["sum of corners"].values == [7.0, 3.0] and "number of corners" not in mixed


def test_bearings_run_counter_clockwise_from_the_right():
    places = [(0.8, 0.5), (0.5, 0.2), (0.2, 0.5), (0.5, 0.8)]
    values = series(*[[Item("circle", x, y, 0.2)] for x, y in places])["bearing from the centre"].values
    for (value, period), expected in zip(values, (0.0, 90.0, 180.0, 270.0), strict=True):
        assert period == 360.0 and abs((value - expected + 180.0) % 360.0 - 180.0) < 3.0
    assert "bearing from the centre" not in series([Item("circle", size=0.2)], [Item("circle", 0.8, 0.5, 0.2)])


def test_directions_of_notches_are_angles_over_all_kinds():
    cut = [Item(shape, size=0.6, fill="solid", notch=Notch("wedge", angle, 0.5, 0.6))
           for shape, angle in (("circle", 90.0), ("square", 180.0))]
    values = series(*[[item] for item in cut])["direction of the notch"].values
    assert [value for value, _ in values] == pytest.approx([90.0, 180.0], abs=4.0)


def test_a_shape_without_a_notch_is_a_value_that_rules_can_predict():
    notches = series([Item("square", size=0.6)], [Item("pacman", size=0.6)])["notch"]
    assert None not in notches.values and notches.labels == [0, 1]


def test_tones_and_sizes_have_ranks():
    tones = series(*[[Item("square", size=0.5, fill="grey", grey=grey)] for grey in (0.1, 0.3, 0.8, 0.3)])["fill level"]
    assert tones.kind == "level" and tones.labels == [0, 1, 2, 1] and tones.values == [*sorted(tones.values[:3]), 1]
    assert series(*[[Item("square", size=size)] for size in (0.7, 0.2, 0.3)])["size level"].values == [2, 0, 1]


def test_an_option_that_lacks_a_value_has_none_and_a_figure_of_the_matrix_may_not():
    square, away = Item("square", size=0.3), Item("circle", 0.8, 0.5, 0.2)
    found = series([square], [square], [square, away], given=2)
    assert found["kind"].kind == "category" and found["kind"].labels == [0, 0, 1]
    assert found["number of corners"].values == [4.0, 4.0, None]
    assert found["number of corners"].labels == [0, 0, 1]
    assert "number of corners" not in series([square], [square, away], [square], given=2)


def test_objects_of_two_fills_count_against_each_other():
    black, white = Item("square", 0.3, 0.3, 0.2, fill="solid"), Item("square", 0.7, 0.7, 0.2)
    other = Item("square", 0.7, 0.3, 0.2, fill="grey")
    found = series([black, white], [black], [white], [other, black], given=3)["signed count by fill"]
    assert found.values[0] == 0.0 and found.values[1] == -found.values[2] != 0.0 and found.values[3] is None
    assert "signed count by fill" not in series([black, white], [other])


def test_values_are_the_same_up_to_noise():
    numbers = Series("size", "size", "number", [1.0, 1.1, 1.3, 1.0], 0.15)
    assert numbers.labels == [0, 0, 1, 0]
    angles = Series("turn", "turn", "angle", [(2.0, 90.0), (88.0, 90.0), (45.0, 90.0), (2.0, 180.0)])
    assert angles.labels == [0, 0, 1, 2]


def test_a_slot_without_objects_has_no_series():
    assert series_of(Slot("", [[], []]), 2) == []
