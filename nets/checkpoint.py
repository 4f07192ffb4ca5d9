"""Networks in one .npz file: arrays, and JSON for all else. No pickle, so a file cannot run code."""

from __future__ import annotations

import json
import math
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np

from nets.layer import Layer, build, describe

FORMAT = 1  # number of the layout of the files: readers refuse others
MOST_BYTES = 2**28  # of all arrays of a file together, unpacked


def save(path: str | Path, networks: Mapping[str, Layer], metadata: dict[str, Any] | None = None) -> None:
    """Write networks, dict name -> Layer, with their architecture and JSON-able ``metadata``.

    The file appears whole or not at all, so an interruption cannot leave half a checkpoint.
    """
    arrays = {f"{name}/{key}": array for name, network in networks.items()
              for key, array in network.state().items()}
    header = {"networks": {name: describe(network) for name, network in networks.items()},
              "metadata": metadata or {}}
    write_arrays(path, arrays, header)


def load(path: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (networks, metadata) as given to ``save``.

    Raises FileNotFoundError, or ValueError where the file is no checkpoint of this format.
    """
    arrays, header = read_arrays(path)
    descriptions, metadata = header.get("networks"), header.get("metadata")
    if not isinstance(descriptions, dict) or not isinstance(metadata, dict):
        raise ValueError(f"checkpoint: {path} expected networks and metadata in its header, got {sorted(header)[:9]}")
    stored = sum(array.size for array in arrays.values())
    networks = {}
    for name, description in descriptions.items():
        prefix = f"{name}/"
        own = {key[len(prefix):]: array for key, array in arrays.items() if key.startswith(prefix)}
        try:
            _refuse_oversized(description, stored)
            networks[name] = build(description)
            networks[name].load_state(own)
        except Exception as error:  # a layer's constructor raises what it likes where its arguments are damaged
            raise ValueError(f"checkpoint: {path} holds no network {name!r} that can be built ({error})") from error
    return networks, metadata


def write_arrays(path: str | Path, arrays: Mapping[str, np.ndarray], header: dict[str, Any]) -> None:
    """Write arrays, dict name -> array, and a JSON-able header to ``path``, all or nothing.

    Raises ValueError where an array holds NaN or infinity, and OSError, naming the file, where it cannot be written.
    """
    path = Path(path)
    _refuse_non_finite(arrays, f"checkpoint: {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT, **header})
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(draft, "wb") as file:
            everything: dict[str, Any] = {**arrays, "header": np.frombuffer(text.encode(), np.uint8)}
            np.savez_compressed(file, **everything)
        os.replace(draft, path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # a full disk names no file
            raise OSError(error.errno, error.strerror or str(error), str(path)) from error
        raise


def read_arrays(path: str | Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Return (arrays, header) as given to ``write_arrays``.

    Raises FileNotFoundError, or ValueError where the file is damaged or holds NaN or infinity.
    """
    if not Path(path).is_file():
        raise FileNotFoundError(f"checkpoint: no file {path}")
    try:
        _refuse_bomb(path)
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays.pop("header").tobytes().decode())
    except Exception as error:
        raise ValueError(f"checkpoint: {path} is not a checkpoint of this library ({error})") from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        found = header.get("format") if isinstance(header, dict) else header
        raise ValueError(f"checkpoint: {path} has format {found!r:.40}, expected {FORMAT}")
    _refuse_non_finite(arrays, f"checkpoint: {path}")
    return arrays, header


def _refuse_bomb(path: str | Path) -> None:
    """Raise ValueError where the arrays are more than they should be, before they are unpacked."""
    with open(path, "rb") as file:
        if file.read(2) != b"PK":  # the zip reader passes over what comes before an archive, NumPy does not
            raise ValueError("it is no .npz archive")
    with zipfile.ZipFile(path) as archive:
        total = sum(member.file_size for member in archive.infolist())
        if total > MOST_BYTES:
            raise ValueError(f"expected at most {MOST_BYTES:,} bytes of arrays, found {total:,}")
        for member in archive.infolist():
            with archive.open(member) as file:
                _refuse_false_shape(file, member)


def _refuse_false_shape(file: IO[bytes], member: zipfile.ZipInfo) -> None:
    """Raise ValueError where an array's header asks for other than the bytes that are there."""
    read_header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    version = np.lib.format.read_magic(file)
    if version not in read_header:
        raise ValueError(f"{member.filename}: expected version 1 or 2 of the .npy format, got {version}")
    shape, _, dtype = read_header[version](file)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize != member.file_size - file.tell():
        raise ValueError(f"{member.filename}: expected numbers of shape {shape}, found {member.file_size:,} bytes")


def _refuse_oversized(description: dict[str, Any] | list[Any], stored: int) -> None:
    """Raise ValueError where a layer would make many more numbers than the file holds: a damaged description."""
    if isinstance(description, dict):
        whole = [value for value in description.values() if type(value) is int and value > 0]
        if math.prod(whole) > 1000 * (stored + 1000):
            raise ValueError(f"a layer of {description} does not fit {stored:,} stored numbers")
    for part in description.values() if isinstance(description, dict) else description:
        if isinstance(part, (dict, list)):
            _refuse_oversized(part, stored)


def _refuse_non_finite(arrays: Mapping[str, np.ndarray], where: str) -> None:
    for name, array in arrays.items():
        if np.asarray(array).dtype.kind in "fc" and not np.isfinite(array).all():
            raise ValueError(f"{where}: {name} holds NaN or infinity")
