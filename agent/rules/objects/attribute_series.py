"""Series: one attribute of the objects in a slot, figure by figure, of which rules are asked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from agent.scene.naming.named import Named
from agent.scene.slots import Slot

ANGLE_NOISE = 8.0  # degrees within which two orientations are the same
RARE_NAMES = ("sum of corners", "width", "x", "y")  # the first follows from corners and counts, the others are noisy
DERIVED = ("things", "bearing")  # families that other families already code
MIDDLE = 0.06  # share of the side: an object nearer to the figure's centre has no bearing


@dataclass(frozen=True, eq=False)
class Series:
    """One attribute of one slot over all figures of a problem.

    Attributes
    ----------
    family : str
        Slot and what is measured: series of one family are other readings of one thing, such as radius and area.
    name : str
        For reasons.
    kind : str
        "category", "bag" (values and how often each occurs), "set", "number", "signed" (number whose sign
        could be the other), "level" (ranks) or "angle" (value and
        period in degrees).
    values : list
        Of each figure; None for an option that has no such value, which no rule predicts.
    noise : float
        Within which numbers are the same.
    rare : bool
        Whether rules of it are rarer than others': it follows from other attributes, or is noisy.
    derived : bool
        Whether other series already code what it says.
    pairing : float
        Nats that it takes to say which object has which of a bag's values, over all figures of the matrix.
    """

    family: str
    name: str
    kind: str
    values: list[Any]
    noise: float = 0.0
    rare: bool = False
    derived: bool = False
    pairing: float = 0.0

    def same(self, first: Any, second: Any) -> bool:
        """Whether two values are the same up to noise."""
        if first is None or second is None:
            return first is second
        if self.kind in ("number", "signed", "level"):
            return abs(first - second) <= self.noise
        if self.kind == "angle":
            period = first[1]
            apart = abs((first[0] - second[0] + period / 2) % period - period / 2)
            return abs(period - second[1]) < 1.0 and apart < ANGLE_NOISE
        return first == second

    @cached_property
    def labels(self) -> list[int]:
        """The values as labels from 0, in the order in which they first appear."""
        if self.kind in ("category", "bag", "set"):
            known: dict[Any, int] = {}
            return [known.setdefault(value, len(known)) for value in self.values]
        firsts: list[Any] = []
        found = []
        for value in self.values:
            label = next((i for i, first in enumerate(firsts) if self.same(value, first)), len(firsts))
            if label == len(firsts):
                firsts.append(value)
            found.append(label)
        return found


# (family, attribute): readings of one family weigh as one.
_NAMES = (
    ("shape", "kind"), ("shape", "corners"), ("fill", "fill"), ("size", "size"), ("size", "radius"),
    ("size", "box size"), ("turn", "turn"), ("width", "width"), ("notch", "notch"), ("closed", "closed"),
)  # fmt: skip


def series_of(slot: Slot, given: int) -> list[Series]:
    """The `Series` of a slot over `given` figures of the matrix and the options.

    An attribute that the objects of a figure of the matrix do not share is a bag and a set of names.
    """
    found = _Collector(slot, given)
    if not any(slot.members):
        return []
    found.add("count", "count", "number", [float(len(held)) for held in slot.members], 0.1)
    for family, attribute in _NAMES:
        if attribute == "turn":
            found.add_names(family, attribute, lambda one: (one.names["kind"], one.names["turn"], one.mirror))
        else:
            found.add_names(family, attribute, partial(_name, attribute))
    for attribute in ("place", "box place"):
        found.add("place", f"{attribute}s", "set", [frozenset(o.names[attribute] for o in h) for h in slot.members])
    found.add("things", "objects", "set", [
        frozenset((o.names["box place"], o.kind, o.names["fill"], o.names["turn"], o.names["box size"]) for o in held)
        for held in slot.members
    ])
    found.add("things", "looks", "set", [frozenset((o.kind, o.names["fill"]) for o in h) for h in slot.members])
    if any(len({one.corners for one in held}) > 1 for held in slot.members):
        found.add("corner sum", "sum of corners", "number",
                  [float(sum(one.corners for one in held)) for held in slot.members], 0.1)
    for attribute in ("fill", "kind", "turn"):
        found.add_signed(attribute)
    found.add_number("shape", "number of corners", lambda one: float(one.corners), 0.1)
    found.add_number("size", "size", lambda one: one.object.size, 0.015)
    found.add_number("size", "radius", lambda one: one.radius, 0.015)
    found.add_number("x", "x", lambda one: one.centre.real, 0.02)
    found.add_number("y", "y", lambda one: one.centre.imag, 0.02)
    found.add_number("fill", "tone", lambda one: one.object.tone, 0.03)
    found.add_levels()
    found.add_angles()
    return found.series


def _name(attribute: str, one: Named) -> Hashable:
    return one.names[attribute]


def _pairing(names: list[Hashable]) -> float:
    """Nats that it takes to share out some names among as many objects: log of the multinomial coefficient."""
    return math.lgamma(len(names) + 1) - sum(math.lgamma(count + 1) for count in Counter(names).values())


class _Collector:
    """Collects the series of one slot under its name; options need not have what the matrix's figures have."""

    def __init__(self, slot: Slot, given: int) -> None:
        self.slot, self.given = slot, given
        self.series: list[Series] = []

    def add(self, family: str, name: str, kind: str, values: list[Any], noise: float = 0.0,
            pairing: float = 0.0) -> None:
        """Add one series."""
        rare = kind == "bag" or name.endswith(" set") or name in RARE_NAMES
        self.series.append(Series(
            self.slot.name + family, self.slot.name + name, kind, values, noise, rare, family in DERIVED, pairing))

    def add_where_given(self, family: str, name: str, kind: str, values: list[Any], noise: float = 0.0) -> None:
        """Add a series unless a figure of the matrix lacks its value, None."""
        if None not in values[:self.given]:
            self.add(family, name, kind, values, noise)

    def add_names(self, family: str, name: str, get: Callable[[Named], Hashable]) -> None:
        """Add names that the objects of each figure share, or else the bag and the set of names."""
        held = [[get(one) for one in objects] for objects in self.slot.members]
        sets = [frozenset(names) for names in held]
        if all(len(names) <= 1 for names in sets[:self.given]):
            values = [next(iter(shared), "empty") if len(shared) <= 1 else frozenset(Counter(names).items())
                      for names, shared in zip(held, sets, strict=True)]
            self.add(family, name, "category", values)
            return
        pairing = sum(_pairing(names) for names in held[:self.given])
        self.add(family, f"{name} bag", "bag", [frozenset(Counter(names).items()) for names in held], pairing=pairing)
        self.add(family, f"{name} set", "set", sets, pairing=pairing)

    def add_number(self, family: str, name: str, get: Callable[[Named], float], noise: float) -> None:
        """Add numbers where the objects of every figure share one."""
        values: list[float | None] = []
        for held in self.slot.members:
            numbers = [get(one) for one in held]
            shared = numbers and max(numbers) - min(numbers) <= 2.0 * noise
            values.append(sum(numbers) / len(numbers) if shared else None)
        self.add_where_given(family, name, "number", values, noise)

    def add_signed(self, attribute: str) -> None:
        """Add how many more objects have one of two values than the other, where the matrix shows these two alone."""
        def value(one: Named) -> Hashable:
            return (one.kind, one.names["turn"]) if attribute == "turn" else one.names[attribute]
        values = [[value(one) for one in held] for held in self.slot.members]
        both = sorted(set().union(*values[:self.given]), key=repr)
        if len(both) != 2:
            return
        bags, (more, less) = [Counter(held) for held in values], both
        self.add_where_given("signed count", f"signed count by {attribute}", "signed",
                             [float(bag[more] - bag[less]) if not set(bag) - set(both) else None for bag in bags], 0.1)

    def add_levels(self) -> None:
        """Add ranks of shapes, tones, sizes and widths that a figure's objects share: steps need not be even."""
        ranks: dict[str, Callable[[Named], int | None]] = {
            "shape": lambda one: one.names.get("roundness"),
            "fill": lambda one: one.names["fill"][1] if one.names["fill"][0] == "tone" else None,
            "size": lambda one: one.names["size"], "width": lambda one: one.names["width"][0]}
        for family, rank in ranks.items():
            shared = [{rank(one) for one in held} for held in self.slot.members]
            self.add_where_given(family, f"{family} level", "level",
                                 [next(iter(held)) if len(held) == 1 else None for held in shared], 0.1)

    def add_angles(self) -> None:
        """Add orientations, directions of notches, places on outlines and bearings where every figure has one."""
        members = self.slot.members
        alike = [len({(one.kind, one.names["turn"]) for one in held}) == 1 for held in members]
        self.add_where_given("turn", "orientation", "angle", [
            held[0].turn if same else None for held, same in zip(members, alike, strict=True)])
        directed = [held[0].notch if len({one.names["notch"] for one in held}) == 1 else None for held in members]
        self.add_where_given("notch", "direction of the notch", "angle",
                             [None if notch is None else (notch, 360.0) for notch in directed])
        walks = [held[0].along if len(held) == 1 else None for held in members]
        for reading, name in enumerate(("way along the outline", "corner of the outline")):
            self.add_where_given("along", name, "angle", [
                None if walk is None else (360.0 * float(walk[reading]), 360.0) for walk in walks])
        away = [held[0].centre - (0.5 + 0.5j) if len(held) == 1 else 0j for held in members]
        self.add_where_given("bearing", "bearing from the centre", "angle", [
            (float(np.degrees(np.angle(np.conj(place)))) % 360.0, 360.0) if abs(place) > MIDDLE else None
            for place in away])
