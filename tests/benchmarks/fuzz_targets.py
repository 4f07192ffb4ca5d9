"""What is fuzzed: for each target how its inputs are drawn, and what reads them."""

from __future__ import annotations

import io
import json
import logging
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image

import nets
from agent.evaluation.results.cells import from_cell, to_cell
from agent.evaluation.results.csv_files import ANSWERS, PROBLEMS, ResultFiles, read_outcomes
from agent.evaluation.runner import Outcome
from agent.inference.weights import WEIGHTS, EvidenceWeights
from problems import Figure, load_sets, to_problem
from problems.formats.course_texts import read_answer, read_type_and_answer
from problems.formats.raven_reader import read_raven_problem
from problems.names import file_name, one_line

logging.getLogger("problems").addHandler(logging.NullHandler())

_Damage = tuple[int, float, bytes]


def damaged(content: bytes, damages: list[_Damage]) -> bytes:
    """Bytes cut, overwritten, inserted or repeated at places given as shares of their length."""
    for kind, share, new in damages:
        place = int(share * len(content))
        content = {
            0: content[:place],
            1: content[:place] + new + content[place + len(new):],
            2: content[:place] + new + content[place:],
            3: content[:place] + content[place:] * 2,
        }[kind]
    return content[: 2**20]


DAMAGES = st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1), st.binary(max_size=9)), max_size=4)
NAMES = st.text(st.characters(exclude_characters="/\0", max_codepoint=0x2FFF), min_size=1, max_size=40)


@cache
def _picture(kind: str) -> bytes:
    file = io.BytesIO()
    grey = np.random.default_rng(0).integers(0, 256, (24, 24), dtype=np.uint8)
    Image.fromarray(grey).convert("RGB").save(file, kind)
    return file.getvalue()


@cache
def _archive(compressed: bool) -> bytes:
    file = io.BytesIO()
    image = np.random.default_rng(0).integers(0, 256, (16, 9, 9), dtype=np.uint8)
    (np.savez_compressed if compressed else np.savez)(file, image=image, target=np.int64(3))
    return file.getvalue()


@cache
def _network() -> bytes:
    rng = np.random.default_rng(0)
    network = nets.Sequential([nets.Linear(3, 4, rng=rng), nets.BatchNorm(4), nets.Linear(4, 2, rng=rng)])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "net.npz"
        nets.save(path, {"net": network}, {"note": 1})
        return path.read_bytes()


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _read_picture(drawn: tuple[str, list[_Damage]], folder: Path) -> None:
    Figure.load(_put(folder, "A.png", damaged(_picture(drawn[0]), drawn[1])))


def _read_raven(drawn: tuple[bool, list[_Damage]], folder: Path) -> None:
    read_raven_problem(_put(folder, "RAVEN_1.npz", damaged(_archive(drawn[0]), drawn[1])))


def _read_weights(damages: list[_Damage], folder: Path) -> None:
    nets.load(_put(folder, "net.npz", damaged(_network(), damages)))


def _read_header(header: object, folder: Path) -> None:
    """A sound archive with another header, as JSON."""
    with np.load(io.BytesIO(_network())) as file:
        arrays = {name: file[name] for name in file.files if name != "header"}
    path = folder / "net.npz"
    np.savez(path, header=np.frombuffer(json.dumps(header).encode(), np.uint8), **arrays)
    nets.load(path)


def _read_evidence(damages: list[_Damage], folder: Path) -> None:
    EvidenceWeights.load(_put(folder, "evidence.csv", damaged(WEIGHTS.read_bytes(), damages)))


def _read_lists(drawn: tuple[bytes, bytes], folder: Path) -> None:
    place = folder / "Problems"
    shutil.rmtree(place, ignore_errors=True)
    for name in ("Set/One", "Set/Two"):
        (place / name).mkdir(parents=True)
        (place / name / "ProblemData.txt").touch()
    (place / "ProblemSetList.txt").write_bytes(drawn[0])
    (place / "Set" / "ProblemList.txt").write_bytes(drawn[1])
    for found in load_sets(place):
        for source in found.sources:
            assert Path(source.path).resolve().is_relative_to(place.resolve()), f"{source.path} is outside"


