"""Runs of fused blocks over groups of images, shared out to the worker threads.

Any convolution can begin a block but one whose kernel's rows lie apart (vertical dilation).
"""

import numpy as np

from nets.activations import ReLU
from nets.convolution import Conv2D
from nets.fast.fused_block import FusedBlock
from nets.fast.memory import scratch
from nets.normalization import BatchNorm
from nets.pooling import MaxPool2D
from nets.threads import run_parallel

THREADS_FROM = 1 << 24  # multiply-adds of a batch; less is done before other threads wake up
GROUP_IMAGES = 16  # images that lie side by side in memory; the number of threads does not change groups


def plan(layers, input_shape):
    """Return the steps that a network takes for inputs of a shape: plain layers and FusedRuns."""
    steps, blocks, index = [], [], 0
    while index < len(layers):
        if type(layers[index]) is Conv2D and layers[index].dilation[0] == 1:
            block, index = _block(layers, index, input_shape)
            blocks.append(block)
            input_shape = block.output_shape
            continue
        if blocks:
            steps.append(FusedRun(blocks))
            blocks = []
        steps.append(layers[index])
        input_shape = layers[index].output_shape(input_shape)
        index += 1
    return steps + ([FusedRun(blocks)] if blocks else [])


def _block(layers, index, input_shape):
    """Return the longest block that begins with the convolution at ``index``, and the index after it."""
    conv, found = layers[index], {}
    height, width = conv.output_shape(input_shape)[1:]
    index += 1
    for kind in (BatchNorm, ReLU, MaxPool2D):
        layer = layers[index] if index < len(layers) else None
        fits = type(layer) is kind
        if fits and kind is MaxPool2D:
            fits = layer.stride == layer.size == 2 and height % 2 == 0 == width % 2
        found[kind] = layer if fits else None
        index += fits
    return FusedBlock(conv, found[BatchNorm], found[ReLU], found[MaxPool2D], input_shape), index


class FusedRun:
    """Consecutive fused blocks. ``forward`` and ``backward`` are those of the layers one after another."""

    def __init__(self, blocks):
        self.blocks = blocks
        self.multiply_adds = sum(block.conv.multiply_adds(block.input_shape) for block in blocks)
        self._key, self._groups, self._ready = None, None, False

    def __getstate__(self):
        """Copies and pickles go without the work arrays."""
        return {**self.__dict__, "_key": None, "_groups": None, "_ready": False}

    def forward(self, x, training=False):
        """(N, C, H, W) -> (N, O, H', W')."""
        dtype = np.result_type(x, self.blocks[0].conv.params["weight"])
        y = np.empty((len(x), *self.blocks[-1].output_shape), dtype)
        parts = _parts(len(x))
        if training:
            self._train(x, y, parts)
        else:
            folded = [block.folded() for block in self.blocks]
            self._each(parts, lambda index: self._infer(x[parts[index]], y[parts[index]], folded))
        return y

    def _infer(self, x, y, folded):
        """Take one group through all blocks, in this thread's scratch memory."""
        images = _inside_out(x)
        for block, (weight, shift) in zip(self.blocks, folded):
            lines = block.window.scratch_lines(len(x), y.dtype)
            block.window.fill(images, lines)
            channels, rows, width = block.output_shape
            images = scratch("pooled", (rows, channels, width, len(x)), y.dtype)
            block.convolve(lines, weight, images)
            block.activate(images, None, shift, images, scratch("positive", images.shape, bool))
        _inside_out(y)[...] = images

    def _train(self, x, y, parts):
        """Fill y; each block waits for the batch norm sums of all groups."""
        self._allocate(parts, y.dtype)
        for index, block in enumerate(self.blocks):
            block.begin()

            def enter(part, index=index, block=block):
                group = self._groups[index][part]
                images = self._activated(index - 1, part) if index else _inside_out(x[parts[part]])
                block.window.fill(images, group.lines)
                return block.convolve(group.lines, block.weight, group.pooled, group.convolved)

            block.normalise(self._each(parts, enter), len(x))

        def leave(part):
            _inside_out(y[parts[part]])[...] = self._activated(len(self.blocks) - 1, part)

        self._each(parts, leave)
        self._ready = True

    def _activated(self, index, part):
        """Return a block's output for one group, (H, O, W, n), in scratch memory."""
        block, group = self.blocks[index], self._groups[index][part]
        out = scratch("activated", group.pooled.shape, group.pooled.dtype)
        block.activate(group.pooled, block.scale, block.shift, out, group.positive)
        return out

    def backward(self, dy, input_gradient=True):
        """Assign all gradients; return dx (N, C, H, W), or None without ``input_gradient``."""
        if not self._ready:
            raise RuntimeError("backward needs a forward(x, training=True) first")
        self._ready = False
        parts = _parts(len(dy))
        dx = np.empty((len(dy), *self.blocks[0].input_shape), dy.dtype) if input_gradient else None

        def enter(part):
            group = self._groups[-1][part]
            group.gradient[...] = _inside_out(dy[parts[part]])
            return self.blocks[-1].gate(group)

        sums = self._each(parts, enter)
        for index in reversed(range(len(self.blocks))):
            self.blocks[index].differentiate(sums)
            results = self._each(parts, lambda part: self._step_back(index, part, parts, dx))
            self.blocks[index].finish([weight for weight, _ in results])
            sums = [total for _, total in results]
        return dx

    def _step_back(self, index, part, parts, dx):
        """Take one group back through one block; return its part of dW, and the sums for the block before."""
        block, group = self.blocks[index], self._groups[index][part]
        if index == 0:
            return block.backward(group, None if dx is None else _inside_out(dx[parts[part]])), None
        before = self._groups[index - 1][part]
        return block.backward(group, before.gradient), self.blocks[index - 1].gate(before)

    def _each(self, parts, function):
        """Return [function(index of each part)], by several threads where the batch is worth it."""
        if parts[-1].stop * self.multiply_adds < THREADS_FROM:
            return [function(index) for index in range(len(parts))]
        return run_parallel(function, len(parts))

    def _allocate(self, parts, dtype):
        """Make the groups' arrays, or keep those of the last batch where it was alike."""
        sizes = [part.stop - part.start for part in parts]
        if self._key != (sizes, dtype):
            self._groups = [[block.group(size, dtype) for size in sizes] for block in self.blocks]
            self._key = sizes, dtype


def _inside_out(images):
    """Return images (N, C, H, W) seen as (H, C, W, N)."""
    return images.transpose(2, 1, 3, 0)


def _parts(count):
    """Return slices of at most GROUP_IMAGES images, as even as can be."""
    groups = -(-count // GROUP_IMAGES)
    return [slice(index * count // groups, (index + 1) * count // groups) for index in range(groups)]
