"""Files of the course as they are found: either slash, any case, any encoding, any line end."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from problems.formats.regular_files import read_regular

MOST_TEXT = 2**24  # bytes of a text file: a list of 500,000 names
MOST_LINES = 100_000

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = ("__macosx", "thumbs.db", "desktop.ini", "@eadir")  # left by archivers and file managers


def locate(path: str | os.PathLike[str]) -> Path:
    """The existing file that `path` means, relative to the working directory.

    The path is taken as it is; else with either slash as the separator; else without regard to case.
    Raises FileNotFoundError.
    """
    exact = Path(path)
    if exact.exists():
        return exact
    place = Path(str(path).replace("\\", "/"))
    found = Path(place.anchor)
    for part in place.parts[1:] if place.anchor else place.parts:
        below = (found / part) if (found / part).exists() else entry(found, part)
        if below is None:
            raise FileNotFoundError(f"{path}: no such file (working directory {Path.cwd()})")
        found = below
    return found


def entry(folder: str | os.PathLike[str], name: str) -> Path | None:
    """The entry of `folder` called `name`, in this case or another; None where there is none."""
    try:
        names = sorted(child.name for child in Path(folder).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return None
    for candidate in [name] * (name in names) + names:
        if candidate.lower() == name.lower():
            return Path(folder) / candidate
    return None


def is_foreign(name: str) -> bool:
    """Whether an entry of a folder is hidden or was left there by a file manager: it is no problem's."""
    return name.startswith(".") or name.lower() in _FOREIGN


def read_lines(path: str | os.PathLike[str], within: str | os.PathLike[str] | None = None) -> list[str]:
    """The lines of a text file, without line ends and byte-order mark.

    Only carriage returns and line feeds end a line: a folder's name may hold the other separators of Unicode. Bytes
    that are no UTF-8 are kept as Python keeps them in file names. Raises ValueError where there are more than
    `MOST_TEXT` bytes or `MOST_LINES` lines, and as `open_regular` does.
    """
    content = read_regular(path, MOST_TEXT, within)
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_LINES:
        raise ValueError(f"{os.fspath(path)}: expected at most {MOST_LINES:,} lines, found more")
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), None)
    text = content.decode(encoding, errors="replace") if encoding else content.decode(errors="surrogateescape")
    lines = re.split("\r\n|\r|\n", text)
    return lines[:-1] if not lines[-1] else lines


def natural_order(name: str) -> list[tuple[int, str]]:
    """A sort key that puts "Problem 2" before "Problem 10"."""
    parts = re.split(r"([0-9]+)", str(name).lower())
    return [(int(part), "") if re.fullmatch("[0-9]+", part) else (-1, part) for part in parts] + [(-1, str(name))]
