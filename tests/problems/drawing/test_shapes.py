"""Shapes: outlines inside the unit circle, and symmetries that hold for exactly what they claim."""

import numpy as np
import pytest

from problems.drawing.shapes import SHAPE_CLASSES, SHAPES

NAMED = """
circle square rectangle triangle right_triangle diamond pentagon hexagon octagon star heart plus arrow
pacman crescent""".split()


def distance(first, second):
    """The larger of both mean distances from the points of one outline to the other."""
    gaps = abs(first[:, None] - second[None, :])
    return max(gaps.min(axis=0).mean(), gaps.min(axis=1).mean())


def dense(name):
    points = SHAPES[name].outline(points_per_unit=20)
    return points[:, 0] + 1j * points[:, 1]


def test_the_named_shapes_exist():
    assert set(NAMED) <= set(SHAPES)
    assert SHAPE_CLASSES == tuple(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
def test_outline_touches_the_unit_circle_and_stays_inside(name):
    outline = SHAPES[name].outline()
    assert outline.dtype == np.float64 and outline.shape[1] == 2
    assert np.hypot(*outline.T).max() == pytest.approx(1.0, abs=1e-6)


def test_outline_is_cut_as_finely_as_asked():
    steps = np.diff(SHAPES["square"].outline(points_per_unit=10), axis=0)
    assert np.hypot(*steps.T).max() <= 0.1 + 1e-9


@pytest.mark.parametrize("name", SHAPES)
def test_rotational_order_is_exact(name):
    points, order = dense(name), SHAPES[name].symmetry
    if order == 0:
        assert distance(points, points * np.exp(0.37j)) < 0.03
        return
    assert distance(points, points * np.exp(2j * np.pi / order)) < 0.02
    for turns in {2, 3, 4, 5, 6, 8} - {n for n in range(1, 9) if order % n == 0}:
        assert distance(points, points * np.exp(2j * np.pi / turns)) > 0.035, turns


@pytest.mark.parametrize("name", SHAPES)
def test_mirror_axis_is_exact(name):
    points, shape = dense(name), SHAPES[name]
    flipped = -points.conj()
    assert (distance(points, flipped) < 0.02) == shape.mirror
    turns = np.exp(1j * np.radians(np.arange(0, 360, 5)))
    closest = min(distance(points, flipped * turn) for turn in turns)
    assert (closest < 0.02) == (shape.axis is not None)
    if shape.axis is None:
        assert closest > 0.045
