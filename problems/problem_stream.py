"""Generated problems without end, in batches of arrays: what a network for whole matrices learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from problems.annotation import annotation
from problems.drawing.render import CLEAN, Style
from problems.generate import OPTION_COUNTS, generate_problem
from problems.problem import TYPES
from problems.rules import RULES


class ProblemBatch(NamedTuple):
    """Problems of one type and their labels.

    matrix : float32 (N, given figures, side, side), 1.0 ink.
    options : float32 (N, options, side, side).
    answers : int64 (N,), the right option, counted from 0 as a class.
    rules : int64 (N,), the place of the problem's rule in the stream's `rules`.
    annotations : list of dict, as `problems.annotation.annotation` makes them.
    """

    matrix: np.ndarray
    options: np.ndarray
    answers: np.ndarray
    rules: np.ndarray
    annotations: list[dict[str, Any]]


class ProblemStream:
    """An endless stream of generated problems of one type; the same seed gives the same bytes.

    Parameters
    ----------
    seed : int
    type : str
        "2x1" or "2x2" (6 options), or "3x3" (8 options).
    rules : sequence of str, optional
        Names in `problems.rules.RULES`; all that make problems of the type where none are given.
    side : int
        Pixels along a figure's edge.
    styles : str
        "clean" or "random": a renderer of its own for every problem.
    """

    def __init__(
        self, seed: int, type: str = "3x3", rules: Sequence[str] = (), side: int = 80, styles: str = "clean"
    ) -> None:
        if type not in OPTION_COUNTS:
            raise ValueError(f"expected a type of {sorted(OPTION_COUNTS)}, got {type!r}")
        if styles not in ("clean", "random"):
            raise ValueError(f"expected styles 'clean' or 'random', got {styles!r}")
        self.seed, self.type, self.side, self.styles = int(seed), type, side, styles
        self.rules = tuple(rules) or tuple(name for name, rule in RULES.items() if type in rule.types)

    def batches(self, batch_size: int, start: int = 0) -> Iterator[ProblemBatch]:
        """Yield `ProblemBatch`es for ever, the first being number `start` of the stream."""
        while True:
            yield self.batch(batch_size, start)
            start += 1

    def batch(self, batch_size: int, number: int) -> ProblemBatch:
        """Batch `number` of the stream, whatever was drawn before it; rules are drawn with equal probability."""
        rng = np.random.default_rng([self.seed, self.side, int(self.type[0]), number])
        given, count = len(TYPES[self.type]), OPTION_COUNTS[self.type]
        inks = np.empty((batch_size, given + count, self.side, self.side), dtype=np.float32)
        answers, rules = np.empty(batch_size, np.int64), rng.integers(len(self.rules), size=batch_size)
        annotations = []
        for place, rule in enumerate(rules):
            style = Style.random(rng=rng) if self.styles == "random" else CLEAN
            problem, description = generate_problem(
                self.rules[rule], rng=rng, type=self.type, style=style, side=self.side)
            inks[place] = [figure.ink for figure in problem.matrix + problem.options]
            answers[place] = description.answer - 1
            annotations.append(annotation(description))
        return ProblemBatch(inks[:, :given], inks[:, given:], answers, rules, annotations)
