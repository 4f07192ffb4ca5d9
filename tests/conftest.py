"""Small problems for the tests, drawn with NumPy."""

import os

import pytest

from tests.helpers.moving_square import moving_square

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the programs that tests start


@pytest.fixture
def make_problem():
    """A function that makes a problem whose ink moves to the right: option `answer` goes on with it."""
    return moving_square


@pytest.fixture
def refusal(tmp_path, monkeypatch, capsys):
    """A function (main, arguments) -> the line in which a command refuses them, run where an empty `file` lies."""

    def last_line(main, arguments):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "file").touch()
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
        return capsys.readouterr().err.splitlines()[-1]

    return last_line
