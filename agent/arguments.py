"""Types of command-line arguments."""

from __future__ import annotations

import argparse


def positive(text):
    """The whole number in `text`; argparse tells the user where it is not one from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1, got {text}")
    return int(text)
