"""Pieces of figures: what outlines enclose and solid cores stay apart where the ink is connected."""

import numpy as np
import pytest

from agent.network.holes_and_cores import COUNTS, KINDS, holes_and_cores
from agent.network.modules import DeepSet
from agent.network.object_crops import CROP, object_crops
from agent.vision.raster import SIDE

HOLE, CORE = range(len(KINDS))


def figure(*boxes):
    """Ink of boxes (top, left, height, width, line); a line of 0 is solid."""
    ink = np.zeros((SIDE, SIDE), np.float32)
    for top, left, height, width, line in boxes:
        ink[top:top + height, left:left + width] = 1.0
        if line:
            ink[top + line:top + height - line, left + line:left + width - line] = 0.0
    return ink


def counts(found, index=0):
    """How many holes and cores the summary of a figure tells."""
    return found.summary[index].reshape(len(KINDS), COUNTS).argmax(axis=1).tolist()


TOUCHING = figure((30, 10, 24, 24, 3), (30, 34, 24, 24, 3))
SOLID = figure((30, 10, 20, 20, 0), (49, 29, 20, 20, 0))  # they share a corner


def test_touching_outlines_enclose_a_hole_each():
    found = holes_and_cores(TOUCHING[None])
    assert counts(found) == [2, 0]
    assert (found.kind == HOLE).all() and found.crop.shape == (2, 2, CROP, CROP)
    assert 0.4 < found.crop[0, 0].mean() < 0.6  # a square in the circle around it


def test_solid_shapes_that_touch_at_a_corner_have_a_core_each():
    assert counts(holes_and_cores(SOLID[None])) == [0, 2]


def test_lines_leave_no_core_and_open_ones_no_hole():
    cross = figure((45, 10, 3, 70, 0), (10, 45, 70, 3, 0))
    assert counts(holes_and_cores(cross[None])) == [0, 0]


def test_a_solid_shape_on_an_outline_is_a_core_of_its_own():
    mixed = figure((20, 20, 50, 50, 3), (30, 22, 14, 14, 0))
    found = holes_and_cores(mixed[None])
    assert counts(found) == [1, 1]
    assert found.crop[found.kind == CORE, 0].mean() > 0.4


def test_pieces_of_a_figure_do_not_depend_on_the_others():
    others = np.stack([SOLID, TOUCHING, np.ones((SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), np.float32)])
    together, alone = holes_and_cores(others), holes_and_cores(TOUCHING[None])
    assert counts(together, 1) == counts(alone) and counts(together, 3) == [0, 0]
    np.testing.assert_array_equal(together.crop[together.figure == 1], alone.crop)


def test_many_holes_leave_the_largest():
    grid = figure(*((4 + 22 * row, 4 + 22 * column, 23, 23, 2) for row in range(4) for column in range(4)))
    found = holes_and_cores(grid[None])
    assert counts(found)[HOLE] == COUNTS - 1 and (found.kind == HOLE).sum() == 9


def test_a_deep_set_sums_averages_and_votes():
    pool = DeepSet(2)
    described, logits = np.array([[1.0], [3.0], [5.0]]), np.array([[0.5, -1.0], [2.0, -3.0], [1.0, 4.0]])
    pooled, vote = pool.forward(described, logits, np.array([0, 0, 2]), np.array([0, 0, 1]), 3)
    np.testing.assert_allclose(pooled, [[4, 0, 2, 0], [0, 0, 0, 0], [0, 5, 0, 5]])
    np.testing.assert_allclose(vote, [[2.0, -1.0], [0.0, 0.0], [1.0, 4.0]])


def test_a_deep_set_hands_its_gradient_back():
    rng = np.random.default_rng(0)
    pool, figures, kinds = DeepSet(3), np.array([0, 1, 1, 1, 3]), np.array([2, 0, 0, 1, 0])
    described, logits = rng.normal(size=(5, 4)), rng.normal(size=(5, 6))
    pooled, vote = pool.forward(described, logits, figures, kinds, 4, training=True)
    slopes = rng.normal(size=pooled.shape), rng.normal(size=vote.shape)
    gradients = pool.backward(*slopes)

    def value():
        parts = pool.forward(described, logits, figures, kinds, 4)
        return sum((part * slope).sum() for part, slope in zip(parts, slopes, strict=True))

    for array, gradient in zip((described, logits), gradients, strict=True):
        for place in np.ndindex(array.shape):
            array[place] += 1e-6
            above = value()
            array[place] -= 2e-6
            below = value()
            array[place] += 1e-6
            assert (above - below) / 2e-6 == pytest.approx(gradient[place], abs=1e-5)


def test_a_crop_shows_the_mean_of_nine_samples_a_pixel_of_an_object_and_its_paper():
    """An object of the second of two figures one below another, cut off by the figure's edge, with a neighbour."""
    width, x, y, radius = 12, 9.2, 16.7, 4.9
    sheet = np.random.default_rng(0).random((2 * width, width)).astype(np.float32)
    labels = np.zeros(sheet.shape, int)
    labels[14:20, 7:12], labels[14:20, :7] = 2, 1
    crop = object_crops(sheet, labels, np.array([2]), np.array([x]), np.array([y]), np.array([radius]))[0, 0]
    for row, column in ((0, 0), (5, 30), (16, 16), (31, 2), (20, 9)):
        samples = []
        for down in range(3):
            for across in range(3):
                places = ((3 * row + down, y), (3 * column + across, x))
                i, j = (round(middle + radius * ((step + 0.5) / (3 * CROP) * 2 - 1)) for step, middle in places)
                i, j = np.clip(i, width, 2 * width - 1), np.clip(j, 0, width - 1)
                samples.append(sheet[i, j] if labels[i, j] in (0, 2) else 0.0)
        assert crop[row, column] == pytest.approx(np.mean(samples), abs=1e-6)
