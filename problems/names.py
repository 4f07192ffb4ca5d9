"""Names of problems and sets, which may be anything, in a line of text and as the name of a file."""

from __future__ import annotations

import hashlib
import re
import shlex
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

_LINE_SEPARATORS = ("Cc", "Cs", "Zl", "Zp")  # control characters, bytes that are no text, U+2028, U+2029
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # devices on Windows
_ILLEGAL = '<>:"/\\|?*'
_LIKE = 20  # names that may be as much like another
_LONGEST = 100  # characters of a file's name, so that its path stays below the 260 that Windows allows


def one_line(name: str) -> str:
    r"""A name as it can be shown: what would end a line, steer a terminal or cannot be encoded is escaped.

    >>> one_line("a\rb")
    'a\\x0db'
    """
    if name.isprintable():
        return name
    return "".join(_escaped(letter) if unicodedata.category(letter) in _LINE_SEPARATORS else letter for letter in name)


def file_name(name: str) -> str:
    """A name as one that every system takes for a file; different names stay different.

    >>> file_name("Is 2 < 3?"), file_name("con"), file_name("Problem B-01")
    ('Is 2 %3C 3%3F', '%63on', 'Problem B-01')
    """
    written = "".join(
        _percent(letter) if letter in _ILLEGAL + "%" or unicodedata.category(letter) in _LINE_SEPARATORS else letter
        for letter in name
    )
    if _RESERVED.fullmatch(written):
        written = _percent(written[0]) + written[1:]
    if written[-1:] in (".", " "):  # Windows drops these
        written = written[:-1] + _percent(written[-1])
    if len(written) > _LONGEST:
        written = f"{written[:_LONGEST]}~{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:8]}"
    return written or "%"


def _escaped(letter: str) -> str:
    code = ord(letter)  # Python keeps the bytes of a file's name that are no UTF-8 as 0xdc80 to 0xdcff
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode(errors="surrogatepass"))


def meant(names: Iterable[str], known: Sequence[str]) -> str:
    """A hint, " (did you mean ...?)", with the known name that is most like one of `names`; "" where none is.

    >>> meant(["pixles"], ["random", "pixels"])
    ' (did you mean pixels?)'
    """
    def likeness(pair: tuple[str, str]) -> float:
        return SequenceMatcher(None, pair[1], pair[0]).ratio()

    close = [(name, other) for name in names for other in get_close_matches(name, known, _LIKE)]
    close.sort(key=lambda pair: known.index(pair[1]))  # of names that are equally like it the first is meant
    return f" (did you mean {shlex.quote(max(close, key=likeness)[1])}?)" if close else ""
