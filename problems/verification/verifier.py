"""The verifier: does a problem follow its rules, and does exactly one option fit?

It looks at the drawings alone (`problems.verification.readings`) and at what the rules mean (`problems.verification.patterns`);
how a problem was made is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from problems.verification import arrangements, nesting, numbers, patterns, readings, zones
from problems.verification.patterns import constant
from problems.verification.readings import CONSTANT, canonical, split

_MODULES = (numbers, nesting, zones, arrangements)
# What can be read off a part, and for every reading the patterns that a person might see in it.
READINGS = {**readings.READINGS, **{name: read for module in _MODULES for name, read in module.READINGS.items()}}
PATTERNS = {**patterns.PATTERNS, **{name: known for module in _MODULES for name, known in module.PATTERNS.items()}}

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
    rules: tuple
    claims: tuple
    frees: dict
    matrix: tuple
    options: tuple
    answer: int


def verify(description):
    """Raise ValueError, with the reason, unless every rule holds and only the answer fits."""
    looks = {frozenset(map(canonical, option)) for option in description.options}
    if len(looks) < len(description.options):
        raise ValueError(f"{_title(description)}: only {len(looks)} options differ")
    completed = description.matrix + (description.options[description.answer - 1],)
    for claim in description.claims:
        values = _lines(completed, claim.part, claim.attribute, claim.along, description.type)
        if not PATTERNS[claim.attribute][claim.pattern](values):
            raise ValueError(f"{_title(description)}: {claim} does not hold in {values}")
    fitting = fitting_options(description)
    if fitting != [description.answer]:
        raise ValueError(
            f"{_title(description)}: expected the answer {description.answer} alone to fit, found {fitting}"
        )


def fitting_options(description):
    """The options, counted from 1, that continue what a person sees in the complete lines.

    For each claim that is any pattern that holds in the complete lines; whatever no claim is about stays the
    same along the lines.
    """
    fitting = []
    for number, option in enumerate(description.options, 1):
        completed = description.matrix + (option,)
        if all(_continues(completed, *what, description.type) for what in _watched(description)):
            fitting.append(number)
    return fitting


def _watched(description):
    """(part, reading, along, patterns) of all that an option must continue."""
    watched = []
    for along in sorted({claim.along for claim in description.claims}):
        claims = [claim for claim in description.claims if claim.along == along]
        for claim in claims:
            watched.append((claim.part, claim.attribute, along, PATTERNS[claim.attribute]))
        for part in sorted({claim.part for claim in description.claims} | set(description.frees)):
            covered = set(description.frees.get(part, ()))
            for claim in description.claims:
                if claim.part == part:
                    covered |= {claim.attribute, *_COVERED.get(claim.attribute, ())}
            for reading in CONSTANT:
                if reading not in covered:
                    watched.append((part, reading, along, {"constant": constant}))
    return watched


def _continues(completed, part, attribute, along, patterns, type):
    values = _lines(completed, part, attribute, along, type)
    return any(holds(values[:-1]) and holds(values) for holds in patterns.values())


def _lines(drawings, part, attribute, along, type):
    """What is read off a part, line by line: list of tuples."""
    side = int(type[0])
    values = [_read(drawing, part, attribute) for drawing in drawings]
    rows = [tuple(values[side * row : side * row + side]) for row in range(side)]
    return rows if along == "rows" else [tuple(line) for line in zip(*rows)]


@lru_cache(maxsize=4096)  # every option is held against the same matrix
def _read(drawing, part, attribute):
    parts = split(drawing)
    items = parts[part] if part in parts else zones.zones(drawing).get(part, ())
    return READINGS[attribute](items)


def _title(description):
    return f"{description.type} problem by {'+'.join(description.rules)}"
