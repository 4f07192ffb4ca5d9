"""Arrays in .npz files whose size is checked before they are unpacked. Nothing is unpickled."""

from __future__ import annotations

import math
import os
import zipfile
from collections.abc import Sequence
from typing import IO

import numpy as np

from problems.formats.regular_files import open_regular, seeming_kind

MOST_BYTES = 2**25  # of the file, and of each array in it: 32 MiB, 80 times the size of a RAVEN problem's


def read_npz(
    path: str | os.PathLike[str], required: str, optional: Sequence[str] = (),
    within: str | os.PathLike[str] | None = None,
) -> dict[str, np.ndarray]:
    """The array `required` of a .npz file, and those of `optional` that it has.

    Raises FileNotFoundError where there is no such file, ValueError (or what the zip reader raises) where it is none.
    """
    with open_regular(path, MOST_BYTES, within) as file:
        head = file.read(512)
        if not head.startswith(b"PK"):
            raise ValueError(f"it seems to be {seeming_kind(head)}")
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if f"{required}.npy" not in names:
                others = ", ".join(sorted(name.removesuffix(".npy") for name in names)[:4])[:200]
                raise ValueError(f"the archive has no {required}.npy, only {others or 'nothing'}")
            wanted = [name for name in (required, *optional) if f"{name}.npy" in names]
            return {name: _read_member(archive, f"{name}.npy") for name in wanted}


def _read_member(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    size = archive.getinfo(name).file_size  # the zip reader unpacks no more than this
    if size > MOST_BYTES:
        raise ValueError(f"{name}: expected at most {MOST_BYTES:,} bytes, found {size:,}")
    with archive.open(name) as member:
        return _read_array(member, size, name)


def _read_array(member: IO[bytes], size: int, name: str) -> np.ndarray:
    """An array in NumPy's format: its header has to ask for as many bytes as there are."""
    head = member.read(8)
    if not head.startswith(np.lib.format.MAGIC_PREFIX):
        raise ValueError(f"{name} seems to be {seeming_kind(head + member.read(504))}")
    read_header = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}.get(head[6])
    if read_header is None:
        raise ValueError(f"{name}: expected version 1 or 2 of the .npy format, got {head[6]}")
    shape, fortran_order, dtype = read_header(member)
    if dtype.hasobject or dtype.names:
        raise ValueError(f"{name}: expected an array of numbers, got {'pickled objects' if dtype.hasobject else dtype}")
    content, expected = member.read(size), math.prod(shape) * dtype.itemsize
    if len(content) != expected or min(shape, default=0) < 0:
        raise ValueError(f"{name}: expected {expected:,} bytes for shape {shape}, found {len(content):,}")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if fortran_order else "C")
