"""Runs of fused blocks over groups of images, shared out to the worker threads.

Any convolution can begin a block but one whose kernel's rows lie apart (vertical dilation).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from nets.activations import ReLU
from nets.convolution import Conv2D
from nets.fast.fused_block import FusedBlock
from nets.fast.images_innermost import images_innermost, write_images
from nets.fast.memory import scratch
from nets.layer import Layer
from nets.normalization import BatchNorm
from nets.pooling import MaxPool2D
from nets.threads import run_parallel

THREADS_FROM = 1 << 24  # multiply-adds of a batch; less is done before other threads wake up
GROUP_IMAGES = 32  # images that lie side by side in memory; the number of threads does not change groups


def plan(layers: Sequence[Layer], input_shape: tuple[int, ...]) -> list[Layer | FusedRun]:
    """Return the steps that a network takes for inputs of a shape: plain layers and FusedRuns."""
    steps: list[Layer | FusedRun] = []
    blocks: list[FusedBlock] = []
    index = 0
    while index < len(layers):
        layer = layers[index]
        if type(layer) is Conv2D and layer.dilation[0] == 1:
            block, index = _block(layers, index, input_shape)
            blocks.append(block)
            input_shape = block.output_shape
            continue
        if blocks:
            steps.append(FusedRun(blocks))
            blocks = []
        steps.append(layer)
        input_shape = layer.output_shape(input_shape)
        index += 1
    return steps + ([FusedRun(blocks)] if blocks else [])


def _block(layers: Sequence[Layer], index: int, input_shape: tuple[int, ...]) -> tuple[FusedBlock, int]:
    """Return the longest block that begins with the convolution at ``index``, and the index after it."""
    conv: Any = layers[index]
    found: dict[type, Any] = {}
    height, width = conv.output_shape(input_shape)[1:]
    index += 1
    for kind in (BatchNorm, ReLU, MaxPool2D):
        layer: Any = layers[index] if index < len(layers) else None
        fits = type(layer) is kind
        if fits and kind is MaxPool2D:
            fits = layer.stride == layer.size == 2 and height % 2 == 0 == width % 2
        found[kind] = layer if fits else None
        index += fits
    return FusedBlock(conv, found[BatchNorm], found[ReLU], found[MaxPool2D], input_shape), index


class FusedRun:
    """Consecutive fused blocks. ``forward`` and ``backward`` are those of the layers one after another.

    Parameters
    ----------
    blocks : list of FusedBlock
    """

    def __init__(self, blocks: list[FusedBlock]) -> None:
        self.blocks = blocks
        self.multiply_adds = sum(block.conv.multiply_adds(block.input_shape) for block in blocks)
        self._key: Any = None
        self._groups: Any = None
        self._ready = False

    def __getstate__(self) -> dict[str, Any]:
        """Return what copies and pickles keep: all but the work arrays."""
        return {**self.__dict__, "_key": None, "_groups": None, "_ready": False}

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Return the last block's output (N, O, H', W') for x (N, C, H, W)."""
        dtype = np.result_type(x, self.blocks[0].conv.params["weight"])
        y = np.empty((len(x), *self.blocks[-1].output_shape), dtype)
        parts = _parts(len(x))
        if training:
            self._train(x, y, parts)
        else:
            folded = [block.map.folded() for block in self.blocks]
            self._each(parts, lambda index: self._infer(x[parts[index]], y[parts[index]], folded))
        return y

    def _infer(self, x: np.ndarray, y: np.ndarray, folded: list[tuple[np.ndarray, np.ndarray]]) -> None:
        """Take one group through all blocks, in this thread's scratch memory."""
        images = images_innermost(x, y.dtype)
        for block, (weight, shift) in zip(self.blocks, folded, strict=True):
            padded = scratch("padded", block.window.padded_shape(block.window.height, len(x)), y.dtype)
            block.window.pad(images, padded)
            channels, rows, width = block.output_shape
            images = scratch("pooled", (rows, channels, width, len(x)), y.dtype)
            block.infer(padded, weight, shift, images)
        write_images(images, y)

    def _train(self, x: np.ndarray, y: np.ndarray, parts: list[slice]) -> None:
        """Fill y; each block waits for the batch norm sums of all groups."""
        self._allocate(parts, y.dtype)
        for index, block in enumerate(self.blocks):
            block.map.begin()
            images = [x[part] for part in parts] if index == 0 else None
            sums = self._each(parts, partial(self._step_forward, index, images))
            block.map.normalise(sums, len(x) * block.window.rows * block.window.columns)
        last = len(self.blocks) - 1
        self._each(parts, lambda part: write_images(self._activated(last, part), y[parts[part]]))
        self._ready = True

    def _step_forward(self, index: int, images: list[np.ndarray] | None, part: int) -> list[np.ndarray]:
        """Take one group through one block up to batch norm; return its sums.

        images : of each group, for the first block; the others take what the block before made
        """
        block, group = self.blocks[index], self._groups[index][part]
        entering = self._activated(index - 1, part) if images is None else images_innermost(
            images[part], group.padded.dtype)
        block.window.pad(entering, group.padded)
        return block.convolve(group)

    def _activated(self, index: int, part: int) -> np.ndarray:
        """Return a block's output for one group, (H, O, W, n), in scratch memory."""
        group = self._groups[index][part]
        out = scratch("activated", group.pooled.shape, group.pooled.dtype)
        self.blocks[index].activate(group, out)
        return out

    def backward(self, dy: np.ndarray, input_gradient: bool = True) -> np.ndarray | None:
        """Assign all gradients; return dx (N, C, H, W), or None without ``input_gradient``."""
        if not self._ready:
            raise RuntimeError("backward needs a forward(x, training=True) first")
        self._ready = False
        parts = _parts(len(dy))
        dx = np.empty((len(dy), *self.blocks[0].input_shape), dy.dtype) if input_gradient else None

        def enter(part: int) -> tuple[np.ndarray, np.ndarray]:
            group = self._groups[-1][part]
            group.gradient[...] = images_innermost(dy[parts[part]], group.gradient.dtype)
            return self.blocks[-1].gate(group)

        sums = self._each(parts, enter)
        for index in reversed(range(len(self.blocks))):
            block = self.blocks[index]
            block.map.differentiate(sums)
            if index:
                results = self._each(parts, partial(self._step_back, index))
                sums = [total for _, total in results]
                block.finish([weight for weight, _ in results])
            else:
                block.finish(self._each(parts, partial(self._last_step_back, parts, dx)))
        return dx

    def _step_back(self, index: int, part: int) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
        """Take one group back through one block; return its part of dW, and the sums for the block before."""
        before = self._groups[index - 1][part]
        weight = self.blocks[index].backward(self._groups[index][part], before.gradient)
        return weight, self.blocks[index - 1].gate(before)

    def _last_step_back(self, parts: list[slice], dx: np.ndarray | None, part: int) -> np.ndarray:
        """Take one group back through the first block; return its part of dW, and fill dx where wanted."""
        block, group = self.blocks[0], self._groups[0][part]
        if dx is None:
            return block.backward(group)
        channels, height, width = block.input_shape
        inner = scratch("dx", (height, channels, width, parts[part].stop - parts[part].start), dx.dtype)
        weight = block.backward(group, inner)
        write_images(inner, dx[parts[part]])
        return weight

    def _each(self, parts: list[slice], function: Callable[[int], Any]) -> list:
        """Return [function(index of each part)], by several threads where the batch is worth it."""
        if parts[-1].stop * self.multiply_adds < THREADS_FROM:
            return [function(index) for index in range(len(parts))]
        return run_parallel(function, len(parts))

    def _allocate(self, parts: list[slice], dtype: np.dtype) -> None:
        """Make the groups' arrays, or keep those of the last batch where it was alike."""
        sizes = [part.stop - part.start for part in parts]
        if self._key != (sizes, dtype):
            self._groups = [[block.group(size, dtype) for size in sizes] for block in self.blocks]
            self._key = sizes, dtype


def _parts(count: int) -> list[slice]:
    """Return slices of at most GROUP_IMAGES images, as even as can be."""
    groups = -(-count // GROUP_IMAGES)
    return [slice(index * count // groups, (index + 1) * count // groups) for index in range(groups)]
