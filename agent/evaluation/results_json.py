"""results.json: all that a run found, written problem by problem and read back.

The file is one JSON object, {"run": ..., "problems": [...], "end": ...}, with one problem a line, so that an
interruption at any time loses at most the problem that was being written.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TextIO

from agent.evaluation.outcome import Contribution, Outcome

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
        beside = self.path.with_name(self.path.name + ".new")
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(f'{{"run": {_dumps(run)},\n"problems": [')
            for outcome in known:
                self._put(file, outcome)
        os.replace(beside, self.path)  # at once, so that an interruption loses no earlier results
        self._file = open(self.path, "a", encoding="utf-8", newline="\n")

    def add(self, outcome: Outcome) -> None:
        """Write what came of one problem."""
        self._put(self._file, outcome)
        self._file.flush()

    def close(self, finished: bool = True) -> None:
        """Write the end. `finished` tells whether all problems were run."""
        end = {"finished": finished, "figures_sha256": self._figures.hexdigest()}
        self._file.write(f'\n],\n"end": {_dumps(end)}}}\n')
        self._file.close()

    def __enter__(self) -> ResultsJson:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.close(finished=kind is None)

    def _put(self, file: TextIO, outcome: Outcome) -> None:
        self._figures.update(outcome.figures_sha256.encode())
        file.write(("\n" if self._first else ",\n") + _dumps(to_json(outcome)))
        self._first = False


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
        Contribution(reason["text"], tuple(reason.get("adds", ())), reason.get("is_rest", False))
        for reason in known.get("reasons", ())
    )
    return Outcome(**known)


def read_results(folder: str | Path) -> list[Outcome]:
    """The outcomes of a run, in order, from its results.json or the folder that holds it.

    `pandas.DataFrame(read_results("results"))` makes a data frame of them. Raises FileNotFoundError or ValueError.
    """
    return [from_json(values) for values in read_document(folder)["problems"]]


def read_run(folder: str | Path) -> dict[str, Any]:
    """What a run was of: solver, paths, version, commit and so on."""
    return read_document(folder)["run"]


def read_document(folder: str | Path) -> dict[str, Any]:
    """The whole content of results.json; a run that was interrupted gives what it had written."""
    path = Path(folder)
    path = path / RESULTS if path.is_dir() else path
    if not path.exists():
        raise FileNotFoundError(f"{path}: expected the results of a run, found no such file")
    text = path.read_text(encoding="utf-8")
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
    whole = lines[:2] + [line for line in lines[2:-1] if line.endswith("},")]
    last = lines[-1]
    try:
        json.loads(last.rstrip(","))
        whole.append(last)
    except ValueError:
        pass
    return "\n".join(whole).rstrip(",") + "\n]}"


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
