"""Objects in words: "black triangle", "outer circle", "2 white squares"; for reasons, and true of the figure alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from agent.scene.naming.stroke_kinds import stroke_kind

if TYPE_CHECKING:
    from agent.scene.naming.named import Named

_REGULAR = {3: "triangle", 4: "square", 5: "pentagon", 6: "hexagon", 7: "heptagon", 8: "octagon"}
_STROKES = {"straight": "line", "arc": "arc", "wave": "wavy line"}
_FILLS = {"none": "white", "solid": "black", "half": "half black", "crosshatch": "crosshatched"}
# Hues in degrees up to which a colour is called so.
_COLOURS = ((20, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (200, "cyan"), (260, "blue"), (335, "purple"),
            (360, "red"))  # fmt: skip


def shape_word(one: Named) -> str:
    """The shape of an object: "triangle", "circle", "star", "shape of 7 corners", "bent line"."""
    corners, symmetry = one.corners, one.object.symmetry
    if not one.object.closed:
        return "bent line" if str(one.kind).startswith("bent") else _STROKES[stroke_kind(one.object)]
    if corners == 0:
        return "circle" if symmetry == 0 else "round shape"
    if corners == 3 or corners == symmetry > 3:
        return _REGULAR.get(corners, f"regular shape of {corners} corners")
    if corners == 12 and symmetry == 4:
        return "cross"
    if symmetry > 3 and corners == 2 * symmetry:
        return "star"
    return f"shape of {corners} corner{'s' * (corners > 1)}"


def plural(noun: str) -> str:
    """More than one of a thing: "triangles", "crosses", "shapes of 7 corners"."""
    first, *rest = noun.split(" of ")
    return " of ".join([first + ("es" if first.endswith(("s", "x")) else "s"), *rest])


def counted(words: Sequence[str], most: int = 3) -> str:
    """Things with how often each occurs: "a circle and 2 triangles"; of many kinds of things `most` are named."""
    counts = Counter(words).most_common()
    said = [with_article(word) if number == 1 else f"{number} {plural(word)}" for word, number in counts]
    left = sum(number for _, number in counts[most:])
    return enumeration(said[:most] + ([f"{left} more"] if left else [])) or "nothing"


def enumeration(parts: Sequence[str]) -> str:
    """Parts with commas and "and"."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def with_article(word: str) -> str:
    """A thing with its article: "an octagon", "a square"."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


class ObjectWords:
    """The names of a problem's objects (`agent.scene.vocabulary`) in words.

    Parameters
    ----------
    named : sequence of Named
        All objects of all its figures.
    """

    def __init__(self, named: Sequence[Named]) -> None:
        shapes: dict[Hashable, Counter[str]] = defaultdict(Counter)
        fills: dict[Hashable, Counter[str]] = defaultdict(Counter)
        for one in named:
            shapes[one.kind][shape_word(one)] += 1
            fills[one.names["fill"]][_fill_word(one)] += 1
        self._shapes = {kind: words.most_common(1)[0][0] for kind, words in shapes.items()}
        self._fills = {fill: words.most_common(1)[0][0] for fill, words in fills.items()}
        told = Counter(self._fills.values())
        directions = {one.names["fill"]: one.object.texture[0] for one in named if one.object.texture is not None}
        self._fills |= {fill: f"{self._fills[fill]} (at {5 * round(angle / 5) % 180} degrees)"
                        for fill, angle in directions.items() if told[self._fills[fill]] > 1}

    def shape(self, kind: Hashable) -> str:
        """The word for a kind of shape; "shape" for one that no figure shows."""
        return self._shapes.get(kind, "shape")

    def fill(self, fill: Hashable) -> str:
        """The word for a name of fills; "" for strokes and what no figure shows."""
        return self._fills.get(fill, "")

    def looks(self, kind: Hashable, fill: Hashable) -> str:
        """A shape with its fill: "black triangle"."""
        return f"{self.fill(fill)} {self.shape(kind)}".strip()

    def within(self, held: Sequence[Named]) -> list[str]:
        """What to call each of the objects of one figure: "triangle", where several are such "outer triangle".

        The least that tells an object from those of its shape is said: its fill, what it is in, its size or its place;
        objects that none of these tells apart are called the same.
        """
        nouns = [self.shape(one.kind) for one in held]
        return [self._apart(one, [other for other, word in zip(held, nouns, strict=True) if word == noun], noun)
                for one, noun in zip(held, nouns, strict=True)]

    def _apart(self, one: Named, alike: list[Named], noun: str) -> str:
        ways: tuple[Callable[[Named], str], ...] = (
            lambda other: self.fill(other.names["fill"]),
            lambda other: _rank(other, alike, _inwards, "inner", "outer"),
            lambda other: _rank(other, alike, _size, "large", "small"),
            lambda other: _rank(other, alike, _x, "right", "left"),
            lambda other: _rank(other, alike, _y, "lower", "upper"),
        )
        if len(alike) > 1:
            for way in ways:
                word = way(one)
                if word and [way(other) for other in alike].count(word) == 1:
                    return f"{word} {noun}"
        return noun


def _fill_word(one: Named) -> str:
    """The fill of an object; "" of an open stroke that is black."""
    seen = one.object
    colour = "" if seen.hue is None else next(word for end, word in _COLOURS if seen.hue <= end)
    if not seen.closed:
        return colour
    if not colour:
        return f"grey ({round(100.0 * seen.tone)} %)" if seen.fill == "grey" else _FILLS.get(seen.fill, seen.fill)
    if seen.fill in ("solid", "grey"):
        return colour
    return f"{colour} outlined" if seen.fill == "none" else f"{_FILLS.get(seen.fill, seen.fill)} {colour}"


def _inwards(one: Named) -> float:
    return float(one.depth)


def _size(one: Named) -> float:
    return one.object.size


def _x(one: Named) -> float:
    return one.centre.real


def _y(one: Named) -> float:
    return one.centre.imag


def _rank(one: Named, alike: list[Named], value: Callable[[Named], float], most: str, least: str) -> str:
    """The word for the one with the most or the least of a value, among those alike; "" for others and near ties."""
    values = sorted(map(value, alike))
    own, margin = value(one), 0.05
    if own == values[-1] and own - values[-2] > margin:
        return most
    return least if own == values[0] and values[1] - own > margin else ""
