"""OpenBLAS behind NumPy: held at one thread while networks run, and asked which processor's kernels it took."""

from __future__ import annotations

import contextlib
import ctypes
import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


@contextlib.contextmanager
def single_blas_thread() -> Iterator[None]:
    """Hold OpenBLAS at one thread; put its setting back afterwards. Other BLAS libraries are left alone.

    OpenBLAS's own threads spin on the small matrix products of a convolution; one product a worker is faster.
    """
    control = blas_control()
    before = control[0]() if control else 1
    if control and before > 1:
        control[1](1)
    try:
        yield
    finally:
        if control and before > 1:
            control[1](before)


@functools.cache
def blas_control() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Return OpenBLAS's (get, set) functions for its number of threads, or None."""
    get, change = _function("get_num_threads"), _function("set_num_threads")
    return (get, change) if get and change else None


@functools.cache
def blas_core() -> str:
    """Return OpenBLAS's name for the processor whose kernels it uses, such as Haswell; "" for another library."""
    name = _function("get_corename")
    if name is None:
        return ""
    name.restype = ctypes.c_char_p
    return (name() or b"").decode()


def _function(name: str) -> Any:
    """Return a function of OpenBLAS by all names that its builds give it, from what NumPy has loaded; or None."""
    core = getattr(np, "_core", None) or np.core
    try:
        library = ctypes.CDLL(core._multiarray_umath.__file__)
    except (OSError, AttributeError):
        return None
    for prefix in ("scipy_openblas", "openblas"):
        for suffix in ("64_", "_64", ""):
            found = getattr(library, f"{prefix}_{name}{suffix}", None)
            if found:
                return found
    return None
