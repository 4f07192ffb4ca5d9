"""One convolution with the batch norm, ReLU and max pooling after it, as the fast path does them.

Besides the layout (window.py) two things make it fast.

The maximum is taken before the affine map of batch norm (norm_map.py) and the ReLU: both are monotonic, so the
result is the same, on a quarter of the numbers. On the way back the sums run over pooled numbers, and one pass over
z makes dz.

Rows are worked on a few at a time (a strip): lines, product, sums and maximum follow one another in the cache.

Costs of one image, with F = O * H' * W' outputs and P = C * K * L taps: forward F * P multiply-adds, 4 C L H W'
bytes of lines written, and 8 F bytes to write z and read it again; backward twice the multiply-adds (once without
dx), the same lines, and 12 F bytes to read z and to write and read dz.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import numpy as np

from nets.activations import ReLU
from nets.convolution import Conv2D
from nets.fast.max_pooling import gradient_to_maximum, maximum
from nets.fast.memory import empty, matrix, multiply_by_mask, scratch_matrix
from nets.fast.norm_map import NormMap
from nets.fast.products import multiply, multiply_transposed
from nets.fast.window import Window, stacked_rows
from nets.normalization import BatchNorm
from nets.pooling import MaxPool2D

STRIP_BYTES = 1 << 20  # of a convolution's output in a strip: enough for the calls of a strip to be few
PIECE_BYTES = 1 << 18  # of it in a piece whose gradient is made while a second-level cache holds it


class FusedBlock:
    """A convolution, and after it batch norm, ReLU and pooling where not None.

    The images of a batch come in groups; several threads may work on one block, each on its own group.

    Parameters
    ----------
    input_shape : (C, H, W)
    """

    def __init__(self, conv: Conv2D, norm: BatchNorm | None, relu: ReLU | None, pool: MaxPool2D | None,
                 input_shape: tuple[int, ...]) -> None:
        self.conv, self.norm, self.relu = conv, norm, relu is not None
        self.map = NormMap(conv, norm)
        self.pool = pool.size if pool else 1
        self.window = Window(conv, self.pool, input_shape)
        self.input_shape, self.output_shape = tuple(input_shape), self.window.output_shape

    def group(self, images: int, dtype: np.dtype) -> SimpleNamespace:
        """Return the arrays that training keeps for a group of images."""
        channels, rows, width = self.output_shape
        shape, positions = (rows, channels, width, images), self.window.columns * images
        convolved = matrix(self.window.rows * channels, positions, dtype)
        convolved = convolved.reshape(self.window.rows, channels, positions)
        pooled = convolved.reshape(shape) if self.pool == 1 else empty(shape, dtype)
        padded = empty(self.window.padded_shape(self.window.height, images), dtype)
        return SimpleNamespace(padded=padded, convolved=convolved, pooled=pooled, positive=empty(shape, bool),
                               gradient=empty(shape, dtype))

    def convolve(self, group: SimpleNamespace) -> list[np.ndarray]:
        """Fill convolved and pooled of a group from padded; with batch norm return the sums of z and z**2."""
        weight, sums = _row_weight(self.map.weight), []
        for patches, rows, pooled_rows in self._strips(group.padded):
            z = multiply(weight, patches, group.convolved[rows])
            if self.norm is not None:
                sums.append(_sums(z, z))
            if self.pool > 1:
                self._maximum(z, group.pooled[pooled_rows])
        return [np.sum(values, axis=0) for values in zip(*sums, strict=True)]

    def infer(self, padded: np.ndarray, weight: np.ndarray, shift: np.ndarray, out: np.ndarray) -> None:
        """Fill ``out`` (H, O, W, n) with the block's output at inference; weight, shift: see ``NormMap.folded``."""
        row_weight, positions = _row_weight(weight), self.window.columns * padded.shape[-1]
        zero = np.zeros(out.shape[2:], out.dtype)  # NumPy's maximum with an array is twice as fast as with a number
        for patches, _, pooled_rows in self._strips(padded):
            strip = out[pooled_rows]
            if self.pool == 1:
                multiply(row_weight, patches, strip.reshape(*strip.shape[:2], -1))
            else:
                z = scratch_matrix("z", len(patches) * len(weight), positions, out.dtype)
                z = z.reshape(len(patches), len(weight), positions)
                self._maximum(multiply(row_weight, patches, z), strip)
            strip += _column(shift, strip)
            if self.relu:
                np.maximum(strip, zero, out=strip)

    def _strips(self, padded: np.ndarray) -> Iterator[tuple[np.ndarray, slice, slice]]:
        """Yield (patches, slice of output rows, slice of pooled rows), strip by strip."""
        window, images = self.window, padded.shape[-1]
        lines = window.scratch_lines(images, padded.dtype)
        patches, filled = window.patches(lines), 0
        row_bytes = self.output_shape[0] * window.columns * images * padded.itemsize
        count = max(1, STRIP_BYTES // (row_bytes * self.pool))
        for first in range(0, window.rows // self.pool, count):
            rows = slice(first * self.pool, (first + count) * self.pool)
            needed = window.rows_under(rows)
            window.fill(padded, lines, slice(filled, needed))
            filled = max(filled, needed)
            yield patches[rows], rows, slice(first, first + count)

    def _maximum(self, z: np.ndarray, out: np.ndarray) -> None:
        """Take the maximum of the pooling windows of z (rows, O, positions)."""
        z = self._windows(z, out)
        maximum(z, out)
        if self.norm is not None and not self.norm.params["gamma"].all():
            flat = self.norm.params["gamma"] == 0  # all outputs are tied there: the first one wins
            out[:, flat] = z[::2, flat, 0]

    def activate(self, group: SimpleNamespace, out: np.ndarray) -> None:
        """Write the affine map and ReLU of pooled to ``out``; keep where the result is positive."""
        if self.map.scale is None:
            np.add(group.pooled, _column(self.map.shift, out), out=out)
        else:
            np.multiply(group.pooled, _column(self.map.scale, out), out=out)
            out += _column(self.map.shift, out)
        if self.relu:
            np.greater(out, 0, out=group.positive)
            multiply_by_mask(out, group.positive, out)

    def gate(self, group: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
        """Take group.gradient back through ReLU and scale; return its sums before the scale.

        The sums are of the gradient alone, and of the gradient times pooled.
        """
        gradient = group.gradient
        if self.relu:
            multiply_by_mask(gradient, group.positive, gradient)
        runs = (*gradient.shape[:2], -1)
        sums = _sums(gradient.reshape(runs), group.pooled.reshape(runs))
        if self.norm is not None:
            gradient *= _column(self.map.scale, gradient)
        return sums

    def backward(self, group: SimpleNamespace, dx: np.ndarray | None = None) -> np.ndarray:
        """Return a group's part of dW, (K * L * C, O); fill dx (H, C, W, n) where it is given."""
        dz, part = self._new_dz(group), np.zeros((), group.convolved.dtype)
        inner = dz[self._output_rows()]
        for patches, rows, _ in self._strips(group.padded):
            strip = inner[rows]
            self._output_gradient(group, rows, strip)
            part = part + multiply_transposed(patches, strip)
        if dx is not None:
            self._input_gradient(dz, dx)
        return part

    def _new_dz(self, group: SimpleNamespace) -> np.ndarray:
        """Return scratch memory (rows, O, positions) for dz in a frame of K - 1 zero rows, zeros between strides."""
        kernel, step, rows = self.conv.kernel_size[0], self.conv.stride[0], self.window.rows
        channels, positions = group.convolved.shape[1:]
        spread = self.window.padded_rows + kernel - 1
        dz = scratch_matrix("dz", spread * channels, positions, group.convolved.dtype)
        dz = dz.reshape(spread, channels, positions)
        dz[:kernel - 1] = 0
        dz[kernel - 1 + step * (rows - 1) + 1:] = 0
        for offset in range(1, step):
            dz[kernel - 1 + offset:kernel - 1 + step * (rows - 1):step] = 0
        return dz

    def _output_rows(self) -> slice:
        """Return where the output rows lie in the framed dz."""
        first, step = self.conv.kernel_size[0] - 1, self.conv.stride[0]
        return slice(first, first + step * (self.window.rows - 1) + 1, step)

    def _output_gradient(self, group: SimpleNamespace, rows: slice, dz: np.ndarray) -> None:
        """Fill dz (rows, O, positions), these output rows', from z and the pooled gradient."""
        z = group.convolved[rows]
        gradient = group.gradient[rows.start // self.pool:][:len(z) // self.pool]
        count = max(1, PIECE_BYTES // (z[0].nbytes * self.pool))
        for first in range(0, len(gradient), count):
            piece, pooled = slice(first * self.pool, (first + count) * self.pool), gradient[first:first + count]
            self._gradient_piece(z[piece], pooled, dz[piece])

    def _gradient_piece(self, z: np.ndarray, gradient: np.ndarray, dz: np.ndarray) -> None:
        """Fill a piece of dz that the cache holds together with z and the work arrays."""
        if self.norm is not None:
            np.multiply(z, _column(self.map.slope, z), out=dz)
            dz += _column(self.map.offset, z)
        if self.pool > 1:
            windows, into = self._windows(z, gradient), self._windows(dz, gradient)
            gradient_to_maximum(windows, gradient, into, add=self.norm is not None)
        elif self.norm is not None:
            dz += gradient.reshape(dz.shape)
        else:
            dz[...] = gradient.reshape(dz.shape)

    def _input_gradient(self, dz: np.ndarray, dx: np.ndarray) -> None:
        """Fill dx (H, C, W, n): padded row i meets w[u] in output row i - u, so K rows of dz lie under it."""
        kernel, top = self.conv.kernel_size[0], self.conv.padding[0]
        blocks = stacked_rows(dz[top:], self.window.height, kernel)
        weight = np.ascontiguousarray(self.map.weight[:, :, ::-1].transpose(3, 1, 2, 0)).reshape(-1, blocks.shape[1])
        count = max(1, STRIP_BYTES // (len(weight) * dz[0, 0].nbytes))
        for first in range(0, len(dx), count):
            rows = slice(first, min(first + count, len(dx)))
            dlines = scratch_matrix("dlines", (rows.stop - first) * len(weight), dz.shape[2], dz.dtype)
            dlines = dlines.reshape(-1, len(weight), dz.shape[2])
            self.window.sum_lines(multiply(weight, blocks[rows], dlines), dx[rows])

    def finish(self, parts: Sequence[np.ndarray]) -> None:
        """Assign dW from all groups' parts."""
        channels, outputs, kernel = self.conv.in_channels, self.conv.out_channels, self.conv.kernel_size
        self.map.finish(np.sum(parts, axis=0).reshape(*kernel, channels, outputs).transpose(3, 2, 0, 1))

    def _windows(self, z: np.ndarray, pooled: np.ndarray) -> np.ndarray:
        """Return z as (rows, O, column in the window, pooled width, n); pooled (rows, O, width, n)."""
        return z.reshape(*z.shape[:2], self.pool, *pooled.shape[2:])


def _row_weight(weight: np.ndarray) -> np.ndarray:
    """Return a weight (O, C, K, L) as a matrix for the patches, (O, K * L * C)."""
    return weight.transpose(0, 2, 3, 1).reshape(len(weight), -1)


def _sums(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each channel's sums of first and of first * second, (rows, O, length), in float64.

    A run is short enough for float32; the sums of runs are not: the variance is a small difference of them.
    """
    alone = first @ np.ones(first.shape[2], first.dtype)
    product = np.matmul(first[:, :, None], second[..., None])[:, :, 0, 0]
    return alone.sum(axis=0, dtype=np.float64), product.sum(axis=0, dtype=np.float64)


def _column(values: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Return one number a channel in the type and rank of an array (rows, O, ...)."""
    return np.asarray(values, like.dtype).reshape(1, -1, *(1,) * (like.ndim - 2))
