"""Samples in arrays, or in dicts of arrays that share their first axis N, and batches of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from nets.layer import Layer


def length(data: Any) -> int:
    """Return N."""
    return length(next(iter(data.values()))) if isinstance(data, dict) else len(data)


def take(data: Any, places: Any) -> Any:
    """Return the samples at ``places`` (an index array or a slice) of an array, a dict, or None.

    >>> take({"a": np.arange(4), "b": None}, [0, 2])
    {'a': array([0, 2]), 'b': None}
    """
    if data is None:
        return None
    if isinstance(data, dict):
        return {name: take(part, places) for name, part in data.items()}
    return data[places]


def join(parts: Sequence[Any]) -> Any:
    """Put a list of arrays, or of dicts of arrays, together along N."""
    if isinstance(parts[0], dict):
        return {name: join([part[name] for part in parts]) for name in parts[0]}
    return np.concatenate(parts)


def slices(count: int, size: int) -> Iterator[slice]:
    """Yield slices of ``size`` that cover range(count)."""
    if size < 1:
        raise ValueError(f"expected batches of at least one sample, got {size}")
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))


def ahead(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the items of an iterator, each worked out by another thread while the one before it is in use."""
    items, end = iter(items), object()
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, items, end)
        while (item := coming.result()) is not end:
            coming = worker.submit(next, items, end)
            yield item


def predict(network: Layer, inputs: Any, batch_size: int = 256) -> Any:
    """Return the network's inference outputs for all inputs (arrays or dicts), batch by batch."""
    if not length(inputs):
        raise ValueError("predict: expected at least one sample, got none")
    return join([network.forward(take(inputs, part)) for part in slices(length(inputs), batch_size)])
