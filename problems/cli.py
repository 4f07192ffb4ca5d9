"""Types of command-line arguments: argparse tells the user in a line where one cannot be used."""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches
from pathlib import Path

from problems.problem_set import load_sets

INTERRUPTED, UNREAD = 130, 1  # exit codes


PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")


def whole(least):
    """A type: the whole number in a text, from `least` on."""

    def number(text):
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a number from {least}, got {text}")
        return int(text)

    return number


positive, natural = whole(1), whole(0)


def rate(text):
    """The number above 0 in `text`."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
    return number


def problem_sets(text):
    """The sets at a path, as `problems.load_sets` finds them."""
    try:
        return load_sets(text)
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def output_folder(text):
    """The path of a folder to write to; made where it is not there."""
    path = Path(text)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"expected a folder to write to, got {text}: {error.strerror}") from error
    return _writable(path, path)


def output_file(text):
    """The path of a file to be written, in a folder that is there."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"expected a file in a folder that is there, got {text}")
    return _writable(path, path if path.exists() else path.parent)


def picture(text):
    """As `output_file`, of one of the usual `PICTURES`."""
    if Path(text).suffix.lower() not in PICTURES:
        raise argparse.ArgumentTypeError(f"expected a picture such as {text}.png, got {text}")
    return output_file(text)


def meant(name, known):
    """ " (did you mean ...?)" with the known name that is most like `name`; "" where none is."""
    close = get_close_matches(name, list(known), 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _writable(path, changed):
    if not os.access(changed, os.W_OK):
        raise argparse.ArgumentTypeError(f"cannot write to {changed}")
    return path


def run_command(main):
    """Call `main`, a program's; leave with INTERRUPTED or UNREAD where it is not let to end."""
    try:
        main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # what is left in the buffer goes nowhere, or Python complains when it leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNREAD)
