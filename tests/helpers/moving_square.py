"""Problems in which a square moves to the right from figure to figure, drawn with NumPy."""

import numpy as np

from problems import Figure, Problem
from problems.problem import TYPES


def moving_square(name="Moving", problem_type="3x3", options=None, answer=1, side=48):
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
