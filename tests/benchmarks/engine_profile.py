"""Where a pass of nets/ spends its CPU time, step by step, beside the least time each step could take (its floor).

The floor of a matrix product is its multiply-adds at the rate that a product of this shape, cut as the fast path cuts
it, reached alone, its arrays in the cache. The floor of any other step is its bytes, each input read once and each
output written once, at the rate of a copy in the cache. The rates are measured just before the pass. Bookkeeping has
no floor.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from nets import SGD, Linear, MeanSquaredError, Sequential
from nets.fast import fused_block, fused_run
from nets.fast.blas import single_blas_thread
from nets.fast.fused_block import FusedBlock
from nets.fast.fused_run import GROUP_IMAGES, FusedRun, plan
from nets.fast.memory import empty, matrix
from nets.fast.products import multiply, multiply_transposed
from nets.fast.window import Window

STEPS = {  # (owner, function) -> name of the step
    (fused_run, "images_innermost"): "images to and from the fast layout",
    (fused_run, "write_images"): "images to and from the fast layout",
    (Window, "pad"): "padding", (Window, "fill"): "lines", (Window, "sum_lines"): "sums of lines for dx",
    (FusedBlock, "_maximum"): "max pooling", (fused_block, "_sums"): "sums of channels",
    (FusedBlock, "activate"): "batch norm and ReLU", (FusedBlock, "gate"): "ReLU backward",
    (FusedBlock, "_output_gradient"): "pooling and batch norm backward",
    (Linear, "forward"): "linear layers", (Linear, "backward"): "linear layers",
    (MeanSquaredError, "forward"): "loss", (SGD, "step"): "optimizer",
}
PRODUCTS = {"convolve": "product forward", "infer": "product forward", "backward": "product for dW",
            "_input_gradient": "product for dx"}  # by the caller of `multiply` or `multiply_transposed`


class Profile:
    """CPU seconds by step; a step inside another one is not counted twice."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inside: list[float] = []

    def timed(self, function: Callable, step: str) -> Callable:
        """Return ``function``, its own time added to ``step``."""
        def call(*arguments: Any, **options: Any) -> Any:
            started = time.thread_time()
            self._inside.append(0.0)
            try:
                return function(*arguments, **options)
            finally:
                whole = time.thread_time() - started
                self.spent[step] += whole - self._inside.pop()
                if self._inside:
                    self._inside[-1] += whole
        return call


def _timed_product(profile: Profile, product: Callable) -> Callable:
    """Return ``product``, timed as the step that calls it."""
    timed = {caller: profile.timed(product, step) for caller, step in PRODUCTS.items()}
    return lambda *arguments: timed[sys._getframe(1).f_code.co_name](*arguments)


@contextmanager
def profiled() -> Iterator[Profile]:
    """Time the steps of nets/, in this thread, while the block runs."""
    profile = Profile()
    originals = {key: getattr(*key) for key in STEPS}
    for (owner, name), original in originals.items():
        setattr(owner, name, profile.timed(original, STEPS[owner, name]))
    products = {name: getattr(fused_block, name) for name in ("multiply", "multiply_transposed")}
    for name, product in products.items():
        setattr(fused_block, name, _timed_product(profile, product))
    try:
        yield profile
    finally:
        for name, product in products.items():
            setattr(fused_block, name, product)
        for (owner, name), original in originals.items():
            setattr(owner, name, original)


def best_time(function: Callable[[], object], rounds: int = 9) -> float:
    """Return the least CPU seconds of several calls."""
    times = []
    for _ in range(rounds + 1):
        started = time.thread_time()
        function()
        times.append(time.thread_time() - started)
    return min(times[1:])


