"""The fast path's matrix products, cut so that OpenBLAS takes each piece straight from memory.

OpenBLAS copies the matrices of a product into blocks of its own before it multiplies. On processors with AVX-512 it
leaves that out for a product of up to a million multiply-adds; where the second matrix is transposed, that pays as
long as the result has some 1200 entries or fewer. Products of a convolution are larger, but every cut of their
columns (or of the rows of dW) is a product too: cut, they took 60 to 90 % of the time. Kernels of other processors
always copy, and lose by cuts, so that nothing is cut there. Cuts depend on shapes alone, never on a measurement: the
same machine always rounds the same way.
"""

from __future__ import annotations

import functools

import numpy as np

from nets.fast.blas import blas_core
from nets.fast.memory import scratch

UNPACKED_CORES = ("SkylakeX", "Cooperlake", "SapphireRapids")  # OpenBLAS's names for its kernels with AVX-512
MOST_MULTIPLY_ADDS = 10 ** 6  # of a product that is not copied
MOST_ENTRIES = 1200  # of the result, where the second matrix is transposed
LEAST_COLUMNS = 32  # of a piece: two vector registers
LEAST_INNER = 256  # numbers in each sum of dW; with fewer, a cut costs more than the copy


def multiply(weight: np.ndarray, patches: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Fill out (rows, O, N) with weight (O, P) @ patches (rows, P, N); return it. O P N multiply-adds a row."""
    pieces = 1
    if blas_core() in UNPACKED_CORES:
        pieces = _pieces(patches.shape[2], MOST_MULTIPLY_ADDS // weight.size, LEAST_COLUMNS)
    np.matmul(weight, _column_pieces(patches, pieces), out=_column_pieces(out, pieces))
    return out


def multiply_transposed(patches: np.ndarray, dz: np.ndarray) -> np.ndarray:
    """Return the sum over rows of patches (rows, P, N) @ dz (rows, O, N) transposed, (P, O)."""
    (rows, lines, columns), outputs = patches.shape, dz.shape[1]
    pieces = 1
    if blas_core() in UNPACKED_CORES and columns >= LEAST_INNER:
        pieces = _pieces(lines, min(MOST_ENTRIES, MOST_MULTIPLY_ADDS // columns) // outputs, 1)
    parts = scratch("dweight", (rows, pieces, lines // pieces, outputs), dz.dtype)
    np.matmul(patches.reshape(rows, pieces, -1, columns), dz.transpose(0, 2, 1)[:, None], out=parts)
    return parts.sum(axis=0).reshape(lines, outputs)


@functools.cache
def _pieces(length: int, most: int, least: int) -> int:
    """Return the least number of equal pieces of ``least`` to ``most``; 1 where there is none."""
    fitting = (count for count in range(1, length // least + 1) if length % count == 0 and length // count <= most)
    return next(fitting, 1)


def _column_pieces(matrices: np.ndarray, pieces: int) -> np.ndarray:
    """Return a view (rows, pieces, P, N / pieces) of matrices (rows, P, N)."""
    return matrices.reshape(*matrices.shape[:2], pieces, -1).transpose(0, 2, 1, 3)
