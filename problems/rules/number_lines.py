"""Nine numbers by one operation row by row: what the rules of counts and corners share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from problems.rules.palette import some

# The third number of a line from the first two, and the pattern's name.
OPERATIONS: dict[str, tuple[Callable[[int, int], int], str]] = {
    "sum": (lambda a, b: a + b, "total"),
    "difference": (lambda a, b: a - b, "remainder"),
    "distance": (lambda a, b: abs(a - b), "gap"),
    "product": (lambda a, b: a * b, "product"),
    "middle": (lambda a, b: b - a, "middle_total"),
}


def number_lines(
    values: tuple[int, ...], names: tuple[str, ...], *, rng: np.random.Generator
) -> tuple[tuple[int, ...], str]:
    """Three lines of three numbers out of `values` by one operation, and the pattern's name.

    No line repeats another one, and the progression has lines of different starts.
    """
    name = str(rng.choice(names))
    if name == "progression":
        step = int(rng.choice([-2, -1, 1, 2]))
        lines = [(a, a + step, a + 2 * step) for a in values if {a + step, a + 2 * step} <= set(values)]
        pattern = name
    elif name == "fixed_total":
        triples = [(a, b, c) for a in values for b in values for c in values if len({a, b, c}) > 1]
        whole = int(rng.choice([sum(line) for line in triples]))
        lines, pattern = [line for line in triples if sum(line) == whole], name
    else:
        change, pattern = OPERATIONS[name]
        lines = [(a, b, change(a, b)) for a in values for b in values if change(a, b) in values]
        # the neutral element says nothing
        lines = [line for line in lines if name != "product" or min(line[:2]) > 1] if len(lines) > 6 else lines
    if len(lines) < 3:
        raise ValueError(f"{len(lines)} lines of numbers by {name}")
    return tuple(number for line in some(lines, 3, rng=rng) for number in line), pattern


def nearest(values: tuple[int, ...], right: int) -> tuple[int, ...]:
    """The other values, the nearest first."""
    return tuple(sorted((value for value in values if value != right), key=lambda value: abs(value - right)))
