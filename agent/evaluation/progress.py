"""What a user sees while a run goes on: a line that counts on a terminal, a line a set in a pipe."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

from agent.evaluation.outcome import Outcome
from agent.evaluation.report import Tally
from problems.names import one_line


class Progress:
    """Shows a run on a stream, and on the error output why a problem was skipped.

    Parameters
    ----------
    total : int
        How many problems there are.
    stream : file, optional
        The standard output where none is given.
    """

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.total = total
        self._stream = sys.stdout if stream is None else stream
        self._done = self._solved = 0
        self._started = time.monotonic()
        self._on_terminal = self._stream is not None and self._stream.isatty()
        self._tracebacks: set[str] = set()

    def show(self, outcome: Outcome, tally: Tally, is_fresh: bool = True) -> None:
        """One problem is done; `tally` is its set's, this problem counted. `is_fresh`: it was solved in this run."""
        self._done += 1
        self._solved += is_fresh
        if outcome.error:
            self._clear()
            print(f"skipped {outcome.error}", file=sys.stderr, flush=True)
            places = "\n" in outcome.traceback  # one line alone would be the error again
            if places and outcome.traceback not in self._tracebacks:  # the same one is shown once
                self._tracebacks.add(outcome.traceback)
                print(outcome.traceback, file=sys.stderr, flush=True)
        if self._on_terminal:
            correct = f"{tally.counts['Correct']} of {tally.total} correct"
            text = f"{self._done}/{self.total}{self._left()}  {one_line(tally.name)}: {correct}"
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end="", file=self._stream, flush=True)

    def show_set(self, tally: Tally) -> None:
        """A set is done."""
        counts = ", ".join(f"{count} {verdict.lower()}" for verdict, count in tally.counts.items() if count)
        if not self._on_terminal:
            print(f"{one_line(tally.name)}: {counts} of {tally.total}", file=self._stream, flush=True)

    def close(self) -> None:
        """The run is over."""
        self._clear()

    def _left(self) -> str:
        """The time that the other problems will take, by the mean so far; "" until that is known."""
        passed = time.monotonic() - self._started
        if self._solved < 3 or passed < 1.0 or self._done == self.total:
            return ""
        return f"  {duration(passed / self._solved * (self.total - self._done))} left"

    def _clear(self) -> None:
        if self._on_terminal:
            print("\r\033[K", end="", file=self._stream, flush=True)


def duration(seconds: float) -> str:
    """Seconds in words: "40 s", "12 min", "3 h 5 min".

    >>> duration(11100)
    '3 h 5 min'
    """
    if seconds < 90:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
