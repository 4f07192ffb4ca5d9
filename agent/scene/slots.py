"""Slots: ways to say which object of one figure stands for which of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from agent.scene.naming.named import Named
from agent.scene.naming.value_labels import gaps

MOST = 9  # slots of one way to name them; more would name single objects
BESIDE = 0.06  # share of the side by which two objects are beside one another at least: by hand
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
    keys: list[tuple[str, Callable[[Named], Hashable], Callable[[Named], str], int]] = [
        ("depth", lambda one: one.depth, lambda one: f"inside of {one.depth}", MOST),
        ("role", lambda one: one.names["role"], lambda one: one.names["role"], MOST),
        ("shape", lambda one: one.names["kind"], _shape, MOST),
        ("fill", lambda one: one.names["fill"], _fill, MOST),
        ("place", lambda one: one.names["box place"], _place, MOST),
        ("size", lambda one: one.names["size"], lambda one: f"size {one.object.size:.2f}", 4),
    ]
    for name, key, words, most in keys:
        firsts = {key(one): one for one in reversed(named)}
        if 2 <= len(firsts) <= most:
            yield name, [Slot(f"{words(firsts[value])} ({number}): ",
                              [[one for one in held if key(one) == value] for held in objects])
                         for number, value in enumerate(sorted(firsts, key=repr), 1)]
    counts = {len(held) for held in objects}
    if len(counts) == 1 and 2 <= max(counts) <= RANKED:
        yield from _orders(objects, max(counts))


def _shape(one: Named) -> str:
    if not one.object.closed:
        return str(one.kind)
    return f"{one.corners} corners" if one.corners else "round"


def _fill(one: Named) -> str:
    return {"none": "white", "solid": "black"}.get(one.object.fill, one.object.fill)


def _place(one: Named) -> str:
    across = ("left", "middle", "right")[min(2, int(3.0 * one.centre.real))]
    return f"{('top', 'middle', 'bottom')[min(2, int(3.0 * one.centre.imag))]} {across}"


def _orders(objects: list[list[Named]], count: int) -> Iterator[tuple[str, list[Slot]]]:
    """Slots by the order of objects: the first of every figure, the second, and so on."""
    every = [one for held in objects for one in held]
    columns = dict(zip(map(id, every), gaps([one.centre.real for one in every], lambda place: BESIDE), strict=True))
    rows = dict(zip(map(id, every), gaps([one.centre.imag for one in every], lambda place: BESIDE), strict=True))
    orders: list[tuple[str, Callable[[Named], tuple[float, ...]]]] = [
        ("rank", lambda one: (-one.object.size,)),
        ("left", lambda one: (columns[id(one)], one.centre.imag)),
        ("top", lambda one: (rows[id(one)], one.centre.real)),
    ]
    for name, key in orders:
        ranked = [sorted(held, key=key) for held in objects]
        yield name, [Slot(f"{name} {place + 1}: ", [[held[place]] for held in ranked]) for place in range(count)]
