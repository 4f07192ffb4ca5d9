"""The predicates of the patterns and the readings, on cases worked by hand."""

import pytest

from problems.drawing.item import Item
from problems.verification import patterns
from problems.verification.readings import READINGS, canonical, pose, reflected, symmetry


def test_numbers():
    assert patterns.progression([(1, 2, 3), (2, 3, 4)]) and not patterns.progression([(1, 2, 3), (2, 4, 6)])
    assert not patterns.progression([(2, 2, 2), (1, 1, 1)])
    assert patterns.progression([((0.2, 0.5), (0.5, 0.5), (0.8, 0.5))])
    assert patterns.ratio([(0.2, 0.4), (0.3, 0.6)]) and not patterns.ratio([(0.2, 0.4), (0.3, 0.5)])
    assert patterns.total([(1, 2, 3), (4, 1, 5)]) and not patterns.total([(1, 2, 3), (4, 1, 3)])
    assert patterns.remainder([(5, 2, 3), (4, 1, 3)]) and not patterns.remainder([(5, 2, 2), (4, 1, 3)])


def test_kinds():
    assert patterns.constant([("a", "a"), ("b", "b")]) and not patterns.constant([("a", "b")])
    assert patterns.sequence([("a", "b"), ("a", "b")]) and not patterns.sequence([("a", "b"), ("b", "a")])
    assert patterns.distribution([("a", "b", "c"), ("c", "a", "b")])
    assert not patterns.distribution([("a", "b", "c"), ("c", "a", "a")])
    assert patterns.copy_first([("a", "b", "a")]) and patterns.copy_second([("a", "b", "b")])
    assert patterns.cyclic([(tuple("abc"), tuple("cab")), (tuple("bac"), tuple("cba"))])
    assert not patterns.cyclic([(tuple("abc"), tuple("cab")), (tuple("abc"), tuple("bca"))])
    assert patterns.backwards([(tuple("abc"), tuple("cba"))])


def test_sets():
    a, b = frozenset({1, 2}), frozenset({2, 3})
    combined = {
        "union": {1, 2, 3},
        "intersection": {2},
        "exclusive": {1, 3},
        "difference": {1},
        "reverse_difference": {3},
    }
    for name, result in combined.items():
        pattern = getattr(patterns, name)
        assert pattern([(a, b, frozenset(result))])
        assert not pattern([(a, b, frozenset({1, 2, 3, 4}))])
    assert patterns.edit([(a, b), (frozenset({1, 5}), frozenset({3, 5}))])
    assert not patterns.edit([(a, b), (frozenset({1, 5}), frozenset({5}))])


def test_turns_allow_for_symmetry():
    def row(shape, *angles):
        return tuple(frozenset({pose(Item(shape, rotation=angle))}) for angle in angles)

    assert patterns.turn([row("heart", 0, 45, 90), row("heart", 10, 55, 100)])
    assert not patterns.turn([row("heart", 0, 45, 90), row("heart", 0, 90, 180)])
    assert patterns.turn([row("heart", 0, 90, 180), row("rectangle", 0, 90, 0)])
    assert not patterns.turn([row("square", 0, 90, 180)])


def test_marks_travel():
    assert patterns.orbit([(frozenset({0}), frozenset({45})), (frozenset({90}), frozenset({135}))])
    assert not patterns.orbit([(frozenset({0}), frozenset({45})), (frozenset({90}), frozenset({45}))])
    assert patterns.travel(
        [(frozenset({(0, 0)}), frozenset({(1, 0)})), (frozenset({(2, 2)}), frozenset({(0, 2)}))]
    )


@pytest.mark.parametrize(
    "shape, period",
    [
        ("circle", 1),
        ("square", 90),
        ("triangle", 120),
        ("pentagon", 72),
        ("rectangle", 180),
        ("heart", 360),
        ("octagon", 45),
    ],
)
def test_symmetries_are_measured_on_the_outlines(shape, period):
    assert symmetry(shape)[0] == period


def test_mirrored_shapes_that_a_turn_brings_back_are_the_same():
    assert canonical(Item("arrow", mirrored=True)) == canonical(Item("arrow", rotation=180))
    assert canonical(Item("heart", mirrored=True)) == canonical(Item("heart"))
    assert canonical(Item("lightning", mirrored=True)) != canonical(Item("lightning"))


def test_reflections():
    arrow = Item("arrow", x=0.3, rotation=30)
    assert reflected(arrow, "left_right") == canonical(Item("arrow", x=0.7, rotation=150))
    assert reflected(arrow, "up_down") == canonical(Item("arrow", x=0.3, rotation=-30))
    assert reflected(Item("arrow", x=0.2, y=0.6, rotation=0), "diagonal") == canonical(
        Item("arrow", x=0.6, y=0.2, rotation=270)
    )


def test_readings():
    items = (Item("square", x=0.2, size=0.2, fill="solid"), Item("circle", x=0.8, size=0.3))
    assert READINGS["number"](items) == 2 and READINGS["filled"](items) == 1
    assert READINGS["place"](items) == (0.5, 0.5) and READINGS["spread"](items) == pytest.approx(0.3)
    assert READINGS["order"](items) == ("square", "circle") and READINGS["nesting"](items) == (
        "circle",
        "square",
    )
