"""What each family of evidence is worth, source by source, and whether what some sources choose holds on another.

The evidence of a problem is gathered once and kept; every combination is then worked out from it in memory.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import log_softmax

from agent.evaluation.executors import parallel_map
from agent.features.attributes import NOISE
from agent.inference.collect import evidence_parts, until_decided
from agent.inference.evidence import Evidence
from agent.inference.scene_evidence import FLOOR, SURE, tempered
from agent.inference.weights import BESIDE_SCENES, default_weights
from problems import Problem, ProblemSet
from problems.cli import problem_sets
from problems.figure import canonical_order

FAMILIES = ("objects", "panels", "figure", "other pictures", "numbers", "network", "changes", "repeats")
# The constants that sources choose and the values to choose from: the factor on other evidence beside objects, the
# power of the objects' probabilities, and the nats that they count against an option at most.
SHIPPED = {"BESIDE_SCENES": BESIDE_SCENES, "SURE": SURE, "FLOOR": FLOOR}
VALUES = ((0.5, 0.6, 0.7, 0.8, 0.9, 1.0), (1.0, 1.5, 2.0, 3.0, 4.0), (-2.0, -3.0, -4.0, -5.0, -7.0, -10.0))


@dataclass(frozen=True)
class Source:
    """Problem sets of one origin, named after their folder."""

    name: str
    sets: list[ProblemSet]


@dataclass(frozen=True, eq=False)
class Gathered:
    """All evidence of one problem, the options in canonical order.

    Attributes
    ----------
    type : str
    answer : int
        Index of the right option.
    panels : list of Evidence
    steps : list of list of Evidence
        As `agent.inference.collect.full_evidence` yields them, but added up by family and pool.
    objects : list of Evidence
        One piece or none: log probabilities with a power of 1 and no floor.
    """

    type: str
    answer: int
    panels: list[Evidence]
    steps: list[list[Evidence]]
    objects: list[Evidence]

    def scores(self, families: Collection[str] = FAMILIES) -> np.ndarray:
        """Log probabilities of the options, float (options,), by some families: the default solver's by all."""
        weighed = default_weights().weighed(self._chosen(families, SURE, FLOOR), self.type)
        return log_softmax(sum((e.log_probabilities for e in weighed), np.zeros(self.options)))

    @property
    def options(self) -> int:
        """How many options there are."""
        return len(self.steps[0][0].log_probabilities)

    def scores_by_constants(self) -> np.ndarray:
        """Log probabilities of the options, float (combinations of VALUES, options)."""
        weights, evidence = default_weights(), self._chosen(FAMILIES, 1.0, -math.inf)
        others = weights.weighed([e for e in evidence if e.kind != "scene"], self.type)
        others = sum((e.log_probabilities for e in others), np.zeros(self.options))
        objects = [e.log_probabilities for e in evidence if e.kind == "scene"]
        if not objects:
            return np.tile(log_softmax(others), (math.prod(map(len, VALUES)), 1))
        weight = weights.weight("scene", self.type)
        return log_softmax([beside * others + weight * tempered(objects[0], sure, floor)
                            for beside, sure, floor in itertools.product(*VALUES)], axis=1)

    def _chosen(self, families, sure, floor):
        """The evidence of some families that the solver would ask before it has decided."""
        panels, *steps = ([e for e in step if family(e) in families] for step in (self.panels, *self.steps))
        objects = [replace(e, log_probabilities=tempered(e.log_probabilities, sure, floor))
                   for e in self.objects if "objects" in families]
        return until_decided(panels, steps, lambda: objects, self.type, default_weights())


def source(path: str) -> Source:
    """The problem sets at a path of the command line."""
    name = [part for part in Path(path).absolute().parts if part != "Problems"][-1]
    return Source(name, problem_sets(path))


def family(found: Evidence) -> str:
    """The family of an `Evidence`, one of FAMILIES."""
    if found.kind in ("scene", "panels", "decided"):
        return "objects" if found.kind == "scene" else "panels"
    if found.feature.startswith(("network's", "seen ")):
        return "network"
    if found.kind == "change":
        return "changes"
    if found.feature in NOISE:
        return "numbers"
    return found.feature if found.feature in ("figure", "repeats") else "other pictures"


