"""The course's folders: written, read, and read with everything the copies got wrong."""

import logging
import os
import shutil

import numpy as np
import pytest
from PIL import Image

from problems import ProblemSet, load_sets, write_problem_set


@pytest.fixture
def course(tmp_path, make_problem):
    """A Problems folder of two sets with two problems each."""
    folder = tmp_path / "Problems"
    for letter, problem_type in (("B", "2x2"), ("C", "3x3")):
        members = [make_problem(f"Problem {letter}-{i}", problem_type, answer=i) for i in (2, 1)]
        write_problem_set(ProblemSet(f"Set {letter}", members), folder)
    return folder


def test_writing_and_reading_back(course, make_problem):
    sets = load_sets(course)
    assert repr(sets) == "[ProblemSet('Set B', 2 problems), ProblemSet('Set C', 2 problems)]"
    problem, original = sets[1]["Problem C-1"], make_problem(answer=1)
    assert (problem.type, problem.answer, problem.set_name) == ("3x3", 1, "Set C")
    for figure, expected in zip(problem.matrix + problem.options, original.matrix + original.options, strict=True):
        assert figure.name == expected.name
        assert np.array_equal(figure.ink, expected.ink)


def test_indexing(course):
    problems = ProblemSet.load(course / "Set B")
    assert problems.names == ["Problem B-2", "Problem B-1"]  # as listed, not sorted
    assert problems[-1].name == problems["Problem B-1"].name == "Problem B-1"
    assert problems[1:].names == ["Problem B-1"]
    assert [problem.answer for problem in problems] == [2, 1]
    with pytest.raises(KeyError, match="Problem B-9"):
        problems["Problem B-9"]
    with pytest.raises(ValueError, match="found 2"):
        ProblemSet.load(course)


def test_one_problem(course):
    found = ProblemSet.load(course / "Set B" / "Problem B-1")
    assert (found.name, found.names) == ("Set B", ["Problem B-1"])


def test_problems_are_read_when_asked_for(course):
    problems = ProblemSet.load(course / "Set B")
    shutil.rmtree(course / "Set B" / "Problem B-2")
    assert problems[1].answer == 1
    with pytest.raises(FileNotFoundError, match="Problem B-2"):
        problems[0]


def text(course, name, content):
    (course / "Set B" / name).write_bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"Problem B-1\r\nProblem B-2\r\n",
        b"Problem B-1\nProblem B-2",
        b"\xef\xbb\xbfProblem B-1\nProblem B-2\n\nnot read\n",
        b"\n<junk>\n\n12\nproblem b-1 \nProblem B-2\n",
        "Problem B-1\nProblem B-2\n".encode("utf-16"),
    ],
)
def test_lists_as_they_are_found(course, content):
    text(course, "ProblemList.txt", content)
    assert ProblemSet.load(course / "Set B").names == ["Problem B-1", "Problem B-2"]


def test_without_lists_the_order_is_natural(course):
    for path in course.rglob("*List.txt"):
        path.unlink()
    (course / "Set B" / "Problem B-2").rename(course / "Set B" / "Problem B-10")
    assert load_sets(course)[0].names == ["Problem B-1", "Problem B-10"]
    assert [found.name for found in load_sets(course)] == ["Set B", "Set C"]


def test_a_listed_problem_that_is_not_there_is_kept_to_be_reported(course):
    text(course, "ProblemList.txt", b"Problem B-1\nProblem B-7\n")
    problems = ProblemSet.load(course / "Set B")
    assert problems.names == ["Problem B-1", "Problem B-7"]
    with pytest.raises(FileNotFoundError, match="Problem B-7"):
        problems[1]


