"""How much each piece of evidence counts in the score of an option.

Features overlap, and so does what they say: adding log probabilities as if they were independent would
count one thing many times. The score is a weighted sum, score = sum of w x certainty x log probability with
a weight w for every column, and P(option) ~ exp(score): a conditional logit model (McFadden 1974). Its weights
are those that make the right options of generated problems likeliest (agent.training.fit_evidence_weights), so that
they both let overlapping evidence share one say and make the probabilities mean what they say.
"""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from agent.weights import FOLDER
from agent.weights.files import record, verify

WEIGHTS = FOLDER / "evidence.csv"
# Weights before any fitting, by column, diagonals alike; a fit moves those that generated problems tell
# more of. What counts less than 1 overlaps with other evidence.
DEFAULT = {
    "figure": 1.0, "contents": 0.5, "inner": 0.5, "innermost": 0.5, "repeats": 2.0, "panels": 0.5, "decided": 1.0,
}  # fmt: skip
OTHERS = 0.2
NETWORK = 0.5  # of each of the network's fields
UNTESTED = ("change", "repeats")  # and FIXED: no complete line has tested these
TESTED = {"one": 1.0, "two": 3.0}  # what multiplies the others: two tests part what holds from chance
FIXED = ("panels", "decided")  # probabilities under a model of their own, of slots that generated problems lack
LINES = ("one", "two")  # complete lines that a matrix has; each has weights of its own


def default_weight(column, lines):
    """The weight of a column that no fit has seen; `lines` is one of LINES."""
    if column.startswith("change network's"):
        return NETWORK
    weight = DEFAULT.get(column.removesuffix(" diagonally"), OTHERS)
    return weight * (1.0 if column.startswith(UNTESTED + FIXED) else TESTED[lines])


class EvidenceWeights:
    """Weights by column (see `Evidence.column`), for matrices with one and with two complete lines.

    Parameters
    ----------
    weights : dict
        "one" and "two" -> dict of column to weight.
    """

    def __init__(self, weights):
        self.weights = weights

    @classmethod
    def load(cls, path=WEIGHTS):
        """The weights in a file that `python -m agent.training.fit_evidence_weights` wrote.

        Raises FileNotFoundError or ValueError where the file is not such a one.
        """
        path = Path(path)
        verify(path.name, folder=path.parent)
        try:
            with open(path, newline="", encoding="utf-8") as file:
                table = csv.DictReader(file, strict=True)
                names, rows = table.fieldnames, list(table)
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: expected a CSV file of weights ({error})") from error
        if tuple(names or ()) != ("column", *LINES):
            raise ValueError(f"{path}: expected the columns column,{','.join(LINES)}")
        for number, row in enumerate(rows, 2):
            if None in row or not row["column"] or not all(_is_weight(row[lines]) for lines in LINES):
                raise ValueError(f"{path}: line {number}: expected a column's name and finite weights or none")
        return cls({lines: {row["column"]: float(row[lines]) for row in rows if row[lines]} for lines in LINES})

    def save(self, path):
        """Write the weights as CSV: a row a column, empty where a kind of matrix has no such column."""
        columns = sorted(set().union(*self.weights.values()))
        with open(path, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("column", *LINES))
            for column in columns:
                table.writerow([column, *(_shown(self.weights[lines].get(column)) for lines in LINES)])
        record(Path(path))

    def weight(self, column, problem_type):
        """What evidence in a column is multiplied by."""
        lines = lines_of(problem_type)
        known = self.weights[lines].get(column)
        return default_weight(column, lines) if known is None else known

    def weighed(self, evidence, problem_type):
        """The `Evidence`, its log probabilities times certainty and weight; their sum is the score."""
        return [
            replace(e, log_probabilities=self.weight(e.column, problem_type) * e.certainty * e.log_probabilities)
            for e in evidence
        ]


def lines_of(problem_type):
    """The one of LINES that says how many complete lines a matrix of a type has each way."""
    return "two" if problem_type == "3x3" else "one"


def stacked(evidence):
    """Evidence by its certainty, added up by column: dict of column to float64 (options,)."""
    columns = {}
    for found in evidence:
        columns[found.column] = columns.get(found.column, 0.0) + found.certainty * found.log_probabilities
    return columns


def _is_weight(text):
    """Whether a cell holds a finite number, or nothing."""
    try:
        return text == "" or math.isfinite(float(text))
    except (TypeError, ValueError):
        return False


def _shown(weight):
    return "" if weight is None else f"{weight:.4f}"


@lru_cache(maxsize=1)
def default_weights():
    """The shipped weights, read once a process."""
    return EvidenceWeights.load()
