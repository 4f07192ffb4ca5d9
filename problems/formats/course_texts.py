"""A problem's text files: ProblemData.txt and ProblemAnswer.txt, or the one file of Fall 2014."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from problems.formats.paths import entry, is_foreign, natural_order, read_lines
from problems.problem import TYPES, parse_type

_log = logging.getLogger(__name__)

_TYPE_LINE = re.compile(r"\s*[0-9]\s*[xX]\s*[0-9]\s*(\([^()]*\)\s*)?")
_WORDS = ("", "true", "false")  # what may follow the type in ProblemData.txt where no answer does


def read_type_and_answer(folder: Path, root: str | os.PathLike[str]) -> tuple[str | None, int | None]:
    """Type and answer as a problem's data has them, each None where it is not there.

    ProblemData.txt holds type, has a visual form, has a verbal form; its older form has the answer on line 2. The
    file of Fall 2014 holds name, type, as "2x1 (Image)", and answer. Raises ValueError where ProblemData.txt has no
    type.
    """
    path = entry(folder, "ProblemData.txt")
    if path is not None:
        found = _type_and_next(read_lines(path, root))
        if found is None:
            raise ValueError(f"{path}: expected a line with the type, one of {sorted(TYPES)}, found none")
        return found[0], None if found[1].lower() in _WORDS else _number_or_warning(found[1], path)
    for path in _other_texts(folder):
        found = _type_and_next(read_lines(path, root))
        if found is not None:
            return found[0], _number_or_warning(found[1], path)
    return None, None


def read_answer(folder: Path, root: str | os.PathLike[str], otherwise: int | None) -> int | None:
    """The number in ProblemAnswer.txt: its first line that is one; `otherwise` where there is no such file."""
    path = entry(folder, "ProblemAnswer.txt")
    if path is None:
        return otherwise
    lines = read_lines(path, root)
    numbers = [number for line in lines if (number := _number(line)) is not None]
    return numbers[0] if numbers else _number_or_warning(next((line for line in lines if line.strip()), ""), path)


def _type_and_next(lines: list[str]) -> tuple[str, str] | None:
    """The first type and the line after it; a line that only begins with one, as a name may, comes last."""
    places = [i for i, line in enumerate(lines) if parse_type(line)]
    place = next((i for i in places if _TYPE_LINE.fullmatch(lines[i])), places[0] if places else None)
    if place is None:
        return None
    following = lines[place + 1].strip() if place + 1 < len(lines) else ""
    return str(parse_type(lines[place])), following


def _other_texts(folder: Path) -> list[Path]:
    """The text files that may be a problem's of Fall 2014: first the one that is called as the folder."""
    names = sorted(os.listdir(folder), key=natural_order)
    texts = [name for name in names if name.lower().endswith(".txt") and not is_foreign(name)]
    texts = [name for name in texts if name.lower() != "problemanswer.txt"]
    return [folder / name for name in sorted(texts, key=lambda name: Path(name).stem != folder.name)]


def _number_or_warning(text: str, path: Path) -> int | None:
    number = _number(text)
    if number is None:
        _log.warning("%s: expected the answer's number, got %.40r: unknown", path, text)
    return number


def _number(line: str) -> int | None:
    return int(line) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", line) else None
