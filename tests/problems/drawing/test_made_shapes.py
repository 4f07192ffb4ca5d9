"""Shapes made to measure: corners, symmetry and places are exact."""

import numpy as np
import pytest

from problems.drawing.item import Item
from problems.drawing.made_shapes import POLYGON_CORNERS, STAR_POINTS, corners_of, polyline, shape_named
from problems.drawing.render import render
from problems.drawing.shapes import SHAPES, signed_area

STROKES = ("arc 60", "arc 240", "wave 2", "zigzag 3", "zigzag 4", "bar", "pointer", "polyline -0.9,0.2 0,-0.3 0.8,0.4")


def turned_and_back(name, transform):
    """The largest distance from a point of the transformed outline to the nearest of the outline."""
    points = shape_named(name).outline(60.0) @ np.array([1.0, 1.0j])
    return abs(transform(points)[:, None] - points[None]).min(axis=1).max()


@pytest.mark.parametrize("count", range(POLYGON_CORNERS[0], POLYGON_CORNERS[1] + 1))
def test_a_regular_polygon_has_its_corners_and_area(count):
    shape = shape_named(f"polygon {count}")
    assert shape.corner_count == shape.symmetry == count and not shape.thin
    assert -signed_area(np.array(shape.corners)) == pytest.approx(0.5 * count * np.sin(2.0 * np.pi / count))


@pytest.mark.parametrize("count", range(STAR_POINTS[0], STAR_POINTS[1] + 1))
def test_a_star_has_two_corners_a_point(count):
    shape = shape_named(f"star {count}")
    assert shape.corner_count == 2 * count and shape.symmetry == count


@pytest.mark.parametrize("name", [*STROKES, "polygon 7", "star 9"])
def test_symmetries_are_exact(name):
    shape = shape_named(name)
    assert turned_and_back(name, lambda z: z * np.exp(2j * np.pi / shape.symmetry)) < 0.02
    mirror = np.exp(-2j * np.radians(90.0 if shape.axis is None else shape.axis))
    assert (turned_and_back(name, lambda z: z.conj() * mirror) < 0.02) == (shape.axis is not None)


@pytest.mark.parametrize("name", STROKES)
def test_strokes_are_as_wide_as_the_line(name):
    wide, narrow = (render((Item(name, size=0.8, line_width=width),), side=200).sum() for width in (0.03, 0.015))
    assert shape_named(name).thin
    assert (1.8 if name != "pointer" else 1.5) < wide / narrow < 2.3  # the head of a pointer hardly grows


def test_points_of_a_polyline_are_found_again_and_carried_to_its_ink():
    path = [-0.9 + 0.3j, -0.2 - 0.4j, 0.7 + 0.1j]
    item = Item(polyline(path), x=0.45, y=0.55, size=0.8, rotation=35.0, mirrored=True, line_width=0.03)
    assert corners_of(item.shape) == pytest.approx(path)
    ink = render((item,), side=200)
    for point in path:
        place = item.carry(point)
        assert ink[int(200 * place.imag), int(200 * place.real)] == 1.0
    assert item.carry(0j) == 0.45 + 0.55j


def test_fixed_shapes_keep_their_names():
    assert all(shape_named(name) is shape for name, shape in SHAPES.items())


@pytest.mark.parametrize("name", ["blob", "polygon 2", "polygon 13", "polygon", "star x", "arc 400", "polyline 1,1"])
def test_other_names_are_refused_in_one_line(name):
    with pytest.raises(ValueError, match=r"shape: expected one of circle.*got") as error:
        shape_named(name)
    assert "\n" not in str(error.value)
