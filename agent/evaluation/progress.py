"""What a user sees while a run goes on: a line that counts on a terminal, a line a set in a pipe."""

from __future__ import annotations

import sys

from problems.names import one_line


class Progress:
    """Shows a run on the standard output, and on the error output why a problem was skipped."""

    def __init__(self, total):
        self.total = total
        self._done = 0
        self._on_terminal = sys.stdout is not None and sys.stdout.isatty()

    def show(self, outcome, tally):
        """One problem is done; `tally` is its set's, this problem counted."""
        self._done += 1
        if outcome.error:
            self._clear()
            print(f"skipped {outcome.error}", file=sys.stderr, flush=True)
        if self._on_terminal:
            correct = f"{tally.counts['Correct']} of {tally.total} correct"
            print(f"\r\033[K{f'{self._done}/{self.total}  {one_line(tally.name)}: {correct}'[:78]}", end="", flush=True)

    def show_set(self, tally):
        """A set is done."""
        counts = ", ".join(f"{count} {verdict.lower()}" for verdict, count in tally.counts.items() if count)
        if not self._on_terminal:
            print(f"{one_line(tally.name)}: {counts} of {tally.total}", flush=True)

    def close(self):
        """The run is over."""
        self._clear()

    def _clear(self):
        if self._on_terminal:
            print("\r\033[K", end="", flush=True)
