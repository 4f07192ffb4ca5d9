"""Only regular files of bounded size inside a folder are opened."""

import os
import socket

import numpy as np
import pytest

from problems import Figure, ProblemSet, load_sets, write_problem_set
from problems.formats import npz, paths
from problems.formats.regular_files import open_regular, seeming_kind


@pytest.fixture
def course(tmp_path, make_problem):
    """The folder of a set of two problems."""
    members = [make_problem(f"Problem {number}", "2x2") for number in (1, 2)]
    return write_problem_set(ProblemSet("Set", members), tmp_path / "Problems")


def a_socket(path):
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


KINDS = {
    "a named pipe": os.mkfifo, "a folder": os.mkdir, "a socket": a_socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_refused_by_its_kind(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    path = tmp_path / "it"
    KINDS[kind](path.relative_to(tmp_path) if kind == "a socket" else path)
    with pytest.raises(ValueError, match=f"it: expected a regular file, found {kind}$"):
        open_regular(path, 99)
    with pytest.raises(ValueError, match=f"found {kind}$"):
        Figure.load(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", ["A.png", "ProblemData.txt", "ProblemAnswer.txt"])
def test_a_pipe_in_a_problem_is_that_problem_s_fault_alone(course, name):
    (course / "Problem 1" / name).unlink()
    os.mkfifo(course / "Problem 1" / name)
    problems = ProblemSet.load(course)
    with pytest.raises(ValueError, match=f"{name}: expected a regular file, found a named pipe"):
        problems["Problem 1"]
    assert problems["Problem 2"].type == "2x2"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_as_a_list_leaves_the_natural_order(course, caplog):
    (course / "ProblemList.txt").unlink()
    os.mkfifo(course / "ProblemList.txt")
    assert ProblemSet.load(course).names == ["Problem 1", "Problem 2"]
    assert "found a named pipe: the folders are taken in their natural order" in caplog.text


def test_sizes_are_checked_before_reading(tmp_path, monkeypatch, course, caplog):
    with pytest.raises(ValueError, match="at most 3 bytes, found 4"):
        (tmp_path / "four").write_bytes(b"four")
        open_regular(tmp_path / "four", 3)
    monkeypatch.setattr(paths, "MOST_LINES", 1)
    assert ProblemSet.load(course).names == ["Problem 1", "Problem 2"]
    assert "expected at most 1 lines" in caplog.text
    monkeypatch.setattr(npz, "MOST_BYTES", 5000)
    np.savez_compressed(tmp_path / "bomb.npz", image=np.zeros((16, 40, 40), np.uint8))
    with pytest.raises(ValueError, match=r"image.npy: expected at most 5,000 bytes, found 25,"):
        ProblemSet.load(tmp_path / "bomb.npz")[0]


def test_links_may_not_leave_the_given_folder(course, tmp_path, caplog):
    outside = tmp_path / "outside.png"
    (course / "Problem 1" / "A.png").rename(outside)
    (course / "Problem 1" / "A.png").symlink_to(outside)
    with pytest.raises(ValueError, match=r"A.png: a link that leaves .*Set, so it is not followed"):
        ProblemSet.load(course)["Problem 1"]
    assert load_sets(tmp_path)[0]["Problem 1"].type == "2x2"  # that folder it does not leave
    (course / "Elsewhere").symlink_to(tmp_path)
    assert ProblemSet.load(course).names == ["Problem 1", "Problem 2"]
    assert "Elsewhere: a link that leaves" in caplog.text


def test_links_in_a_circle_are_searched_once(course):
    for number in range(5):
        (course.parent / f"Again {number}").symlink_to(course.parent)
        (course.parent / f"Twice {number}").symlink_to(course)
    assert sum(len(found) for found in load_sets(course.parent)) == 2


@pytest.mark.parametrize("head, kind", [
    (b"", "an empty file"), (b"\n<!DOCTYPE html>", "a web page"), (b"version https://git-lfs.github", "a Git LFS"),
    (b"\x93NUMPY\x01", "a NumPy .npy array"), (bytes(9), "a file of zeros"), (b"some words", "a text file"),
    (b"%!PS-Adobe EPSF", "a PostScript document"), (b"\x01\x02\xff", "of an unknown kind"),
])
def test_what_a_file_seems_to_be(tmp_path, head, kind):
    assert kind in seeming_kind(head)
    (tmp_path / "A.png").write_bytes(head)
    with pytest.raises(ValueError, match=f"A.png: expected an image, found .*{kind}"):
        Figure.load(tmp_path / "A.png")
