"""The names of a problem's figures, as folders and harness objects have them: "A" to "H" and "1" to "n"."""

from __future__ import annotations

from collections.abc import Iterable

MOST_OPTIONS = 64  # a matrix has 6 or 8; each costs reading, comparing and memory
_SHOWN = 10  # of many names, in a message


def option_numbers(names: Iterable[str], where: str) -> list[int]:
    """The numbers of the options among the names of figures: 1 to n.

    Raises ValueError, beginning with `where`, where they are not those or are more than `MOST_OPTIONS`.
    """
    numbers = sorted(int(name) for name in names if name.isascii() and name.isdecimal())
    if len(numbers) > MOST_OPTIONS:
        raise ValueError(f"{where}: expected at most {MOST_OPTIONS} options, found {len(numbers)}")
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        found = ", ".join(map(str, numbers[:_SHOWN])) + (" ..." if len(numbers) > _SHOWN else "")
        raise ValueError(f"{where}: expected options 1 to n, found {found or 'none'}")
    return numbers
