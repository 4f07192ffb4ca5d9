"""Types of command-line arguments: what they take, and that the rest is refused in a line."""

import argparse
import os

import pytest

from problems import ProblemSet, generate, rule_sheet, shipped, write_problem_set
from problems.cli import natural, output_file, output_folder, picture, positive, problem_sets, rate
from problems.pairs import contact_sheet


def refused(function, text):
    """The words in which a type refuses a text."""
    with pytest.raises(argparse.ArgumentTypeError) as error:
        function(text)
    return str(error.value)


def test_numbers():
    assert (positive("1"), natural("0"), rate("2e-3")) == (1, 0, 0.002)
    for text in ("0", "-1", "1.5", "many", ""):
        assert refused(positive, text) == f"expected a number from 1, got {text}"
    assert refused(natural, "-3") == "expected a number from 0, got -3"
    for text in ("0", "-1", "nan", "inf", "fast"):
        assert refused(rate, text) == f"expected a number above 0, got {text}"


def test_folders_are_made(tmp_path):
    folder = tmp_path / "a" / "b"
    assert output_folder(str(folder)) == folder and folder.is_dir()
    file = tmp_path / "file"
    file.touch()
    assert refused(output_folder, str(file)).startswith(f"expected a folder to write to, got {file}: ")
    assert refused(output_folder, str(file / "below")).startswith("expected a folder to write to, got ")


def test_files_lie_in_folders_that_are_there(tmp_path):
    assert output_file(str(tmp_path / "new.csv")) == tmp_path / "new.csv"
    assert picture(str(tmp_path / "new.PNG")) == tmp_path / "new.PNG"
    for place in (tmp_path, tmp_path / "none" / "new.csv"):
        assert refused(output_file, str(place)) == f"expected a file in a folder that is there, got {place}"
    for name in ("new", "new.txt"):
        assert refused(picture, name) == f"expected a picture such as {name}.png, got {name}"


def test_what_may_not_be_written_to_is_told(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    kept.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: path not in (tmp_path, kept))
    assert refused(output_folder, str(tmp_path)) == f"cannot write to {tmp_path}"
    assert refused(output_file, str(tmp_path / "new")) == f"cannot write to {tmp_path}"
    assert refused(output_file, str(kept)) == f"cannot write to {kept}"


def test_problem_sets(tmp_path, make_problem):
    write_problem_set(ProblemSet("Set", [make_problem()]), tmp_path / "Problems")
    [found] = problem_sets(str(tmp_path / "Problems"))
    assert found.name == "Set"
    assert refused(problem_sets, str(tmp_path / "none")).endswith("none: no such file or folder")


@pytest.mark.parametrize("command, arguments, message", [
    (contact_sheet, ["none/sheet.png"], "expected a file in a folder that is there, got none/sheet.png"),
    (contact_sheet, ["sheet.png", "--count", "0"], "expected a number from 1, got 0"),
    (rule_sheet, ["sheet.txt"], "expected a picture such as sheet.txt.png, got sheet.txt"),
    (generate, ["--output", "sets", "--seed", "-1"], "expected a number from 0, got -1"),
    (shipped, ["file"], "expected a folder to write to, got file: "),
])
def test_commands_refuse_in_a_line(refusal, command, arguments, message):
    assert message in refusal(command.main, arguments)
