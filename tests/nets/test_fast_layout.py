"""The fast path's memory: where arrays lie, and the way between the two layouts of images."""

import numpy as np
import pytest

from nets.fast.images_innermost import images_innermost, write_images
from nets.fast.memory import CACHE_LINE, empty, matrix, scratch


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("columns", [1, 16, 100, 1024, 9216])
def test_rows_lie_an_odd_number_of_cache_lines_apart(columns, dtype):
    array = matrix(5, columns, dtype)
    assert array.shape == (5, columns) and array.dtype == dtype
    assert array.ctypes.data % CACHE_LINE == 0
    lines, rest = divmod(array.strides[0], CACHE_LINE)
    assert rest == 0 and lines % 2 == 1
    assert columns * array.itemsize <= array.strides[0] <= columns * array.itemsize + 2 * CACHE_LINE


def test_new_arrays_begin_on_a_cache_line():
    assert all(empty((size,), np.uint8).ctypes.data % CACHE_LINE == 0 for size in range(1, 40))


def test_scratch_memory_is_used_again_and_grows():
    first = scratch("test", (3, 4), np.float32)
    first[...] = 7
    assert np.shares_memory(first, scratch("test", (12,), np.float32))
    assert scratch("test", (50, 4), np.float64).shape == (50, 4)
    assert not np.shares_memory(first, scratch("another test", (3, 4), np.float32))


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (3, 2, 5, 4), (33, 9, 8, 8)])
def test_images_go_there_and_back(shape):
    images = np.random.default_rng(0).normal(size=shape)
    inner = images_innermost(images[:, ::-1], np.dtype(np.float32))
    np.testing.assert_array_equal(inner, images[:, ::-1].transpose(2, 1, 3, 0).astype(np.float32))
    back = np.zeros(shape, np.float32)
    write_images(inner.copy(), back)
    np.testing.assert_array_equal(back, images[:, ::-1].astype(np.float32))
