"""Types of command-line arguments that name trained networks."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import nets


def network_file(name: str) -> Callable[[str], Path]:
    """An argparse type: the path of a file that holds a trained network called `name`."""

    def path(text: str) -> Path:
        try:
            networks, _ = nets.load(text)
        except (OSError, ValueError) as error:
            raise argparse.ArgumentTypeError(str(error)) from error
        if name not in networks:
            raise argparse.ArgumentTypeError(f"expected a network {name!r} in {text}, got {', '.join(networks)}")
        return Path(text)

    return path
