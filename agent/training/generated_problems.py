"""Generated problems to learn from: every rule and type in turn, each problem in a random style."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.vision.raster import SIDE
from problems.drawing.render import Style
from problems.generate import generate_problem
from problems.problem import Problem
from problems.rules import RULES


def generated_problems(seed: int, count: int, held_out: bool = False) -> Iterator[Problem]:
    """Yield `count` problems, drawn at the size of the network's input; problem i does not depend on the count."""
    for index in range(count):
        yield generated_problem(seed, index, held_out)


def generated_problem(seed: int, index: int, held_out: bool = False) -> Problem:
    """Problem number `index` of `generated_problems`."""
    kinds = [(rule, kind) for rule in sorted(RULES) for kind in RULES[rule].types]
    rng = np.random.default_rng([seed, index])
    rule, kind = kinds[index % len(kinds)]
    style = Style.random(rng=rng, held_out=held_out)
    return generate_problem([rule], rng=rng, type=kind, style=style, side=SIDE)[0]
