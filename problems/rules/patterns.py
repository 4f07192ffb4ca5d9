"""How a value goes over the cells of a matrix: each function gives side * side values in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")


def by_row(values: Sequence[T], side: int) -> tuple[T, ...]:
    """Row r holds values[r] all along."""
    return tuple(values[row] for row in range(side) for _ in range(side))


def by_column(values: Sequence[T], side: int) -> tuple[T, ...]:
    """Every row is values[0], values[1], ..."""
    return tuple(values[column] for _ in range(side) for column in range(side))


def progression(starts: Sequence[Any], step: Any, side: int) -> tuple[Any, ...]:
    """Row r is starts[r], starts[r] + step, ..."""
    return tuple(starts[row] + step * column for row in range(side) for column in range(side))


def latin_square(values: Sequence[T], side: int, *, rng: np.random.Generator) -> tuple[T, ...]:
    """Every row and every column holds each value once; either diagonal may be the equal one."""
    direction = rng.choice([-1, 1]) if side > 2 else 1
    rows = rng.permutation(side)
    return tuple(
        values[int((column + direction * rows[row]) % side)] for row in range(side) for column in range(side)
    )


def sums(
    low: int, high: int, *, rng: np.random.Generator, signs: tuple[int, ...] = (1, -1)
) -> tuple[tuple[int, ...], int]:
    """Three rows of counts with a + b = c (or a - b = c, the same in all rows): values and the sign.

    All counts lie in low..high and no row repeats another.
    """
    sign = int(rng.choice(signs))
    triples = [
        (a, b, a + sign * b)
        for a in range(low, high + 1)
        for b in range(low, high + 1)
        if low <= a + sign * b <= high
    ]
    rows = rng.permutation(len(triples))[:3]
    return tuple(value for row in rows for value in triples[row]), sign
