"""What a rule is: something that rules some attributes of a part, or lays out a matrix of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from problems.rules.sketch import Axis, Claim

BOTH_TYPES = ("2x2", "3x3")


@dataclass(frozen=True)
class AttributeRule:
    """A rule on attributes of one group, to be combined with rules on other attributes.

    Attributes
    ----------
    name : str
    attributes : tuple of str
        Those of `Group` that the rule sets; two rules share a part where these are disjoint.
    types : tuple of str
    limits : dict of str to tuple
        The values that the rule can bear in the part's attributes; left out: any.
    frees : tuple of str
        Measured attributes that follow from the ruled one.
    """

    name: str
    attributes: tuple = ()
    types: tuple = BOTH_TYPES
    limits: dict = field(default_factory=dict)
    frees: tuple = ()

    def apply(self, sketch, where, allowed, *, rng):
        """Set the attributes of the part `where` along the rows; note the claim and the axes.

        `allowed` maps every attribute of the part to the values that all its rules bear.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class MatrixRule:
    """A rule that lays out a whole matrix.

    `sketch(type, rng=rng)` gives the `Sketch`.
    """

    name: str
    types: tuple = BOTH_TYPES

    def sketch(self, type, *, rng):
        """A sketch that follows the rule."""
        raise NotImplementedError


def lay(sketch, where, attribute, values, alternatives):
    """Set a ruled attribute and note how options may miss it: `alternatives` are the wrong values."""
    part = sketch.parts[where]
    part.set(attribute, values)
    answer = values[-1]
    wrong = tuple(dict.fromkeys(value for value in alternatives if value != answer))
    if not wrong:
        raise ValueError(f"no wrong value for the {attribute} {answer!r} of the {where} part")
    sketch.ruled.append(Axis(where, attribute, (answer, *wrong)))


def claim(sketch, where, reading, pattern):
    """Note what a rule says, along the rows, about a part."""
    sketch.claims.append(Claim(where, reading, pattern, "rows"))
