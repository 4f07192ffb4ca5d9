"""What a rule is: something that rules some attributes of a part, or lays out a matrix of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from problems.rules.matrix_design import Axis, Claim, MatrixDesign

Allowed = dict[str, tuple[Any, ...]]  # the values that an attribute may take
BOTH_TYPES = ("2x2", "3x3")
ANALOGIES = ("2x1", "2x2")
ALL_TYPES = ("2x1", "2x2", "3x3")


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
    attributes: tuple[str, ...] = ()
    types: tuple[str, ...] = BOTH_TYPES
    limits: Allowed = field(default_factory=dict)
    frees: tuple[str, ...] = ()

    def apply(
        self, design: MatrixDesign, where: str, allowed: Allowed, *, rng: np.random.Generator
    ) -> None:
        """Set the attributes of the part `where` along the rows; note the claim and the axes.

        `allowed` maps every attribute of the part to the values that all its rules bear.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class MatrixRule:
    """A rule that lays out a whole matrix.

    `design(type, rng=rng)` gives the `MatrixDesign`.
    """

    name: str
    types: tuple[str, ...] = BOTH_TYPES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """A design that follows the rule."""
        raise NotImplementedError


def lay(
    design: MatrixDesign, where: str, attribute: str, values: tuple[Any, ...], alternatives: Iterable[Any]
) -> None:
    """Set a ruled attribute and note how options may miss it: `alternatives` are the wrong values."""
    part = design.parts[where]
    part.set(attribute, values)
    answer = values[-1]
    wrong = tuple(dict.fromkeys(value for value in alternatives if value != answer))
    if not wrong:
        raise ValueError(f"no wrong value for the {attribute} {answer!r} of the {where} part")
    design.ruled.append(Axis(where, attribute, (answer, *wrong)))


def claim(design: MatrixDesign, where: str, reading: str, pattern: str) -> None:
    """Note what a rule says, along the rows, about a part."""
    design.claims.append(Claim(where, reading, pattern, "rows"))
