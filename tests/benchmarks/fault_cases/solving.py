"""Problems and solvers that misbehave under `Agent.Solve`, which has to answer and may not raise."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from agent import Agent, ConfidenceAgent
from agent.solvers import SOLVERS
from agent.solvers.base import Solution
from problems import Figure, Problem, ProblemSet
from problems.problem import TYPES
from tests.benchmarks.fault_cases.command import PROBLEM, Finding


class Mute(Exception):
    """An exception whose text cannot be had."""

    def __str__(self) -> str:
        raise SystemExit(1)


class Misbehaving:
    """A solver that raises, or gives the scores, that it was made with."""

    name = "misbehaving"

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome

    def solve(self, problem: Problem) -> Solution:
        """Raise it, or give the scores."""
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return Solution(self.outcome)  # type: ignore[arg-type]


class Hostile:
    """An object each of whose attributes raises."""

    def __getattr__(self, name: str) -> object:
        raise Mute(name)


class Endless:
    """An object that has every attribute, and each is as it is."""

    def __getattr__(self, name: str) -> object:
        return self

    def __call__(self) -> object:
        return self


OUTCOMES = (
    SystemExit(3), GeneratorExit(), Mute("x"), MemoryError(), RecursionError("deep"), ValueError("x" * 10**6),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), KeyError("\ud800"), StopIteration(),
    np.full(6, np.inf), np.full(6, -np.inf), np.array([np.inf, 0, 0, -np.inf, 0, 0]), np.full(6, np.nan), np.zeros(3),
    None, "text", [], np.zeros((6, 1)), np.array([None] * 6), [1, 2, 3, 4, 5, 6], np.full(6, 1e308), np.zeros(6, bool),
)
GIVEN = (
    None, 3, "text", b"bytes", [], {}, object(), Hostile(), Endless(), SimpleNamespace(name="x" * 10**6),
    SimpleNamespace(name="\ud800\r\n", problemType="3x3", figures={"²": None}),
    SimpleNamespace(name="x", problemType="2x2", figures={str(number): None for number in range(5000)}),
    SimpleNamespace(name="x", problemType="2x2", figures={"9" * 5000: None, "A": None}),
    SimpleNamespace(name="x", problemType="2x2", figures={
        key: SimpleNamespace(visualFilename="/dev/zero") for key in "ABC123456"}),
    SimpleNamespace(name="x", problemType="2x2", figures={
        key: SimpleNamespace(visualFilename="\0" + "x" * 9000) for key in "ABC123456"}),
)


def cases(folder: Path) -> Iterator[Finding]:
    """Every solver's outcome and every object given; figures of odd sizes under every solver."""
    logging.getLogger("agent").addHandler(logging.NullHandler())
    logging.getLogger("agent").propagate = False
    problem = ProblemSet.load(PROBLEM)[0]
    for outcome in OUTCOMES:
        yield from _answered(f"solver: {outcome!r:.40}", Misbehaving(outcome), problem)
    for number, given in enumerate(GIVEN):
        yield from _answered(f"given: {type(given).__name__} {number}", "pixels", given)
    rng = np.random.default_rng(0)
    for height, width in ((1, 1), (1, 500), (500, 1), (2, 3), (7, 900), (1024, 1024)):
        for fill in ("white", "black", "noise"):
            ink = {"white": np.zeros, "black": np.ones}.get(fill, rng.random)((height, width))
            figures = tuple(Figure(key, ink.astype(np.float32)) for key in TYPES["2x2"])
            options = tuple(Figure(str(key), ink.astype(np.float32)) for key in range(1, 7))
            for solver in SOLVERS if max(height, width) < 1000 and fill != "noise" else ("pixels", "relations"):
                odd = Problem("odd", "2x2", figures, options)
                yield from _answered(f"{solver}: {height} x {width} {fill}", solver, odd, solved=True)


def _answered(name: str, solver: object, given: object, solved: bool = False) -> Iterator[Finding]:
    """Both agents' answers, which have to be what the harness takes."""
    for kind in (Agent, ConfidenceAgent):
        try:
            answer = kind(solver).Solve(given)  # type: ignore[arg-type]
        except BaseException as error:
            yield Finding(f"{kind.__name__}, {name}", f"raised {type(error).__name__}")
            continue
        if kind is Agent:
            least = 1 if solved else -1
            sound = str(answer) in map(str, range(least, 65)) and isinstance(answer, (int, str))
        else:
            sound = isinstance(answer, list) and abs(sum(answer) - 1.0) < 1e-6 and min(answer) >= 0.0
        yield Finding(f"{kind.__name__}, {name}", "" if sound else f"answered {answer!r:.60}")
