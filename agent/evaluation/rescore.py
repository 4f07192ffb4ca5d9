"""Judges the answers of a run anew, by another key; nothing is solved."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from agent.evaluation.outcome import Outcome
from agent.evaluation.recorded_run import with_details
from agent.evaluation.report import Tally, set_tallies
from agent.evaluation.results.cells import from_cell
from agent.evaluation.results.csv_files import AGENT_ANSWER, ResultFiles, read_outcomes, read_solver
from agent.evaluation.results.json_file import RESULTS, ResultsJson, read_run


def rescore(folder: str | Path, key: str | Path) -> list[Tally]:
    """Write the results in `folder` anew, judged by the answers in the file `key`; the counts of each set.

    `key` is a CSV file with a heading and rows of set, problem and right answer, as AgentAnswers.csv has them.
    Problems that it does not name keep their answer. Raises FileNotFoundError or ValueError.
    """
    folder = Path(folder)
    outcomes = with_details(read_outcomes(folder), folder)
    if not outcomes:
        raise FileNotFoundError(f"{folder}: expected the results of a run, found none")
    answers = read_key(key)
    found = [_judged(outcome, answers) for outcome in outcomes]
    if not answers.keys() & {(outcome.set_name, outcome.name) for outcome in outcomes}:
        raise ValueError(f"{key}: names no problem of the run in {folder}")
    try:
        description = read_run(folder)
    except (FileNotFoundError, ValueError):
        description = {"solver": read_solver(folder)}
    tallies = set_tallies(found)
    with ResultFiles(folder, read_solver(folder) or "", found) as files:
        for tally in tallies:
            files.add_set(tally.name, *(tally.counts[name] for name in ("Correct", "Incorrect", "Skipped")))
    with ResultsJson(folder / RESULTS, {**description, "key": str(key)}, found):
        pass
    return tallies


def read_key(path: str | Path) -> dict[tuple[str, str], int]:
    """(Set's name, name) -> right answer, from a CSV file with a heading."""
    path = Path(path)
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError:
        raise ValueError(f"{path}: expected a CSV file in UTF-8") from None
    if rows and rows[0][2:] == [AGENT_ANSWER]:
        raise ValueError(f"{path}: expected the right answers, found those of an agent")
    answers = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != 3 or not row[2].strip().isdecimal() or int(row[2]) < 1:
            raise ValueError(f"{path}, line {number}: expected set, problem and right answer, got {','.join(row)!r}")
        answers[from_cell(row[0]), from_cell(row[1])] = int(row[2])
    if not answers:
        raise ValueError(f"{path}: expected a heading and rows of set, problem and right answer, found none")
    return answers


def _judged(outcome: Outcome, answers: dict[tuple[str, str], int]) -> Outcome:
    answer = answers.get((outcome.set_name, outcome.name), outcome.correct_answer)
    if answer is not None and outcome.options is not None and answer > outcome.options:
        raise ValueError(f"{outcome.set_name}/{outcome.name}: the key says {answer} of {outcome.options} options")
    return replace(outcome, correct_answer=answer)
