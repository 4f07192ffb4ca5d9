"""Commands end without a traceback where they are interrupted, or where nobody reads on."""

import subprocess
import sys

import pytest

from problems.cli import INTERRUPTED, UNREAD, run_command


def test_an_interruption_is_told_in_a_line(capsys):
    def main():
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as left:
        run_command(main)
    assert left.value.code == INTERRUPTED and capsys.readouterr().err == "interrupted\n"


def test_faults_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        run_command(lambda: 1 / 0)


@pytest.mark.parametrize("flushed", [True, False])
def test_the_reader_may_leave(tmp_path, flushed):
    program = tmp_path / "command.py"
    program.write_text(
        "from problems.cli import run_command\n"
        f"run_command(lambda: [print(number, flush={flushed}) for number in range(100_000)])\n")
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "0\n"
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == UNREAD
