"""One convolution with the batch norm, ReLU and max pooling after it, as the fast path does them.

Two things make it fast besides the layout (window.py). The maximum is taken before the affine map
of batch norm and the ReLU, which are monotonic: a quarter of the numbers is left for them. Where gamma is
negative the map falls, so these channels' weights are negated, and the maximum serves for all. And the
gradient of batch norm is affine in the convolution's output z,

    dz = scale * g + slope * z + offset      (g: the pooled gradient, at each window's maximum),

so that one pass over z makes it, and the sums it needs run over pooled numbers only.
"""

from types import SimpleNamespace

import numpy as np

from nets.fast.memory import empty, matrix, scratch, scratch_matrix
from nets.fast.window import Window, stacked_rows

STRIP_BYTES = 1 << 20  # of a convolution's output that is worked on at a time, to find it in the cache


class FusedBlock:
    """conv, and after it batch norm, ReLU and pooling where not None, for images (C, H, W).

    A group is a few images with their arrays; several threads may work on one block, each on its own group.
    """

    def __init__(self, conv, norm, relu, pool, input_shape):
        self.conv, self.norm, self.relu = conv, norm, relu is not None
        self.pool = pool.size if pool else 1
        self.window = Window(conv, self.pool, input_shape)
        self.input_shape, self.output_shape = tuple(input_shape), self.window.output_shape

    def group(self, images, dtype):
        """Return the arrays that training keeps for a group of images."""
        channels, rows, width = self.output_shape
        shape, positions = (rows, channels, width, images), self.window.columns * images
        convolved = matrix(self.window.rows * channels, positions, dtype)
        convolved = convolved.reshape(self.window.rows, channels, positions)
        pooled = convolved.reshape(shape) if self.pool == 1 else empty(shape, dtype)
        return SimpleNamespace(lines=self.window.new_lines(images, dtype), convolved=convolved, pooled=pooled,
                               positive=empty(shape, bool), gradient=empty(shape, dtype))

    def begin(self):
        """Make the signed weight (O, C, K, L) of a training step: negated where gamma is negative."""
        self.sign, self.weight = None, self.conv.params["weight"]
        if self.norm is not None:
            self.sign = np.where(self.norm.params["gamma"] < 0, -1, 1).astype(self.weight.dtype)
            self.weight = self.sign[:, None, None, None] * self.weight

    def convolve(self, lines, weight, pooled, convolved=None):
        """Fill pooled (rows, O, width, n), and convolved where given: then return the sums of z and z**2."""
        kept = convolved is not None
        if self.pool == 1:
            convolved = pooled.reshape(*pooled.shape[:2], -1)
        elif not kept:
            convolved = scratch_matrix("z", self.window.rows * len(weight), lines.shape[2], lines.dtype)
            convolved = convolved.reshape(self.window.rows, len(weight), -1)
        weight, patches, sums = _row_weight(weight), self.window.patches(lines), []
        for rows, pooled_rows in self._strips(convolved):
            z = np.matmul(weight, patches[rows], out=convolved[rows])
            if kept and self.norm is not None:
                sums.append(_sums(z, z))
            if self.pool > 1:
                self._maximum(self._windows(z, pooled), pooled[pooled_rows])
        return [sum(values) for values in zip(*sums)]

    def _maximum(self, z, out):
        """Take the maximum of the pooling windows of z, (rows, O, 2, width, n)."""
        better = np.maximum(z[:, :, 0], z[:, :, 1], out=scratch("better", z[:, :, 0].shape, z.dtype))
        np.maximum(better[::2], better[1::2], out=out)
        if self.norm is not None and not self.norm.params["gamma"].all():
            flat = self.norm.params["gamma"] == 0  # all outputs are tied there: the first one wins
            out[:, flat] = z[::2, flat, 0]

    def normalise(self, moments, images):
        """From all groups' sums make the affine map after pooling; update the running averages."""
        bias = self.conv.params.get("bias", np.zeros(1, np.float32))
        if self.norm is None:
            self.scale, self.shift = None, bias
            return
        self.count = images * self.window.rows * self.window.columns
        self.mean = sum(total for total, _ in moments) / self.count
        variance = np.maximum(sum(squares for _, squares in moments) / self.count - self.mean ** 2, 0)
        self.norm.update_running(self.sign * self.mean + bias, variance, self.count)
        self.inverse = 1 / np.sqrt(variance + self.norm.epsilon)
        self.scale = np.abs(self.norm.params["gamma"]) * self.inverse
        self.shift = self.norm.params["beta"] - self.mean * self.scale

    def folded(self):
        """Return (weight, shift) of inference: the running batch norm inside the convolution."""
        weight = self.conv.params["weight"]
        bias = self.conv.params.get("bias", np.zeros(1, weight.dtype))
        if self.norm is None:
            return weight, bias
        scale, shift = self.norm.inference_map()
        return weight * scale[:, None, None, None], bias * scale + shift

    def activate(self, pooled, scale, shift, out, positive):
        """Write the affine map and ReLU of pooled to ``out``, and where it is positive."""
        if scale is None:
            np.add(pooled, _column(shift, pooled), out=out)
        else:
            np.multiply(pooled, _column(scale, pooled), out=out)
            out += _column(shift, pooled)
        if self.relu:  # a product with a mask: NumPy's maximum with a scalar is three times slower
            np.greater(out, 0, out=positive)
            out *= positive

    def gate(self, group):
        """Take group.gradient back through ReLU and scale; return its sums before the scale.

        The sums are of the gradient alone, and of the gradient times pooled.
        """
        gradient = group.gradient
        if self.relu:
            gradient *= group.positive
        runs = (*gradient.shape[:2], -1)
        sums = _sums(gradient.reshape(runs), group.pooled.reshape(runs))
        if self.norm is not None:
            gradient *= _column(self.scale, gradient)
        return sums

    def differentiate(self, sums):
        """From all groups' sums assign dgamma, dbeta and dbias, and the coefficients of dz."""
        alone, product = sum(a for a, _ in sums), sum(p for _, p in sums)
        dtype = self.weight.dtype
        if self.norm is None:
            self.slope = self.offset = None
        else:
            dgamma = self.inverse * (product - self.mean * alone)
            self.slope = -self.scale * self.inverse * dgamma / self.count
            self.offset = -self.scale * alone / self.count - self.slope * self.mean
            self.norm.grads.update(gamma=(self.sign * dgamma).astype(dtype), beta=alone.astype(dtype))
            alone = np.zeros(len(alone))  # batch norm takes the mean off: a bias before it changes nothing
        if "bias" in self.conv.params:
            self.conv.grads["bias"] = alone.astype(dtype)

    def backward(self, group, dx=None):
        """Return a group's part of dW, (K*L*C, O); fill dx (H, C, W, n) where it is given."""
        kernel, step, rows = self.conv.kernel_size[0], self.conv.stride[0], self.window.rows
        channels, positions = group.convolved.shape[1:]
        spread = self.window.padded_rows + kernel - 1
        dz = scratch_matrix("dz", spread * channels, positions, group.convolved.dtype)
        dz = dz.reshape(spread, channels, positions)
        inner = dz[kernel - 1:kernel - 1 + step * (rows - 1) + 1:step]
        if dx is not None:
            self._clear_around(dz)
        self._output_gradient(group, inner)
        patches = self.window.patches(group.lines)
        part = np.matmul(patches, inner.transpose(0, 2, 1),
                         out=scratch("dweight", (*patches.shape[:2], channels), dz.dtype)).sum(axis=0)
        if dx is not None:
            self._input_gradient(dz, dx)
        return part

    def _clear_around(self, dz):
        """Set the rows of dz to zero that no output row lies in: the frame, and between strides."""
        kernel, step, rows = self.conv.kernel_size[0], self.conv.stride[0], self.window.rows
        dz[:kernel - 1] = 0
        dz[kernel - 1 + step * (rows - 1) + 1:] = 0
        for offset in range(1, step):
            dz[kernel - 1 + offset:kernel - 1 + step * (rows - 1):step] = 0

    def _input_gradient(self, dz, dx):
        """Fill dx (H, C, W, n): padded row i meets w[u] in output row i - u, so K rows of dz lie under it."""
        kernel, top = self.conv.kernel_size[0], self.conv.padding[0]
        blocks = stacked_rows(dz[top:], self.window.height, kernel)
        weight = self.weight[:, :, ::-1].transpose(3, 1, 2, 0).reshape(-1, blocks.shape[1])
        dlines = scratch_matrix("dlines", self.window.height * len(weight), dz.shape[2], dz.dtype)
        dlines = dlines.reshape(self.window.height, len(weight), -1)
        self.window.sum_lines(np.matmul(weight, blocks, out=dlines), dx)

    def finish(self, parts):
        """Assign dW from all groups' parts."""
        channels, outputs, kernel = self.conv.in_channels, self.conv.out_channels, self.conv.kernel_size
        dweight = sum(parts).reshape(*kernel, channels, outputs).transpose(3, 2, 0, 1)
        if self.sign is not None:
            dweight = self.sign[:, None, None, None] * dweight
        self.conv.grads["weight"] = np.ascontiguousarray(dweight)

    def _output_gradient(self, group, dz):
        """Fill dz (rows, O, positions) from z and the pooled gradient."""
        for rows, pooled_rows in self._strips(dz):
            z, strip, gradient = group.convolved[rows], dz[rows], group.gradient[pooled_rows]
            if self.norm is not None:
                np.multiply(z, _column(self.slope, z), out=strip)
                strip += _column(self.offset, z)
            else:
                strip[...] = 0
            if self.pool == 1:
                strip += gradient.reshape(strip.shape)
            else:
                self._to_maximum(self._windows(z, gradient), gradient, self._windows(strip, gradient))

    def _strips(self, z):
        """Yield (slice of rows, slice of pooled rows): as much of z (rows, O, positions) as a cache holds."""
        count = max(1, STRIP_BYTES // (z[0].nbytes * self.pool))
        for first in range(0, len(z) // self.pool, count):
            yield slice(first * self.pool, (first + count) * self.pool), slice(first, first + count)

    def _to_maximum(self, z, gradient, dz):
        """Add gradient to dz where z is the maximum of its window, at the first of tied ones.

        The windows are decided like a cup: the two of each row, then row against row. Who wins takes all:
        g * won, and g - g * won is left for the other.
        """
        shape = z[:, :, 0].shape
        share, part = (scratch(name, shape, z.dtype) for name in ("share", "part"))
        won, upper_won = scratch("won", shape, bool), scratch("upper won", gradient.shape, bool)
        np.maximum(z[:, :, 0], z[:, :, 1], out=part)
        np.greater_equal(part[::2], part[1::2], out=upper_won)
        upper = np.multiply(gradient, upper_won, out=share[::2])
        np.subtract(gradient, upper, out=share[1::2])
        np.greater_equal(z[:, :, 0], z[:, :, 1], out=won)
        np.multiply(share, won, out=part)
        dz[:, :, 0] += part
        share -= part
        dz[:, :, 1] += share

    def _windows(self, z, pooled):
        """Return z as (rows, O, column in the window, pooled width, n); pooled (rows, O, width, n)."""
        return z.reshape(*z.shape[:2], self.pool, *pooled.shape[2:])


def _row_weight(weight):
    """Return a weight (O, C, K, L) as a matrix for the patches, (O, K*L*C)."""
    return weight.transpose(0, 2, 3, 1).reshape(len(weight), -1)


def _sums(first, second):
    """Return each channel's sums of first and of first * second, (rows, O, length), in float64.

    A run is short enough for float32; the sums of runs are not: the variance is a small difference of them.
    """
    alone = first @ np.ones(first.shape[2], first.dtype)
    product = np.matmul(first[:, :, None], second[..., None])[:, :, 0, 0]
    return alone.sum(axis=0, dtype=np.float64), product.sum(axis=0, dtype=np.float64)


def _column(values, like):
    """Return one number a channel in the type and rank of an array (rows, O, ...)."""
    return np.asarray(values, like.dtype).reshape(1, -1, *(1,) * (like.ndim - 2))
