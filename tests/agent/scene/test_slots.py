"""Slots: the ways to share out the objects of figures."""

import pytest

from agent.scene.reading import read_scenes
from agent.scene.slots import slottings
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure

NESTED = [Item("circle", size=0.9), Item("square", size=0.3)]
BESIDE = [Item("square", 0.25, 0.5, 0.3), Item("circle", 0.7, 0.5, 0.5)]


def ways(*drawings):
    """The slots of each slotting by its name."""
    scenes = read_scenes([figure(*items) for items in drawings])
    return dict(slottings(name_objects(scenes), len(scenes), len(scenes)))


def test_one_slot_holds_all_objects_and_comes_first():
    found = ways(NESTED, [], BESIDE)
    assert next(iter(found)) == "all"
    (slot,) = found["all"]
    assert slot.name == "" and [len(held) for held in slot.members] == [2, 0, 2]


def test_slots_by_depth_part_outer_from_inner_objects():
    outer, inner = ways(NESTED, BESIDE)["depth"]
    assert (outer.name, inner.name) == ("outer objects (1): ", "objects inside 1 other (2): ")
    assert [len(held) for held in outer.members] == [1, 2]
    assert [[one.object.corners for one in held] for held in inner.members] == [[4], []]


def test_every_slotting_holds_every_object_once():
    for name, slots in ways(NESTED, BESIDE).items():
        for number in range(2):
            held = [id(one) for slot in slots for one in slot.members[number]]
            assert len(held) == len(set(held)) == 2, name


@pytest.mark.parametrize("name, order, corners", [
    ("rank", "by size", [0, 4]), ("left", "from the left", [4, 0]), ("top", "from the top", [4, 0])])
def test_slots_by_order_name_the_first_and_the_second(name, order, corners):
    slots = ways(BESIDE, [Item("square", 0.3, 0.2, 0.3), Item("circle", 0.6, 0.7, 0.5)])[name]
    assert [slot.name for slot in slots] == [f"object 1 {order}: ", f"object 2 {order}: "]
    for slot, expected in zip(slots, corners, strict=True):
        assert [[one.object.corners for one in held] for held in slot.members] == [[expected]] * 2


def test_there_is_no_order_where_figures_hold_different_numbers():
    assert not {"rank", "left", "top"} & set(ways(NESTED, [Item("square")]))
    assert "depth" not in ways(BESIDE, BESIDE)  # all objects are at depth 0


def test_what_all_figures_of_the_matrix_show_is_background():
    frame = Item("square", size=0.9)
    moving = [Item("circle", x, 0.5, 0.2) for x in (0.4, 0.5, 0.6)]
    slot, background = ways(*[[frame, dot] for dot in moving])["all"]
    assert (slot.name, background.name) == ("", "background: ")
    assert [round(one.centre.real, 1) for (one,) in slot.members] == [0.4, 0.5, 0.6]
    assert [[one.object.corners for one in held] for held in background.members] == [[4]] * 3
    assert len(ways([frame], [frame])["all"]) == 1  # nothing changes beside it
