"""Opening files that anybody may have written: regular files only, of bounded size, inside one folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# How a file begins, and what it then seems to be; the longest beginnings that are alike come first.
_BEGINNINGS = (
    (b"version https://git-lfs", "a Git LFS pointer (git lfs pull gets the file itself)"),
    (b"/annex/objects/", "a git-annex pointer (git annex get gets the file itself)"),
    (b"\x93NUMPY", "a NumPy .npy array"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x80", "a Python pickle"),
)
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_PLAIN = bytes(range(32, 127)) + b"\t\r\n\f"


def open_regular(
    path: str | os.PathLike[str], most_bytes: int, within: str | os.PathLike[str] | None = None
) -> BinaryIO:
    """Open a file for reading its bytes.

    A named pipe, a socket or a device would block, or act, when opened; so only regular files are.

    Parameters
    ----------
    path : path
    most_bytes : int
        The largest size that is taken.
    within : path, optional
        The folder that the file must lie in once links are followed.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    OSError, ValueError
        Where it may not be read, is no regular file, is too large or lies outside `within`.
    """
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise FileNotFoundError(f"{os.fspath(path)}: no such file") from None
    check_regular(found.st_mode, path)
    if within is not None and not is_within(path, within):
        raise ValueError(f"{os.fspath(path)}: a link that leaves {os.fspath(within)}, so it is not followed")
    file = open(path, "rb", opener=_open_at_once)
    try:
        found = os.fstat(file.fileno())
        check_regular(found.st_mode, path)  # again: the first look was before it was opened
        if found.st_size > most_bytes:
            raise ValueError(f"{os.fspath(path)}: expected at most {most_bytes:,} bytes, found {found.st_size:,}")
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: str | os.PathLike[str], most_bytes: int, within: str | os.PathLike[str] | None = None) -> bytes:
    """The bytes of a file, opened by `open_regular`; what grew meanwhile is read up to `most_bytes`."""
    with open_regular(path, most_bytes, within) as file:
        return file.read(most_bytes)


def check_regular(mode: int, path: str | os.PathLike[str]) -> None:
    """Raise ValueError, naming the kind, where a mode of `os.stat` is not that of a regular file."""
    if not stat.S_ISREG(mode):
        kind = next((name for matches, name in _KINDS if matches(mode)), "something else")
        raise ValueError(f"{os.fspath(path)}: expected a regular file, found {kind}")


def is_within(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Whether a path lies in a folder, or is it, once all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def seeming_kind(head: bytes) -> str:
    """What a file seems to be by its first bytes, a few hundred of them, in words for a message.

    >>> seeming_kind(b"<!DOCTYPE html><html><title>404</title>")
    'a web page'
    """
    if not head:
        return "an empty file"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return "a web page"
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP picture"
    if not head.strip(b"\0"):
        return "a file of zeros, perhaps a broken download"
    return "a text file" if not head.strip().translate(None, _PLAIN) else "a file of an unknown kind"


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for anybody at the other end, should a pipe have taken the file's place."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
