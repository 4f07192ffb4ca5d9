"""Counts of a run by set, and the table that shows them beside chance."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from agent.evaluation.outcome import Outcome
from problems.names import one_line

# The columns of the table: how often each verdict of an `Outcome` was given, then what follows from that.
_VERDICTS = ("Correct", "Incorrect", "Skipped", "Unknown")
_ROOM = 24  # characters of a set's name for which columns are left out; a longer one is cut
_FIRST_TO_GO = ("chance", "seconds", "95 % interval", "skipped")  # where a terminal is too narrow for all columns
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
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_VERDICTS, 0))
    chances: array = field(default_factory=lambda: array("d"))
    seconds: array = field(default_factory=lambda: array("d"))

    def add(self, outcome: Outcome) -> None:
        """Count one Outcome."""
        self.counts[outcome.verdict] += 1
        if outcome.options:
            self.chances.append(1.0 / outcome.options)
        if outcome.seconds is not None:
            self.seconds.append(outcome.seconds)

    @property
    def total(self) -> int:
        """How many problems were counted."""
        return sum(self.counts.values())

    @property
    def graded(self) -> int:
        """How many problems the accuracy is of: all whose right answer is known."""
        return self.total - self.counts["Unknown"]


def merged(tallies: Iterable[Tally], name: str) -> Tally:
    """One tally of several sets together."""
    whole = Tally(name)
    for tally in tallies:
        for verdict, count in tally.counts.items():
            whole.counts[verdict] += count
        whole.chances.extend(tally.chances)
        whole.seconds.extend(tally.seconds)
    return whole


def wilson_interval(correct: int, total: int, deviations: float = 1.96) -> tuple[float, float]:
    """The interval in which a rate lies with 95 % confidence, by Wilson's score (1927).

    >>> [round(bound, 3) for bound in wilson_interval(9, 12)]
    [0.468, 0.911]
    """
    rate, square = correct / total, deviations**2 / total
    centre = (rate + square / 2) / (1 + square)
    half = deviations * ((rate * (1 - rate) + square / 4) / total) ** 0.5 / (1 + square)
    return max(0.0, centre - half), min(1.0, centre + half)


def set_tallies(outcomes: Iterable[Outcome]) -> list[Tally]:
    """A tally of each set, in the order of the sets' first outcomes."""
    return grouped_tallies(outcomes, lambda outcome: outcome.set_name)


def grouped_tallies(outcomes: Iterable[Outcome], group: Callable[[Outcome], str]) -> list[Tally]:
    """A tally of the outcomes of each group, in the order of their first ones."""
    found: dict[str, Tally] = {}
    for outcome in outcomes:
        found.setdefault(group(outcome), Tally(group(outcome))).add(outcome)
    return list(found.values())


def table_rows(tallies: Sequence[Tally]) -> list[tuple[str, ...]]:
    """The headings, a row for each set and, of several sets, one for all.

    The accuracy is that of all problems whose answer is known, skipped ones counting as not solved;
    chance is what a guess at each would reach; seconds are the median a problem.
    """
    rows = [_row(tally) for tally in tallies]
    if len(tallies) > 1:
        rows.append(_row(merged(tallies, "all")))
    columns = list(zip(_HEADINGS, *rows, strict=True))
    if not any(tally.counts["Unknown"] for tally in tallies):
        del columns[_HEADINGS.index("unknown")]
    return list(zip(*columns, strict=True))


def table(tallies: Sequence[Tally], width: int | None = None) -> str:
    """The rows as text; for a `width` too small for them some columns are left out and the middle of long names."""
    columns = list(zip(*table_rows(tallies), strict=True))
    widths = [max(map(len, column)) for column in columns]
    if width is not None:
        _fit(columns, widths, width)
    lines = []
    for name, *cells in zip(*columns, strict=True):
        lines.append("  ".join([_cut(name, widths[0]).ljust(widths[0]), *map(str.rjust, cells, widths[1:])]))
    return "\n".join(lines)


def _fit(columns: list[tuple[str, ...]], widths: list[int], width: int) -> None:
    """Leave columns out, and make the first one narrower, until all fit in `width`."""
    for heading in _FIRST_TO_GO:
        if width >= min(widths[0], _ROOM) + sum(widths[1:]) + 2 * len(widths[1:]):
            break
        place = [column[0] for column in columns].index(heading)
        del columns[place], widths[place]
    widths[0] = max(3, min(widths[0], width - sum(widths[1:]) - 2 * len(widths[1:])))


def _cut(name: str, width: int) -> str:
    """A name without its middle, if it is too long: the ends of sets' names tell them apart."""
    if len(name) <= width:
        return name
    end = width // 2
    return f"{name[: width - end - 1]}…{name[len(name) - end:]}"


def _row(tally: Tally) -> list[str]:
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
