"""An analogy in words: what changes from X to Y object by object, what so becomes of Z, and how each option differs."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from agent.rules.objects.looks import UNKNOWN, Look, mismatches
from agent.rules.objects.scene_analogy import Analogy, Origin
from agent.scene.naming.object_words import ObjectWords, counted, enumeration, plural, with_article
from agent.scene.vocabulary import Named

SMALL_RATIO, SMALL_STEP = 0.1, 0.05  # changes of a size (logarithm) and of a place that no eye sees: they are not told
PLAIN = 0.5  # weight from which a difference is told: a little off is no difference to the eye
CLAUSES = 3  # changes, those of one object and differences of an option, that are told at most
_NOUNS = {"kind": "shape", "fill": "fill", "size": "size", "place": "place", "turn": "orientation",
          "notch": "direction of the notch", "corners": "number of corners", "width": "outline",
          "along": "place on the outline", "mirror": "handedness"}  # fmt: skip
_SAID = ("corners", "turn", "mirror", "notch", "width")  # what another shape has otherwise without saying
_FIGURES = "ABC"  # names of the figures of a matrix of one complete line


def analogy_in_words(
    analogy: Analogy, figures: Sequence[Sequence[Named]], looks: Sequence[Sequence[Look]], words: ObjectWords
) -> tuple[str, tuple[str, ...]]:
    """An analogy as one line of text, and what each option shows of it.

    Parameters
    ----------
    analogy : Analogy
    figures : sequence of sequence of Named
        The objects of A, B and C, then of each option, as `agent.rules.objects.looks.in_order` orders them.
    looks : sequence of sequence of dict
        What they look like.
    words : ObjectWords
    """
    x, y, z = analogy.line
    way = analogy.mapping
    if way.rearranged:
        changes = [way.rearranged]
    else:
        changes = _changes(way.origins, (figures[x], figures[y]), (looks[x], looks[y]), way.reflected, words)
    becomes = "becomes" if changes else "stays"
    expected = counted([_expected(look, words) for look in way.expected])
    text = (f"as from {_FIGURES[x]} to {_FIGURES[y]}, {_first(changes) or 'nothing changes'}; "
            f"so {_FIGURES[z]} {becomes} {expected}")
    return text, _shown(way.expected, looks[3:], words)


def _first(clauses: Sequence[str]) -> str:
    """The first clauses, and how many more there are."""
    left = len(clauses) - CLAUSES
    return enumeration([*clauses[:CLAUSES], *([f"{left} more change{'s' * (left > 1)}"] if left > 0 else [])])


def _changes(
    origins: Sequence[Origin], figures: tuple[Sequence[Named], Sequence[Named]],
    looks: tuple[Sequence[Look], Sequence[Look]], reflected: bool, words: ObjectWords,
) -> list[str]:
    """What becomes of each object of X, those that change alike together; what stays as it is goes without saying."""
    before, after = words.within(figures[0]), words.within(figures[1])
    said: dict[str, list[str]] = {}
    sources_of = {own: sources for own, sources in origins if own is not None}
    for place, (own, sources) in enumerate(origins):
        if own is None:
            said.setdefault("comes", []).append(after[place])
            continue
        other = [key for key, source in sources.items() if source != own]
        changes = []
        for key in other:
            source = sources[key]
            if _follows(key, other) or (source is not None and sources_of.get(source, {}).get(key) == own):
                continue
            changes.append(_change(key, looks[0][own], looks[1][place], reflected, words) if source is None
                           else f"takes the {_NOUNS[key]} of the {before[source]}")
        told = _first(list(filter(None, changes)))
        if told:
            said.setdefault(told, []).append(before[own])
    for place, name in enumerate(before):
        if place not in sources_of:
            said.setdefault("goes", []).append(name)
    return [*_exchanges(sources_of, before), *(_clause(names, change) for change, names in said.items())]


def _exchanges(sources_of: dict[int, dict[str, int | None]], before: Sequence[str]) -> list[str]:
    """What pairs of objects of X exchange: "the circle and the square exchange fill and size"."""
    pairs: dict[tuple[int, int], list[str]] = {}
    for own, sources in sources_of.items():
        for key, source in sources.items():
            if source is not None and own < source and sources_of.get(source, {}).get(key) == own:
                if not _follows(key, [other for other in sources if sources[other] != own]):
                    pairs.setdefault((own, source), []).append(_NOUNS[key])
    return [f"the {before[one]} and the {before[other]} exchange {enumeration(nouns)}"
            for (one, other), nouns in pairs.items()]


def _clause(names: list[str], change: str) -> str:
    """What happens to objects: "the triangle turns by 90 degrees", "2 circles go"."""
    if len(names) == 1:
        return f"the {names[0]} {change}"
    together = plural(names[0]) if len(set(names)) == 1 else "objects"
    if change in ("goes", "comes"):
        return f"{len(names)} {together} {change[:2] if change == 'goes' else 'come'}"
    return f"each of {len(names)} {together} {change}"


def _follows(key: str, changed: Collection[str]) -> bool:
    """Whether a change goes without saying where all these change: a shape's name or a turn says it."""
    return key in _SAID and ("kind" in changed or (key in ("notch", "mirror") and "turn" in changed))


