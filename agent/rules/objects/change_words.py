"""Changes of single attributes in words: turns, sizes, places, outlines; and what goes without saying."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import numpy as np

from agent.rules.objects.looks import UNKNOWN, Look
from agent.scene.naming.object_words import ObjectWords, with_article

NOUNS = {"kind": "shape", "fill": "fill", "size": "size", "place": "place", "turn": "orientation",
          "notch": "direction of the notch", "corners": "number of corners", "width": "outline",
          "along": "place on the outline", "mirror": "handedness", "depth": "level of nesting"}  # fmt: skip
SMALL_RATIO, SMALL_STEP = 0.1, 0.05  # changes of a size (logarithm) and of a place that no eye sees: they are not told
_SAID = ("corners", "turn", "mirror", "notch", "width")  # what another shape has otherwise without saying


def goes_without_saying(key: str, changed: Collection[str]) -> bool:
    """Whether a change goes without saying where all these change: a shape's name or a turn says it."""
    if key in _SAID and "kind" in changed:
        return True
    return (key in ("notch", "mirror") and "turn" in changed) or (key == "mirror" and "notch" in changed)


def change_in_words(key: str, before: Look, after: Look, reflected: bool, words: ObjectWords) -> str:
    """How an attribute changes, with its value; "" where that cannot be told."""
    first: Any = before[key]
    second: Any = after[key]
    if key == "kind":
        word = words.shape(second)
        return f"becomes {with_article(word)}" if word != words.shape(first) else f"becomes another {word}"
    if key == "fill":
        return f"becomes {words.fill(second)}" if words.fill(second) else ""
    if key == "size":
        ratio = size_ratio(first, second)
        told = f"{'grows' if ratio > 1.0 else 'shrinks'} to {ratio:.1f} times its size"
        return told if abs(math.log(ratio)) > SMALL_RATIO else ""
    if key == "place":
        return f"moves {way_across(second[0] - first[0])}" if abs(second[0] - first[0]) > SMALL_STEP else ""
    if key == "along":
        return f"moves along the outline by {100.0 * abs(least_turn((second - first)[0], 1.0)):.0f} % of its length"
    if key in ("turn", "notch"):
        return _turning(key, first, second, reflected)
    if key == "mirror":
        return "is mirrored"
    if key == "depth":
        return f"goes {'into' if second > first else 'out of'} another shape"
    return f"gets a {outline_word(first, second)} outline"


def _turning(key: str, first: Any, second: Any, reflected: bool) -> str:
    """How an orientation, or the direction of a notch, changes."""
    if first is None or second is None:
        return ""
    if reflected:
        return "is reflected"
    apart = second - first if key == "notch" else second[0] - first[0]
    return f"turns by {degrees(apart, 360.0 if key == 'notch' else first[1])}"


def degrees(change: float, period: float) -> str:
    """A turn the shorter way round; it is read no more exactly than to a step of five degrees."""
    return f"{5.0 * round(abs(least_turn(change, period)) / 5.0):.0f} degrees"


def least_turn(change: float, period: float) -> float:
    """A change around a circle the shorter way, with its sign."""
    return float((change + period / 2.0) % period - period / 2.0)


def size_ratio(first: np.ndarray, second: np.ndarray) -> float:
    """How many times as large the second is as the first, by the measure in which they differ least."""
    ratios = np.maximum(second, 1e-3) / np.maximum(first, 1e-3)
    return float(ratios[np.abs(np.log(ratios)).argmin()])


def way_across(step: complex) -> str:
    """A step across the figure: "right by 25 %", "up and left by 10 %" of the figure's side."""
    length = max(abs(step), 1e-9)
    ways = [word for part, word in ((-step.imag, "up"), (step.imag, "down"), (-step.real, "left"),
                                    (step.real, "right")) if part > 0.4 * length]
    return f"{' and '.join(ways)} by {100.0 * length:.0f} %"


def outline_word(first: Any, second: Any) -> str:
    """How an outline differs from another one, both as names (width or None, dashed)."""
    if first[1] != second[1]:
        return "dashed" if second[1] else "solid"
    return "thicker" if (second[0] or 0) > (first[0] or 0) else "thinner"


def look_in_words(look: Look, words: ObjectWords) -> str:
    """An expected object: its fill and shape as far as these are known."""
    fill = "" if look["fill"] is UNKNOWN else words.fill(look["fill"])
    if look["kind"] is not UNKNOWN:
        return f"{fill} {words.shape(look['kind'])}".strip()
    known = look["corners"] is not UNKNOWN and look["corners"] > 0
    return f"{fill} shape".strip() + (f" of {look['corners']} corners" if known else "")
