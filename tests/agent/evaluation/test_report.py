"""Counts, intervals and the table."""

import pytest

from agent.evaluation.outcome import Outcome
from agent.evaluation.report import Tally, merged, table, wilson_interval


def tally(name, *outcomes):
    counted = Tally(name)
    for answer, correct, options, seconds in outcomes:
        counted.add(Outcome(name, "x", answer, correct, options, seconds))
    return counted


@pytest.mark.parametrize(
    "correct, total, expected",
    [(0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (81, 263, (0.2553, 0.3662))],  # Newcombe 1998, table I
)
def test_wilson_interval(correct, total, expected):
    assert wilson_interval(correct, total) == pytest.approx(expected, abs=5e-5)


def test_verdicts():
    read = [(1, 1, 6, 0.1), (2, 1, 6, 0.1), (-1, 1, 6, 0.1), (3, None, 8, 0.2)]
    counted = tally("B", *read, (-1, None, None, None))
    assert counted.counts == {"Correct": 1, "Incorrect": 1, "Skipped": 2, "Unknown": 1}
    assert (counted.total, counted.graded) == (5, 4)


def test_table():
    sets = [
        tally("Set B", (1, 1, 6, 0.5), (2, 2, 6, 0.1), (3, 1, 6, 0.2)),
        tally("A longer name", (1, 2, 8, 1.0)),
    ]
    assert table(sets).splitlines() == [
        "set            correct  incorrect  skipped  accuracy  95 % interval  chance  seconds",
        "Set B                2          1        0     66.7%     20.8-93.9%   16.7%    0.200",
        "A longer name        0          1        0      0.0%      0.0-79.3%   12.5%    1.000",
        "all                  2          2        0     50.0%     15.0-85.0%   15.6%    0.350",
    ]
    assert len(table(sets[:1]).splitlines()) == 2


@pytest.mark.parametrize("width, heading", [
    (91, "set                   correct  incorrect  skipped  accuracy  95 % interval  chance  seconds"),
    (80, "set                   correct  incorrect  skipped  accuracy  95 % interval"),
    (60, "set                   correct  incorrect  skipped  accuracy"),
    (40, "set         correct  incorrect  accuracy"),
])
def test_on_a_narrow_terminal_columns_go_and_then_the_middle_of_names(width, heading):
    sets = [tally(f"Generated Problems {letter}", (1, 1, 6, 0.5)) for letter in "AB"]
    lines = table(sets, width).splitlines()
    assert lines[0] == heading and len({line[:20] for line in lines}) == 4
    assert all(len(line) <= width for line in lines)


def test_what_is_not_known_is_not_claimed():
    shown = table([tally("B", (1, None, 6, 0.1)), tally("C", (2, 2, None, None))]).splitlines()
    assert shown[0].split()[:5] == ["set", "correct", "incorrect", "skipped", "unknown"]
    assert shown[1].split() == ["B", "0", "0", "0", "1", "-", "-", "16.7%", "0.100"]
    assert shown[2].split() == ["C", "1", "0", "0", "0", "100.0%", "20.7-100.0%", "-", "-"]


def test_merged_leaves_its_parts_alone():
    part = tally("B", (1, 1, 6, 0.5))
    assert merged([part, part], "all").counts["Correct"] == 2
    assert part.counts["Correct"] == 1
