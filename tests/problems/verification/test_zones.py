"""Families of parts by place, depth, shape and direction; patterns of places, on cases worked by hand."""

from problems.drawing.item import Item
from problems.rules.elements import segment
from problems.verification.zones import PATTERNS, completeness, round_turn, zones


def test_families_are_told_apart_by_place_and_direction():
    drawing = (
        Item("star", x=0.13, y=0.87, size=0.1),
        Item("star", x=0.5, y=0.12, size=0.11),
        Item("circle", x=0.66, y=0.66, size=0.12),
        Item("square", size=0.2, fill="solid"),
        segment((0.26, 0.05), (0.26, 0.95)),
        segment((0.05, 0.64), (0.95, 0.64)),
    )
    found = zones(drawing)
    for name, index in (("corners", 0), ("edges", 1), ("ring", 2), ("centre", 3), ("verticals", 4), ("horizontals", 5)):
        assert found[name] == (drawing[index],)
    assert found["kind star"] == drawing[:2] and found["tone solid"] == (drawing[3],)
    assert found["marks"] == drawing[:4] and found["lines"] == drawing[4:]


def test_depths_go_from_the_outside_in():
    drawing = (Item("star", size=0.2), Item("circle", size=0.8), Item("square", size=0.5))
    assert [zones(drawing)[f"depth {depth}"][0].shape for depth in range(3)] == ["circle", "square", "star"]


def test_completeness():
    lines = [(frozenset({1}), frozenset({2, 3}), frozenset({4})), (frozenset({1, 2}), frozenset({4}), frozenset({3}))]
    assert completeness(lines)
    assert not completeness([lines[0], (frozenset({1, 2}), frozenset({4}), frozenset({2, 3}))])
    assert not completeness([lines[0], (frozenset({1}), frozenset({2}), frozenset({3}))])


def test_places_turn_round_the_centre():
    top, right, below = (frozenset({place}) for place in ((0.5, 0.12), (0.88, 0.5), (0.5, 0.88)))
    assert round_turn([(top, right, below)])
    assert not round_turn([(top, right, top)]) and not round_turn([(top, top, top)])


def test_one_of_the_three_is_nothing():
    a, b, nothing = frozenset({("star", "none")}), frozenset({("plus", "none")}), frozenset()
    assert PATTERNS["look"]["null_distribution"]([(a, b, nothing), (nothing, a, b)])
    assert not PATTERNS["look"]["null_distribution"]([(a, b, nothing), (nothing, a, a)])