def gather(problem: Problem) -> Gathered:
    """All evidence of a problem whose answer is known."""
    problem = problem.permuted(canonical_order(problem.options))
    panels, steps, objects = evidence_parts(problem)
    return Gathered(problem.type, problem.answer - 1, panels, list(map(_added_up, steps)),
                    objects(sure=1.0, floor=-math.inf))


def _added_up(step: Sequence[Evidence]) -> list[Evidence]:
    """One `Evidence` for each family and pool: their weight is the same, and so is what can be left out."""
    sums: dict[tuple[str, str], Evidence] = {}
    for found in step:
        key, total = (family(found), found.pool), found.certainty * found.log_probabilities
        if key in sums:
            total = total + sums[key].log_probabilities
        sums[key] = replace(found, weights={}, log_probabilities=total)
    return list(sums.values())


def compare_sources(sources: Sequence[Source], jobs: int) -> None:
    """Print what families of evidence are worth to each source, and what the other sources would choose for it."""
    start, gathered = time.perf_counter(), {}
    for origin in sources:
        problems = [(problem,) for found in origin.sets for problem in found if problem.answer is not None]
        if problems:
            gathered[origin.name] = list(parallel_map(gather, problems, jobs))
    if not gathered:
        raise ValueError("expected problems whose answers are known, got none")
    print(f"evidence gathered in {time.perf_counter() - start:.0f} s")
    _print_families(gathered)
    if len(gathered) > 1:
        _print_left_out(gathered)


def _print_families(gathered: dict[str, list[Gathered]]) -> None:
    """Print how many problems of each source are solved, with all families, without each and with it alone."""
    rows = [("all evidence", FAMILIES)]
    rows += [(f"without {name}", [other for other in FAMILIES if other != name]) for name in FAMILIES]
    rows += [(f"{name} alone", [name]) for name in FAMILIES]
    _print_row("solved", [*gathered, "all", "nats"])
    counts = [len(problems) for problems in gathered.values()]
    _print_row("of", [*counts, sum(counts), "a problem"])
    for title, families in rows:
        counts, lost = [], []
        for problems in gathered.values():
            scores = [(problem.scores(families), problem.answer) for problem in problems]
            counts.append(sum(int(found.argmax()) == answer and np.ptp(found) > 0 for found, answer in scores))
            lost += [-found[answer] for found, answer in scores]
        _print_row(title, [*counts, sum(counts), f"{np.mean(lost):.3f}"])


def _print_left_out(gathered: dict[str, list[Gathered]]) -> None:
    """Print, for each source, the constants of least loss on all other problems, and what they solve of it."""
    combinations = list(itertools.product(*VALUES))
    loss, solved = {}, {}  # by source: float (combinations,)
    for name, problems in gathered.items():
        scores = [problem.scores_by_constants() for problem in problems]
        loss[name] = sum(-found[:, problem.answer] for found, problem in zip(scores, problems, strict=True))
        solved[name] = sum(found.argmax(1) == problem.answer for found, problem in zip(scores, problems, strict=True))
    everything = sum(loss.values())
    chosen = [int((everything - loss[name]).argmin()) for name in gathered]
    print("\nconstants of least loss on the other sources")
    _print_row("", [*gathered, "all"])
    for place, name in enumerate(SHIPPED):
        _print_row(name, [combinations[best][place] for best in (*chosen, int(everything.argmin()))])
    rows = {"solved with these": [int(solved[name][best]) for name, best in zip(gathered, chosen, strict=True)]}
    rows["by its own best"] = [int(solved[name][loss[name].argmin()]) for name in gathered]
    rows["as shipped"] = [sum(int(problem.scores().argmax()) == problem.answer for problem in problems)
                          for problems in gathered.values()]
    for title, counts in rows.items():
        _print_row(title, [*counts, sum(counts)])
    print("as shipped: " + ", ".join(f"{name} {value}" for name, value in SHIPPED.items()))


def _print_row(title: str, cells: Sequence[object]) -> None:
    print(f"{title:<24}" + "".join(f"{cell!s:>{max(9, len(str(cell)) + 2)}}" for cell in cells), flush=True)
