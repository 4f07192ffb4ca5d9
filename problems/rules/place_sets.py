"""Which places of a family are taken, figure by figure: sets that combine, complete each other, turn or are counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from problems.rules.number_lines import number_lines
from problems.rules.palette import some
from problems.rules.patterns import by_column, by_row, latin_square

Sets = list[frozenset[int]]
# The third set of a row from the first two, and the pattern's name.
OPERATIONS: dict[str, tuple[Callable[[frozenset[int], frozenset[int]], frozenset[int]], str]] = {
    "or": (lambda a, b: a | b, "union"),
    "and": (lambda a, b: a & b, "intersection"),
    "xor": (lambda a, b: a ^ b, "exclusive"),
    "difference": (lambda a, b: a - b, "difference"),
    "reverse": (lambda a, b: b - a, "reverse_difference"),
}


def set_rows(rule: str, count: int, *, rng: np.random.Generator) -> tuple[Sets, str]:
    """Nine sets of `count` places that follow a rule row by row, and the pattern's name."""
    everything = [frozenset(index for index in range(count) if code >> index & 1) for code in range(1, 2**count)]
    if rule == "turn":
        step = int(rng.choice([1, 3]))
        starts = [one for one in everything if len({*_turns(one, step, count)}) > 2]
        return [
            _turned(one, step * column, count) for one in some(starts, 3, rng=rng) for column in range(3)
        ], "round_turn"
    if rule == "count":
        numbers, pattern = number_lines(tuple(range(1, count + 1)), ("sum", "difference", "progression"), rng=rng)
        return [frozenset(range(number)) for number in numbers], pattern
    if rule == "completeness":
        order = [[frozenset(part.tolist()) for part in _parts(count, rng)] for _ in range(3)]
        return [one for row in order for one in row], "completeness"
    if rule == "distribution":
        return list(latin_square(some(everything, 3, rng=rng), 3, rng=rng)), rule
    if rule == "sequence":
        return list(by_column(some(everything, 3, rng=rng), 3)), rule
    if rule == "constant":
        return list(by_row(some(everything, 3, rng=rng), 3)), rule
    change, pattern = OPERATIONS[rule]
    pairs = [(a, b) for a in everything for b in everything if len({a, b, change(a, b)}) == 3 and change(a, b)]
    return [one for a, b in some(pairs, 3, rng=rng) for one in (a, b, change(a, b))], pattern


def _turned(places: frozenset[int], step: int, count: int) -> frozenset[int]:
    return frozenset((place + step) % count for place in places)


def _turns(places: frozenset[int], step: int, count: int) -> list[frozenset[int]]:
    return [_turned(places, step * time, count) for time in range(3)]


def _parts(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    """`count` places split among three figures, each with one or more."""
    order = rng.permutation(count)
    cuts = np.sort(rng.permutation(np.arange(1, count))[:2])
    return np.split(order, cuts)
