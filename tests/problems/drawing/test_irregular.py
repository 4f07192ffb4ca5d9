"""Irregular outlines: the same for the same number, without crossings, with corners that can be told."""

import numpy as np
import pytest

from problems.drawing.irregular import irregular
from problems.drawing.made_shapes import shape_named
from problems.drawing.shapes import corner_count


@pytest.mark.parametrize("number", range(40))
def test_irregular_outlines_are_plain(number):
    outline = irregular(number)
    assert np.array_equal(outline, irregular(number))
    turns = np.abs(np.angle(np.roll(np.diff(outline, append=outline[:1]), -1) / np.diff(outline, append=outline[:1])))
    assert not ((turns > 0.21) & (turns < 0.5)).any()  # a corner or a curve, nothing between
    assert corner_count(outline) >= 2
    # a simple polygon winds once around itself
    assert abs(np.angle(np.roll(np.diff(outline, append=outline[:1]), -1)
                        / np.diff(outline, append=outline[:1])).sum()) == pytest.approx(2.0 * np.pi, abs=1e-6)


def test_they_differ_and_have_a_name():
    shapes = [shape_named(f"irregular {number}") for number in range(12)]
    assert len({shape.corners for shape in shapes}) == len(shapes)
    assert {shape.symmetry for shape in shapes} == {1} and all(shape.axis is None for shape in shapes)
    assert max(abs(point) for point in shapes[0].corners) == pytest.approx(1.0)


def test_a_number_is_asked_for():
    with pytest.raises(ValueError, match="irregular -1"):
        shape_named("irregular -1")
