"""Cut matrix products give what whole ones give, and NumPy's buffer is put back."""

import numpy as np
import pytest

from nets import Conv2D, ReLU, Sequential, limited_threads
from nets.fast import products
from nets.fast.blas import blas_core
from nets.fast.buffers import BUFFER_ELEMENTS, short_buffer
from nets.fast.memory import matrix
from nets.fast.products import multiply, multiply_transposed
from nets.threads import run_parallel


@pytest.fixture(params=[True, False])
def cuts(request, monkeypatch):
    monkeypatch.setattr(products, "UNPACKED_CORES", (blas_core(),) if request.param else ())


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("outputs, lines, columns", [(16, 81, 1024), (32, 144, 512), (64, 288, 96), (7, 13, 997),
                                                     (1, 1, 1), (200, 300, 64)])
def test_products_of_any_shape(outputs, lines, columns, dtype, cuts):
    rng, rows = np.random.default_rng(0), 3
    weight = rng.normal(size=(outputs, lines)).astype(dtype)
    patches, dz, out = (matrix(rows * count, columns, dtype).reshape(rows, count, columns)
                        for count in (lines, outputs, outputs))
    patches[...], dz[...] = rng.normal(size=patches.shape), rng.normal(size=dz.shape)
    near = {"rtol": 0, "atol": 1e-3 if dtype == np.float32 else 1e-10}
    assert multiply(weight, patches, out) is out
    np.testing.assert_allclose(out, np.einsum("op,rpn->ron", weight, patches), **near)
    np.testing.assert_allclose(multiply_transposed(patches, dz), np.einsum("rpn,ron->po", patches, dz), **near)


def test_pieces_are_equal_and_as_few_as_fit():
    assert [products._pieces(1024, most, 32) for most in (5000, 1024, 771, 64, 40, 31, 0)] == [1, 1, 2, 16, 32, 1, 1]
    assert products._pieces(997, 500, 32) == 1  # a prime number of columns


def test_the_buffer_is_short_in_all_threads_and_put_back():
    before = np.getbufsize()
    with pytest.raises(KeyError), short_buffer():
        assert np.getbufsize() == BUFFER_ELEMENTS
        raise KeyError
    network = Sequential([Conv2D(1, 2, 3, rng=np.random.default_rng(0)), ReLU()])
    network.backward(np.ones_like(network.forward(np.ones((2, 1, 5, 5)), training=True)))
    assert np.getbufsize() == before
    with limited_threads(2), short_buffer():
        assert set(run_parallel(lambda index: np.getbufsize(), 8)) == {BUFFER_ELEMENTS}
