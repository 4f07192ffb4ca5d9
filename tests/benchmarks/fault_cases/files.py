"""Files that are not what they should be: no files at all, too large, foreign, damaged, or elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from tests.benchmarks.fault_cases.command import PROBLEM, Finding, make_problem, make_set, row_count, solve

HTML = b"<!DOCTYPE html><html><title>404</title></html>"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"
NO_FILES: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": lambda path: socket.socket(socket.AF_UNIX).bind(str(path)),
    "folder": os.mkdir,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "dangling link": lambda path: path.symlink_to("nowhere"),
    "link out": lambda path: path.symlink_to(PROBLEM / "A.png"),
}
PLACES = ("A.png", "3.png", "ProblemData.txt", "ProblemAnswer.txt")


def cases(folder: Path) -> Iterator[Finding]:
    """All of them; beside each lies a whole problem, which has to be solved."""
    yield from _no_files(folder / "no files")
    yield from _foreign(folder / "foreign")
    yield from _large(folder / "large")
    yield from _lists(folder / "lists")


def _no_files(folder: Path) -> Iterator[Finding]:
    for kind, make in NO_FILES.items():
        for place in PLACES:
            found = make_set(folder / kind / place)
            broken = make_problem(found / "Broken") / place
            broken.unlink()
            make(broken)
            yield _solved(found, f"{kind} as {place}", rows=2)
        for name in ("ProblemList.txt", "RAVEN_1.npz"):
            found = make_set(folder / kind / name)
            make(found / name)
            yield _solved(found, f"{kind} as {name}", rows=None)
        path = folder / kind / "given.npz"
        make(path)
        yield solve(path, folder / kind / "out").finding(f"{kind} as the path", codes=(1, 2))


def _foreign(folder: Path) -> Iterator[Finding]:
    contents = {"a web page": HTML, "a Git LFS pointer": LFS, "an empty file": b"", "a file of zeros": bytes(9000),
                "a zip archive": b"PK\x03\x04" + bytes(50), "a PostScript document": b"%!PS-Adobe-3.0 EPSF-3.0\n"}
    for kind, content in contents.items():
        found = make_set(folder / kind)
        (make_problem(found / "Broken") / "A.png").write_bytes(content)
        yield _solved(found, f"{kind} as a picture", rows=2, says=f"Broken/A.png: expected an image, found {kind}")
        place = folder / f"{kind} npz"
        place.mkdir()
        (place / "RAVEN_1.npz").write_bytes(content)
        yield solve(place, place / "out").finding(f"{kind} as .npz", (1,), "skipped .*RAVEN_1.npz: ")
    image = np.zeros((16, 20, 20), np.uint8)
    for kind, write in {
        "a .npy array": lambda path: np.save(open(path, "wb"), image),
        "a member that is no array": lambda path: _zipped(path, {"image.npy": HTML}),
        "a cut member": lambda path: _zipped(path, {"image.npy": b"\x93NUMPY\x01\x00"}),
        "another array": lambda path: np.savez(open(path, "wb"), panels=image),
        "objects": lambda path: np.savez(open(path, "wb"), image=np.array([{}], dtype=object)),
    }.items():
        place = folder / kind
        place.mkdir()
        write(place / "RAVEN_1.npz")
        ending = solve(place, place / "out")
        advice = "advises to load unsafely" if "allow_pickle" in ending.errors else ""
        yield ending.finding(f"{kind} as .npz", (1,), "skipped .*RAVEN_1.npz: ", advice)
    found = make_set(folder / "macOS and Windows")
    for name in ("__MACOSX/Set/Whole/._A.png", "._Whole/A.png", "Thumbs.db", ".DS_Store", "Whole/._A.png",
                 "Whole/Thumbs.db"):
        (found / name).parent.mkdir(parents=True, exist_ok=True)
        (found / name).write_bytes(b"Mac OS X")
    (found / "._RAVEN_1.npz").write_bytes(b"Mac OS X")
    yield _solved(found, "what file managers leave", rows=1)
    for gone in ("A.png", "6.png", "1.png", "ProblemData.txt", "ProblemAnswer.txt"):
        found = make_set(folder / f"without {gone}")
        (make_problem(found / "Half") / gone).unlink()
        yield _solved(found, f"a problem without {gone}", rows=2)
    for answer in (b"three", b"", b"7", b"0", b"-1", b"\xff\xfe", b"3.5", b"9" * 5000):
        found = make_set(folder / f"answer {answer[:9].hex()}")
        (make_problem(found / "Odd") / "ProblemAnswer.txt").write_bytes(answer)
        yield _solved(found, f"{answer[:9]!r} as the answer", rows=2, says="unknown")


def _large(folder: Path) -> Iterator[Finding]:
    shape = {"one bit": ("1", 13_000, 13_000), "a strip": ("1", 400_000, 300), "the largest": ("RGBA", 4096, 4096)}
    for kind, (mode, *size) in shape.items():
        found = make_set(folder / kind)
        broken = make_problem(found / "Large")
        Image.new(mode, tuple(size)).save(broken / "A.png")
        for picture in broken.glob("[B-Z1-9].png"):
            shutil.copy(broken / "A.png", picture)
        says = "" if kind == "the largest" else "Large/A.png: .*expected at most 16,777,216 pixels, found"
        yield _solved(found, f"pictures of {kind}", rows=2, says=says)
    for kind, array in {
        "6 GB": np.broadcast_to(np.uint8(0), (16, 20_000, 20_000)), "a long name": np.zeros((16, 2000, 2000), np.uint8),
    }.items():
        place = folder / kind
        place.mkdir(parents=True)
        with zipfile.ZipFile(place / "RAVEN_1.npz", "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("image.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array_header_1_0(member, {
                    "descr": "|u1", "fortran_order": False, "shape": array.shape})
                for _ in range(16):
                    member.write(bytes(array[0].size // 8 if kind == "6 GB" else array[0].size))
        yield solve(place, place / "out").finding(f".npz of {kind}", (1,), "expected at most 33,554,432 bytes, found")
    found = make_set(folder / "options")
    many = make_problem(found / "Many")
    for number in range(7, 2001):
        shutil.copy(many / "1.png", many / f"{number}.png")
    yield _solved(found, "2,000 options", rows=2, says="expected at most 64 options, found 2000")


def _lists(folder: Path) -> Iterator[Finding]:
    for kind, content in {
        "100 MB": b"x" * 100_000_000, "a million lines": b"x\n" * 1_000_000,
        "way out": b"Whole\n../../..\n/\n/etc\nC:\\\n",
        "above": b"..\nWhole\n", "three times": b"Whole\nWhole\nwhole\n", "one that is not there": b"Whole\nGone\n",
        "nul": b"Whole\n\0\n", "cp1252": "Whole\nCafé\n".encode("cp1252"), "UTF-16": "Whole\n".encode("utf-16"),
        "dots": b"Whole\n.\n./\n", "long names": b"Whole\n" + b"y" * 5000 + b"\n",
    }.items():
        for name, place in (("ProblemList.txt", "Set"), ("ProblemSetList.txt", ".")):
            home = folder / kind / name
            found = make_set(home)
            text = content if name == "ProblemList.txt" else content.replace(b"Whole", b"Set").replace(b"whole", b"set")
            (found.parent / place / name).write_bytes(text)
            ending = solve(found.parent, home / "out")
            rows = row_count(home / "out")
            kept = name == "ProblemList.txt" and kind in ("one that is not there", "cp1252", "long names")
            expected = 2 if kept else 1
            complaint = "" if rows == expected else f"{rows} rows, expected {expected}"
            yield ending.finding(f"{name} of {kind}", other=complaint)
    home = folder / "loops"
    found = make_set(home)
    for number in range(8):
        (home / f"Link {number}").symlink_to(home)
        (found / f"Link {number}").symlink_to(found.parent)
    (home / "Outside").symlink_to(PROBLEM.parent.parent)
    ending = solve(home, folder / "loops out")
    rows = row_count(folder / "loops out")
    yield ending.finding("links in circles and out", says="Outside: a link that leaves",
                         other="" if rows == 1 else f"{rows} rows, expected 1")


def _solved(found: Path, name: str, rows: int | None, says: str = "") -> Finding:
    """Run a set; the whole problem has to be solved, and there are so many rows."""
    output = found.parent / "out"
    ending = solve(found.parent, output)
    count, answers = row_count(output), output / "AgentAnswers.csv"
    complaint = "" if rows in (None, count) else f"{count} rows, expected {rows}"
    if answers.exists() and "Set,Whole,-1" in answers.read_text():
        complaint = "the whole problem beside it was not solved"
    return ending.finding(name, says=says, other=complaint)


def _zipped(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
