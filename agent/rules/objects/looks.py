"""What objects look like, and by how much one differs from another: the measure of analogies between scenes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from agent.scene.assignment import match
from agent.scene.naming.named import Named

# Weights of attributes: an option that differs in the first ones differs plainly. By hand.
WEIGHTS = {"kind": 1.2, "fill": 1.2, "size": 1.0, "place": 1.0, "turn": 0.8, "notch": 0.7, "corners": 0.6,
           "mirror": 0.5, "width": 0.5, "depth": 1.0}  # fmt: skip
MISSING = 3.0  # weight of an object too few or too many
# Within which sizes (shares, and shares of the side), places (shares of the side) and turns (degrees) are the same.
SIZE_NOISE, SIZE_LEAST, PLACE_NOISE, TURN_NOISE = 0.07, 0.02, 0.045, 9.0
# From which a size (logarithm of the ratio), a place, or a place along an outline is plainly another: by hand.
FAR_SIZE, FAR_PLACE, FAR_ALONG = 0.35, 0.15, 0.1
DOUBT = 0.1  # weight of a kind that is known by its corners alone
OTHER_KIND = 0.25  # share of the weight of a turn that counts between shapes of two kinds
MIDDLE = 0.5 + 0.5j  # of a figure, in shares of its side, and ...
CENTRAL = 0.09  # ... what is nearer to it has no direction from there
SHARE = 0.03  # of an outline within which two dots on it are at one place: a dot of common data sets is as wide

Look = dict[str, Any]
UNKNOWN = object()  # an attribute that the mapping leaves open


def in_order(named: Sequence[Named], figures: int) -> list[list[Named]]:
    """The objects of each of `figures` figures, outer before inner and large before small ones."""
    ordered = sorted(named, key=lambda one: (one.depth, -one.object.size))
    return [[one for one in ordered if one.figure == figure] for figure in range(figures)]


def look_of(one: Named) -> Look:
    """What an object looks like, by the keys of WEIGHTS."""
    return {
        "kind": one.kind, "fill": one.names["fill"], "place": np.array([one.centre, one.within]), "mirror": one.mirror,
        "notch": one.notch, "size": one.sizes, "corners": one.corners, "width": one.names["width"],
        "turn": one.turn, "along": one.along, "depth": one.depth,
    }


def same(key: str, first: Any, second: Any) -> bool:
    """Whether two values of an attribute are the same up to noise."""
    if first is UNKNOWN or second is UNKNOWN:
        return False
    if key == "size":  # by radius, area or box: shapes of other kinds can be as large in one of them alone
        return bool((np.abs(first - second) <= np.maximum(SIZE_NOISE * np.maximum(first, second), SIZE_LEAST)).any())
    if key == "place":  # in the figure, or in the object around it
        return bool((_places_apart(first, second) < PLACE_NOISE).any())
    if key == "width":
        return first[1] == second[1] and (first[0] is None or second[0] is None or first[0] == second[0])
    if key not in ("turn", "notch") or first is None or second is None:
        return first == second
    a, b, period = (first, second, 360.0) if key == "notch" else (first[0], second[0], min(first[1], second[1]))
    return abs((a - b + period / 2) % period - period / 2) < TURN_NOISE


def _places_apart(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """How far two places are apart: in the figure, in the object around, and in the figure by further readings."""
    more = [np.abs(first[2:] - second[0]), np.abs(second[2:] - first[0])]
    return np.concatenate([np.abs(first[:2] - second[:2]), *more])


def moved_alike(first: complex, second: complex, third: complex) -> list[complex]:
    """Where a place moves if it goes round the figure's centre, to or from it, or is mirrored, as the first did.

    Places x + iy are in shares of the side; none where the first, which became the second, did none of these.
    """
    a, b, c = (place - MIDDLE for place in (first, second, third))
    found = []
    if abs(a) > CENTRAL and min(abs(abs(a) - abs(b)), abs(b - a * abs(b) / abs(a))) < PLACE_NOISE:
        found.append(c * b / a + MIDDLE)
    for sign in (1.0, -1.0):  # about the horizontal and the vertical axis
        if abs(b - sign * a.conjugate()) < PLACE_NOISE:
            found.append(sign * c.conjugate() + MIDDLE)
    return found


def around(first: np.ndarray, second: np.ndarray) -> float:
    """How far apart two places on a closed outline are, by its length or by its corners."""
    return float(np.abs((first - second + 0.5) % 1.0 - 0.5).min())


def difference(expected: list[Look], option: list[Look]) -> float:
    """How far the expected objects are from an option's: weights of attributes that differ in the best matching."""
    costs = _costs(expected, option)
    return float(costs[np.arange(len(costs)), match(costs)].sum()) if len(costs) else 0.0


def mismatches(
    expected: list[Look], option: list[Look]
) -> Iterator[tuple[Look | None, Look | None, dict[str, float]]]:
    """Yield what `difference` adds up: an expected object, the option's, and by attribute how far they are apart.

    None stands for an object that is missing, or not expected.
    """
    costs = _costs(expected, option)
    for i, j in enumerate(match(costs).tolist() if len(costs) else []):
        paired = i < len(expected) and j < len(option) and costs[i, j] < MISSING
        if paired:
            yield expected[i], option[j], {key: apart(key, expected[i], option[j]) for key in WEIGHTS}
            continue
        if i < len(expected):
            yield expected[i], None, {}
        if j < len(option):
            yield None, option[j], {}


def _costs(expected: list[Look], option: list[Look]) -> np.ndarray:
    """What it costs to match each expected object with each of the option's, or with none: a square matrix."""
    count = max(len(expected), len(option))
    costs = np.full((count, count), MISSING)
    for i, one in enumerate(expected):
        for j, other in enumerate(option):
            costs[i, j] = min(MISSING, sum(apart(key, one, other) for key in WEIGHTS))
    return costs


def apart(key: str, expected: Look, seen: Look) -> float:
    """The weight by which an attribute differs, less where a size or place is only a little off."""
    first, second, weight = expected[key], seen[key], WEIGHTS[key]
    if first is UNKNOWN:  # a kind that follows from its corners, or nothing that is known
        known = key != "kind" or expected["corners"] is UNKNOWN or expected["corners"] == seen["corners"]
        return DOUBT if known else weight
    if same(key, first, second) or (key == "corners" and expected["kind"] == seen["kind"]):
        return 0.0
    if key == "size":
        ratios = np.log(np.maximum(first, 1e-3) / np.maximum(second, 1e-3))
        return weight * min(1.0, float(np.abs(ratios).min()) / FAR_SIZE)
    if key == "place":
        off = float(_places_apart(first, second).min()) / FAR_PLACE
        if expected["along"] is not None and seen["along"] is not None:  # or it is where it should be on its outline
            off = min(off, max(0.0, around(expected["along"], seen["along"]) - SHARE) / FAR_ALONG)
        return weight * min(1.0, off)
    if key == "turn" and expected["kind"] != seen["kind"]:
        return OTHER_KIND * weight
    return weight
