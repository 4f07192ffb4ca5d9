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
from typing import Any

import numpy as np

from agent.rules.objects.rearranged import rearranged
from agent.scene.assignment import match
from agent.scene.naming.named import Named

WRONG = 1.6  # nats that an object's wrong attribute of weight 1 costs: by hand
CARRY = 0.6  # how much the price of a mapping counts beside what differs from an option
# Weights of attributes: an option that differs in the first ones differs plainly. By hand.
WEIGHTS = {"kind": 1.2, "fill": 1.2, "size": 1.0, "place": 1.0, "turn": 0.8, "notch": 0.7, "corners": 0.6,
           "mirror": 0.5, "width": 0.5}  # fmt: skip
MISSING = 3.0  # weight of an object too few or too many
BORROWED, CHANGED, FREE = 0.25, 0.5, 0.7  # prices: from another object of X; by a step; by nothing that is known
ALIKE, FREED = 1.0, 0.3  # prices of "all objects change alike" where Z has as many as X, and where it has not: by hand
# Within which sizes (shares, and shares of the side), places (shares of the side) and turns (degrees) are the same.
SIZE_NOISE, SIZE_LEAST, PLACE_NOISE, TURN_NOISE = 0.07, 0.02, 0.045, 9.0
# From which a size (logarithm of the ratio), a place, or a place along an outline is plainly another: by hand.
FAR_SIZE, FAR_PLACE, FAR_ALONG = 0.35, 0.15, 0.1
DOUBT = 0.1  # weight of a kind that is known by its corners alone
OTHER_KIND = 0.25  # share of the weight of a turn that counts between shapes of two kinds
SHARE = 0.03  # of an outline within which two dots on it are at one place: a dot of common data sets is as wide
REARRANGED = 0.5  # price of attributes that are rearranged along an order of the objects
DROPPED = 0.3  # price of an object of Y that comes from one of X for which Z has none, and goes
ADDED = 1.0  # price of an object of Z that no object of X stands for, which stays as it is
# Ways to match objects: by look, by place, and by order of depth and size; what differs in each counts so much.
WAYS = (
    {"kind": 1.0, "fill": 0.6, "size": 0.5, "place": 0.3, "turn": 0.2, "away": 0.5},
    {"away": 4.0, "kind": 0.2, "fill": 0.1, "order": 0.3},
    {"order": 3.0, "away": 0.3},
)

Look = dict[str, Any]
UNKNOWN = object()  # an attribute that the mapping leaves open


def analogy_scores(figures: list[list[Named]], problem_type: str) -> np.ndarray:
    """Unnormalised log likelihoods of the options, float (options,), of a matrix of one complete line.

    Parameters
    ----------
    figures : list of list of Named
        Objects of A, B and C, then of each option.
    problem_type : str
        "2x1" maps rows; "2x2" rows and columns.
    """
    looks = [[_look(one) for one in sorted(held, key=lambda o: (o.depth, -o.object.size))] for held in figures]
    lines = [(0, 1, 2)] + ([(0, 2, 1)] if problem_type == "2x2" else [])
    total = np.zeros(len(figures) - 3)
    for x, y, z in lines:
        found = [[-WRONG * (CARRY * price + _difference(expected, option)) for option in looks[3:]]
                 for price, expected in _expectations(looks[x], looks[y], looks[z])]
        if found:
            total += np.logaddexp.reduce(found)
    return total / math.sqrt(len(lines))


def _look(one: Named) -> Look:
    """What an object looks like, by the keys of WEIGHTS."""
    return {
        "kind": one.kind, "fill": one.names["fill"], "place": np.array([one.centre, one.within]), "mirror": one.mirror,
        "notch": one.notch, "size": one.sizes, "corners": one.corners, "width": one.names["width"],
        "turn": one.turn, "along": one.along,
    }


