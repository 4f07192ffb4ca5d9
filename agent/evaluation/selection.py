"""Which problems a run is of: the sets at some paths, and what the options leave of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from problems.names import meant, one_line
from problems.problem_set import ProblemSet, load_sets


def chosen_sets(
    paths: Iterable[str | Path],
    only: Sequence[str] = (),
    limit: int | None = None,
    wanted: Collection[tuple[str, str]] | None = None,
) -> list[ProblemSet]:
    """The sets at the paths, each problem once.

    Parameters
    ----------
    paths : iterable of path
    only : sequence of str
        Patterns; a problem stays where its name, or set/name, matches one of them. None given: all stay.
    limit : int, optional
        At most so many problems of each set.
    wanted : collection of (set's name, name), optional
        Problems that stay; None: all.

    Raises
    ------
    FileNotFoundError, ValueError
        Where there is no problem, or none stays.
    """
    chosen: list[ProblemSet] = []
    known: set[str] = set()
    names: list[str] = []
    first = ""
    for path in dict.fromkeys(map(os.path.abspath, _checked(paths, only))):
        for found in load_sets(path):
            sources = [source for source in found.sources if source.path not in known]
            names += [source.name for source in sources]
            first = first or "".join(f"{found.name}/{source.name}" for source in sources[:1])
            sources = [source for source in sources if _stays(found.name, source.name, only, wanted)]
            known.update(source.path for source in sources)
            if sources:
                chosen.append(ProblemSet(found.name, sources[:limit]))
    if not chosen:
        raise ValueError(_nothing(only, names, first))
    return chosen


def _checked(paths: Iterable[str | Path], only: Sequence[str]) -> list[str]:
    """The paths; raises ValueError for an empty one, FileNotFoundError for what seems to be a pattern of problems."""
    places = [str(path) for path in paths]
    if "" in places:
        raise ValueError("expected a path, got an empty one")
    for place in places:
        if only and any(sign in place for sign in "*?[") and not os.path.exists(place):
            raise FileNotFoundError(f"{place}: no such file or folder; each pattern of problems takes its own --only")
    return places


def listing(chosen: Iterable[ProblemSet]) -> str:
    """A line for every problem, as set/name, and one with the counts."""
    sets = list(chosen)
    lines = [one_line(f"{found.name}/{name}") for found in sets for name in found.names]
    return "\n".join([*lines, _counted(lines, "problem") + " in " + _counted(sets, "set")])


def _counted(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _stays(set_name: str, name: str, only: Sequence[str], wanted: Collection[tuple[str, str]] | None) -> bool:
    if wanted is not None and (set_name, name) not in wanted:
        return False
    return not only or any(fnmatch(name, pattern) or fnmatch(f"{set_name}/{name}", pattern) for pattern in only)


def _nothing(only: Sequence[str], names: Sequence[str], first: str) -> str:
    if not only:
        return "nothing to run: none of the problems that failed is here"
    patterns = [pattern.rpartition("/")[2].replace("*", "") for pattern in only]
    hint = meant(patterns, names) or (f"; the first, as set/name, is {first!r}" if first else "")
    return f"nothing to run: no problem matches --only {' or '.join(map(repr, only))}{hint}"
