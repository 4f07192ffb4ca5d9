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
        In words; "" for the slot that holds all objects.
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
        ("depth", lambda one: one.depth, _depth, MOST),
        ("role", lambda one: one.names["role"], _role, MOST),
        ("shape", lambda one: one.names["kind"], _shape, MOST),
        ("fill", lambda one: one.names["fill"], _fill, MOST),
        ("place", lambda one: one.names["box place"], _place, MOST),
        ("size", lambda one: one.names["size"], lambda one: f"objects of size {one.object.size:.0%}", 4),
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


def _depth(one: Named) -> str:
    return f"objects inside {one.depth} other{'s' * (one.depth > 1)}" if one.depth else "outer objects"


def _role(one: Named) -> str:
    return "strokes" if one.names["role"] == "stroke" else f"{one.names['role']} objects"


def _shape(one: Named) -> str:
    if not one.object.closed:
        return f"{str(one.kind).split(' ')[0]} strokes"
    return f"objects of {one.corners} corners" if one.corners else "round objects"


def _fill(one: Named) -> str:
    fill = {"none": "white", "solid": "black"}.get(one.object.fill, one.object.fill)
    return f"{fill} objects"


def _place(one: Named) -> str:
    across = ("left", "middle", "right")[min(2, int(3.0 * one.centre.real))]
    return f"objects at the {('top', 'middle', 'bottom')[min(2, int(3.0 * one.centre.imag))]} {across}"


def _orders(objects: list[list[Named]], count: int) -> Iterator[tuple[str, list[Slot]]]:
    """Slots by the order of objects: the first of every figure, the second, and so on."""
    every = [one for held in objects for one in held]
    columns = dict(zip(map(id, every), gaps([one.centre.real for one in every], lambda place: BESIDE), strict=True))
    rows = dict(zip(map(id, every), gaps([one.centre.imag for one in every], lambda place: BESIDE), strict=True))
    orders: list[tuple[str, str, Callable[[Named], tuple[float, ...]]]] = [
        ("rank", "by size", lambda one: (-one.object.size,)),
        ("left", "from the left", lambda one: (columns[id(one)], one.centre.imag)),
        ("top", "from the top", lambda one: (rows[id(one)], one.centre.real)),
    ]
    for name, order, key in orders:
        ranked = [sorted(held, key=key) for held in objects]
        yield name, [Slot(f"object {place} {order}: ", [[held[place - 1]] for held in ranked])
                     for place in range(1, count + 1)]
