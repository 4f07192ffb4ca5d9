"""A run whose outcomes are kept in files: the course's CSV files and results.json, in one folder."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from agent.evaluation.executors import Pool
from agent.evaluation.outcome import Outcome
from agent.evaluation.progress import Progress
from agent.evaluation.provenance import provenance
from agent.evaluation.report import Tally
from agent.evaluation.results.csv_files import ANSWERS, PROBLEMS, SETS, ResultFiles, read_outcomes, read_solver
from agent.evaluation.results.json_file import RESULTS, ResultsJson, read_results
from agent.evaluation.runner import run
from problems.problem_set import ProblemSet


@dataclass
class RecordedRun:
    """A run of a solver over sets that writes to a folder.

    Attributes
    ----------
    solver : str
        The solver's name.
    seed : int or None
    folder : Path
    command : list of str
        The command line that asked for the run.
    paths : list of str
        Where the problems lie.
    outcomes : list of Outcome
        What came of each problem so far, in order.
    tallies : list of Tally
        The counts of each set so far.
    started : str
        When, in ISO 8601.
    """

    solver: str
    folder: Path
    seed: int | None = None
    command: Sequence[str] = ()
    paths: Sequence[str] = ()
    outcomes: list[Outcome] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    started: str = field(default_factory=lambda: datetime.now().astimezone().isoformat(timespec="seconds"))

    @property
    def label(self) -> str:
        """What tells this run's answers from another solver's."""
        return self.solver if self.seed is None else f"{self.solver}, seed {self.seed}"

    def description(self) -> dict[str, Any]:
        """What results.json says of the run."""
        return {
            "solver": self.solver, "seed": self.seed, "command": list(self.command), "paths": list(self.paths),
            "started": self.started, **provenance(),
        }

    def known_outcomes(self, chosen: Sequence[ProblemSet]) -> list[Outcome]:
        """What an earlier run of the same problems and solver wrote. Raises ValueError where it was of others."""
        known = read_outcomes(self.folder)
        if known and read_solver(self.folder) != self.label:
            raise ValueError(
                f"--resume: {self.folder} has results of {read_solver(self.folder) or 'an unknown solver'}, "
                f"not of {self.label}; name another --output"
            )
        names = [(found.name, source.name) for found in chosen for source in found.sources]
        if [(outcome.set_name, outcome.name) for outcome in known] != names[: len(known)]:
            raise ValueError(f"--resume: {self.folder} has results of other problems; name another --output")
        return with_details(known, self.folder)

    def go(self, chosen: Sequence[ProblemSet], opened: Pool, known: Sequence[Outcome], progress: Progress) -> None:
        """Solve the problems that are not known, and keep, count and show all outcomes as they come."""
        with ResultFiles(self.folder, self.label, known) as files:  # last: it replaces others
            with ResultsJson(self.folder / RESULTS, self.description(), known) as document:
                fresh = run(chosen, self.solver, opened, skip=len(known), seed=self.seed)
                outcomes = chain(zip(known, repeat(False)), zip(fresh, repeat(True)))
                for found in chosen:
                    self._follow(found, outcomes, (files.add, document.add), files, progress)

    def _follow(
        self, found: ProblemSet, outcomes: Iterator[tuple[Outcome, bool]], keep: Sequence[Callable[[Outcome], None]],
        files: ResultFiles, progress: Progress,
    ) -> None:
        tally = Tally(found.name)
        self.tallies.append(tally)
        try:
            for outcome, is_fresh in islice(outcomes, len(found)):
                with _interrupts_held():  # what is counted is kept
                    tally.add(outcome)
                    self.outcomes.append(outcome)
                    for add in keep if is_fresh else ():
                        add(outcome)
                progress.show(outcome, tally, is_fresh)
        finally:
            counts = tally.counts
            files.add_set(found.name, counts["Correct"], counts["Incorrect"], counts["Skipped"])
        progress.show_set(tally)


def refuse_to_replace(folder: Path) -> None:
    """Raise ValueError where the folder has results."""
    present = [name for name in (RESULTS, ANSWERS, PROBLEMS, SETS) if (folder / name).exists()]
    if present:
        raise ValueError(
            f"{folder} has results of an earlier run ({present[0]}): --overwrite replaces them, --resume "
            f"goes on with that run, --output DIR writes elsewhere"
        )


def with_details(outcomes: Sequence[Outcome], folder: Path) -> list[Outcome]:
    """The outcomes with what results.json tells beyond the CSV files, where it is of the same answers."""
    try:
        detailed = {(found.set_name, found.name): found for found in read_results(folder)}
    except (FileNotFoundError, ValueError):
        return list(outcomes)
    found = []
    for outcome in outcomes:
        other = detailed.get((outcome.set_name, outcome.name), outcome)
        same = (other.answer, other.correct_answer) == (outcome.answer, outcome.correct_answer)
        found.append(other if same else outcome)
    return found


def failed_problems(folder: Path) -> set[tuple[str, str]]:
    """(Set's name, name) of the problems that the run in `folder` did not solve.

    Raises ValueError where there are none or there is no run.
    """
    outcomes = read_outcomes(folder)
    if not outcomes:
        raise ValueError(f"--failed: expected the results of a run in {folder}, found none")
    failed = {(found.set_name, found.name) for found in outcomes if found.verdict in ("Incorrect", "Skipped")}
    if not failed:
        raise ValueError(f"--failed: no problem of the run in {folder} is wrong or was skipped")
    return failed


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Delay Ctrl-C until the block has ended; it interrupts the main thread alone."""
    held: list[bool] = []
    usual = signal.default_int_handler
    if signal.getsignal(signal.SIGINT) is not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: held.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if held:
        raise KeyboardInterrupt


def command_line() -> list[str]:
    """The command line of this process, the program's name without its folders."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]]
