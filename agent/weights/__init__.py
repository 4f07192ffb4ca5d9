"""The weights that ship with the package; every command that trains writes here unless told otherwise."""

from pathlib import Path

FOLDER = Path(__file__).parent
