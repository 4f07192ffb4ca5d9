"""Files of trained weights: loaded whole or refused in a line, and checked against the hashes in SHA256SUMS.

Every command that trains records the hash of what it writes in the folder it writes to, in the form that
`sha256sum --check SHA256SUMS` reads.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import nets
from agent.weights import FOLDER

CHECKSUMS = "SHA256SUMS"
MOST_BYTES = 2**28  # of a file of weights


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits. Raises FileNotFoundError, or ValueError where it is no file."""
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: expected a file of weights, found none; reinstall the package or train anew")
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path}: expected a regular file of at most {MOST_BYTES:,} bytes")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def verify(*names: str, folder: Path = FOLDER) -> bool:
    """Whether the hashes of the files in `folder` are recorded, all of them.

    Raises ValueError where a file is not the one whose hash was recorded.
    """
    recorded = _recorded(folder)
    for name in names:
        found = checksum(folder / name)
        if recorded.get(name, found) != found:
            raise ValueError(
                f"{folder / name}: damaged or changed since it was written, for {CHECKSUMS} beside it has another "
                "hash; reinstall the package or train anew"
            )
    return set(names) <= recorded.keys()


def record(path: Path) -> None:
    """Note the hash of a file in SHA256SUMS beside it."""
    recorded = {**_recorded(path.parent), path.name: checksum(path)}
    lines = [f"{digest}  {name}\n" for name, digest in sorted(recorded.items())]
    (path.parent / CHECKSUMS).write_text("".join(lines), encoding="ascii", newline="\n")


def save_networks(path: Path, networks: dict[str, Any], metadata: dict[str, Any]) -> None:
    """As `nets.save`, and the hash is recorded."""
    nets.save(path, networks, metadata)
    record(Path(path))


def load_networks(path: Path, *names: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The networks and metadata of a file that holds networks called `names`.

    Raises FileNotFoundError or ValueError where the file is damaged, is no checkpoint or lacks one of them.
    """
    path = Path(path)
    verify(path.name, folder=path.parent)
    networks, metadata = nets.load(path)
    for name in names:
        if name not in networks:
            raise ValueError(f"{path}: expected a network {name!r}, found {', '.join(networks) or 'none'}")
    return networks, metadata


def _recorded(folder: Path) -> dict[str, str]:
    """The hashes in a folder's SHA256SUMS by file; none where there is no such file."""
    path = Path(folder) / CHECKSUMS
    if not path.is_file():
        return {}
    pairs = [line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}