def _same(key: str, first: Any, second: Any) -> bool:
    """Whether two values of an attribute are the same up to noise."""
    if first is UNKNOWN or second is UNKNOWN:
        return False
    if key == "size":  # by radius, area or box: shapes of other kinds can be as large in one of them alone
        return bool((np.abs(first - second) <= np.maximum(SIZE_NOISE * np.maximum(first, second), SIZE_LEAST)).any())
    if key == "place":
        return bool((np.abs(first - second) < PLACE_NOISE).any())  # in the figure, or in the object around it
    if key == "width":
        return first[1] == second[1] and (first[0] is None or second[0] is None or first[0] == second[0])
    if key not in ("turn", "notch") or first is None or second is None:
        return first == second
    a, b, period = (first, second, 360.0) if key == "notch" else (first[0], second[0], min(first[1], second[1]))
    return abs((a - b + period / 2) % period - period / 2) < TURN_NOISE


def _expectations(x: list[Look], y: list[Look], z: list[Look]) -> Iterator[tuple[float, list[Look]]]:
    """Yield what the answer may look like, with the price of each mapping."""
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
                price = sum(cost for cost, _ in made) + ADDED * abs(len(x) - len(z))
                yield price + added, [look for _, look in made] + extra
                if not all(known):  # what becomes of objects of X for which Z has none is in no answer
                    kept = [found for found, stays in zip(made, known, strict=True) if stays]
                    price = sum(cost for cost, _ in kept) + DROPPED * known.count(False)
                    yield price + added, [look for _, look in kept] + extra
    yield from _one_change(x, y, z)
    yield from ((REARRANGED, made) for made in rearranged(x, y, z, _same))


def _turned(x: list[Look], y: list[Look], pairs: list[tuple[int, int]]) -> bool:
    """Whether an object has another orientation in Y than in X: then it is turned, or reflected."""
    return any(not _same(key, x[a][key], y[b][key]) for a, b in pairs for key in ("turn", "notch"))


def _matched(first: list[Look], second: list[Look], way: dict[str, float]) -> list[tuple[int, int]]:
    """Pairs of places of objects that are matched at the least cost; the smaller number is matched in full."""
    if not first or not second:
        return []
    costs = np.array([[
        sum(weight * (not _same(key, a[key], b[key])) for key, weight in way.items() if key in WEIGHTS)
        + way.get("away", 0.0) * abs(a["place"][0] - b["place"][0])
        + way.get("order", 0.0) * abs(i / len(first) - j / len(second))
        for j, b in enumerate(second)] for i, a in enumerate(first)])
    if len(first) <= len(second):
        return list(enumerate(match(costs).tolist()))
    return sorted((i, j) for j, i in enumerate(match(costs.T).tolist()))


def _derived(
    look: Look, own: int | None, x: list[Look], stands: dict[int, int], z: list[Look], reflected: bool
) -> tuple[float, Look]:
    """What stands in the answer for an object of Y, and the price of saying so.

    `own` is its counterpart in X; `stands` tells which object of Z stands for each of X. A changed orientation is
    turned, or `reflected`.
    """
    order = ([own] if own is not None else []) + [place for place in range(len(x)) if place != own]
    made: Look = {"along": None}
    price = 0.0
    walks = [look["along"], *((x[own]["along"], z[stands[own]]["along"]) if own is not None and own in stands else ())]
    if len(walks) == 3 and all(walk is not None for walk in walks):  # a dot's place is where it is along an outline
        made |= {"along": (walks[2] + walks[0] - walks[1]) % 1.0, "place": UNKNOWN}
        price += CHANGED * (_around(walks[0], walks[1]) > SHARE)
    for key in WEIGHTS:
        if key in made:
            continue
        source = next((place for place in order if place in stands and _same(key, look[key], x[place][key]) and not (
            key == "turn" and place != own and x[place]["kind"] != look["kind"])), None)
        if source is not None:
            made[key] = z[stands[source]][key]
            price += 0.0 if source == own else BORROWED
            continue
        price += CHANGED
        if own is not None and own in stands:
            made[key] = _stepped(key, x[own], look, z[stands[own]], reflected)
        else:
            made[key] = look[key]
    return price, made


