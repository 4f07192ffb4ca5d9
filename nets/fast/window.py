"""The memory layout of the fast path: where a convolution's taps lie, so that NumPy and BLAS get long runs.

The images of a group lie innermost, rows outermost: (H, C, W, n). From each padded input row one line is copied
for each kernel column v and channel c:

    lines[r, v, c, (x, image)] = padded input[image, c, r, x * stride + v * dilation].

The patches under a kernel of K rows, for all outputs of one row, are the K * L * C lines from row r * stride
on. They lie one after another: a matrix for BLAS as it is. So L copies of the input are made, not K * L
(Cho and Brand 2017, "MEC: memory-efficient convolution for deep neural network", arXiv:1706.06873).
Lines are made a few rows at a time, just before the product that reads them from the cache.

Before 2x2 pooling x runs over the even columns first, then over the odd ones: pooling compares long runs.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nets.convolution import Conv2D
from nets.fast.memory import scratch, scratch_matrix


def stacked_rows(array: np.ndarray, count: int, height: int, step: int = 1) -> np.ndarray:
    """Return a view of ``array`` whose entry i holds the lines of ``height`` rows from row i * step on.

    Parameters
    ----------
    array : (rows, lines, length)
        Its lines must be evenly apart in memory.

    Returns
    -------
    (count, height * lines, length), not writeable.
    """
    _, lines, length = array.shape
    row, line, size = array.strides
    line = row if lines == 1 else line  # NumPy may give an axis of length 1 any stride
    return np.lib.stride_tricks.as_strided(array, (count, height * lines, length), (step * row, line, size),
                                           writeable=False)


class Window:
    """The geometry of a convolution, and of the max pooling after it, on images of one size.

    Parameters
    ----------
    conv : Conv2D
    pool : int
        Side of the pooling windows; 1 where there is no pooling.
    input_shape : (C, H, W)
    """

    def __init__(self, conv: Conv2D, pool: int, input_shape: tuple[int, ...]) -> None:
        self.pool, self.stride = pool, conv.stride
        self.kernel, self.padding, self.dilation = conv.kernel_size, conv.padding, conv.dilation[1]
        self.channels, self.height, self.width = input_shape
        channels, self.rows, self.columns = conv.output_shape(input_shape)
        self.output_shape = (channels, self.rows // pool, self.columns // pool)
        self.phases = conv.stride[1] * pool
        self.padded_rows = self.height + 2 * self.padding[0]
        self.padded_columns = -(-(self.width + 2 * self.padding[1]) // self.phases)
        self.taps, self.sources = list(self._column_taps()), list(self._phase_columns())

    def padded_shape(self, rows: int, images: int) -> tuple[int, ...]:
        """Return (rows, C, phases, columns, n): padded column x lies at [x % phases, x // phases]."""
        return rows, self.channels, self.phases, self.padded_columns, images

    def pad(self, images: np.ndarray, padded: np.ndarray) -> None:
        """Write images (H, C, W, n) between columns of zeros into ``padded``, see ``padded_shape``."""
        used = dict.fromkeys(range(self.phases), slice(0, 0))
        for source, phase, columns in self.sources:
            padded[:, :, phase, columns] = images[:, :, source]
            used[phase] = columns
        for phase, columns in used.items():
            padded[:, :, phase, :columns.start] = 0
            padded[:, :, phase, columns.stop:] = 0

    def scratch_lines(self, images: int, dtype: np.dtype) -> np.ndarray:
        """Return lines (padded rows, L * C, columns * n) in scratch memory, those of the frame zero."""
        count = self.kernel[1] * self.channels
        lines = scratch_matrix("lines", self.padded_rows * count, self.columns * images, dtype)
        lines = lines.reshape(self.padded_rows, count, -1)
        top = self.padding[0]
        lines[:top] = 0
        lines[top + self.height:] = 0
        return lines

    def fill(self, padded: np.ndarray, lines: np.ndarray, rows: slice) -> None:
        """Write the lines of these rows of the images, L copies of each."""
        if rows.start >= rows.stop:
            return
        top = self.padding[0]
        inside = lines[top + rows.start:top + rows.stop]
        inside = inside.reshape(len(inside), self.kernel[1], self.channels, self.pool, -1, padded.shape[-1])
        for v, places, phases, left in self.taps:
            inside[:, v, :, places] = padded[rows, :, phases, left:left + inside.shape[4]]

    def patches(self, lines: np.ndarray) -> np.ndarray:
        """Return the patches of each output row, (rows, K * L * C, columns * n), a view of the lines."""
        return stacked_rows(lines, self.rows, self.kernel[0], self.stride[0])

    def rows_under(self, outputs: slice) -> int:
        """Return how many rows of the images, from the first, lie under the output rows up to ``outputs.stop``."""
        last = min(outputs.stop, self.rows) - 1
        return max(0, min(self.height, last * self.stride[0] + self.kernel[0] - self.padding[0]))

    def sum_lines(self, dlines: np.ndarray, dx: np.ndarray) -> None:
        """Fill rows of dx (rows, C, W, n): each entry is the sum of its copies' gradients.

        dlines : (rows, L * C, columns * n), the gradient of the lines of these rows
        """
        rows, images = len(dx), dx.shape[3]
        padded = scratch("padded gradient", self.padded_shape(rows, images), dx.dtype)
        padded.fill(0)
        dlines = dlines.reshape(rows, self.kernel[1], self.channels, self.pool, -1, images)
        for v, places, phases, left in self.taps:
            padded[:, :, phases, left:left + dlines.shape[4]] += dlines[:, v, :, places]
        for source, phase, columns in self.sources:
            dx[:, :, source] = padded[:, :, phase, columns]

    def _phase_columns(self) -> Iterator[tuple[slice, int, slice]]:
        """Yield (columns of the images, phase, columns of that phase) for each phase that has any."""
        for phase in range(self.phases):
            first = (phase - self.padding[1]) % self.phases
            if first < self.width:
                start = (first + self.padding[1]) // self.phases
                count = len(range(first, self.width, self.phases))
                yield slice(first, None, self.phases), phase, slice(start, start + count)

    def _column_taps(self) -> Iterator[tuple[int, slice, slice, int]]:
        """Yield (v, slice of pooling columns, slice of phases, first column of the phase).

        The pooling columns of kernel column v lie in phases v, v + stride, ...; they go together as long
        as these do not wrap around into the next column of a phase.
        """
        step = self.stride[1]
        for v in range(self.kernel[1]):
            column, phase = divmod(self.dilation * v, self.phases)
            inside = sum(phase + step * b < self.phases for b in range(self.pool))
            yield v, slice(0, inside), slice(phase, phase + step * (inside - 1) + 1, step), column
            if inside < self.pool:
                phase += step * inside - self.phases
                last = phase + step * (self.pool - inside - 1) + 1
                yield v, slice(inside, self.pool), slice(phase, last, step), column + 1
