"""Counts of a run by set, and the table that shows them beside chance."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from statistics import median

from problems.names import one_line

_VERDICTS = ("Correct", "Incorrect", "Skipped", "Unknown")
_HEADINGS = ("set", *map(str.lower, _VERDICTS), "accuracy", "95 % interval", "chance", "seconds")


@dataclass
class Tally:
    """The counts of one set.

    Attributes
    ----------
    name : str
    counts : dict of str to int
        How many problems are "Correct", "Incorrect", "Skipped" (no answer) and "Unknown" (no key).
    chances : array of float
        One over the number of options, of every problem read in this run.
    seconds : array of float
        Reading and solving, of every problem read in this run.
    """

    name: str
    counts: dict = field(default_factory=lambda: dict.fromkeys(_VERDICTS, 0))
    chances: array = field(default_factory=lambda: array("d"))
    seconds: array = field(default_factory=lambda: array("d"))

    def add(self, outcome):
        """Count one Outcome."""
        self.counts[outcome.verdict] += 1
        if outcome.options:
            self.chances.append(1.0 / outcome.options)
        if outcome.seconds is not None:
            self.seconds.append(outcome.seconds)

    @property
    def total(self):
        """How many problems were counted."""
        return sum(self.counts.values())

    @property
    def graded(self):
        """How many problems the accuracy is of: all but those without a key."""
        return self.total - self.counts["Unknown"]


def merged(tallies, name):
    """One tally of several sets together."""
    whole = Tally(name)
    for tally in tallies:
        for verdict, count in tally.counts.items():
            whole.counts[verdict] += count
        whole.chances.extend(tally.chances)
        whole.seconds.extend(tally.seconds)
    return whole


def wilson_interval(correct, total, deviations=1.96):
    """The interval in which a rate lies with 95 % confidence, by Wilson's score (1927).

    >>> [round(bound, 3) for bound in wilson_interval(9, 12)]
    [0.468, 0.911]
    """
    rate, square = correct / total, deviations**2 / total
    centre = (rate + square / 2) / (1 + square)
    half = deviations * ((rate * (1 - rate) + square / 4) / total) ** 0.5 / (1 + square)
    return max(0.0, centre - half), min(1.0, centre + half)


def table(tallies):
    """The table of a run as text: a line a set and, of several sets, one for all.

    The accuracy is that of all problems whose answer is known, skipped ones counting as not solved;
    chance is what a guess at each would reach; seconds are the median a problem.
    """
    rows = [_row(tally) for tally in tallies]
    if len(tallies) > 1:
        rows.append(_row(merged(tallies, "all")))
    columns = list(zip(_HEADINGS, *rows, strict=True))
    if not any(tally.counts["Unknown"] for tally in tallies):
        del columns[_HEADINGS.index("unknown")]
    widths = [max(map(len, column)) for column in columns]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in zip(*columns, strict=True)
    )


def _row(tally):
    counts = [str(count) for count in tally.counts.values()]
    accuracy = interval = chance = seconds = "-"
    if tally.graded:
        accuracy = f"{tally.counts['Correct'] / tally.graded:.1%}"
        low, high = wilson_interval(tally.counts["Correct"], tally.graded)
        interval = f"{100 * low:.1f}-{high:.1%}"
    if tally.chances:
        chance = f"{sum(tally.chances) / len(tally.chances):.1%}"
    if tally.seconds:
        seconds = f"{median(tally.seconds):.3f}"
    return [one_line(tally.name), *counts, accuracy, interval, chance, seconds]
