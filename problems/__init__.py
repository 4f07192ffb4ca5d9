"""Raven's Progressive Matrices: figures, problems, sets; reading, writing and generating them.

>>> import numpy as np
>>> from problems import generate_problem
>>> problem, description = generate_problem("rotation", rng=np.random.default_rng(0))
>>> problem.type, len(problem.options), description.rules
('3x3', 8, ('rotation',))

`load_sets(path)` reads problems, `problem.show()` and `problem.save(path)` draw one, `ProblemStream` and `PairStream`
give batches of problems and of pairs of figures without end, with their labels.
"""

from importlib import import_module
from typing import Any

from problems.figure import Figure
from problems.formats.course_harness import to_problem
from problems.formats.course_writer import write_problem_set
from problems.problem import Problem
from problems.problem_set import ProblemSet, load_sets

__all__ = [
    "Figure", "PairStream", "Problem", "ProblemSet", "ProblemStream", "generate_problem", "generate_set", "load_sets",
    "shipped_sets", "to_problem", "write_problem_set",
]

_LATER = {  # imported when asked for: they are also programs (python -m problems.generate)
    "PairStream": "problems.pairs.stream",
    "ProblemStream": "problems.problem_stream",
    "generate_problem": "problems.generate",
    "generate_set": "problems.generate",
}


def shipped_sets() -> list[ProblemSet]:
    """The sets that the package ships."""
    from pathlib import Path

    return load_sets(Path(__file__).parent / "sets")


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
