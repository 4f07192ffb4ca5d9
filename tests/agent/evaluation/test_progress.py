"""What a run shows on a terminal and in a pipe."""

import io

import pytest

from agent.evaluation.outcome import Outcome
from agent.evaluation.progress import Progress
from agent.evaluation.report import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown(monkeypatch):
    """A function that shows a run of two problems on a stream; what came on it and on the error output."""

    def shown(stream):
        errors = io.StringIO()
        monkeypatch.setattr("sys.stdout", stream)
        monkeypatch.setattr("sys.stderr", errors)
        progress, tally = Progress(2), Tally("Set B")
        for outcome in (Outcome("Set B", "1", 2, 2), Outcome("Set B", "2", -1, error="here: why")):
            tally.add(outcome)
            progress.show(outcome, tally)
        progress.show_set(tally)
        progress.close()
        return stream.getvalue(), errors.getvalue()

    return shown


def test_in_a_pipe_one_line_a_set(shown):
    assert shown(io.StringIO()) == ("Set B: 1 correct, 1 skipped of 2\n", "skipped here: why\n")


def test_on_a_terminal_one_line_that_is_wiped(shown):
    output, errors = shown(Terminal())
    assert "\n" not in output
    steps = output.split("\r\033[K")
    assert [step for step in steps if step] == ["1/2  Set B: 1 of 1 correct", "2/2  Set B: 1 of 2 correct"]
    assert steps[-1] == "" and errors == "skipped here: why\n"