@pytest.mark.parametrize(
    "data, answer, expected",
    [
        (b"2x2\r\ntrue\r\nfalse", b"3", 3),
        (b"2x2\n4\ntrue\nfalse\n", None, 4),  # 2015: the answer on line 2
        (b"2x2\n4\ntrue\nfalse\n", b"5\r\n", 5),
        (b"\xef\xbb\xbf2x2\ntrue\ntrue\nA\n\ta\n\t\tshape:circle\n", b"\xef\xbb\xbf6", 6),
        (b"version 1\nid 12ab\nsize 7\n2x2\ntrue\nfalse\n", b"version 1\nid 12ab\nsize 7\n2\n", 2),
        (b"2x1 (Image)\ntrue\nfalse\n", b"1", 1),
        (b"2x2\ntrue\nfalse\n", None, None),
        (b"2x2\ntrue\nfalse\n", b"?", None),
    ],
)
def test_data_and_answers_as_they_are_found(course, data, answer, expected):
    folder = course / "Set B" / "Problem B-1"
    (folder / "ProblemData.txt").write_bytes(data)
    (folder / "ProblemAnswer.txt").unlink()
    if answer is not None:
        (folder / "problemanswer.TXT").write_bytes(answer)
    problem = ProblemSet.load(folder)[0]
    assert problem.answer == expected
    assert problem.type == ("2x1" if b"2x1" in data else "2x2")


def test_an_impossible_answer_is_unknown(course, caplog):
    (course / "Set B" / "Problem B-1" / "ProblemAnswer.txt").write_bytes(b"7")
    with caplog.at_level(logging.WARNING):
        assert ProblemSet.load(course / "Set B" / "Problem B-1")[0].answer is None
    assert "expected an answer from 1 to 6, got 7" in caplog.text


def test_pictures_as_they_are_found(course):
    folder = course / "Set C" / "Problem C-1"
    Image.new("P", (1280, 1024)).save(folder / "Problem C-1.PNG")
    (folder / "Thumbs.db").write_bytes(b"")
    (folder / "A.png").rename(folder / "a.PNG")
    Image.open(folder / "1.png").convert("L").resize((30, 20)).save(folder / "1.bmp")
    (folder / "2.png").rename(folder / "2.JPG")
    problem = ProblemSet.load(folder)[0]
    assert [figure.name for figure in problem.matrix] == list("ABCDEFGH")
    assert problem["1"].ink.shape == (48, 48)  # the .png goes before the .bmp


def test_without_data_the_figures_tell_the_type(course):
    for path in course.rglob("ProblemData.txt"):
        path.unlink()
    assert [problem.type for found in load_sets(course) for problem in found] == ["2x2", "2x2", "3x3", "3x3"]


@pytest.mark.parametrize(
    "gone, message", [("B.png", "figure B"), ("3.png", "options 1 to n"), ("?.png", "options 1 to n")]
)
def test_missing_pictures(course, gone, message):
    for path in (course / "Set B" / "Problem B-1").glob(gone):
        path.unlink()
    with pytest.raises((FileNotFoundError, ValueError), match=message):
        ProblemSet.load(course / "Set B" / "Problem B-1")[0]


def test_data_without_a_type(course):
    path = course / "Set B" / "Problem B-1" / "ProblemData.txt"
    path.write_bytes(b"\x00\xff\nnothing\n")
    with pytest.raises(ValueError, match=r"ProblemData.txt: expected a line with the type"):
        ProblemSet.load(path.parent)[0]


def test_no_problems(tmp_path):
    with pytest.raises(ValueError, match="expected a Problems folder"):
        load_sets(tmp_path)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_sets(tmp_path / "nowhere")


def test_writing_over_a_problem_leaves_nothing_of_it(course, make_problem):
    members = [make_problem("Problem C-1", "3x3", answer=None, options=5)]
    write_problem_set(ProblemSet("Set C", members), course)
    problem = ProblemSet.load(course / "Set C")[0]
    assert (len(problem.options), problem.answer) == (5, None)
    assert [found.names for found in load_sets(course)][1] == ["Problem C-1"]


def test_names_that_leave_the_folder_are_refused(tmp_path, make_problem):
    for name in ("../up", "/root", "", " space"):
        with pytest.raises(ValueError, match="name"):
            write_problem_set(ProblemSet(name, [make_problem()]), tmp_path)


FALL_2014 = b"2x1 Basic Problem 01\r\n2x1 (Image)\r\n3\r\nA\r\n\tZ\r\n"


