"""The memory layout of the fast path: where a convolution's taps lie, so that NumPy and BLAS get long runs.

The images of a group lie innermost, rows outermost: (H, C, W, n). Of every padded input row a line is kept
for each kernel column v and channel c:

    lines[r, v, c, (x, image)] = padded input[image, c, r, x * stride + v * dilation].

The patches under a kernel of K rows, for all outputs of one row, are the K * L * C lines from row r * stride
on. They lie one after another: a matrix for BLAS as it is. So L copies of the input are made, not K * L
(Cho and Brand 2017, "MEC: memory-efficient convolution for deep neural network", arXiv:1706.06873).

Before 2x2 pooling x runs over the even columns first, then over the odd ones: pooling compares long runs.
"""

import numpy as np

from nets.fast.memory import matrix, scratch, scratch_matrix


def stacked_rows(array, count, height, step=1):
    """Return (count, height * lines, length): for each i the lines of rows i * step to i * step + height - 1.

    array: (rows, lines, length), its lines evenly apart; the answer is a view of it.
    """
    rows, lines, length = array.shape
    row, line, size = array.strides
    line = row if lines == 1 else line  # NumPy may give an axis of length 1 any stride
    return np.lib.stride_tricks.as_strided(array, (count, height * lines, length), (step * row, line, size),
                                           writeable=False)


class Window:
    """The geometry of ``conv`` followed by pool x pool max pooling (1: none) on images (C, H, W)."""

    def __init__(self, conv, pool, input_shape):
        self.pool, self.stride = pool, conv.stride
        self.kernel, self.padding, self.dilation = conv.kernel_size, conv.padding, conv.dilation[1]
        self.channels, self.height, self.width = input_shape
        channels, rows, columns = conv.output_shape(input_shape)
        self.rows, self.columns = rows, columns
        self.output_shape = (channels, rows // pool, columns // pool)
        self.phases = conv.stride[1] * pool
        self.padded_rows = self.height + 2 * self.padding[0]
        self.padded_columns = -(-(self.width + 2 * self.padding[1]) // self.phases)

    def new_lines(self, images, dtype):
        """Return lines (padded rows, L*C, columns * n), those of the frame zero."""
        lines = matrix(self.padded_rows * self.kernel[1] * self.channels, self.columns * images, dtype)
        lines = lines.reshape(self.padded_rows, -1, self.columns * images)
        lines[...] = 0
        return lines

    def scratch_lines(self, images, dtype):
        """Return lines like ``new_lines`` in this thread's scratch memory."""
        count = self.kernel[1] * self.channels
        lines = scratch_matrix("lines", self.padded_rows * count, self.columns * images, dtype)
        lines = lines.reshape(self.padded_rows, count, -1)
        top = self.padding[0]
        lines[:top] = 0
        lines[top + self.height:] = 0
        return lines

    def fill(self, images, lines):
        """Write images (H, C, W, n) into the lines."""
        buffer = self._buffer(images.shape[3], lines.dtype)
        for source, target in self._phase_columns():
            buffer[:, :, target[0], target[1]] = images[:, :, source]
        top = self.padding[0]
        interior = lines[top:top + self.height].reshape(self.height, self.kernel[1], self.channels, self.pool,
                                                        -1, images.shape[3])
        for v, places, phases, left in self._column_taps():
            interior[:, v, :, places] = buffer[:, :, phases, left:left + interior.shape[4]]

    def patches(self, lines):
        """Return the patches of each output row, (rows, K*L*C, columns * n), a view of the lines."""
        return stacked_rows(lines, self.rows, self.kernel[0], self.stride[0])

    def sum_lines(self, dlines, dx):
        """Write dx (H, C, W, n): each entry is the sum of its copies' gradients, dlines (H, L*C, ...)."""
        images = dx.shape[3]
        buffer = self._buffer(images, dx.dtype)
        dlines = dlines.reshape(self.height, self.kernel[1], self.channels, self.pool, -1, images)
        for v, places, phases, left in self._column_taps():
            buffer[:, :, phases, left:left + dlines.shape[4]] += dlines[:, v, :, places]
        for source, target in self._phase_columns():
            dx[:, :, source] = buffer[:, :, target[0], target[1]]

    def _buffer(self, images, dtype):
        """Return zeros (H, C, phases, columns, n): padded column x lies at [x % phases, x // phases]."""
        shape = (self.height, self.channels, self.phases, self.padded_columns, images)
        buffer = scratch("buffer", shape, dtype)
        buffer.fill(0)
        return buffer

    def _phase_columns(self):
        """Yield (columns of the images, (phase, columns of the buffer)) for each phase."""
        for phase in range(self.phases):
            first = (phase - self.padding[1]) % self.phases
            if first < self.width:
                start = (first + self.padding[1]) // self.phases
                count = len(range(first, self.width, self.phases))
                yield slice(first, None, self.phases), (phase, slice(start, start + count))

    def _column_taps(self):
        """Yield (v, slice of pooling columns, slice of phases, first column of the buffer).

        The pooling columns of kernel column v lie in phases v, v + stride, ...; they go together as long
        as these do not wrap around into the next column of the buffer.
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
