"""The course's CSV files: their exact form, and reading them back after any interruption."""

import io
import os
import shutil

import pytest

from agent.evaluation.outcome import Outcome
from agent.evaluation.results import text_files
from agent.evaluation.results.csv_files import ANSWERS, PROBLEMS, SETS, ResultFiles, read_outcomes, read_solver

OUTCOMES = [
    Outcome("Set B", "Problem 1", 2, 2, 6, 0.1),
    Outcome("Set B", "Problem, 2", 3, 1, 6, 0.1),
    Outcome("Set B", "Problem 3", -1, 4, 6, 0.1, "why"),
    Outcome("Set B", "Problem 4", 5, None, 6, 0.1),
    Outcome("Set B", "Problem 5", -1),
]


def write(folder, outcomes=OUTCOMES, known=()):
    with ResultFiles(folder, "pixels", known) as files:
        for outcome in outcomes:
            files.add(outcome)
        files.add_set("Set B", 1, 1, 2)


def test_the_course_s_form(tmp_path):
    folder = tmp_path / "deep" / "results"
    write(folder)
    text = {name: (folder / name).read_bytes().decode() for name in (ANSWERS, PROBLEMS, SETS)}
    assert text["AgentAnswers.csv"] == (
        "ProblemSet,RavensProblem,Agent's Answer\n"
        'Set B,Problem 1,2\nSet B,"Problem, 2",3\nSet B,Problem 3,-1\nSet B,Problem 4,5\nSet B,Problem 5,-1\n'
    )
    assert text["ProblemResults.csv"] == (
        "Problem,Agent's Answer,Correct?,Correct Answer\n"
        'Problem 1,2,Correct,2\n"Problem, 2",3,Incorrect,1\nProblem 3,-1,Skipped,4\n'
        "Problem 4,5,Unknown,\nProblem 5,-1,Skipped,\n"
    )
    assert text["SetResults.csv"] == "Set,Correct,Incorrect,Skipped\nSet B,1,1,2\n"


def test_each_row_is_on_disk_at_once(tmp_path):
    with ResultFiles(tmp_path, "pixels") as files:
        for count, outcome in enumerate(OUTCOMES, 1):
            files.add(outcome)
            assert len(read_outcomes(tmp_path)) == count


def test_reading_back(tmp_path):
    write(tmp_path)
    assert [(o.set_name, o.name, o.answer, o.correct_answer) for o in read_outcomes(tmp_path)] == [
        (o.set_name, o.name, o.answer, o.correct_answer) for o in OUTCOMES
    ]
    assert read_solver(tmp_path) == "pixels"
    assert read_outcomes(tmp_path / "nowhere") == [] and read_solver(tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", [ANSWERS, PROBLEMS])
def test_interrupted_anywhere_and_continued(tmp_path, name):
    write(tmp_path)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for length in range(0, len(whole[name]), 5):
        (tmp_path / name).write_bytes(whole[name][:length])
        known = read_outcomes(tmp_path)
        assert len(known) == max(0, whole[name][:length].count(b"\n") - 1)
        write(tmp_path, OUTCOMES[len(known):], known)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == whole


@pytest.mark.parametrize(
    "old, new",
    [("Problem 1,2", "Problem 9,2"), ("Correct,2", "Correct,3"), ("Problem,Ag", "X,Ag"), ("-1,", "-1,,")],
)
def test_foreign_files_are_refused(tmp_path, old, new):
    write(tmp_path)
    path = tmp_path / PROBLEMS
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ValueError):
        read_outcomes(tmp_path)


def test_a_deleted_folder_is_told_of(tmp_path):
    folder = tmp_path / "results"
    with ResultFiles(folder, "pixels") as files:
        files.add(OUTCOMES[0])
        shutil.rmtree(folder)
        with pytest.raises(OSError, match="deleted while the run was writing to it") as error:
            files.add(OUTCOMES[1])
    assert error.value.filename.endswith(ANSWERS)


def test_a_full_disk_names_the_file(tmp_path):
    with ResultFiles(tmp_path, "pixels") as files:
        files._files[PROBLEMS].close()
        with open("/dev/full", "w") if os.path.exists("/dev/full") else pytest.skip("needs /dev/full") as full:
            files._files[PROBLEMS] = full
            with pytest.raises(OSError, match="No space left") as error:
                files.add(OUTCOMES[0])
            assert error.value.filename.endswith(PROBLEMS)
            files._files[PROBLEMS] = io.StringIO()
            os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a" * 2000])
def test_what_is_no_text_is_refused(tmp_path, content, monkeypatch):
    monkeypatch.setattr(text_files, "MOST_BYTES", 1000)
    write(tmp_path)
    (tmp_path / ANSWERS).write_bytes(content)
    with pytest.raises(ValueError, match=ANSWERS):
        read_outcomes(tmp_path)
