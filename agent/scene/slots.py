"""Slots: ways to say which object of one figure stands for which of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from agent.scene.vocabulary import Named

MOST = 9  # slots of one way to name them; more would name single objects
RANKED = 5  # objects of a figure that can be told apart by their order


class Slot(NamedTuple):
    """The objects that one name stands for, figure by figure.

    Attributes
    ----------
    name : str
        "" for the slot that holds all objects.
    members : list of list of Named
        Of each figure.
    """

    name: str
    members: list[list[Named]]


def slottings(named: list[Named], given: int, figures: int) -> Iterator[tuple[str, list[Slot]]]:
    """Yield the ways to share out the objects of `figures` figures among slots, each as its name and its slots.

    All in one slot first, then by depth, role, shape, fill, place and size and, where all figures hold the same few
    objects, by their order in size and from left to right and top to bottom. What is the same in all `given` figures
    of the matrix, such as a frame, has a slot of its own each time.
    """
    same = _constant(named, given)
    background = [[one for one in named if one.figure == figure and _look(one) in same] for figure in range(figures)]
    named = [one for one in named if _look(one) not in same]
    constant = [Slot("background: ", background)] if same else []
    for name, slots in _ways(named, figures):
        yield name, slots + constant


def _look(one: Named) -> tuple[Hashable, ...]:
    return tuple(one.names[name] for name in ("kind", "fill", "size", "box place", "turn"))


def _constant(named: list[Named], given: int) -> set[tuple[Hashable, ...]]:
    """The looks of objects that are in every figure of the matrix, where other objects are beside them."""
    looks = [{_look(one) for one in named if one.figure == figure} for figure in range(given)]
    same = set.intersection(*looks)
    return same if any(held - same for held in looks) else set()


def _ways(named: list[Named], figures: int) -> Iterator[tuple[str, list[Slot]]]:
    """Yield the ways to share out objects that change from figure to figure."""
    objects = [[one for one in named if one.figure == figure] for figure in range(figures)]
    yield "all", [Slot("", objects)]
    keys: list[tuple[str, Callable[[Named], Hashable], int]] = [
        ("depth", lambda one: one.depth, MOST),
        ("role", lambda one: one.names["role"], MOST),
        ("shape", lambda one: one.names["kind"], MOST),
        ("fill", lambda one: one.names["fill"], MOST),
        ("place", lambda one: one.names["box place"], MOST),
        ("size", lambda one: one.names["size"], 4),
    ]
    for name, key, most in keys:
        values = sorted({key(one) for one in named}, key=repr)
        if 2 <= len(values) <= most:
            yield name, [Slot(f"{name} {value}: ", [[one for one in held if key(one) == value] for held in objects])
                         for value in values]
    counts = {len(held) for held in objects}
    if len(counts) == 1 and 2 <= max(counts) <= RANKED:
        yield from _orders(objects, max(counts))


def _orders(objects: list[list[Named]], count: int) -> Iterator[tuple[str, list[Slot]]]:
    """Slots by the order of objects: the first of every figure, the second, and so on."""
    orders: list[tuple[str, Callable[[Named], tuple[float, ...]]]] = [
        ("rank", lambda one: (-one.object.size,)),
        ("left", lambda one: (round(one.centre.real / 0.08), one.centre.imag)),
        ("top", lambda one: (round(one.centre.imag / 0.08), one.centre.real)),
    ]
    for name, key in orders:
        ranked = [sorted(held, key=key) for held in objects]
        yield name, [Slot(f"{name} {place + 1}: ", [[held[place]] for held in ranked]) for place in range(count)]
