"""The verifier tells whether a problem follows its rules and exactly one option fits.

It looks at the drawings alone (the readings of this package) and at what the rules mean (its patterns); how a
problem was made is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from problems.drawing.item import Drawing
from problems.verification import arrangements, directions, nesting, numbers, patterns, readings, zones
from problems.verification.patterns import constant
from problems.verification.readings import CONSTANT, PARTS, canonical

Pattern = Callable[[list[tuple[Any, ...]]], bool]
_MODULES = (numbers, nesting, zones, arrangements, directions)
# What can be read off a part and, for every reading the patterns that a person might see in it.
READINGS: dict[str, Callable[[Drawing], Any]] = dict(readings.READINGS)
PATTERNS: dict[str, dict[str, Pattern]] = dict(patterns.PATTERNS)
for _module in _MODULES:
    READINGS |= _module.READINGS
    PATTERNS |= _module.PATTERNS

# Readings that are ruled along with another: the one says all that the other could.
_COVERED = {
    "items": CONSTANT,
    "shape": ("pose",),
    "fill": ("shade", "hatching", "half"),
    "size": ("largest",),
    "sides": ("shape", "pose"),
    "nesting": ("shape", "pose"),
    "shells": ("fill", "shade"),
    "bearing": ("place", "pose"),
    "board": ("fill",),
    "filled": ("fill",),
    "columns": ("number",),
    "spokes": ("number", "place", "pose"),
    **{name: covered for module in _MODULES for name, covered in module.COVERED.items()},
}


@dataclass(frozen=True)
class Description:
    """A problem before it is drawn.

    Attributes
    ----------
    type : str
    rules : tuple of str
        Names of the rules.
    claims : tuple of problems.rules.matrix_design.Claim
    frees : dict of str to tuple of str
        For a part, the readings that follow from the ruled ones and are not held against it.
    matrix : tuple of Drawing
        The given figures.
    options : tuple of Drawing
    answer : int
        Counted from 1.
    """

    type: str
    rules: tuple[str, ...]
    claims: tuple[Any, ...]
    frees: dict[str, tuple[str, ...]]
    matrix: tuple[Drawing, ...]
    options: tuple[Drawing, ...]
    answer: int


def verify(description: Description) -> None:
    """Raise ValueError, with the reason, unless every rule holds and only the answer fits."""
    looks = {frozenset(map(canonical, option)) for option in description.options}
    if len(looks) < len(description.options):
        raise ValueError(f"{_title(description)}: only {len(looks)} options differ")
    given, drawings = len(description.matrix), _Drawings(description.matrix + description.options)
    completed = [*range(given), given + description.answer - 1]
    for claim in description.claims:
        values = drawings.values(completed, claim.part, claim.attribute)
        lines = _lines(values, claim.along, description.type)
        if not PATTERNS[claim.attribute][claim.pattern](lines):
            raise ValueError(f"{_title(description)}: {claim} does not hold in {lines}")
    fitting = _fitting(description, drawings)
    if fitting != [description.answer]:
        raise ValueError(
            f"{_title(description)}: expected the answer {description.answer} alone to fit, found {fitting}"
        )


def _fitting(description: Description, drawings: _Drawings) -> list[int]:
    """The options, counted from 1, that continue what a person sees in the complete lines.

    For each claim that is any pattern that holds in the complete lines; whatever no claim is about stays the
    same along the lines.
    """
    given = len(description.matrix)
    fitting = list(range(1, len(description.options) + 1))
    for part, reading, along, known in _watched(description):
        matrix = drawings.values(range(given), part, reading)
        shown = drawings.values([given + number - 1 for number in fitting], part, reading)
        *complete, _ = _lines([*matrix, None], along, description.type)
        seen = [holds for holds in known if fitting and holds(complete)]
        fits = {
            value: any(holds(_lines([*matrix, value], along, description.type)) for holds in seen)
            for value in set(shown)  # of eight options few differ in one reading
        }
        fitting = [number for number, value in zip(fitting, shown, strict=True) if fits[value]]
    return fitting


def _watched(description: Description) -> Iterator[tuple[str, str, str, tuple[Pattern, ...]]]:
    """(part, reading, along, patterns) of all that an option must continue."""
    parts = sorted({claim.part for claim in description.claims} | set(description.frees))
    for along in sorted({claim.along for claim in description.claims}):
        for claim in description.claims:
            if claim.along == along:
                yield claim.part, claim.attribute, along, tuple(PATTERNS[claim.attribute].values())
        for part in parts:
            covered = set(description.frees.get(part, ()))
            for claim in description.claims:
                if claim.part == part:
                    covered |= {claim.attribute, *_COVERED.get(claim.attribute, ())}
            for reading in CONSTANT:
                if reading not in covered:
                    yield part, reading, along, (constant,)


def _lines(values: list[Any], along: str, type: str) -> list[tuple[Any, ...]]:
    """What is read off the figures in reading order, line by line."""
    side = int(type[0])
    rows = [tuple(values[side * row : side * row + side]) for row in range(side)]
    return rows if along == "rows" else list(zip(*rows, strict=True))


class _Drawings:
    """The drawings of one problem; equal ones are taken apart and read once."""

    def __init__(self, drawings: tuple[Drawing, ...]) -> None:
        self._drawings = drawings
        first: dict[Drawing, int] = {}
        self._first = [first.setdefault(drawing, number) for number, drawing in enumerate(drawings)]
        self._zones: dict[int, dict[str, Drawing]] = {}
        self._parts: dict[tuple[int, str], Drawing] = {}
        self._read: dict[tuple[int, str, str], Any] = {}

    def values(self, numbers: Iterable[int], part: str, reading: str) -> list[Any]:
        """What is read off a part of the drawings with these numbers, from 0."""
        return [self._value(self._first[number], part, reading) for number in numbers]

    def _value(self, number: int, part: str, reading: str) -> Any:
        key = number, part, reading
        if key not in self._read:
            self._read[key] = READINGS[reading](self._part(number, part))
        return self._read[key]

    def _part(self, number: int, part: str) -> Drawing:
        key = number, part
        if key not in self._parts:
            drawing = self._drawings[number]
            if part in PARTS:
                self._parts[key] = PARTS[part](drawing)
            else:
                if number not in self._zones:
                    self._zones[number] = zones.zones(drawing)
                self._parts[key] = self._zones[number].get(part, ())
        return self._parts[key]


def _title(description: Description) -> str:
    return f"{description.type} problem by {'+'.join(description.rules)}"
