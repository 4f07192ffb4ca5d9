"""The verifier tells whether a problem follows its rules and exactly one option fits.

It looks at the drawings alone (the readings of this package) and at what the rules mean (its patterns); how a
problem was made is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from problems.drawing.item import Drawing
from problems.verification import arrangements, directions, nesting, numbers, patterns, readings, zones
from problems.verification.patterns import constant
from problems.verification.readings import CONSTANT, canonical, split

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
    completed = (*description.matrix, description.options[description.answer - 1])
    for claim in description.claims:
        values = _lines(_values(completed, claim.part, claim.attribute), claim.along, description.type)
        if not PATTERNS[claim.attribute][claim.pattern](values):
            raise ValueError(f"{_title(description)}: {claim} does not hold in {values}")
    fitting = fitting_options(description)
    if fitting != [description.answer]:
        raise ValueError(
            f"{_title(description)}: expected the answer {description.answer} alone to fit, found {fitting}"
        )


def fitting_options(description: Description) -> list[int]:
    """The options, counted from 1, that continue what a person sees in the complete lines.

    For each claim that is any pattern that holds in the complete lines; whatever no claim is about stays the
    same along the lines.
    """
    fitting = list(range(1, len(description.options) + 1))
    for part, reading, along, known in _watched(description):
        given = _values(description.matrix, part, reading)
        completed = [
            _lines([*given, *_values((description.options[number - 1],), part, reading)], along, description.type)
            for number in fitting
        ]
        seen = [holds for holds in known if completed and holds(completed[0][:-1])]
        fitting = [
            number for number, lines in zip(fitting, completed, strict=True) if any(holds(lines) for holds in seen)
        ]
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


def _values(drawings: tuple[Drawing, ...], part: str, reading: str) -> list[Any]:
    """What is read off a part of each drawing."""
    return [_read(drawing, part, reading) for drawing in drawings]


def _lines(values: list[Any], along: str, type: str) -> list[tuple[Any, ...]]:
    """What is read off the figures in reading order, line by line."""
    side = int(type[0])
    rows = [tuple(values[side * row : side * row + side]) for row in range(side)]
    return rows if along == "rows" else list(zip(*rows, strict=True))


@lru_cache(maxsize=1 << 14)  # every option is held against the same matrix
def _read(drawing: Drawing, part: str, attribute: str) -> Any:
    return READINGS[attribute](_parts(drawing).get(part, ()))


@lru_cache(maxsize=1 << 10)
def _parts(drawing: Drawing) -> dict[str, Drawing]:
    """The parts of a drawing by every way to tell them apart."""
    return {**zones.zones(drawing), **split(drawing)}


def _title(description: Description) -> str:
    return f"{description.type} problem by {'+'.join(description.rules)}"
