"""Threads over parts of a batch, and the BLAS library held at one thread, which networks do meanwhile.

NumPy releases the interpreter's lock inside its loops, so that plain threads do scale. OpenBLAS's own
threads spin on the small matrix products of a convolution; one product a worker is faster.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import numpy as np

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
        _settings["pool"] = ThreadPoolExecutor(thread_count() - 1, thread_name_prefix="nets")
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


@contextlib.contextmanager
def single_blas_thread() -> Iterator[None]:
    """Hold OpenBLAS at one thread; put its setting back afterwards. Other BLAS libraries are left alone."""
    control = _blas_control()
    before = control[0]() if control else 1
    if before > 1:
        control[1](1)
    try:
        yield
    finally:
        if before > 1:
            control[1](before)


def _blas_control():
    """Return OpenBLAS's (get, set) functions for its number of threads, or None; looked up once."""
    if "blas" not in _settings:
        _settings["blas"] = _find_blas_control()
    return _settings["blas"]


def _find_blas_control():
    """Look the functions up by all names that builds of OpenBLAS give them, in what NumPy has loaded."""
    core = getattr(np, "_core", None) or np.core
    try:
        library = ctypes.CDLL(core._multiarray_umath.__file__)
    except (OSError, AttributeError):
        return None
    for prefix in ("scipy_openblas", "openblas"):
        for suffix in ("64_", "_64", ""):
            get = getattr(library, f"{prefix}_get_num_threads{suffix}", None)
            change = getattr(library, f"{prefix}_set_num_threads{suffix}", None)
            if get and change:
                return get, change
    return None


def _forget_pool() -> None:
    if _settings["pool"] is not None:
        _settings["pool"].shutdown(wait=False)
    _settings["pool"] = None


if hasattr(os, "register_at_fork"):  # threads do not survive a fork: the child makes its own
    os.register_at_fork(after_in_child=lambda: _settings.update(pool=None))
