"""Attributes rearranged along an order of the objects: shifted, reversed, or alternating from one object to the next.

Rings are in order from the outside inwards, objects beside each other from left to right and from top to bottom. What
happens along the order from X to Y happens along that of Z, whatever its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

Look = dict[str, Any]
Same = Callable[[str, Any, Any], bool]
PARTS = ("fill", "kind")  # attributes that are handed on from object to object
GRID = 20.0  # places by which objects are in order, along a side: those in one place are beside each other
LEAST, MOST = 3, 8  # objects of a figure that have an order; two that change places exchange what they are

# Orders of the objects of a figure; as they come, they are sorted by depth and size.
ORDERS: tuple[Callable[[Look], Any], ...] = (
    lambda look: 0, lambda look: round(GRID * look["place"][0].real), lambda look: round(GRID * look["place"][0].imag),
)  # fmt: skip


def rearranged(x: Sequence[Look], y: Sequence[Look], z: Sequence[Look], same: Same) -> Iterator[tuple[str, list[Look]]]:
    """Yield how attributes of X are rearranged to those of Y, in words, and what then becomes of Z.

    Nothing where they are not rearranged.

    Parameters
    ----------
    x, y, z : sequence of dict
        The objects of each figure, by depth and size: what each looks like.
    same : callable
        Whether two values of an attribute are the same: (attribute, value, value) -> bool.
    """
    if len(x) != len(y) or not LEAST <= len(x) <= MOST or not LEAST <= len(z) <= MOST:
        return
    for order in ORDERS:
        first, second, third = (sorted(looks, key=order) for looks in (x, y, z))
        count = len(first)
        changed = [key for key in PARTS if any(not same(key, first[i][key], second[i][key]) for i in range(count))]
        if not changed:
            continue
        what = " and ".join({"fill": "fills", "kind": "shapes"}[key] for key in changed)
        for how, step in _steps(count):
            if all(same(key, second[i][key], first[step(i, count)][key]) for key in changed for i in range(count)):
                yield f"the {what} {how}", [look | {key: third[step(i, len(third))][key] for key in changed}
                                            for i, look in enumerate(third)]
        if all(same(key, first[i][key], first[0][key]) and same(key, second[i][key], second[i % 2][key])
               for key in changed for i in range(count)):  # all alike before, and by turns after
            made = [look | {key: second[i % 2][key] for key in changed} for i, look in enumerate(third)]
            yield f"the {what} alternate from object to object", made


def _steps(count: int) -> Iterator[tuple[str, Callable[[int, int], int]]]:
    """Ways to say from which place what comes to place i of n: shifts by less than `count`, and the reversal."""
    for shift in sorted({1, -1, *range(2, count - 1)}):
        yield f"move on by {shift} in the order of the objects", partial(_shifted, shift)
    yield "are reversed in the order of the objects", lambda i, n: n - 1 - i


def _shifted(shift: int, place: int, count: int) -> int:
    return (place - shift) % count
