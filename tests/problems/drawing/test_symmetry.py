"""Symmetry: equal states look equal, and rigid labels say what carries one drawing into another."""

import numpy as np
import pytest

from problems.drawing.item import FILLS, Item
from problems.drawing.notches import Notch
from problems.drawing.render import render
from problems.drawing.shapes import SHAPES
from problems.drawing.symmetry import (
    MOTIONS,
    REFLECTION_CLASSES,
    alike,
    group,
    intersection,
    rigid_labels,
    state,
)
from problems.pairs.transformations import reflect_figure, reflect_items, rotate_figure, rotate_items


def test_common_symmetry_of_two_groups():
    assert intersection((0, 90.0), (4, 45.0)) == (4, 45.0)
    assert intersection((4, 90.0), (6, 90.0)) == (2, 90.0)
    assert intersection((4, 90.0), (1, 45.0)) == (1, 45.0)
    assert intersection((4, 90.0), (2, 30.0)) == (2, None)


@pytest.mark.parametrize(
    "shape, aspect, fill, angle, expected",
    [
        ("circle", 1.0, "none", 0.0, (0, 90)),
        ("circle", 0.5, "none", 0.0, (2, 90.0)),
        ("square", 1.0, "half", 0.0, (1, 0.0)),
        ("square", 1.0, "striped", 20.0, (2, None)),
        ("right_triangle", 0.8, "none", 0.0, (1, None)),
        ("line", 1.0, "half", 0.0, (2, 90)),
    ],
)
def test_groups_of_items(shape, aspect, fill, angle, expected):
    assert group(shape, aspect, fill, angle) == expected


def test_states_are_alike_exactly_where_the_pictures_are():
    rng = np.random.default_rng(3)
    seen = {True: 0, False: 0}
    for _ in range(300):
        name, fill = rng.choice(list(SHAPES)), rng.choice(FILLS)
        fields = dict(size=0.8, fill=str(fill), aspect=float(rng.choice([1.0, 0.7])), line_width=0.03)
        one, two = (
            Item(str(name), rotation=30.0 * rng.integers(12), mirrored=bool(rng.random() < 0.5),
                 fill_angle=float(rng.choice([0, 45, 90, 180])), **fields)
            for _ in range(2)
        )
        gap = abs(render((one,), side=120) - render((two,), side=120)).mean()
        same = alike(state(one), state(two))
        seen[same] += 1
        assert (gap < 0.008) == same, (one, two, gap)
    assert min(seen.values()) > 20


@pytest.mark.parametrize("shape", ["circle", "square", "polygon 5", "rectangle"])
def test_states_of_notched_items_are_alike_exactly_where_the_pictures_are(shape):
    rng = np.random.default_rng(4)
    seen = {True: 0, False: 0}
    for _ in range(30):
        fill = str(rng.choice(["none", "solid", "striped", "wave", "brick", "checks"]))
        one, two = (
            Item(shape, size=0.8, rotation=30.0 * rng.integers(12), mirrored=bool(rng.random() < 0.5), fill=fill,
                 fill_angle=float(rng.choice([0, 90])), line_width=0.03,
                 notch=Notch("wedge", float(rng.choice([0.0, 90.0, 180.0])), 0.5, 0.9))
            for _ in range(2)
        )
        gap = abs(render((one,), side=120) - render((two,), side=120)).mean()
        same = alike(state(one), state(two))
        seen[same] += 1
        assert (gap < 0.008) == same, (one, two, gap)
    assert min(seen.values()) > 0


def test_what_differs_in_hue_dash_or_ink_is_not_alike():
    plain = state(Item("circle"))
    for change in ({"hue": 0.0}, {"dash": 0.05}, {"ink": 0.5}, {"notch": Notch()}):
        assert not alike(plain, state(Item("circle", **change)))


def carried(before, transformation):
    return rigid_labels(before, transformation(before))


def test_a_turn_of_a_shape_without_symmetry_is_told():
    found = carried((Item("l_shape"),), rotate_items(37.0))
    assert found.rotation % 360 == pytest.approx(37.0) and found.reflection == 0 and not any(found.motions)


def test_an_unchanged_drawing_has_turned_by_nothing():
    assert carried((Item("square"),), rotate_items(90.0))[:2] == (0.0, 0)
    assert carried((Item("circle"),), rotate_items(12.0))[:2] == (0.0, 0)


def test_a_turn_that_symmetry_hides_is_undefined():
    assert carried((Item("square"),), rotate_items(45.0)).rotation is None
    assert carried((Item("triangle"),), rotate_items(60.0)).rotation is None


@pytest.mark.parametrize("axis, expected", REFLECTION_CLASSES.items())
@pytest.mark.parametrize("reflect", [reflect_items, reflect_figure])
def test_a_reflection_of_a_chiral_shape_is_told(axis, expected, reflect):
    found = carried((Item("flag", rotation=20.0), Item("plus", x=0.2, y=0.3, size=0.2)), reflect(axis))
    assert found.rotation is None and found.reflection == expected


def test_an_arrow_reflected_may_as_well_have_turned():
    found = carried((Item("arrow"),), reflect_items("left_right"))
    assert found.rotation % 360 == pytest.approx(180.0) and found.reflection is None
    assert [m for m, holds in zip(MOTIONS, found.motions, strict=True) if holds] == [180.0, "left_right"]


def test_circles_turn_by_their_places():
    row = (Item("circle", x=0.2, size=0.2), Item("circle", x=0.5, size=0.2), Item("circle", x=0.65, size=0.2))
    assert carried(row, rotate_figure(30.0)).rotation % 360 == pytest.approx(30.0)


def test_two_explanations_leave_the_turn_undefined():
    ring = tuple(
        Item("arrow", x=0.5 + dx, y=0.5 + dy, size=0.2, rotation=-90.0 * k)
        for k, (dx, dy) in enumerate([(0.3, 0), (0, -0.3), (-0.3, 0), (0, 0.3)])
    )
    assert carried(ring, rotate_items(180.0)).rotation is None  # or the figure turned by 90 degrees
