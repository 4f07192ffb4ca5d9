"""Whole generated problems to learn from: every rule and type in turn, each in a style of its own."""

from __future__ import annotations

import numpy as np

from agent.vision.raster import SIDE
from problems.drawing.render import Style
from problems.generate import generate_problem
from problems.rules import RULES


def generated_problems(seed, count, held_out=False):
    """Yield `count` problems drawn at the network's own size; problem i is the same whatever the count."""
    for index in range(count):
        yield generated_problem(seed, index, held_out)


def generated_problem(seed, index, held_out=False):
    """Problem number `index` of `generated_problems`."""
    kinds = [(rule, kind) for rule in sorted(RULES) for kind in RULES[rule].types]
    rng = np.random.default_rng([seed, index])
    rule, kind = kinds[index % len(kinds)]
    style = Style.random(rng=rng, held_out=held_out)
    return generate_problem([rule], rng=rng, type=kind, style=style, side=SIDE)[0]
