"""Names as cells of a CSV file, and back: no name may split a row, be unreadable or be taken for a formula.

A cell escapes what `problems.names.one_line` does, and backslashes. An apostrophe is set before what a spreadsheet
would work out as a formula, as spreadsheets themselves do for text.
"""

from __future__ import annotations

import re

from problems.names import one_line

_FORMULA = ("=", "+", "-", "@", "'")  # and the apostrophe itself, so that it can be told apart


def to_cell(name: str) -> str:
    r"""A name as text in UTF-8 on one line.

    >>> to_cell("Problem B-01"), to_cell("=1+1"), to_cell("a\rb")
    ('Problem B-01', "'=1+1", 'a\\x0db')
    """
    cell = one_line(name.replace("\\", "\\\\"))
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def from_cell(cell: str) -> str:
    """The name that `to_cell` wrote."""
    written = cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
    return re.sub(r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4}))", _unescaped, written)


def _unescaped(match: re.Match[str]) -> str:
    backslash, byte, code = match.groups()
    if backslash:
        return "\\"
    return chr(int(byte or code, 16))
