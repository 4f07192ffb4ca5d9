"""An analogy in words: what changes from X to Y object by object, what so becomes of Z, and how each option differs."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.objects.change_words import NOUNS, change_in_words, goes_without_saying, look_in_words
from agent.rules.objects.looks import Look, same
from agent.rules.objects.option_words import options_in_words
from agent.rules.objects.scene_analogy import Analogy, Origin
from agent.scene.naming.named import Named
from agent.scene.naming.object_words import ObjectWords, counted, enumeration, plural

CLAUSES = 3  # changes, and those of one object, that are told at most
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
    expected = counted([look_in_words(look, words) for look in way.expected])
    text = (f"as from {_FIGURES[x]} to {_FIGURES[y]}, {_first(changes) or 'nothing changes'}; "
            f"so {_FIGURES[z]} {becomes} {expected}")
    return text, options_in_words(way.expected, looks[3:], words)


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
        x, y = looks[0][own], looks[1][place]
        other = [key for key, source in sources.items() if source != own and not _kept(key, x, y)]
        changes = []
        for key in other:
            source = sources[key]
            if goes_without_saying(key, other) or (source is not None and sources_of.get(source, {}).get(key) == own):
                continue
            named = source is not None and before[source] != before[own]  # else it would take it from its like
            changes.append(f"takes the {NOUNS[key]} of the {before[source or 0]}" if named
                           else change_in_words(key, x, y, reflected, words))
        told = _first(list(filter(None, changes)))
        if told:
            said.setdefault(told, []).append(before[own])
    for place, name in enumerate(before):
        if place not in sources_of:
            said.setdefault("goes", []).append(name)
    return [*_exchanges(sources_of, before), *(_clause(names, change) for change, names in said.items())]


def _kept(key: str, before: Look, after: Look) -> bool:
    """Whether an object has an attribute as before, wherever the mapping takes it from; one shape has its corners."""
    if key == "corners" and before["kind"] == after["kind"]:
        return True
    return key != "along" and same(key, before[key], after[key])


def _exchanges(sources_of: dict[int, dict[str, int | None]], before: Sequence[str]) -> list[str]:
    """What pairs of objects of X exchange: "the circle and the square exchange fill and size"."""
    pairs: dict[tuple[int, int], list[str]] = {}
    for own, sources in sources_of.items():
        for key, source in sources.items():
            if source is None or own >= source or before[own] == before[source]:
                continue
            if sources_of.get(source, {}).get(key) == own:
                if not goes_without_saying(key, [other for other in sources if sources[other] != own]):
                    pairs.setdefault((own, source), []).append(NOUNS[key])
    return [f"the {before[one]} and the {before[other]} exchange {enumeration(nouns)}"
            for (one, other), nouns in pairs.items()]


def _clause(names: list[str], change: str) -> str:
    """What happens to objects: "the triangle turns by 90 degrees", "2 circles go"."""
    if len(names) == 1:
        return f"the {names[0]} {change}"
    together = plural(names[0]) if len(set(names)) == 1 else "objects"
    several = {"goes": "go", "comes": "come"}.get(change)
    return f"{len(names)} {together} {several}" if several else f"each of {len(names)} {together} {change}"
