"""A rule of a series in words, with its values: "the first two add up to the third: 3 + 4 = 7, so 9 + 7 = 16"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from agent.matrix import OPEN, directions
from agent.rules.objects.attribute_series import Series
from agent.scene.naming.object_words import ObjectWords, counted, with_article

# What rules say, beside the values of their lines.
_PHRASES = {
    "constant": "the same all along each line", "as the first": "the last is as the first",
    "as the second": "the last is as the second", "sum": "the first two add up to the third",
    "difference": "the first less the second", "reverse difference": "the second less the first",
    "absolute difference": "the difference of the first two", "step": "even steps", "ratio": "even ratios",
    "product": "the product of the first two", "distribution of three": "the same three in each line",
    "fixed total": "the same total in each line", "or": "all of the first two", "and": "what the first two share",
    "xor": "what one of the first two has alone",
}  # fmt: skip
# Angles are relative to one constant, so they do not add up as numbers do.
_TURNS = {"sum": "the first, turned as the second says", "difference": "the first, turned back as the second says"}
# Rules of numbers as equations: how a line reads, and its last value by the first two.
_EQUATIONS: dict[str, tuple[str, Callable[[float, float], float]]] = {
    "sum": ("{0} + {1} = {2}", lambda a, b: a + b), "difference": ("{0} - {1} = {2}", lambda a, b: a - b),
    "reverse difference": ("{1} - {0} = {2}", lambda a, b: b - a), "product": ("{0} x {1} = {2}", lambda a, b: a * b),
    "absolute difference": ("|{0} - {1}| = {2}", lambda a, b: abs(a - b)),
}  # fmt: skip
_ATTRIBUTES = {
    "count": "number of objects", "kind": "shape", "shape level": "roundness", "fill level": "darkness",
    "size level": "size", "width level": "width of outlines", "width": "outline", "box size": "size", "radius": "size",
    "box places": "places", "tone": "darkness", "x": "place across", "y": "place down", "turn": "orientation",
    "notch": "direction of the notch", "closed": "closed or open", "looks": "shapes and fills",
    "objects": "objects and places",
}  # fmt: skip
_SHARES = ("size", "radius", "x", "y", "tone")  # numbers that are told in per cent
SIGNED = "signed count by "
NUMBERED = re.compile(r" \(\d+\)$")  # what tells slots of one name apart


def rule_in_words(
    series: Series, rule: str, problem_type: str, given: int, words: ObjectWords
) -> tuple[str, tuple[str, ...]]:
    """A rule of a series as one line of text, and what each option has; () where its values have no words.

    Parameters
    ----------
    series : Series
        Of `given` figures of the matrix and of the options.
    rule : str
        As `agent.rules.objects.scene_rules.BayesFactor` names it.
    problem_type : str
    given : int
    words : ObjectWords
    """
    name = attribute_in_words(series.name)
    shown = [_value_word(series, value, words) for value in series.values]
    told = None not in shown[:given]
    shapes = series.kind == "category" and attribute_of(series) == "kind"
    options = tuple(f"has {with_article(word) if shapes and word != 'none' else word}" if word else "has no such value"
                    for word in shown[given:]) if told else ()
    if rule == "analogy":
        values = ", ".join(f"{figure} {word}" for figure, word in zip("ABC", shown, strict=False))
        return f"the same change of {name}" + (f": {values}" if told else ""), options
    way = next((d for d in ("rows and columns", "rows", "columns") if rule.startswith(d)), "")
    phrase = rule.removeprefix(way).strip()
    phrases = _PHRASES | _TURNS if series.kind == "angle" else _PHRASES
    text = f"{way}: {name}: {phrases.get(phrase, phrase)}" if way else f"{name}: {rule}"
    return text + (f": {_lines(series, shown, phrase, way, problem_type)}" if told and way else ""), options


def attribute_of(series: Series) -> str:
    """What a series measures, without its slot: "kind", "fill"."""
    return series.name.split(": ")[-1].removesuffix(" bag").removesuffix(" set")


def attribute_in_words(name: str) -> str:
    """The name of a series in words: "background: number", "shapes"."""
    *slot, attribute = [NUMBERED.sub("", part) for part in name.split(": ")]
    if attribute.startswith(SIGNED):
        measured = attribute.removeprefix(SIGNED)
        attribute = f"number of objects of one {_ATTRIBUTES.get(measured, measured)} less those of the other"
    for ending in (" bag", " set"):
        if attribute.endswith(ending):
            attribute = attribute.removesuffix(ending)
            attribute = f"{_ATTRIBUTES.get(attribute, attribute).removesuffix('s')}s"
    if slot and attribute == "count":
        attribute = "number"
    return ": ".join([*slot, _ATTRIBUTES.get(attribute, attribute)])


def _lines(series: Series, shown: list[str | None], phrase: str, way: str, problem_type: str) -> str:
    """The values of the lines of one direction, the complete ones first: as equations where a rule is one."""
    direction = next(d for d in directions(problem_type) if d.name == way.split(" ")[0])
    form, last = _EQUATIONS.get(phrase, ("", None)) if series.kind in ("number", "signed") else ("", None)
    told = []
    for line in (*direction.complete, direction.open):
        words = [shown[i] if i != OPEN else "?" for i in line]
        if last and line[-1] == OPEN:
            words[-1] = _number(series, last(*(series.values[i] for i in line[:-1])))
        if phrase == "constant":
            words = words[:1]
        told.append(form.format(*words) if form else ", ".join(map(str, words)))
    joint = ", " if form else "; "
    return joint.join(told[:-1]) + f"{joint}so {told[-1]}"


def _value_word(series: Series, value: Any, words: ObjectWords) -> str | None:
    """A value in words; None where there are none for it."""
    if value is None:
        return None
    if series.kind in ("number", "signed"):
        return _number(series, value)
    if series.kind == "angle":
        return f"{5 * round(value[0] / 5) % round(value[1])} degrees"  # read no more exactly
    attribute = attribute_of(series)
    named = {"kind": words.shape, "fill": words.fill}.get(attribute)
    if named is None:
        return None
    if series.kind == "bag" or isinstance(value, frozenset):
        counts = value if series.kind != "set" else {(one, 1) for one in value}
        listed = [named(one) for one, number in sorted(counts, key=repr) for _ in range(number)]
        return counted(listed, 4) if all(listed) else None
    return "none" if value == "empty" else named(value) or None


def _number(series: Series, value: float) -> str:
    """A number, in per cent where it is a share."""
    if series.name.split(": ")[-1] in _SHARES:
        return f"{100.0 * value:.0f} %"
    return f"{value:g}"
