"""What a run was made with, so that its results can be made again."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from functools import lru_cache
from pathlib import Path

import numpy as np

import agent
from agent.weights import FOLDER


def version() -> str:
    """The version of this package; "unknown" where it is not installed."""
    from importlib import metadata  # here and not above: `run_agent --help` need not load it

    try:
        return metadata.version("ravens-agent")
    except metadata.PackageNotFoundError:
        return "unknown"


@lru_cache(maxsize=1)
def commit() -> str:
    """The commit of the checkout that this code lies in, with "-dirty" where files differ; "" outside of one."""
    root = Path(agent.__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


@lru_cache(maxsize=1)
def weights_sha256() -> str:
    """One hash of all files of weights that ship."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".npz", ".csv"):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def version_line() -> str:
    """Version, commit, Python and NumPy on one line."""
    known = f" ({commit()})" if commit() else ""
    return f"ravens-agent {version()}{known}, Python {platform.python_version()}, NumPy {np.__version__}"


def provenance() -> dict[str, str]:
    """Version, commit, hash of the weights, Python, NumPy and the platform."""
    return {
        "version": version(), "commit": commit(), "weights_sha256": weights_sha256(),
        "python": platform.python_version(), "numpy": np.__version__, "platform": platform.platform(),
    }
