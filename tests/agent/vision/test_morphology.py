"""Windows over masks do what scipy.ndimage does."""

import numpy as np
import pytest
from scipy import ndimage

from agent.vision.morphology import bounding_box, coordinates, dilate, erode, windowed, with_margin

SHAPES = [(1, 1), (7, 5), (30, 41)]


def blots(shape, share=0.3, seed=0):
    return np.random.default_rng(seed).random(shape) < share


@pytest.mark.parametrize("reach", [1, 2, 3, 6])
@pytest.mark.parametrize("shape", SHAPES)
def test_least_and_largest_around_a_pixel(shape, reach):
    values = np.random.default_rng(reach).random((2, *shape)).astype(np.float32)
    size = (1, 2 * reach + 1, 2 * reach + 1)
    least = windowed(np.minimum, values, reach, 1.0)
    np.testing.assert_array_equal(least, ndimage.minimum_filter(values, size, mode="constant", cval=1.0))
    largest = windowed(np.maximum, values, reach, 0.0)
    np.testing.assert_array_equal(largest, ndimage.maximum_filter(values, size, mode="constant", cval=0.0))
    assert least.dtype == np.float32


@pytest.mark.parametrize("reach", [1, 3])
def test_erosion_and_dilation(reach):
    square = np.ones((2 * reach + 1, 2 * reach + 1), bool)
    mask = blots((30, 41), 0.9)
    np.testing.assert_array_equal(erode(mask, reach), ndimage.binary_erosion(mask, square))
    np.testing.assert_array_equal(erode(mask, reach, True), ndimage.binary_erosion(mask, square, border_value=1))
    np.testing.assert_array_equal(dilate(mask, reach), ndimage.binary_dilation(mask, square))


def test_pixels_of_a_mask_in_reading_order():
    mask = blots((7, 5))
    np.testing.assert_array_equal(coordinates(mask), np.nonzero(mask))
    assert mask.any()


def test_content_is_the_box_of_what_there_is():
    mask = np.zeros((9, 9), bool)
    mask[2, 3] = mask[5, 7] = True
    assert bounding_box(mask) == (slice(2, 6), slice(3, 8))
    nothing = np.zeros((9, 9), bool)
    assert nothing[bounding_box(nothing)].size == 0


@pytest.mark.parametrize("width", [1, 3])
def test_margin_is_not_in_the_mask(width):
    mask = blots((7, 5))
    np.testing.assert_array_equal(with_margin(mask, width), np.pad(mask, width))
