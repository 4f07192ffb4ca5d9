"""Two runs beside each other: which problems differ, and whether chance would make as large a difference."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from pathlib import Path

from agent.evaluation.outcome import Outcome
from agent.evaluation.recorded_run import with_details
from agent.evaluation.report import set_tallies, table
from agent.evaluation.results.csv_files import read_outcomes, read_solver
from problems.names import one_line

SHOWN = 40  # differing problems; the others are counted


def compare(first: str | Path, second: str | Path) -> str:
    """The comparison of the runs in two folders, as text.

    Problems are matched by set and name; those that only one run has are counted apart. Raises
    FileNotFoundError or ValueError where a folder has no results, or no problem is in both.
    """
    runs = [_outcomes(folder) for folder in (first, second)]
    both = [key for key in runs[0] if key in runs[1]]
    if not both:
        raise ValueError(f"--compare: {first} and {second} have no problem in common")
    lines = []
    for name, found in zip((first, second), runs, strict=True):
        shared = [found[key] for key in both]
        lines += [f"{name}: solver {read_solver(Path(name)) or 'unknown'}", table(set_tallies(shared)), ""]
    pairs = [(runs[0][key], runs[1][key]) for key in both]
    lines += _differing(pairs, str(first), str(second))
    alone = [len(found) - len(both) for found in runs]
    if any(alone):
        lines.append(f"in one run alone, and not compared: {alone[0]} in {first}, {alone[1]} in {second}")
    keys = sum(a.correct_answer != b.correct_answer for a, b in pairs)
    if keys:
        lines.append(f"the right answers of {keys} problem{'s' * (keys > 1)} are not the same in both runs")
    other = sum(a.figures_sha256 != b.figures_sha256 for a, b in pairs if a.figures_sha256 and b.figures_sha256)
    if other:
        lines.append(f"the pictures of {other} problem{'s' * (other > 1)} are not the same in both runs")
    return "\n".join(lines)


def mcnemar(only_first: int, only_second: int) -> float:
    """The two-sided p-value of McNemar's exact test.

    Of the problems that one run alone solved, each is as likely the first's as the second's if the runs are
    equally good. (McNemar 1947; exact by the binomial distribution.)

    >>> round(mcnemar(1, 9), 4)
    0.0215
    """
    count = only_first + only_second
    tail = sum(comb(count, k) for k in range(min(only_first, only_second) + 1)) / 2**count
    return min(1.0, 2.0 * tail)


def _outcomes(folder: str | Path) -> dict[tuple[str, str], Outcome]:
    outcomes = read_outcomes(Path(folder))
    if not outcomes:
        raise FileNotFoundError(f"{folder}: expected the results of a run, found none")
    return {(found.set_name, found.name): found for found in with_details(outcomes, Path(folder))}


def _differing(pairs: Sequence[tuple[Outcome, Outcome]], first: str, second: str) -> list[str]:
    differing = [(a, b) for a, b in pairs if a.answer != b.answer]
    won = [(a, b) for a, b in differing if b.right and not a.right]
    lost = [(a, b) for a, b in differing if a.right and not b.right]
    lines = [f"{len(differing)} of {len(pairs)} answers differ"]
    names = [one_line(f"{a.set_name}/{a.name}") for a, _ in differing[:SHOWN]]
    width = max(map(len, names), default=0)
    for name, (a, b) in zip(names, differing, strict=False):
        right = "" if a.correct_answer is None else f"  right: {a.correct_answer}"
        lines.append(f"  {name:<{width}}  {_shown(a)} -> {_shown(b)}{right}")
    if len(differing) > SHOWN:
        lines.append(f"  and {len(differing) - SHOWN} more")
    lines.append(f"solved by {second} alone: {len(won)}; by {first} alone: {len(lost)}")
    p = mcnemar(len(lost), len(won))
    meaning = "more than chance would make" if p < 0.05 else "no more than chance would make"
    lines.append(f"McNemar's exact test: p = {p:.3g} ({meaning}, at the level 0.05)")
    return lines


def _shown(outcome: Outcome) -> str:
    verdict = {"Correct": "right", "Incorrect": "wrong", "Skipped": "skipped", "Unknown": "no key"}[outcome.verdict]
    return f"{outcome.answer if outcome.answer > 0 else '-'} {verdict}"
