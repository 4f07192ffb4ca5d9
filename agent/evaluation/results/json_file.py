"""results.json: all that a run found, written problem by problem and read back.

The file is one JSON object, {"run": ..., "problems": [...], "end": ...}, with one problem a line, so that an
interruption at any time loses at most the problem that was being written. Names of files may hold bytes that are no
UTF-8; Python keeps them as lone surrogates, and "backslashreplace" writes these as JSON's own escapes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from agent.evaluation.outcome import Contribution, Outcome
from agent.evaluation.results.text_files import naming, put_in_place, read_text

RESULTS = "results.json"

_FIELDS = tuple(found for found in fields(Outcome) if found.init)
_TUPLES = ("scores", "probabilities", "tied")


class ResultsJson:
    """The file, open for writing; use it in a `with` statement.

    Parameters
    ----------
    path : path
    run : dict
        What the run is of: solver, paths, version and so on.
    known : iterable of Outcome
        Problems of an earlier run to begin with.
    """

    def __init__(self, path: str | Path, run: dict[str, Any], known: Iterable[Outcome] = ()) -> None:
        self.path = Path(path)
        self._figures = hashlib.sha256()
        self._first = True
        put_in_place(self.path, self._beginning(run, known), "backslashreplace")
        self._file = open(self.path, "a", encoding="utf-8", errors="backslashreplace", newline="\n")

    def add(self, outcome: Outcome) -> None:
        """Write what came of one problem."""
        with naming(self.path):
            self._file.write(self._entry(outcome))
            self._file.flush()

    def close(self, finished: bool = True) -> None:
        """Write the end. `finished` tells whether all problems were run."""
        end = {"finished": finished, "figures_sha256": self._figures.hexdigest()}
        with naming(self.path), self._file as file:
            file.write(f'\n],\n"end": {_dumps(end)}}}\n')

    def __enter__(self) -> ResultsJson:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.close(finished=kind is None)

    def _beginning(self, run: dict[str, Any], known: Iterable[Outcome]) -> Iterator[str]:
        yield f'{{"run": {_dumps(run)},\n"problems": ['
        yield from map(self._entry, known)

    def _entry(self, outcome: Outcome) -> str:
        self._figures.update(outcome.figures_sha256.encode())
        start = "\n" if self._first else ",\n"
        self._first = False
        return start + _dumps(to_json(outcome))


def to_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a dict for JSON; what is empty is left out."""
    found = {key: value for key, value in asdict(outcome).items() if value not in (None, "", ())}
    found["reasons"] = [{key: value for key, value in reason.items() if value} for reason in found.get("reasons", ())]
    return {**found, "verdict": outcome.verdict}


def from_json(values: dict[str, Any]) -> Outcome:
    """The outcome in such a dict."""
    known = {found.name: values[found.name] for found in _FIELDS if found.name in values}
    for name in _TUPLES:
        known[name] = tuple(-math.inf if value is None else value for value in known.get(name, ()))
    known["reasons"] = tuple(
        Contribution(reason["text"], tuple(reason.get("adds", ())), reason.get("is_rest", False),
                     tuple(reason.get("shown", ())))
        for reason in known.get("reasons", ())
    )
    return Outcome(**known)


def read_results(folder: str | Path) -> list[Outcome]:
    """The outcomes of a run, in order, from its results.json or the folder that holds it.

    `pandas.DataFrame(read_results("results"))` makes a data frame of them. Raises FileNotFoundError or ValueError.
    """
    try:
        return [from_json(values) for values in read_document(folder)["problems"]]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{folder}: expected the results of a run in {RESULTS}, found others ({error!r})") from error


def read_run(folder: str | Path) -> dict[str, Any]:
    """What a run was of: solver, paths, version, commit and so on."""
    return read_document(folder)["run"]


def read_document(folder: str | Path) -> dict[str, Any]:
    """The whole content of results.json; a run that was interrupted gives what it had written."""
    path = Path(folder)
    path = path / RESULTS if path.is_dir() else path
    if not path.exists():
        raise FileNotFoundError(f"{path}: expected the results of a run, found no such file")
    text = read_text(path)
    for candidate in (text, _mended(text)):
        try:
            found = json.loads(candidate)
        except ValueError:
            continue
        if isinstance(found, dict) and isinstance(found.get("problems"), list) and "run" in found:
            return found
    raise ValueError(f"{path}: expected the results of a run, cannot read it")


def _mended(text: str) -> str:
    """A file that ends too early, cut after its last whole problem and closed."""
    lines = text.split("\n")
    whole = [line.rstrip(",") for line in lines[2:] if _is_object(line.rstrip(","))]
    return "\n".join(lines[:2]) + ",\n".join(whole) + "\n]}"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _dumps(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:  # a score of minus infinity, of an option that is ruled out
        return json.dumps(_finite(value), ensure_ascii=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, (list, tuple)) else value
