"""The course's three CSV files, written as the answers come and read to resume a run.

Beside them solver.txt names the solver, so that no run goes on with another's answers.
"""

from __future__ import annotations

import csv
import errno
import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from agent.evaluation.outcome import Outcome
from agent.evaluation.results.cells import from_cell, to_cell
from agent.evaluation.results.text_files import naming, put_in_place, read_text

ANSWERS, PROBLEMS, SETS = "AgentAnswers.csv", "ProblemResults.csv", "SetResults.csv"
SOLVER = "solver.txt"
AGENT_ANSWER = "Agent's Answer"  # the heading of what a solver said

_HEADERS = {
    ANSWERS: ("ProblemSet", "RavensProblem", AGENT_ANSWER),
    PROBLEMS: ("Problem", AGENT_ANSWER, "Correct?", "Correct Answer"),
    SETS: ("Set", "Correct", "Incorrect", "Skipped"),
}


class ResultFiles:
    """The three files of a folder, open for writing; use it in a `with` statement.

    A problem whose right answer is unknown has "Unknown" as its result and no right answer; it is in
    none of its set's three counts.

    Parameters
    ----------
    folder : path
        Made where it is not there.
    solver : str
        Name of the solver whose answers these are.
    known : sequence of Outcome
        Problems of an earlier run to begin with.
    """

    def __init__(self, folder: str | Path, solver: str, known: Sequence[Outcome] = ()) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        rows: dict[str, Sequence[Sequence[object]]] = {
            ANSWERS: [_answer_row(outcome) for outcome in known],
            PROBLEMS: [_problem_row(outcome) for outcome in known],
            SETS: [],
        }
        self._files = {name: _begin(self.folder / name, rows[name]) for name in _HEADERS}
        put_in_place(self.folder / SOLVER, [f"{solver}\n"])  # last: it must not label an earlier run's answers

    def add(self, outcome: Outcome) -> None:
        """Write what came of one problem."""
        self._write(ANSWERS, _answer_row(outcome))
        self._write(PROBLEMS, _problem_row(outcome))

    def add_set(self, name: str, correct: int, incorrect: int, skipped: int) -> None:
        """Write the counts of a set."""
        self._write(SETS, (to_cell(name), correct, incorrect, skipped))

    def __enter__(self) -> ResultFiles:
        return self

    def __exit__(self, *exception: object) -> None:
        for file in self._files.values():
            with suppress(OSError):  # each row has been written, or its failure told of
                file.close()

    def _write(self, name: str, row: Sequence[object]) -> None:
        path, file = self.folder / name, self._files[name]
        with naming(path):
            file.write(_line(row))
            file.flush()
        if not path.exists():  # it can still be written to, but nobody would find it
            raise OSError(errno.ENOENT, "deleted while the run was writing to it", str(path))


def read_outcomes(folder: str | Path) -> list[Outcome]:
    """The problems that an earlier run wrote to `folder`, in order; a half-written last row is left out.

    Raises ValueError where the files are not those of `ResultFiles`.
    """
    answers, problems = (_complete_rows(Path(folder) / name) for name in (ANSWERS, PROBLEMS))
    outcomes = []
    rows = zip(answers, problems, strict=False)  # an interruption leaves one file a row longer
    for (set_name, name, answer), (again, same, verdict, correct) in rows:
        if (name, answer) != (again, same):
            raise ValueError(f"{folder}: {ANSWERS} has {name!r} where {PROBLEMS} has {again!r}")
        outcome = Outcome(
            from_cell(set_name), from_cell(name), _whole(answer, folder), _whole(correct, folder) if correct else None
        )
        if outcome.verdict != verdict:
            raise ValueError(f"{folder}: {PROBLEMS} says {verdict} of {name!r}, expected {outcome.verdict}")
        outcomes.append(outcome)
    return outcomes


def read_solver(folder: str | Path) -> str | None:
    """The name of the solver whose answers are in `folder`, None where nothing tells."""
    path = Path(folder) / SOLVER
    return read_text(path).strip() if path.exists() else None


def _answer_row(outcome: Outcome) -> tuple[str, str, int]:
    return to_cell(outcome.set_name), to_cell(outcome.name), outcome.answer


def _problem_row(outcome: Outcome) -> tuple[str, int, str, int | str]:
    correct: int | str = "" if outcome.correct_answer is None else outcome.correct_answer
    return to_cell(outcome.name), outcome.answer, outcome.verdict, correct


def _line(row: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()


def _begin(path: Path, rows: Sequence[Sequence[object]]) -> TextIO:
    """Put header and rows in place and open for more."""
    put_in_place(path, map(_line, [_HEADERS[path.name], *rows]))
    return open(path, "a", encoding="utf-8", newline="")


def _complete_rows(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    lines = read_text(path).replace("\r\n", "\n").split("\n")  # a cell holds no other line end: see cells.py
    try:
        rows = list(csv.reader(lines[:-1], strict=True))
    except csv.Error as error:
        raise ValueError(f"{path}: expected a CSV file ({error})") from error
    header = _HEADERS[path.name]
    if (rows and tuple(rows[0]) != header) or any(len(row) != len(header) for row in rows):
        raise ValueError(f"{path}: expected rows of {','.join(header)}")
    return rows[1:]


def _whole(text: str, folder: str | Path) -> int:
    """The number in a cell."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{folder}: expected an answer's number, got {text[:40]!r}") from None
