"""Nested figures from the outside in: readings and changes, on cases worked by hand."""

import pytest

from problems.drawing.item import Item
from problems.verification.nesting import DEPTHS, READINGS, tone

CHANGED = {
    "constant": "abc",
    "outermost_goes": "bc",
    "innermost_goes": "ab",
    "outer_for_all": "aaa",
    "inner_for_all": "ccc",
    "reversed": "cba",
    "inwards": "cab",
    "outwards": "bca",
}


@pytest.mark.parametrize("name", CHANGED)
def test_each_change_is_told_from_all_others(name):
    lines = [(tuple("abc"), tuple(CHANGED[name]))]
    assert {other for other in CHANGED if DEPTHS[other](lines)} == {name}


def test_a_change_must_be_the_same_in_all_lines():
    assert not DEPTHS["reversed"]([(tuple("abc"), tuple("cba")), (tuple("abc"), tuple("bca"))])
    assert DEPTHS["uniform"]([(tuple("ab"), tuple("cc")), (tuple("ba"), tuple("cc"))])
    assert not DEPTHS["uniform"]([(tuple("ab"), tuple("cc")), (tuple("ba"), tuple("dd"))])


def test_rings_fill_by_turns_whatever_their_number():
    rings = [(tuple("www"), tuple("bwb")), (tuple("wwwww"), tuple("bwbwb"))]
    assert DEPTHS["alternate"](rings)
    assert not DEPTHS["alternate"]([rings[0], (tuple("wwww"), tuple("wbwb"))])
    assert not DEPTHS["alternate"]([rings[0], (tuple("wwww"), tuple("bwbb"))])


def test_readings_go_from_the_outside_in():
    items = (Item("star", size=0.2, fill="grey", grey=0.0), Item("circle", size=0.8, fill="solid"))
    assert READINGS["depth_shapes"](items) == ("circle", "star")
    assert READINGS["depth_fills"](items) == ("solid", "none")  # paper over black is white
    assert tone(Item("circle", fill="grey", grey=0.5)) == "grey"
