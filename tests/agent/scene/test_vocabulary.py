"""Names of drawn objects: what is drawn alike gets one name, what is drawn otherwise another."""

import pytest

from agent.scene.naming.value_labels import gaps, turns
from agent.scene.reading import read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure


def named(*drawings):
    """The named objects of drawings; in the order of the figures, larger before smaller ones."""
    return name_objects(read_scenes([figure(*items) for items in drawings]))


def labels(objects, attribute):
    return [one.names[attribute] for one in objects]


def test_a_shape_turned_mirrored_or_scaled_is_of_one_kind():
    flags = named(*[[Item("flag", size=0.7, fill="solid")], [Item("flag", size=0.4, rotation=50.0, fill="solid")],
                    [Item("flag", size=0.6, mirrored=True, fill="solid")]])
    assert len({one.kind for one in flags}) == 1
    assert [one.mirror for one in flags] == [False, False, True]
    assert [one.turn[1] for one in flags] == [360.0] * 3
    assert flags[1].turn[0] == pytest.approx(50.0, abs=3.0)


def test_turns_are_counted_modulo_the_symmetry_of_the_kind():
    squares = named(*[[Item("square", size=0.6, rotation=angle)] for angle in (0.0, 30.0, 90.0, 120.0)])
    assert [one.turn[1] for one in squares] == [90.0] * 4
    assert labels(squares, "turn") == [0, 1, 0, 1]
    circle = named([Item("circle")])[0]
    assert circle.turn is None and circle.names["turn"] is None


def test_a_pentagon_is_no_hexagon():
    shapes = named([Item("pentagon", 0.3, 0.3, 0.4)], [Item("hexagon", 0.3, 0.3, 0.4)],
                   [Item("pentagon", 0.6, 0.6, 0.25, rotation=20.0, fill="solid")])
    kinds = labels(shapes, "kind")
    assert kinds[0] == kinds[2] != kinds[1]
    assert labels(shapes, "corners") == [(True, 5), (True, 6), (True, 5)]


def test_kinds_part_where_the_problem_has_a_gap():
    shapes = named(*[[Item(f"polygon {n}", 0.5, 0.5, 0.45, rotation=angle, fill="grey")]
                     for n, angle in ((7, 0.0), (10, 0.0), (7, 25.0), (10, 10.0))])
    kinds = labels(shapes, "kind")
    assert kinds[0] == kinds[2] != kinds[1] == kinds[3]


def test_fills_that_look_alike_share_a_name():
    looks = [("none", 0.0), ("solid", 0.0), ("grey", 0.5), ("grey", 0.5), ("grey", 0.3), ("striped", 0.0)]
    fills = labels(named(*[[Item("circle", fill=fill, grey=grey)] for fill, grey in looks]), "fill")
    assert fills[2] == fills[3] and len(set(fills)) == 5
    assert fills[5][0] == "striped"


def test_sizes_and_places_cluster():
    squares = named(*[[Item("square", 0.3, 0.3, size)] for size in (0.3, 0.3, 0.4)], [Item("square", 0.6, 0.3, 0.3)])
    for attribute in ("size", "radius", "box size"):
        assert labels(squares, attribute) == [0, 0, 1, 0], attribute
    for attribute in ("place", "box place"):
        assert labels(squares, attribute) == [0, 0, 0, 1], attribute


def test_inner_objects_are_deeper_and_small_where_a_gap_parts_the_sizes():
    objects = named([Item("circle", size=0.7), Item("square", size=0.3, fill="solid"), Item("line", 0.5, 0.95, 0.6)])
    assert {(one.kind == "straight", one.depth, one.names["role"]) for one in objects} == {
        (False, 0, "large"), (False, 1, "small"), (True, 0, "stroke")}


def test_open_strokes_are_named_by_how_they_bend():
    straight, turned, bow = named([Item("line", size=0.6)], [Item("line", size=0.6, rotation=45.0)],
                                  [Item("bow", size=0.6)])
    assert [straight.kind, turned.kind, bow.kind] == ["straight", "straight", "arc"]
    assert turned.turn == (pytest.approx(45.0, abs=2.0), 180.0)


def test_gaps_and_turns_part_values_by_their_steps():
    assert gaps([1.0, 1.3, 0.9, 2.0], lambda value: 0.2) == [0, 1, 0, 2]
    assert turns([1.0, 359.0, 90.0, 85.0, 100.0], 360.0, 9.0) == [0, 0, 1, 1, 2]
    assert turns([1.0, 89.0], 90.0, 9.0) == [0, 0]
    assert name_objects([]) == []


@pytest.mark.parametrize("shape", ["star", "star 4", "flag"])
def test_grey_and_white_drawings_of_a_pointed_shape_are_as_large(shape):
    shapes = named(*[[Item(shape, size=0.35, fill=fill)] for fill in ("none", "grey", "solid")])
    radii = [one.radius for one in shapes]
    assert len({one.kind for one in shapes}) == 1
    assert max(radii) < 1.04 * min(radii)


def test_what_an_option_alone_shows_parts_no_roles():
    given = figure(Item("square", 0.5, 0.5, 0.6), Item("circle", 0.15, 0.15, 0.2))
    scenes = read_scenes([given, figure(Item("star", size=0.02, fill="solid"))])
    alone, among = name_objects(scenes, 1), name_objects(scenes)
    assert labels(alone, "role") == ["large", "small", "small"]
    assert labels(among, "role") == ["large", "large", "small"]