@pytest.mark.parametrize("content, expected", [
    (FALL_2014, ("2x1", 3)), (FALL_2014.replace(b"2x1 (Image)", b"2x2"), ("2x2", 3)),
    (FALL_2014.replace(b"\r\n3", b"\r\nthree"), ("2x1", None)), (b"notes of mine\n", ("2x2", None)),
])
def test_the_folders_of_fall_2014(course, content, expected, caplog):
    folder = course / "Set B" / "Problem B-1"
    for name in ("ProblemData.txt", "ProblemAnswer.txt"):
        (folder / name).unlink()
    (folder / "Problem B-1.txt").write_bytes(content)
    problem = ProblemSet.load(folder)[0]
    assert (problem.type, problem.answer) == expected
    assert ("expected the answer's number, got 'three': unknown" in caplog.text) == (b"three" in content)


@pytest.mark.parametrize("answer", [b"three", b"", b"3.0", b"\xff"])
def test_an_answer_that_is_no_number_is_told_of(course, answer, caplog):
    (course / "Set B" / "Problem B-1" / "ProblemAnswer.txt").write_bytes(answer)
    assert ProblemSet.load(course / "Set B" / "Problem B-1")[0].answer is None
    assert "ProblemAnswer.txt: expected the answer's number" in caplog.text


@pytest.mark.parametrize("line", [b"../..", b"/", b"/etc", b"..", b"C:\\", b".", b"a/../../b", b"\0"])
def test_lists_name_what_lies_in_their_folder(course, line, caplog):
    text(course, "ProblemList.txt", b"Problem B-1\n" + line + b"\nProblem B-2\n")
    assert ProblemSet.load(course / "Set B").names == ["Problem B-1", "Problem B-2"]
    assert "is not the name of a folder in here: line left out" in caplog.text


def test_a_problem_listed_again_counts_once(course, caplog):
    text(course, "ProblemList.txt", b"Problem B-1\nproblem b-1\n" * 20)
    assert ProblemSet.load(course / "Set B").names == ["Problem B-1"]
    assert len(caplog.records) == 11 and "and 29 more lines" in caplog.text


def test_names_that_differ_by_case_alone_stay_apart(course):
    try:
        shutil.copytree(course / "Set B" / "Problem B-1", course / "Set B" / "PROBLEM B-1")
    except FileExistsError:
        pytest.skip("needs a file system that tells case apart")
    text(course, "ProblemList.txt", b"Problem B-1\nPROBLEM B-1\n")
    assert ProblemSet.load(course / "Set B").names == ["Problem B-1", "PROBLEM B-1"]


@pytest.mark.parametrize("name", ["a\x85b", "caf\udce9", "x\u2028y", "²", " lead"])
def test_odd_names_are_listed(course, name):
    try:
        (course / "Set B" / "Problem B-1").rename(course / "Set B" / name)
    except (OSError, UnicodeError):
        pytest.skip("needs a file system that takes such names")
    text(course, "ProblemList.txt", f"{name}\nProblem B-2\n".encode(errors="surrogateescape"))
    assert ProblemSet.load(course / "Set B").names == [name, "Problem B-2"]


def test_a_damaged_problem_of_a_set_is_kept_to_be_reported(course):
    folder = course / "Set B" / "Problem B-1"
    for name in ("ProblemData.txt", "A.png"):
        (folder / name).unlink()
    (course / "Set B" / "__MACOSX" / "Problem B-1").mkdir(parents=True)
    (course / "Set B" / "notes").mkdir()
    problems = ProblemSet.load(course / "Set B")
    assert problems.names == ["Problem B-2", "Problem B-1"]
    with pytest.raises(FileNotFoundError, match="a 2x2 problem has a figure A, found none"):
        problems["Problem B-1"]


def test_a_problem_that_cannot_be_looked_into_is_kept_to_be_reported(course, monkeypatch):
    listdir = os.listdir

    def refused(path):
        if str(path).endswith("Problem B-1"):
            raise PermissionError(13, "Permission denied", str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refused)
    assert ProblemSet.load(course / "Set B").names == ["Problem B-2", "Problem B-1"]


def test_the_options_are_bounded(course):
    folder = course / "Set B" / "Problem B-1"
    for number in range(7, 80):
        shutil.copy(folder / "1.png", folder / f"{number}.png")
    with pytest.raises(ValueError, match="expected at most 64 options, found 79"):
        ProblemSet.load(folder)[0]
