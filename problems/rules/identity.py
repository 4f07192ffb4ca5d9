"""Identity: nothing changes along a row; the rows differ."""

from __future__ import annotations

from dataclasses import dataclass

from problems.rules.rule import AttributeRule, claim


@dataclass(frozen=True)
class Identity(AttributeRule):
    """Nothing changes along a row."""

    def apply(self, design, where, allowed, *, rng):
        claim(design, where, "items", "constant")


RULES = (Identity("identity"),)
