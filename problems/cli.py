"""Types of command-line arguments: argparse tells the user in a line where one cannot be used."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from problems.problem_set import ProblemSet, load_sets

INTERRUPTED, UNREAD, UNWRITABLE, DIVERGED = 130, 1, 2, 3  # exit codes
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")
_DIGITS = 18  # of a number that a command takes


def whole(least: int) -> Callable[[str], int]:
    """A type: the whole number in a text, from `least` on."""

    def number(text: str) -> int:
        if not text.isdecimal() or len(text) > _DIGITS or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a number from {least}, got {text}")
        return int(text)

    return number


positive, natural = whole(1), whole(0)


def rate(text: str) -> float:
    """The number above 0 in `text`."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
    return number


def problem_sets(text: str) -> list[ProblemSet]:
    """The sets at a path, as `problems.load_sets` finds them."""
    try:
        return load_sets(text)
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def output_folder(text: str) -> Path:
    """The path of a folder to write to; made where it is not there."""
    path = Path(text)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"expected a folder to write to, got {text}: {error.strerror}") from error
    return _writable(path, path)


def output_file(text: str) -> Path:
    """The path of a file to be written, in a folder that is there."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"expected a file in a folder that is there, got {text}")
    return _writable(path, path if path.exists() else path.parent)


def picture(text: str) -> Path:
    """As `output_file`, of one of the usual `PICTURES`."""
    if Path(text).suffix.lower() not in PICTURES:
        raise argparse.ArgumentTypeError(f"expected a picture such as {text}.png, got {text}")
    return output_file(text)


def _writable(path: Path, changed: Path) -> Path:
    if not os.access(changed, os.W_OK):
        raise argparse.ArgumentTypeError(f"cannot write to {changed}")
    return path


def run_command(main: Callable[[], object]) -> None:
    """Call `main`, a program's; leave with one of the exit codes above where it is not let to end."""
    accept_all_names()
    try:
        main()
        if sys.stdout is not None:  # None where the program was started with its output closed
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        discard_output()
        sys.exit(UNREAD)
    except FloatingPointError as error:  # of training that diverged
        print(error, file=sys.stderr)
        sys.exit(DIVERGED)
    except OSError as error:
        if error.filename is None and sys.stdout is not None:  # a full disk behind the output, as a rule
            discard_output()
        print(f"cannot go on: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(UNWRITABLE)


def accept_all_names() -> None:
    """Let the outputs escape what their encoding lacks: a name in another script must not end a program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def discard_output() -> None:
    """Send what is left for the standard output nowhere, or Python complains of it when it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