def copy_rate(size: int = 1 << 18) -> float:
    """Return the bytes a second, read and written together, of a copy that a second-level cache holds."""
    source, target = empty((size // 4,), np.float32), empty((size // 4,), np.float32)
    source[...] = 1
    return 2 * size / best_time(lambda: np.copyto(target, source), 40)


def product_seconds(rows: int, inner: int, columns: int, count: int, transposed: bool = False) -> float:
    """Return the CPU seconds of ``count`` products (rows, inner) @ (inner, columns), arrays in the cache.

    transposed: the second matrix lies in memory as (columns, inner), as it does for dW
    """
    right = matrix(*(columns, inner) if transposed else (inner, columns), np.float32)
    left, out = matrix(rows, inner, np.float32), matrix(rows, columns, np.float32)
    left[...], right[...] = 1, 1
    with single_blas_thread():
        if transposed:
            return count * best_time(lambda: multiply_transposed(left[None], right[None]))
        return count * best_time(lambda: multiply(left, right[None], out[None]))


def floors(network: Sequential, shape: tuple[int, ...], batch: int, training: bool) -> Counter[str]:
    """Return the floor in seconds of each step that has one."""
    found: Counter[str] = Counter()
    rate = copy_rate()
    for number, step in enumerate(plan(network.layers, shape)):
        if isinstance(step, FusedRun):
            for index, block in enumerate(step.blocks):
                wanted = index > 0 or number > 0 or network.input_gradient
                found.update(_block_floors(block, batch, training, wanted, rate))
            ends = np.prod(step.blocks[0].input_shape) + (1 + training) * np.prod(step.blocks[-1].output_shape)
            found["images to and from the fast layout"] += 8 * batch * ends / rate
    return found


def _block_floors(block: FusedBlock, batch: int, training: bool, input_gradient: bool, rate: float) -> Counter[str]:
    """Return the floors of one block."""
    window, images = block.window, min(batch, GROUP_IMAGES)
    outputs, (kernel, width) = block.conv.out_channels, block.conv.kernel_size
    lines, columns = width * window.channels, window.columns * images
    z = batch * outputs * window.rows * window.columns  # numbers, as all below
    pooled, inputs = z / block.pool ** 2, batch * np.prod(block.input_shape)
    copied = batch * lines * window.height * window.columns
    groups = -(-batch // images)
    found = Counter({"product forward": product_seconds(outputs, kernel * lines, columns, groups * window.rows)})
    moved = Counter({"padding": 2 * inputs, "lines": (1 + training) * (inputs + copied)})
    if block.pool > 1:
        moved["max pooling"] = z + pooled
    moved["batch norm and ReLU"] = 2 * pooled
    if training:
        found["product for dW"] = product_seconds(kernel * lines, columns, outputs, groups * window.rows, True)
        moved["ReLU backward"] = 3.25 * pooled
        moved["pooling and batch norm backward"] = pooled + 2 * z
        moved["sums of channels"] = 2 * pooled + (z if block.norm else 0)
        if input_gradient:
            found["product for dx"] = product_seconds(lines, kernel * outputs, columns, groups * window.height)
            moved["sums of lines for dx"] = copied + inputs
    found.update({step: 4 * numbers / rate for step, numbers in moved.items()})
    return found


def print_profile(network: Sequential, shape: tuple[int, ...], batch: int, step: Callable[[], object], training: bool,
                  rounds: int) -> None:
    """Print the steps of a pass, the longest first, with their floors."""
    least = floors(network, shape, batch, training)
    step()
    started = time.thread_time()
    with profiled() as profile:
        for _ in range(rounds):
            step()
    whole = (time.thread_time() - started) / rounds
    steps = {name: seconds / rounds for name, seconds in profile.spent.most_common()}
    steps["bookkeeping"] = whole - sum(steps.values())
    print(f"  {'training' if training else 'inference'}: {1e3 * whole:.1f} CPU ms; "
          f"floors together {1e3 * sum(least.values()):.1f} ms")
    for name, seconds in steps.items():
        floor = f"floor {1e3 * least[name]:7.2f} ms" if name in least else ""
        print(f"    {name:36s}{1e3 * seconds:7.2f} ms {seconds / whole:4.0%}  {floor}".rstrip())
