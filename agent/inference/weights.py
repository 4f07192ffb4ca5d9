"""Weights of the evidence: how much each piece counts in the score of an option.

Features overlap, and so does what they say. Adding their log probabilities as if they were independent would count one
thing many times. So the score is a weighted sum, score = sum of w x certainty x log probability, with one weight w for
each pool (`agent.inference.pools`), and P(option) is proportional to exp(score): a conditional logit model (McFadden
1974). Its weights make the right options of generated problems most likely (`agent.training.fit_evidence_weights`).
That lets overlapping evidence share one vote, and it calibrates the probabilities.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from agent.inference.evidence import Evidence
from agent.inference.pools import UNFITTED
from agent.weights import FOLDER
from agent.weights.files import record, verify

WEIGHTS = FOLDER / "evidence.csv"  # the shipped weights of the evidence
# Default weights by pool, from which a fit starts and towards which it is penalised. Set by hand with generated
# problems and the RAVEN samples in view; below 1 where evidence overlaps with other evidence.
DEFAULT = {"figure": 1.0, "change network": 0.5, "repeats": 2.0, "panels": 0.5, "decided": 1.0, "scene": 1.0}
OTHERS = 0.2  # default weight of all other pools
# Factor on all other evidence where objects speak: drawings of the generator flatter it. By the same command as SURE in
# `agent.inference.scene_evidence`, the other six sources choose 0.7, 0.8 or 0.9 for the seventh.
BESIDE_SCENES = 0.8
UNTESTED = ("change", "repeats")  # pools, beside UNFITTED, that no complete line has tested
TESTED = {"one": 1.0, "two": 3.0}  # factor on the default weights of the rest: two tests say more than one
LINES = ("one", "two")  # how many complete lines a matrix has each way; the weights differ


def default_weight(pool: str, lines: str) -> float:
    """The weight of a pool before any fit; `lines` is one of LINES."""
    return DEFAULT.get(pool, OTHERS) * (1.0 if pool.startswith(UNTESTED + UNFITTED) else TESTED[lines])


class EvidenceWeights:
    """Weights by pool, for matrices with one and with two complete lines each way.

    Parameters
    ----------
    weights : dict
        "one" and "two" -> dict of pool to weight.
    """

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        self.weights = weights

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> EvidenceWeights:
        """The weights in a file that `python -m agent.training.fit_evidence_weights` wrote.

        Raises FileNotFoundError or ValueError where the file is not such a one.
        """
        path = Path(path)
        verify(path.name, folder=path.parent)
        try:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            table = csv.DictReader(lines, strict=True)
            names, rows = table.fieldnames, list(table)
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: expected a CSV file of weights ({error})") from error
        if tuple(names or ()) != ("pool", *LINES):
            raise ValueError(f"{path}: expected the columns pool,{','.join(LINES)}")
        if not lines[-1].endswith("\n"):  # half a number is a number
            raise ValueError(f"{path}: line {len(lines)}: expected the end of a line, the file is cut")
        for number, row in enumerate(rows, 2):
            if None in row or not row["pool"] or not all(_is_weight(row[kind]) for kind in LINES):
                raise ValueError(f"{path}: line {number}: expected a pool's name and finite weights or none")
        return cls({kind: {row["pool"]: float(row[kind]) for row in rows if row[kind]} for kind in LINES})

    def save(self, path: Path) -> None:
        """Write the weights as CSV, one row a pool; empty where a kind of matrix has no such pool."""
        pools = sorted(set().union(*self.weights.values()))
        with open(path, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("pool", *LINES))
            for pool in pools:
                table.writerow([pool, *(_text(self.weights[lines].get(pool)) for lines in LINES)])
        record(Path(path))

    def weight(self, pool: str, problem_type: str) -> float:
        """The weight of a pool; its default weight where no fit has seen it."""
        lines = lines_of(problem_type)
        fitted = self.weights[lines].get(pool)
        return default_weight(pool, lines) if fitted is None else fitted

    def weighed(self, evidence: Sequence[Evidence], problem_type: str) -> list[Evidence]:
        """The `Evidence` with log probabilities times certainty and weight; their sum is the score."""
        scenes = any(e.kind == "scene" for e in evidence)
        return [
            replace(e, log_probabilities=self.weight(e.pool, problem_type) * e.certainty * e.log_probabilities
                    * (BESIDE_SCENES if scenes and e.kind != "scene" else 1.0))
            for e in evidence
        ]


def lines_of(problem_type: str) -> str:
    """The one of LINES that says how many complete lines a matrix of a type has each way."""
    return "two" if problem_type == "3x3" else "one"


def sum_by_pool(evidence: Sequence[Evidence]) -> dict[str, np.ndarray]:
    """Log probabilities times certainty, added up by pool: float64 (options,) each."""
    pools: dict[str, np.ndarray] = {}
    for found in evidence:
        pools[found.pool] = pools.get(found.pool, 0.0) + found.certainty * found.log_probabilities
    return pools


def _is_weight(text: str | None) -> bool:
    """Whether a cell holds a finite number, or nothing."""
    try:
        return text == "" or math.isfinite(float(text or "no number"))
    except (TypeError, ValueError):
        return False


def _text(weight: float | None) -> str:
    return "" if weight is None else f"{weight:.4f}"


@lru_cache(maxsize=1)
def default_weights() -> EvidenceWeights:
    """The shipped weights, read once a process."""
    return EvidenceWeights.load()
