"""Analogies by structure mapping: X is to Y as Z is to ?, object by object (Gentner 1983; Lovett and Forbus 2017).

The objects of X are matched with those of Y and of Z. Each attribute of an object of Y comes from an object of X that
has it too, its own counterpart before others, or else changes from its counterpart's by a step; what comes from an
object of X is taken from that object's counterpart in Z. So "the outer shape goes and the inner one grows" is: the kind
of the inner, the size of the outer one. Where X and Z differ in number, one change for all objects is tried instead.
The scene that follows is compared with the options'.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from agent.rules.objects.looks import SHARE, UNKNOWN, WEIGHTS, Look, around, difference, moved_alike, same
from agent.rules.objects.rearranged import rearranged
from agent.scene.assignment import match

WRONG = 1.6  # nats that an object's wrong attribute of weight 1 costs: by hand
CARRY = 0.6  # how much the price of a mapping counts beside what differs from an option
BORROWED, CHANGED, FREE = 0.25, 0.5, 0.7  # prices: from another object of X; by a step; by nothing that is known
ALIKE, FREED = 1.0, 0.3  # prices of "all objects change alike" where Z has as many as X, and where it has not: by hand
REARRANGED = 0.5  # price of attributes that are rearranged along an order of the objects
DROPPED = 0.3  # price of an object of Y that comes from one of X for which Z has none, and goes
ADDED = 1.0  # price of an object of Z that no object of X stands for, which stays as it is
# Ways to match objects: by look, by place, and by order of depth and size; what differs in each counts so much.
WAYS = (
    {"kind": 1.0, "fill": 0.6, "size": 0.5, "place": 0.3, "turn": 0.2, "away": 0.5},
    {"away": 4.0, "kind": 0.2, "fill": 0.1, "order": 0.3},
    {"order": 3.0, "away": 0.3},
)


class Origin(NamedTuple):
    """Where an object of Y comes from.

    Attributes
    ----------
    own : int or None
        The place of its counterpart in X; None where it has none.
    sources : dict of str to int or None
        By attribute, the place of the object of X that has its value too; None where no object has, and it changed.
    """

    own: int | None
    sources: dict[str, int | None]


class Mapping(NamedTuple):
    """One way to carry the change from X to Y over to Z.

    Attributes
    ----------
    price : float
    expected : list of dict
        What the objects of the answer look like.
    origins : list of Origin
        Of each object of Y.
    reflected : bool
        Whether objects are reflected rather than turned.
    rearranged : str
        How attributes are rearranged along an order of the objects; "" where they are not.
    """

    price: float
    expected: list[Look]
    origins: list[Origin]
    reflected: bool = False
    rearranged: str = ""


class Analogy(NamedTuple):
    """What the change along one line says of the options.

    Attributes
    ----------
    line : tuple of int
        X, Y and Z.
    scores : numpy.ndarray
        float (options,): unnormalised log likelihoods, by all mappings.
    mapping : Mapping
        The one that explains best the option that is best along all lines.
    """

    line: tuple[int, int, int]
    scores: np.ndarray
    mapping: Mapping


def analogies(looks: list[list[Look]], problem_type: str) -> list[Analogy]:
    """The `Analogy` of each line of a matrix of one complete line; their scores add up to what whole scenes say.

    Parameters
    ----------
    looks : list of list of dict
        Objects of A, B and C, then of each option, as `agent.rules.objects.looks.in_order` orders them.
    problem_type : str
        "2x1" maps rows; "2x2" rows and columns.
    """
    lines = [(0, 1, 2)] + ([(0, 2, 1)] if problem_type == "2x2" else [])
    found = []
    for line in lines:
        mappings = list(_mappings(*(looks[figure] for figure in line)))
        by_mapping = np.array([[-WRONG * (CARRY * way.price + difference(way.expected, option)) for option in looks[3:]]
                               for way in mappings])
        found.append((line, mappings, by_mapping, np.logaddexp.reduce(by_mapping) / math.sqrt(len(lines))))
    best = int(np.argmax(sum(scores for *_, scores in found)))
    return [Analogy(line, scores, mappings[int(by_mapping[:, best].argmax())])
            for line, mappings, by_mapping, scores in found]


def _mappings(x: list[Look], y: list[Look], z: list[Look]) -> Iterator[Mapping]:
    """Yield the ways to carry the change from X to Y over to Z."""
    seen = set()
    for to_y in WAYS:
        pairs = _matched(x, y, to_y)
        for to_z in reversed(WAYS):
            stands = dict(_matched(x, z, to_z))
            if (key := (tuple(pairs), tuple(stands.items()))) in seen:
                continue
            seen.add(key)
            own = {b: a for a, b in pairs}
            extra = [look for place, look in enumerate(z) if place not in stands.values()]
            known = [place not in own or own[place] in stands for place in range(len(y))]
            for reflected in (False, True) if _turned(x, y, pairs) else (False,):
                made = [_derived(look, own.get(place), x, stands, z, reflected) for place, look in enumerate(y)]
                added = CHANGED * reflected + ADDED * len(extra)
                price = sum(cost for cost, _, _ in made) + ADDED * abs(len(x) - len(z))
                origins = [origin for _, _, origin in made]
                yield Mapping(price + added, [look for _, look, _ in made] + extra, origins, reflected)
                if not all(known):  # what becomes of objects of X for which Z has none is in no answer
                    kept = [found for found, stays in zip(made, known, strict=True) if stays]
                    price = sum(cost for cost, _, _ in kept) + DROPPED * known.count(False)
                    yield Mapping(price + added, [look for _, look, _ in kept] + extra, origins, reflected)
    yield from _one_change(x, y, z)
    yield from (Mapping(REARRANGED, made, [], rearranged=how) for how, made in rearranged(x, y, z, same))


def _turned(x: list[Look], y: list[Look], pairs: list[tuple[int, int]]) -> bool:
    """Whether an object has another orientation in Y than in X: then it is turned, or reflected."""
    return any(not same(key, x[a][key], y[b][key]) for a, b in pairs for key in ("turn", "notch"))


def _matched(first: list[Look], second: list[Look], way: dict[str, float]) -> list[tuple[int, int]]:
    """Pairs of places of objects that are matched at the least cost; the smaller number is matched in full."""
    if not first or not second:
        return []
    costs = np.array([[
        sum(weight * (not same(key, a[key], b[key])) for key, weight in way.items() if key in WEIGHTS)
        + way.get("away", 0.0) * abs(a["place"][0] - b["place"][0])
        + way.get("order", 0.0) * abs(i / len(first) - j / len(second))
        for j, b in enumerate(second)] for i, a in enumerate(first)])
    if len(first) <= len(second):
        return list(enumerate(match(costs).tolist()))
    return sorted((i, j) for j, i in enumerate(match(costs.T).tolist()))


def _derived(
    look: Look, own: int | None, x: list[Look], stands: dict[int, int], z: list[Look], reflected: bool
) -> tuple[float, Look, Origin]:
    """What stands in the answer for an object of Y, with the price of saying so and where it comes from.

    `own` is its counterpart in X; `stands` tells which object of Z stands for each of X. A changed orientation is
    turned, or `reflected`.
    """
    order = ([own] if own is not None else []) + [place for place in range(len(x)) if place != own]
    made: Look = {"along": None}
    sources: dict[str, int | None] = {}
    price = 0.0
    before, start = (x[own], z[stands[own]]) if own is not None and own in stands else (None, None)
    walks = [] if before is None or start is None else [one["along"] for one in (before, look, start)]
    if before and start and all(walk is not None for walk in walks):  # or a dot is where it is along an outline
        made |= {"along": (walks[2] + walks[1] - walks[0]) % 1.0, "place": _stepped("place", before, look, start)}
        moved = around(walks[0], walks[1]) > SHARE
        price += CHANGED * moved
        sources["along"] = None if moved else own
    for key in WEIGHTS:
        if key in made:
            continue
        source = next((place for place in order if place in stands and same(key, look[key], x[place][key]) and not (
            key == "turn" and place != own and x[place]["kind"] != look["kind"])), None)
        sources[key] = source
        if source is not None:
            made[key] = z[stands[source]][key]
            price += 0.0 if source == own else BORROWED
            continue
        price += CHANGED
        made[key] = _stepped(key, before, look, start, reflected) if before and start else look[key]
    return price, made, Origin(own, sources)


def _stepped(key: str, before: Look, after: Look, start: Look, reflected: bool = False) -> Any:
    """The attribute of `start` changed as from `before` to `after`; angles may be reflected as these two are."""
    a, b, c = before[key], after[key], start[key]
    if key == "size":
        return c * b / np.maximum(a, 1e-6)
    if key == "place":
        return np.append(c + b - a, moved_alike(a[0], b[0], c[0]))
    if key in ("corners", "depth"):
        return c + b - a
    if key == "turn":
        if None in (a, b, c):
            return c
        return ((a[0] + b[0] - c[0] if reflected else c[0] + b[0] - a[0]) % c[1], c[1])
    if key == "notch":
        return b if None in (a, b, c) else (a + b - c if reflected else c + b - a) % 360.0
    if key == "mirror":
        return not c
    if key == "kind":
        return b if start["kind"] == before["kind"] else UNKNOWN
    return b


def _one_change(x: list[Look], y: list[Look], z: list[Look]) -> Iterator[Mapping]:
    """Yield what follows if all objects change alike, whatever their number: one step, or one map of values."""
    if not x or len(x) != len(y):
        return
    for way in WAYS[:2]:
        matched = _matched(x, y, way)
        pairs = [(x[i], y[j]) for i, j in matched]
        price, made = (ALIKE if len(x) == len(z) else FREED), [dict(look) for look in z]
        for key in WEIGHTS:
            if all(same(key, a[key], b[key]) for a, b in pairs):
                continue
            price += CHANGED
            if key == "place":
                for new in made:
                    new["along"] = None
            steps = [[_stepped(key, a, b, look) for a, b in pairs] for look in z]
            if key in ("fill", "kind", "width", "mirror"):
                values = {repr(a[key]): b[key] for a, b in pairs}
                if any(not same(key, values[repr(a[key])], b[key]) for a, b in pairs):
                    break
                ends = list(values.values())
                common = ends[0] if all(same(key, ends[0], end) for end in ends) else UNKNOWN
                for look, new in zip(z, made, strict=True):
                    new[key] = values.get(repr(look[key]), common)
            elif all(same(key, options[0], other) for options in steps for other in options):
                for new, options in zip(made, steps, strict=True):
                    new[key] = options[0]
            else:
                price += FREE
                for new in made:
                    new[key] = UNKNOWN
        else:
            origins = [Origin(i, {key: i if same(key, x[i][key], y[j][key]) else None for key in WEIGHTS})
                       for i, j in sorted(matched, key=lambda pair: pair[1])]
            yield Mapping(price, made, origins)