def _around(first: np.ndarray, second: np.ndarray) -> float:
    """How far apart two places on a closed outline are, by its length or by its corners."""
    return float(np.abs((first - second + 0.5) % 1.0 - 0.5).min())


def _stepped(key: str, before: Look, after: Look, start: Look, reflected: bool = False) -> Any:
    """The attribute of `start` changed as from `before` to `after`; angles may be reflected as these two are."""
    a, b, c = before[key], after[key], start[key]
    if key == "size":
        return c * b / np.maximum(a, 1e-6)
    if key in ("place", "corners"):
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


def _one_change(x: list[Look], y: list[Look], z: list[Look]) -> Iterator[tuple[float, list[Look]]]:
    """Yield what follows if all objects change alike, whatever their number: one step, or one map of values."""
    if not x or len(x) != len(y):
        return
    for way in WAYS[:2]:
        pairs = [(x[i], y[j]) for i, j in _matched(x, y, way)]
        price, made = (ALIKE if len(x) == len(z) else FREED), [dict(look) for look in z]
        for key in WEIGHTS:
            if all(_same(key, a[key], b[key]) for a, b in pairs):
                continue
            price += CHANGED
            if key == "place":
                for new in made:
                    new["along"] = None
            steps = [[_stepped(key, a, b, look) for a, b in pairs] for look in z]
            if key in ("fill", "kind", "width", "mirror"):
                values = {repr(a[key]): b[key] for a, b in pairs}
                if any(not _same(key, values[repr(a[key])], b[key]) for a, b in pairs):
                    break
                ends = list(values.values())
                common = ends[0] if all(_same(key, ends[0], end) for end in ends) else UNKNOWN
                for look, new in zip(z, made, strict=True):
                    new[key] = values.get(repr(look[key]), common)
            elif all(_same(key, options[0], other) for options in steps for other in options):
                for new, options in zip(made, steps, strict=True):
                    new[key] = options[0]
            else:
                price += FREE
                for new in made:
                    new[key] = UNKNOWN
        else:
            yield price, made


def _difference(expected: list[Look], option: list[Look]) -> float:
    """How far the expected objects are from an option's: weights of attributes that differ in the best matching."""
    count = max(len(expected), len(option))
    if not count:
        return 0.0
    costs = np.full((count, count), MISSING)
    for i, one in enumerate(expected):
        for j, other in enumerate(option):
            costs[i, j] = min(MISSING, sum(_apart(key, one, other) for key in WEIGHTS))
    return float(costs[np.arange(count), match(costs)].sum())


def _apart(key: str, expected: Look, seen: Look) -> float:
    """The weight by which an attribute differs, less where a size or place is only a little off."""
    first, second, weight = expected[key], seen[key], WEIGHTS[key]
    if key == "place" and expected["along"] is not None:
        off = 1.0 if seen["along"] is None else _around(expected["along"], seen["along"])
        return weight * min(1.0, max(0.0, off - SHARE) / FAR_ALONG)
    if first is UNKNOWN:  # a kind that follows from its corners, or nothing that is known
        known = key != "kind" or expected["corners"] is UNKNOWN or expected["corners"] == seen["corners"]
        return DOUBT if known else weight
    if _same(key, first, second) or (key == "corners" and expected["kind"] == seen["kind"]):
        return 0.0
    if key == "size":
        ratios = np.log(np.maximum(first, 1e-3) / np.maximum(second, 1e-3))
        return weight * min(1.0, float(np.abs(ratios).min()) / FAR_SIZE)
    if key == "place":
        return weight * min(1.0, float(np.abs(first - second).min()) / FAR_PLACE)
    if key == "turn" and expected["kind"] != seen["kind"]:
        return OTHER_KIND * weight
    return weight
