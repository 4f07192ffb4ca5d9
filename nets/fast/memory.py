"""Work arrays of the fast path: on cache lines, and used again and again.

Fresh memory costs a page fault every 4096 bytes, and a vector register that straddles two cache
lines takes two reads.
"""

import math
import threading

import numpy as np

CACHE_LINE = 64  # bytes

_local = threading.local()


def empty(shape, dtype):
    """Return a new array of unknown content that begins on a cache line."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    memory = np.empty(size + CACHE_LINE, np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    return memory[start:start + size].view(dtype).reshape(shape)


def matrix(rows, columns, dtype):
    """Return a new matrix, its rows on cache lines, one line more apart than they need.

    Rows whose distance is a power of two fall into the same few places of the cache; matrix products
    over them are up to 1.7 times slower.
    """
    return empty((rows, _row_length(columns, dtype)), dtype)[:, :columns]


def scratch(name, shape, dtype):
    """Return an array of unknown content, this thread's own until it asks for the same name again."""
    buffers = _local.__dict__.setdefault("buffers", {})
    size = math.prod(shape) * np.dtype(dtype).itemsize
    if name not in buffers or buffers[name].size < size:
        buffers[name] = empty((size,), np.uint8)
    return buffers[name][:size].view(dtype).reshape(shape)


def scratch_matrix(name, rows, columns, dtype):
    """Return a matrix like ``scratch``, its rows apart as in ``matrix``."""
    return scratch(name, (rows, _row_length(columns, dtype)), dtype)[:, :columns]


def _row_length(columns, dtype):
    """Return ``columns`` rounded up to whole cache lines, and one line more."""
    line = CACHE_LINE // np.dtype(dtype).itemsize
    return -(-columns // line) * line + line
