"""Small problems for the tests, drawn with NumPy."""

import os

import numpy as np
import pytest

from problems import Figure, Problem
from problems.problem import TYPES

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the programs that tests start


@pytest.fixture
def make_problem():
    """A function that makes a problem whose ink moves to the right: option `answer` goes on with it."""
    return _moving_square


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


def _moving_square(name="Moving", problem_type="3x3", options=None, answer=1, side=48):
    columns = 3 if problem_type == "3x3" else 2
    options = options or (8 if problem_type == "3x3" else 6)
    given = TYPES[problem_type]
    matrix = tuple(
        Figure(letter, _square(4 + 12 * (place % columns), 4 + 14 * (place // columns), side))
        for place, letter in enumerate(given)
    )
    rows = 3 if problem_type == "3x3" else 2
    right = _square(4 + 12 * (columns - 1), 4 + 14 * (rows - 1), side)
    shown = []
    for number in range(1, options + 1):
        wrong = _square(3 * number, 2, side) + _square(2, 4 * number, side)
        shown.append(Figure(str(number), right if number == answer else np.minimum(wrong, 1)))
    return Problem(name, problem_type, matrix, tuple(shown), answer)


def _square(left, top, side):
    ink = np.zeros((side, side), dtype=np.float32)
    ink[top:top + 10, left:left + 10] = 1.0
    return ink
