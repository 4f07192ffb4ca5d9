"""Damaged, missing and exchanged files of weights: one line before the run, and no problem is begun."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks.fault_cases.command import ROOT, Command, Ending, Finding, make_problem, row_count

FILES = ("evidence.csv", "transformation.npz", "object_network.npz")


def cases(folder: Path) -> Iterator[Finding]:
    """Every file, damaged in every way, with and without the recorded hashes, in a copy of the package."""
    make_problem(folder / "Set" / "Whole")
    package = folder / "package"
    for name in ("agent", "nets", "problems"):
        shutil.copytree(ROOT / name, package / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run_agent.py", package)
    whole = package / "whole"
    shutil.copytree(package / "agent" / "weights", whole)
    yield _run(package, folder, "whole").finding("whole files")
    for hashes in (True, False):
        for file in FILES:
            for kind, damage in WAYS.items():
                if file.endswith(".npz") or kind not in ONLY_NETWORKS:
                    shutil.rmtree(package / "agent" / "weights")
                    shutil.copytree(whole, package / "agent" / "weights")
                    damage(package / "agent" / "weights" / file)
                    if not hashes:
                        (package / "agent" / "weights" / "SHA256SUMS").unlink()
                    label = f"{file} {kind}{'' if hashes else ', no hashes'}"
                    yield _refused(_run(package, folder, label), folder / label, label)


def _run(package: Path, folder: Path, label: str) -> Ending:
    command = Command([str(folder / "Set"), "--output", str(folder / label)], str(package / "run_agent.py"))
    command.environment["PYTHONPATH"] = str(package)
    return command.run(folder / label)


def _refused(ending: Ending, output: Path, label: str) -> Finding:
    """One line, before anything is written."""
    lines = len(ending.errors.splitlines())
    complaint = f"{lines} lines: {ending.errors[:300]}" if lines != 1 else ""
    return ending.finding(label, codes=(2,), other=complaint or ("it began" if row_count(output) > 0 else ""))


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 3, len(content), max(1, len(content) // 50)):
        content[place] ^= 0x80
    path.write_bytes(content)


def _rewritten(change: Callable[[dict[str, np.ndarray]], object]) -> Callable[[Path], None]:
    """A way to damage the arrays of a file that stays a sound archive."""

    def damage(path: Path) -> None:
        with np.load(path) as file:
            arrays = dict(file)
        change(arrays)
        np.savez(path, **arrays)

    return damage


def _spoil(arrays: dict[str, np.ndarray]) -> None:
    name = next(name for name, array in arrays.items() if array.dtype.kind == "f")
    arrays[name] = np.full_like(arrays[name], np.nan)


def _less(arrays: dict[str, np.ndarray]) -> None:
    del arrays[next(name for name, array in arrays.items() if array.dtype.kind == "f")]


def _header(text: bytes) -> Callable[[dict[str, np.ndarray]], object]:
    return lambda arrays: arrays.update(header=np.frombuffer(text, np.uint8))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("header.npy", "w") as member:
        for _ in range(300):
            member.write(bytes(2**20))


ONLY_NETWORKS = ("NaN", "a part missing", "no header", "header of no JSON", "header of another format",
                 "header without networks", "layer of no size", "layer of a terabyte", "archive bomb")
WAYS: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 1]),
    "with flipped bits": _flipped,
    "of junk": lambda path: path.write_bytes(bytes(range(256)) * 9),
    "of text": lambda path: path.write_text("column,one,two\nx,abc,nan\n"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "another's": lambda path: shutil.copy(path.with_name("same_different.npz"), path),
    "NaN": _rewritten(_spoil),
    "a part missing": _rewritten(_less),
    "no header": _rewritten(lambda arrays: arrays.pop("header")),
    "header of no JSON": _rewritten(_header(b"{")),
    "header of another format": _rewritten(_header(b'{"format": 99}')),
    "header without networks": _rewritten(_header(b'{"format": 1}')),
    "layer of no size": _rewritten(_header(
        b'{"format": 1, "networks": {"objects": {"type": "Linear"}}, "metadata": {}}')),
    "layer of a terabyte": _rewritten(_header(
        b'{"format": 1, "networks": {"transformation": {"type": "Linear", "inputs": 1000000, "outputs": 1000000}}, '
        b'"metadata": {}}')),
    "archive bomb": _bomb,
}
