"""Threads over parts of a batch: NumPy releases the interpreter's lock inside its loops, so that they scale."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from nets.fast.buffers import shorten_buffer

_settings: dict[str, Any] = {"threads": None, "pool": None}


def thread_count() -> int:
    """Return the number of threads that share the work, the calling one among them.

    It is what ``set_threads`` said; else OPENBLAS_NUM_THREADS or OMP_NUM_THREADS of the environment, for
    whoever limits BLAS means the process; else the cores that this process may use.
    """
    if _settings["threads"]:
        return _settings["threads"]
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        value = os.environ.get(name, "")
        if value.isdigit() and int(value) > 0:
            return int(value)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def set_threads(count: int | None) -> None:
    """Use ``count`` threads from now on; None goes back to the default. Results do not change."""
    if count is not None and count < 1:
        raise ValueError(f"set_threads: expected 1 or more threads, got {count}")
    _forget_pool()
    _settings["threads"] = count


@contextlib.contextmanager
def limited_threads(count: int | None) -> Iterator[None]:
    """Use ``count`` threads; put the setting back afterwards."""
    before = _settings["threads"]
    set_threads(count)
    try:
        yield
    finally:
        set_threads(before)


def run_parallel(function: Callable[[int], Any], count: int) -> list:
    """Return [function(0), ..., function(count - 1)], worked out by this thread and the others."""
    if count == 1 or thread_count() == 1:
        return [function(index) for index in range(count)]
    if _settings["pool"] is None:
        _settings["pool"] = ThreadPoolExecutor(thread_count() - 1, "nets", shorten_buffer)
    results, places = [None] * count, iter(range(count))

    def work():
        for index in places:  # whoever is free takes the next one
            results[index] = function(index)

    others = [_settings["pool"].submit(work) for _ in range(min(count, thread_count()) - 1)]
    try:
        work()  # this thread works too: one thread less has to be woken
    finally:
        others = [other for other in others if not other.cancel()]  # nothing is left for those not begun
        wait(others)
    for other in others:
        other.result()
    return results


def _forget_pool() -> None:
    if _settings["pool"] is not None:
        _settings["pool"].shutdown(wait=False)
    _settings["pool"] = None


if hasattr(os, "register_at_fork"):  # threads do not survive a fork: the child makes its own
    os.register_at_fork(after_in_child=lambda: _settings.update(pool=None))
