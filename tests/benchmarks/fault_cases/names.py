"""Folders of every name that a file system takes, as problems and sets, under outputs of several encodings."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from agent.evaluation.results.cells import from_cell
from agent.evaluation.results.json_file import read_results
from tests.benchmarks.fault_cases.command import Finding, make_problem, solve

NAMES = (
    b"caf\xe9", "naïve \N{SNOWMAN}".encode(), b"a\rb", b"a\nb", b"a\x0bb", b"a\x1cb", "a\x85b".encode(),
    "a\u2028b".encode(), "a\u2029b".encode(), b"=1+1", b"+1", b"@SUM(A1)", b"-1", b"'quoted", b'a,b"c', b" lead",
    b"trail ", b"con", b"a:b?*<>|", "\N{SUPERSCRIPT TWO}".encode(), "\u0661\u0662".encode(), b"x" * 200,
    b"\x1b[31mred", b"back\\slash", b"\\x0d", "\N{GRINNING FACE}".encode(), b"e\xcc\x81", "é".encode(), b"UPPER",
    b"upper", b"%41", b"a.", b"\xff\xfe",
)
ENCODINGS = ("utf-8", "ascii", "cp1252")


def cases(folder: Path) -> Iterator[Finding]:
    """Every name as a problem's and as a set's, in every encoding; all have their row, and resume goes on."""
    problems_of_names, sets_of_names = folder / "problems", folder / "sets"
    for name in NAMES:
        text = os.fsdecode(name)
        make_problem(problems_of_names / "Set" / text)
        make_problem(sets_of_names / text / "Problem 1")
    for encoding in ENCODINGS:
        for column, place in ((1, problems_of_names), (0, sets_of_names)):
            yield from _runs(place, column, folder / f"{place.name}-{encoding}", encoding)


def _runs(place: Path, column: int, output: Path, encoding: str) -> Iterator[Finding]:
    environment = {"PYTHONIOENCODING": encoding}
    first = solve(place, output, "--explain", "--report", environment=environment)
    whole = (output / "AgentAnswers.csv").read_bytes() if first.code == 0 else b""
    again = solve(place, output, "--resume", environment=environment)
    complaint = first.complaint() or again.complaint()
    if not complaint and (output / "AgentAnswers.csv").read_bytes() != whole:
        complaint = "resumed to other rows"
    kept = [(found.set_name, found.name)[column] for found in read_results(output)] if first.code == 0 else []
    cells = [row[column] for row in csv.reader(whole.decode().splitlines())]
    pictures = [path.name for path in (output / "explanations").rglob("*.png")]
    for name in NAMES:
        text, label = os.fsdecode(name), f"{name!r} as {'set' if column == 0 else 'problem'}, {encoding}"
        lacking = "" if text in map(from_cell, cells) and text in kept else "has no row"
        yield Finding(label, complaint or lacking, first.seconds, first.memory)
    formulas = [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    yield Finding(f"formulas, {encoding}", f"a spreadsheet would work out {formulas}" if formulas else "")
    illegal = [name for name in pictures if set('<>:"/\\|?*') & set(name) or not name.isprintable()]
    few = "" if len(pictures) == 2 * len(NAMES) else f"{len(pictures)} pictures, two of each of {len(NAMES)} problems"
    yield Finding(f"names of pictures, {encoding}", f"illegal on Windows: {illegal}" if illegal else few)
