"""How options differ from the objects that are expected, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from agent.rules.objects.change_words import (
    NOUNS,
    degrees,
    goes_without_saying,
    look_in_words,
    outline_word,
    size_ratio,
    way_across,
)
from agent.rules.objects.looks import MIDDLE, UNKNOWN, Look, mismatches
from agent.scene.naming.object_words import ObjectWords, enumeration, with_article

PLAIN = 0.5  # weight from which a difference is told: a little off is no difference to the eye
OUTSIDE = 0.7  # share of the side from the middle from which a place lies outside of the figure
MOST = 3  # differences of an option that are told


def options_in_words(expected: list[Look], options: Sequence[Sequence[Look]], words: ObjectWords) -> tuple[str, ...]:
    """What each option shows: "shows this", or how it differs, the plainest first; not how all of them differ."""
    every = [_differences(expected, list(option), words) for option in options]
    common = set.intersection(*({where for where, *_ in found} for found in every))
    shown = []
    for found in every:
        told = [(weight, text) for where, weight, text in found if where not in common]
        plain = list(dict.fromkeys(text for _, text in sorted(told, key=lambda each: -each[0])))[:MOST]
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
    place, extra = 0, len(expected)
    for one, other, weights in mismatches(expected, option):
        if one is None:
            found.append(((extra, "has"), math.inf, f"{with_article(look_in_words(other or {}, words))} too many"))
            extra += 1
            continue
        if other is None:
            found.append(((place, "lacks"), math.inf, f"lacks {with_article(look_in_words(one, words))}"))
        else:
            plain = {key: weight for key, weight in weights.items() if weight >= PLAIN}
            found += [((place, key), weight, _differs(key, one, other, words)) for key, weight in plain.items()
                      if not goes_without_saying(key, plain)]
        place += 1
    return found


def _differs(key: str, expected: Look, seen: Look, words: ObjectWords) -> str:
    """How an attribute of an option's object differs from what is expected."""
    first, second = expected[key], seen[key]
    name = with_article(words.shape(seen["kind"]))
    if key == "kind":
        other = with_article(look_in_words(expected | {"fill": UNKNOWN}, words))
        return f"{name} in place of {other}" if other != name else f"another {words.shape(second)}"
    if key == "fill" and words.fill(second) != ("" if first is UNKNOWN else words.fill(first)):
        return with_article(words.looks(seen["kind"], second))
    if key == "place":
        if first is UNKNOWN or expected["along"] is not None:
            return f"{name} elsewhere"
        nearest = min((first[0], *first[2:]), key=lambda place: abs(place - second[0]))
        known = abs(nearest - MIDDLE) < OUTSIDE
        return f"{name} too far {way_across(second[0] - nearest)}" if known else f"{name} elsewhere"
    if first is UNKNOWN or first is None or second is None:
        return f"{name} of another {NOUNS[key]}"
    if key == "size":
        return f"{name} {size_ratio(first, second):.1f} times as large"
    if key == "width":
        return f"{name} with a {outline_word(first, second)} outline"
    if key == "turn":
        return f"{name} turned by {degrees(second[0] - first[0], second[1])} from that"
    if key == "depth":
        return f"{name} {'inside' if second > first else 'outside'} of another shape"
    if key == "corners":
        return f"{second} corner{'s' * (second != 1)}, not {first}"
    return f"{name} {'mirrored' if key == 'mirror' else 'of another ' + NOUNS[key]}"
