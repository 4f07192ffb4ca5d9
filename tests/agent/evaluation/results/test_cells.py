"""Names in CSV files: back as they were, on one line, and no formula."""

import csv
import io

import pytest

from agent.evaluation.results.cells import from_cell, to_cell
from agent.evaluation.results.csv_files import ANSWERS, ResultFiles, read_outcomes
from agent.evaluation.runner import Outcome

NAMES = ["Problem B-01", "=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "''=", "a\\b", "\\x0d", "a\rb", "a\nb", "a\x0bb",
         "a\x1cb", "a\x85b", "a\u2028b", "caf\udce9", "\udc85", 'a,"b', "é", "\N{GRINNING FACE}"]


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back(name):
    cell = to_cell(name)
    assert from_cell(cell) == name
    assert len(cell.splitlines()) == 1 and cell.encode() and not cell.startswith(("=", "+", "-", "@"))


def test_files_of_odd_names_are_read_by_csv_and_resumed(tmp_path):
    written = [Outcome(name, name, 1, 2, 6, 0.1) for name in NAMES]
    with ResultFiles(tmp_path, "pixels") as files:
        for outcome in written:
            files.add(outcome)
    assert [(outcome.set_name, outcome.name) for outcome in read_outcomes(tmp_path)] == [(n, n) for n in NAMES]
    text = (tmp_path / ANSWERS).read_bytes().decode()
    assert len(text.splitlines()) == len(NAMES) + 1 == len(list(csv.reader(io.StringIO(text))))
