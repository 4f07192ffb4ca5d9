"""Text files of a run: put in place whole, read within a limit, and named in an error."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from problems.formats.regular_files import read_regular

MOST_BYTES = 2**28  # of a file that is read back: several million problems


def put_in_place(path: Path, lines: Iterable[str], errors: str = "strict") -> None:
    """Write a file and only then give it its name, so that an interruption loses nothing.

    `errors` says what becomes of what UTF-8 cannot encode, as in `open`.
    """
    beside = path.with_name(path.name + ".new")
    with naming(path), open(beside, "w", encoding="utf-8", errors=errors, newline="") as file:
        file.writelines(lines)
    os.replace(beside, path)


def read_text(path: Path) -> str:
    """The text of an earlier run's file, without a last character that was cut off.

    Raises ValueError where it is too large or no text.
    """
    content = read_regular(path, MOST_BYTES)
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: expected text in UTF-8 ({error})") from error


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file in an error of the system that names none: that of a full disk."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error
        raise