def _change(key: str, before: Look, after: Look, reflected: bool, words: ObjectWords) -> str:
    """How an attribute changes, with its value; "" where that cannot be told."""
    first: Any = before[key]
    second: Any = after[key]
    if key == "kind":
        word = words.shape(second)
        return f"becomes {with_article(word)}" if word != words.shape(first) else f"becomes another {word}"
    if key == "fill":
        return f"becomes {words.fill(second)}" if words.fill(second) else ""
    if key == "size":
        ratio = _ratio(first, second)
        told = f"{'grows' if ratio > 1.0 else 'shrinks'} to {ratio:.1f} times its size"
        return told if abs(math.log(ratio)) > SMALL_RATIO else ""
    if key == "place":
        return f"moves {_way(second[0] - first[0])}" if abs(second[0] - first[0]) > SMALL_STEP else ""
    if key == "along":
        return f"moves along the outline by {100.0 * abs(_least((second - first)[0], 1.0)):.0f} % of its length"
    if key in ("turn", "notch"):
        return _turning(key, first, second, reflected)
    if key == "mirror":
        return "is mirrored"
    if key == "width":
        return f"gets a {_outline(first, second)} outline"
    return f"has {second} corner{'s' * (second != 1)} instead of {first}"


def _turning(key: str, first: Any, second: Any, reflected: bool) -> str:
    """How an orientation, or the direction of a notch, changes."""
    if first is None or second is None:
        return ""
    if reflected:
        return "is reflected"
    apart = second - first if key == "notch" else second[0] - first[0]
    return f"turns by {_degrees(apart, 360.0 if key == 'notch' else first[1])}"


def _degrees(change: float, period: float) -> str:
    """A turn the shorter way round; it is read no more exactly than to a step of five degrees."""
    return f"{5.0 * round(abs(_least(change, period)) / 5.0):.0f} degrees"


def _least(change: float, period: float) -> float:
    """A change around a circle the shorter way, with its sign."""
    return float((change + period / 2.0) % period - period / 2.0)


def _ratio(first: np.ndarray, second: np.ndarray) -> float:
    """How many times as large the second is as the first, by the measure in which they differ least."""
    ratios = np.maximum(second, 1e-3) / np.maximum(first, 1e-3)
    return float(ratios[np.abs(np.log(ratios)).argmin()])


def _way(step: complex) -> str:
    """A step across the figure: "right by 25 %", "up and left by 10 %" of the figure's side."""
    length = max(abs(step), 1e-9)
    ways = [word for part, word in ((-step.imag, "up"), (step.imag, "down"), (-step.real, "left"),
                                    (step.real, "right")) if part > 0.4 * length]
    return f"{' and '.join(ways)} by {100.0 * length:.0f} %"


