"""The truth of a drawing agrees with its picture and with geometry worked out by hand."""

import numpy as np
import pytest

from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.drawing.shapes import SHAPES
from problems.drawing.truth import drawn_objects, inside


def test_a_square_has_the_place_size_and_box_of_its_outline():
    [square] = drawn_objects((Item("square", x=0.4, y=0.6, size=0.5 * 2**0.5, line_width=0.02),))
    assert square.place == pytest.approx((0.4, 0.6))
    assert square.size == pytest.approx(0.52)
    assert square.box == pytest.approx((0.14, 0.34, 0.66, 0.86))
    assert (square.corners, square.symmetry, square.fill, square.stroke) == (4, 4, "none", 0.02)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", [Style(), Style(line=1.5, swell=0.002)])
def test_the_box_of_an_object_is_that_of_its_ink(shape, style):
    drawing = (Item(shape, size=0.7, rotation=25.0, mirrored=True, fill="solid"),)
    rows, columns = np.nonzero(render(drawing, side=300, style=style) > 0.5)
    expected = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    [truth] = drawn_objects(drawing, style)
    assert 300 * np.array(truth.box) == pytest.approx(expected, abs=2.5)
    assert truth.stroke is None or SHAPES[shape].thin


@pytest.mark.parametrize(
    "shape, corners",
    [("circle", 0), ("clover", 0), ("droplet", 1), ("pacman", 3), ("octagon", 8), ("star", 10), ("plus", 12)],
)
def test_corners_are_counted_convex_and_reflex(shape, corners):
    assert drawn_objects((Item(shape),))[0].corners == corners


@pytest.mark.parametrize(
    "shape, bends",
    [("line", 0), ("corner", 1), ("zigzag", 2), ("zigzag 5", 4), ("polyline -1,0 0,1 1,0 1,1", 2), ("wave 2", 0),
     ("cross_thin", None)],
)  # fmt: skip
def test_of_a_stroke_the_bends_are_counted(shape, bends):
    assert drawn_objects((Item(shape),))[0].corners == bends


def test_the_parent_is_the_smallest_object_around():
    outer, middle, inner = Item("circle", size=0.9), Item("square", size=0.6), Item("star", size=0.2)
    beside = Item("circle", x=0.8, y=0.1, size=0.15)
    found = drawn_objects((inner, outer, beside, middle))
    assert [truth.parent for truth in found] == [3, None, None, 1]


def test_white_on_black_ends_at_the_inner_edge_of_its_outline():
    black, white = drawn_objects(
        (Item("circle", size=0.9, fill="solid"), Item("square", size=0.3 * 2**0.5, fill="grey", grey=0.0))
    )
    assert black.fill == "solid" and black.stroke is None
    assert white.fill == "none" and white.stroke is None and white.size == pytest.approx(0.28)


@pytest.mark.parametrize("mirrored, direction", [(False, 50.0), (True, 170.0)])
def test_the_direction_of_stripes_turns_with_the_shape(mirrored, direction):
    item = Item("circle", fill="striped", fill_angle=30.0, rotation=20.0, mirrored=mirrored, size=0.9)
    [truth] = drawn_objects((item,), Style(period=0.08))
    assert truth.texture == pytest.approx((direction, 0.08, 180.0))
    ink = render((item,), side=200, style=Style(period=0.08))
    step = 16.0 * np.array([np.cos(np.radians(direction)), -np.sin(np.radians(direction))])
    middle = np.arange(80, 120)
    moved = ink[np.ix_(middle + round(step[1]), middle + round(step[0]))]
    assert abs(moved - ink[80:120, 80:120]).mean() < 0.12 * ink[80:120, 80:120].mean()


def test_points_inside_of_a_polygon():
    square = np.array([0, 1, 1 + 1j, 1j])
    assert inside(np.array([0.5 + 0.5j, 1.5 + 0.5j, -0.1 + 0.2j, 0.9 + 0.1j]), square).tolist() == [
        True, False, False, True,
    ]  # fmt: skip
