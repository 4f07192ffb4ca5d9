"""Sets of problems, read from disk one problem at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from problems.formats.course_reader import find_course_sets
from problems.formats.raven_reader import RavenSource, find_raven_sets, raven_set_name
from problems.formats.regular_files import check_regular
from problems.problem import Problem


class ProblemSet:
    """A named sequence of problems, indexed by number, slice or problem's name.

    Problems on disk are read each time they are asked for and not kept, so that a set of any size
    costs little memory.

    Parameters
    ----------
    name : str
    problems : iterable
        Problems, or sources of problems: anything with `.name`, `.path` and `.load()`.
    """

    def __init__(self, name: str, problems: Iterable[Any]) -> None:
        self.name = name
        self.sources = list(problems)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> ProblemSet:
        """The one set at `path`; see `load_sets`."""
        found = load_sets(path)
        if len(found) != 1:
            names = ", ".join([problem_set.name for problem_set in found[:10]] + ["..."] * (len(found) > 10))
            raise ValueError(f"{path}: expected one set, found {len(found)} ({names})")
        return found[0]

    @property
    def names(self) -> list[str]:
        """The names of the problems, in order."""
        return [source.name for source in self.sources]

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[Problem]:
        return map(_loaded, self.sources)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return ProblemSet(self.name, self.sources[key])
        if isinstance(key, str):
            for source in self.sources:
                if source.name == key:
                    return _loaded(source)
            raise KeyError(f"set {self.name!r} has no problem {key!r}")
        return _loaded(self.sources[key])

    def __repr__(self) -> str:
        return f"ProblemSet({self.name!r}, {len(self)} problems)"


def load_sets(path: str | os.PathLike[str]) -> list[ProblemSet]:
    """The problem sets at `path`.

    `path` is a folder of the course (its Problems folder, one set, one problem) or of RAVEN (.npz files
    at any depth), or one .npz file. Raises FileNotFoundError or ValueError where there is no problem.
    """
    path = Path(path).absolute()
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    if not path.is_dir():
        check_regular(os.stat(path).st_mode, path)
        if path.suffix.lower() != ".npz":
            raise ValueError(f"{path}: expected a folder of problems or a RAVEN .npz file")
        name = raven_set_name(path.parent)
        return [ProblemSet(name, [RavenSource(str(path), name, str(path.parent))])]
    found: list[tuple[str, list[Any]]] = [*find_course_sets(path), *find_raven_sets(path)]
    if not found:
        raise ValueError(f"{path}: expected a Problems folder, a set, a problem or RAVEN files, found none")
    return [ProblemSet(name, sources) for name, sources in found]


def _loaded(source: Any) -> Problem:
    return source if isinstance(source, Problem) else source.load()