def _outline(first: Any, second: Any) -> str:
    """How an outline differs from another one, both as names (width or None, dashed)."""
    if first[1] != second[1]:
        return "dashed" if second[1] else "solid"
    return "thicker" if (second[0] or 0) > (first[0] or 0) else "thinner"


def _expected(look: Look, words: ObjectWords) -> str:
    """An expected object: its fill and shape as far as these are known."""
    fill = "" if look["fill"] is UNKNOWN else words.fill(look["fill"])
    if look["kind"] is not UNKNOWN:
        return f"{fill} {words.shape(look['kind'])}".strip()
    known = look["corners"] is not UNKNOWN and look["corners"] > 0
    return f"{fill} shape".strip() + (f" of {look['corners']} corners" if known else "")


def _shown(expected: list[Look], options: Sequence[Sequence[Look]], words: ObjectWords) -> tuple[str, ...]:
    """What each option shows: "shows this", or how it differs, the plainest first; not how all of them differ."""
    every = [_differences(expected, list(option), words) for option in options]
    common = set.intersection(*({where for where, *_ in found} for found in every))
    shown = []
    for found in every:
        told = [(weight, text) for where, weight, text in found if where not in common]
        plain = list(dict.fromkeys(text for _, text in sorted(told, key=lambda each: -each[0])))[:CLAUSES]
        lacks = enumeration([text.removeprefix("lacks ") for text in plain if text.startswith("lacks ")])
        has = enumeration([text for text in plain if not text.startswith("lacks ")])
        clauses = ([f"lacks {lacks}"] if lacks else []) + ([f"has {has}"] if has else [])
        shown.append(enumeration(clauses) or ("comes nearest to this" if found else "shows this"))
    return tuple(shown)


def _differences(
    expected: list[Look], option: list[Look], words: ObjectWords
) -> list[tuple[tuple[int, str], float, str]]:
    """How an option plainly differs: of which expected object and in what, by which weight, and in words."""
    found: list[tuple[tuple[int, str], float, str]] = []
    for place, (one, other, weights) in enumerate(mismatches(expected, option)):
        if other is None:
            found.append(((place, "lacks"), math.inf, f"lacks {with_article(_expected(one or {}, words))}"))
        elif one is None:
            found.append(((place, "has"), math.inf, f"{with_article(_expected(other, words))} too many"))
        else:
            plain = {key: weight for key, weight in weights.items() if weight >= PLAIN}
            found += [((place, key), weight, _differs(key, one, other, words)) for key, weight in plain.items()
                      if not _follows(key, plain)]
    return found


def _differs(key: str, expected: Look, seen: Look, words: ObjectWords) -> str:
    """How an attribute of an option's object differs from what is expected."""
    first, second = expected[key], seen[key]
    name = with_article(words.shape(seen["kind"]))
    if key == "kind":
        return f"{name} in place of {with_article(_expected(expected | {'fill': UNKNOWN}, words))}"
    if key == "fill" and words.fill(second):
        return with_article(words.looks(seen["kind"], second))
    if key == "place":
        known = expected["along"] is None and first is not UNKNOWN and abs(first[0] - 0.5 - 0.5j) < 0.7  # in the figure
        return f"{name} too far {_way(second[0] - first[0])}" if known else f"{name} elsewhere"
    if first is UNKNOWN or first is None or second is None:
        return f"{name} of another {_NOUNS[key]}"
    if key == "size":
        return f"{name} {_ratio(first, second):.1f} times as large"
    if key == "width":
        return f"{name} with a {_outline(first, second)} outline"
    if key == "turn":
        return f"{name} turned by {_degrees(second[0] - first[0], second[1])} from that"
    if key == "corners":
        return f"{second} corner{'s' * (second != 1)}, not {first}"
    return f"{name} {'mirrored' if key == 'mirror' else 'of another ' + _NOUNS[key]}"