def _read_texts(drawn: tuple[str, bytes, bytes], folder: Path) -> None:
    place = folder / "problem"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    _put(place, drawn[0], drawn[1])
    _put(place, "ProblemAnswer.txt", drawn[2])
    read_answer(place, place, read_type_and_answer(place, place)[1])


def _read_results(drawn: tuple[str, str, list[_Damage], bool], folder: Path) -> None:
    """Names come back whole; damaged files are refused or read, never misread by an exception."""
    set_name, name, damages, answers = drawn
    written = Outcome(set_name, name, 2, 3, 6, 0.1)
    with ResultFiles(folder, "pixels") as files:
        files.add(written)
    [read] = read_outcomes(folder)
    assert (read.set_name, read.name, read.answer) == (set_name, name, 2), "other names came back"
    path = folder / (ANSWERS if answers else PROBLEMS)
    path.write_bytes(damaged(path.read_bytes(), damages))
    read_outcomes(folder)


def _read_names(name: str, folder: Path) -> None:
    cell = to_cell(name)
    assert from_cell(cell) == name, "the cell is not read back"
    assert len(cell.splitlines()) <= 1 and not cell.startswith(("=", "+", "-", "@")), f"cell {cell!r}"
    one_line(name).encode()
    written = file_name(name)
    assert written and not set('<>:"/\\|?*') & set(written) and written.encode(), f"file's name {written!r}"


def _read_objects(drawn: tuple[object, object, dict[str, object]], folder: Path) -> None:
    name, problem_type, figures = drawn
    pictures = {key: SimpleNamespace(visualFilename=value) for key, value in figures.items()}
    to_problem(SimpleNamespace(name=name, problemType=problem_type, figures=pictures))


_LINES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(
        ["One", "Two", "Set", "", "..", "/", ".", "../..", "C:\\", "\0", "one ", "SET", "é", "Set/One"]
    ), max_size=9).map(lambda lines: "\n".join(lines).encode()),
)
_TEXTS = st.one_of(st.binary(max_size=200), st.sampled_from([b"2x2\n3\n", b"2x1 (Image)\n1", b"3x3\ntrue\nfalse\n"]))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**12) | st.floats() | st.sampled_from(
        ["Linear", "Sequential", "BatchNorm", "Conv2D", "net", "type"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "layers", "inputs", "outputs", "features", "momentum", "networks", "metadata", "net"]
    ), inner, max_size=5),
    max_leaves=12,
)
_HEADERS = st.fixed_dictionaries({"format": st.just(1) | st.integers()}, optional={
    "networks": _JSON | st.dictionaries(st.just("net"), _JSON), "metadata": _JSON})
_ANY = st.none() | st.integers() | st.text(max_size=20) | st.sampled_from(["/dev/zero", "/", "A.png", "2x2", "3x3"])

TARGETS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, Path], None]]] = {
    "pictures": (st.tuples(st.sampled_from(["PNG", "GIF", "BMP", "JPEG", "TIFF"]), DAMAGES), _read_picture),
    "raven": (st.tuples(st.booleans(), DAMAGES), _read_raven),
    "weights": (DAMAGES, _read_weights),
    "headers": (_HEADERS, _read_header),
    "evidence": (DAMAGES, _read_evidence),
    "lists": (st.tuples(_LINES, _LINES), _read_lists),
    "texts": (st.tuples(st.sampled_from(["ProblemData.txt", "problem.txt"]), _TEXTS, _TEXTS), _read_texts),
    "results": (st.tuples(NAMES, NAMES, DAMAGES, st.booleans()), _read_results),
    "names": (st.text(st.characters(), max_size=300), _read_names),
    "objects": (st.tuples(_ANY, _ANY, st.dictionaries(st.sampled_from("ABC123456") | st.text(max_size=3), _ANY)),
                _read_objects),
}
