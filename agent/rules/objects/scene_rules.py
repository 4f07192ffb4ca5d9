"""Rules for the attributes of objects: what the last figure of a line should have, weighed by Bayes factors.

A rule says what value the last figure of a line has, given the others and the complete lines. Where K values occur in
the problem, chance gives the right one with probability 1 / K, and a rule gives it with 1 - MISREAD + MISREAD / K, so
that a complete line multiplies the odds of a rule by hit = K (1 - MISREAD) + MISREAD where it predicts the line's last
figure and by miss = MISREAD where it does not; so does each option in the open place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from agent.matrix import Direction, directions
from agent.rules.objects.attribute_series import Series
from agent.rules.objects.value_rules import ARITHMETIC, carried, third_rules

MISREAD = 0.02  # probability that a figure's attribute is read wrongly: about what the truth test of scenes prints
TWO_VALUES = 0.4  # prior of a distribution of three whose lines hold fewer than three values
BOTH = 0.3  # prior of a rule that holds along rows and columns at once, beside either alone
DIAGONAL = 0.2  # prior of each rule of diagonals, which are rare
# Pairs of places that a rule of diagonals says are alike, beside the open place and that before it on its diagonal.
DIAGONALS = {"constant along diagonals": ((0, 4), (1, 5), (3, 7)),
             "constant on the diagonal, mirrored across it": ((0, 4), (1, 3), (2, 6), (5, 7))}
ANALOGY = 2.0  # prior that a matrix of one complete line changes alike, which nearly all of them do


class BayesFactor(NamedTuple):
    """How much better than chance a rule explains the figures.

    Attributes
    ----------
    rule : str
    prior : float
    held : float
        On the complete lines.
    joint : numpy.ndarray
        float (options,): on all lines, with each option in the open place.
    """

    rule: str
    prior: float
    held: float
    joint: np.ndarray


def bayes_factors(series: Series, problem_type: str, given: int) -> list[BayesFactor]:
    """The `BayesFactor` of each rule for a series whose first `given` values are of the matrix, the rest of options.

    Empty where the options do not differ.
    """
    asked = _Asked(series, given)
    if len(set(asked.labels[given:])) < 2:
        return []
    if problem_type != "3x3":
        return list(asked.analogies(problem_type))
    found = [factor for direction in directions(problem_type) for factor in asked.along(direction)]
    return found + asked.both_ways(found) + list(asked.diagonals())


class _Asked:
    """A series of which rules are asked."""

    def __init__(self, series: Series, given: int) -> None:
        self.series, self.given = series, given
        self.labels = series.labels
        count = max(self.labels) + 1
        self.hit, self.miss = count * (1.0 - MISREAD) + MISREAD, MISREAD
        self.options = range(given, len(series.values))
        self.missed = np.full(len(self.options), MISREAD)
        self.joints: dict[Any, np.ndarray] = {}

    def along(self, direction: Direction) -> Iterator[BayesFactor]:
        """The rules of lines of three."""
        values = self.series.values
        for name, prior, third in third_rules(self.series):
            predictions = [third(values[a], values[b]) for a, b, _ in (*direction.complete, direction.open)]
            yield self._weighed(f"{direction.name} {name}", prior, predictions, direction)
        yield from self._distribution(direction)
        if self.series.kind == "angle":
            yield from self._turned(direction)
        elif self.series.kind in ("number", "signed"):
            yield self._fixed_total(direction)

    def _weighed(self, name: str, prior: float, predictions: list[Any], direction: Direction) -> BayesFactor:
        """The factor of a rule from what it predicts of each line; None predicts nothing and counts as a miss."""
        held = 1.0
        for line, expected in zip(direction.complete, predictions[:-1], strict=True):
            held *= self._factor(expected, line[-1])
        return BayesFactor(name, prior, held, held * self._joint(predictions[-1]))

    def _factor(self, expected: Any, figure: int) -> float:
        matches = expected is not None and self.series.same(expected, self.series.values[figure])
        return self.hit if matches else self.miss

    def _joint(self, expected: Any) -> np.ndarray:
        """The `_factor` of each option; rules and directions often expect the same."""
        if expected is None:
            return self.missed
        if expected not in self.joints:
            self.joints[expected] = np.array([self._factor(expected, option) for option in self.options])
        return self.joints[expected]

    def _distribution(self, direction: Direction) -> Iterator[BayesFactor]:
        """Every line holds the same three values in some order (distribution of three, Carpenter et al. 1990)."""
        lines = [[self.labels[i] for i in line] for line in direction.complete]
        if any(len(set(line)) < 2 for line in lines):
            return
        firsts = {self.labels[i]: self.series.values[i] for i in reversed(range(self.given))}
        predictions = []
        for number, line in enumerate((*direction.complete, direction.open)):
            shown = [self.labels[i] for i in line[:-1]]
            rests = [_without(known, shown) for other, known in enumerate(lines) if other != number]
            left = {rest[0] if len(rest) == 1 else -1 for rest in rests}
            label = left.pop() if len(left) == 1 else -1
            predictions.append(firsts.get(label))
        prior = 1.0 if all(len(set(line)) == 3 for line in lines) else TWO_VALUES
        yield self._weighed(f"{direction.name} distribution of three", prior, predictions, direction)

    def _turned(self, direction: Direction) -> Iterator[BayesFactor]:
        """The third angle is the first, turned as the second says: their sum, or difference, less one constant.

        The constant comes from the complete lines, for angles are relative to whatever stands for a kind.
        """
        values, (a, b, _) = self.series.values, direction.open
        for name, sign in (("sum", 1.0), ("difference", -1.0)):
            rests = [(values[i][0] + sign * values[j][0] - values[k][0], values[k][1])
                     for i, j, k in direction.complete]
            agree = all(self.series.same(rests[0], rest) for rest in rests[1:])
            held = self.hit if agree else self.miss
            expected = ((values[a][0] + sign * values[b][0] - rests[0][0]) % values[a][1], values[a][1])
            yield BayesFactor(f"{direction.name} {name}", ARITHMETIC, held,
                              held * self._joint(expected if agree else None))

    def _fixed_total(self, direction: Direction) -> BayesFactor:
        """The numbers of every line add up to one total, which the complete lines tell."""
        values, (a, b, _) = self.series.values, direction.open
        totals = [sum(values[i] for i in line) for line in direction.complete]
        agree = all(self.series.same(totals[0], total) for total in totals[1:])
        held = self.hit if agree else self.miss
        expected = totals[0] - values[a] - values[b] if agree else None
        return BayesFactor(f"{direction.name} fixed total", ARITHMETIC, held, held * self._joint(expected))

    def diagonals(self) -> Iterator[BayesFactor]:
        """The open figure is as those before it on its diagonal, as figures on other diagonals or across it are."""
        values = self.series.values
        for name, pairs in DIAGONALS.items():
            held = math.prod(self._factor(values[first], second) for first, second in pairs)
            yield BayesFactor(name, DIAGONAL, held, held * self._joint(values[4]))

    def both_ways(self, found: list[BayesFactor]) -> list[BayesFactor]:
        """The rules of the same name along rows and along columns as one hypothesis each."""
        columns = {f.rule.removeprefix("columns "): f for f in found if f.rule.startswith("columns ")}
        joined = []
        for row in found:
            name = row.rule.removeprefix("rows ")
            if row.rule.startswith("rows ") and name in columns:
                column, held = columns[name], row.held * columns[name].held
                predicted = (row.joint > row.held) & (column.joint > column.held)
                joint = held * np.where(predicted, self.hit, self.miss)
                joined.append(BayesFactor(f"rows and columns {name}", BOTH * row.prior, held, joint))
        return joined

    def analogies(self, problem_type: str) -> Iterator[BayesFactor]:
        """The second figure of the open line differs from the first as those of the complete line do."""
        first, second, third = self.series.values[:3]
        expected = carried(self.series, first, second, third)
        held = 1.0
        if expected is None and problem_type == "2x2":
            expected = carried(self.series, first, third, second)
        elif expected is not None:
            still = [self.series.same(first, second), problem_type == "2x2" and self.series.same(first, third)]
            held = float(self.hit ** (0.5 * sum(still)))  # what stays the same was likely to
        if expected is not None:
            yield BayesFactor("analogy", ANALOGY, held, held * self._joint(expected))


def _without(labels: list[int], gone: list[int]) -> list[int]:
    """Labels without others, each taken away once."""
    rest = list(labels)
    for label in gone:
        if label in rest:
            rest.remove(label)
    return rest
