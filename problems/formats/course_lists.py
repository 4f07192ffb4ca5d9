"""The course's lists of sets and problems: which folders they name, in which order."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from problems.formats.paths import entry, natural_order, read_lines

_log = logging.getLogger(__name__)

MOST_WARNINGS = 10  # lines of one list that are told of one by one


def listed(folder: Path, list_name: str, children: list[Path], root: Path) -> list[Path]:
    """The children in the order of a list file; all, in natural order, where it names none of them.

    What a list names and `children` lack is kept, to be reported when it is read. A name that leads out of `folder`
    is left out, and one that is repeated counts once; both are told of.
    """
    in_order = sorted(children, key=lambda child: natural_order(child.name))
    path = entry(folder, list_name)
    try:
        lines = read_lines(path, root) if path else []
    except (OSError, ValueError) as error:
        _log.warning("%s: the folders are taken in their natural order", error)
        return in_order
    find = _Lookup(children)
    first = next((i for i, line in enumerate(lines) if find(line)), None)
    if first is None:
        return in_order
    end = next((i for i in range(first, len(lines)) if not lines[i].strip()), len(lines))
    complaints = [f"no folder is called {line!r:.300}: line left out" for line in lines[:first] if line.strip()]
    members: dict[Path, None] = {}
    for line in lines[first:end]:
        member = find(line) or _child(folder, line)
        if member is None:
            complaints.append(f"{line!r:.300} is not the name of a folder in here: line left out")
        elif member in members:
            complaints.append(f"{line!r:.300} is listed again: it counts once")
        else:
            members[member] = None
    _warn(path, complaints)
    return list(members)


class _Lookup:
    """Finds a child by a line of a list: exactly; else as people and old systems write names."""

    def __init__(self, children: Iterable[Path]) -> None:
        self._exact = {child.name: child for child in children}
        self._alike = {_alike(child.name): child for child in reversed(list(self._exact.values()))}

    def __call__(self, line: str) -> Path | None:
        found = self._exact.get(line) or self._alike.get(_alike(line))
        if found is None and not line.isascii():  # a list in the encoding of old Windows systems
            western = line.encode(errors="surrogateescape").decode("cp1252", errors="replace")
            found = self._alike.get(_alike(western))
        return found


def _alike(name: str) -> str:
    """A name without regard to case, outer spaces and the two ways to write an accent."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _child(folder: Path, line: str) -> Path | None:
    """The path below `folder` that a line names, in plain parts; None where it names another place."""
    name = line.strip()
    windows = PureWindowsPath(name)
    if "\0" in name or ".." in windows.parts or windows.anchor or PurePosixPath(name).anchor:
        return None
    return folder / PurePosixPath(name) if windows.parts else None


def _warn(path: Path | None, complaints: list[str]) -> None:
    for complaint in complaints[:MOST_WARNINGS]:
        _log.warning("%s: %s", path, complaint)
    if len(complaints) > MOST_WARNINGS:
        _log.warning("%s: and %d more lines like these", path, len(complaints) - MOST_WARNINGS)
