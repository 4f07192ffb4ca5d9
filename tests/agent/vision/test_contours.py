"""Contours of masks: order, place to a part of a pixel, and what they enclose."""

import numpy as np
import pytest
from scipy import ndimage

from agent.vision.contours import (
    border_and_inside,
    centroid,
    enclosed_by,
    outer_contour,
    perimeter,
    rolled,
    signed_area,
)


def disc(radius, side=41, centre=20.5):
    y, x = np.mgrid[:side, :side] + 0.5
    return np.clip(radius + 0.5 - np.hypot(x - centre, y - centre), 0.0, 1.0).astype(np.float32)


def test_the_contour_of_a_rectangle_runs_clockwise_around_all_its_pixels():
    mask = np.zeros((12, 15), bool)
    mask[3:8, 4:11] = True
    contour = outer_contour(mask)
    assert len(contour) == 2 * (5 + 7) and signed_area(contour) > 0
    assert centroid(contour) == pytest.approx(7.5 + 5.5j)
    square = np.array([0, 3, 3 + 3j, 3j])
    assert perimeter(square) == 12.0 and signed_area(square) == 9.0


def test_soft_edges_place_the_contour_to_a_part_of_a_pixel():
    ink = disc(10.3)
    radius = np.abs(outer_contour(ink >= 0.5, ink) - (20.5 + 20.5j))
    assert radius.mean() == pytest.approx(10.3, abs=0.15) and radius.std() < 0.25


@pytest.mark.parametrize("seed", range(6))
def test_what_a_piece_encloses_is_what_filling_its_holes_gives(seed):
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).random((30, 40)), 1.2)
    pieces, _ = ndimage.label(noise > noise.mean(), np.ones((3, 3)))
    mask = pieces == np.bincount(pieces.ravel())[1:].argmax() + 1
    filled = ndimage.binary_fill_holes(mask)
    assert (enclosed_by(mask) == filled).all()
    border, inside = border_and_inside(mask, mask.astype(np.float32), 0.5)
    assert (inside == filled).all() and len(border) == len(outer_contour(mask))


def test_an_empty_mask_has_no_contour():
    assert outer_contour(np.zeros((4, 5), bool)).size == 0
    assert not enclosed_by(np.zeros((4, 5), bool)).any()


@pytest.mark.parametrize("step", [-3, -1, 1, 4])
def test_values_along_a_contour_go_round(step):
    values = np.arange(7.0)
    np.testing.assert_array_equal(rolled(values, step), np.roll(values, step))
