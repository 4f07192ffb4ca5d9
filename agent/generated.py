"""Whole generated problems to learn from: every rule and type in turn, each in a style of its own."""

from __future__ import annotations

import numpy as np

from agent.parts import SIDE
from problems.generate import generate_problem
from problems.render import Style
from problems.rules import RULES


def generated_problems(seed, count, held_out=False):
    """Yield `count` problems drawn at the network's own size; problem i is the same whatever the count."""
    kinds = [(rule, kind) for rule in sorted(RULES) for kind in RULES[rule].types]
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        rule, kind = kinds[index % len(kinds)]
        style = Style.random(rng=rng, held_out=held_out)
        yield generate_problem([rule], rng=rng, type=kind, style=style, side=SIDE)[0]
