"""Identity: nothing changes along a row; the rows differ."""

from __future__ import annotations

from dataclasses import dataclass

from problems.rules.rule import AttributeRule, claim


@dataclass(frozen=True)
class Identity(AttributeRule):
    """Nothing changes along a row."""

    def apply(self, sketch, where, allowed, *, rng):
        claim(sketch, where, "items", "constant")


RULES = (Identity("identity"),)
