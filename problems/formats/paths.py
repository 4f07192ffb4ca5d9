"""Files of the course as they are found: either slash, any case, any encoding, any line end."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def locate(path):
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
        found = (found / part) if (found / part).exists() else entry(found, part)
        if found is None:
            raise FileNotFoundError(f"{path}: no such file (working directory {Path.cwd()})")
    return found


def entry(folder, name):
    """The entry of `folder` called `name`, in this case or another; None where there is none."""
    try:
        names = sorted(child.name for child in Path(folder).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return None
    for candidate in [name] * (name in names) + names:
        if candidate.lower() == name.lower():
            return Path(folder) / candidate
    return None


def read_lines(path):
    """The lines of a text file, without line ends and byte-order mark; foreign bytes are replaced."""
    content = Path(path).read_bytes()
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "utf-8")
    return content.decode(encoding, errors="replace").splitlines()


def natural_order(name):
    """A sort key that puts "Problem 2" before "Problem 10"."""
    parts = re.split(r"(\d+)", str(name).lower())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts] + [(-1, str(name))]
