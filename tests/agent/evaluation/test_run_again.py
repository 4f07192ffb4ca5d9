"""run_agent.py where results are there already: resumed, run again, or refused."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run_agent
from tests.helpers.results_folder import FILES, contents


def test_resuming_solves_the_rest(course, run, tmp_path):
    run(course)
    whole = contents(tmp_path / "results")
    for name in FILES[:2]:
        path = tmp_path / "results" / name
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:8]) + b"half a r")
    for solved in ("Set B 1", "Set C 8"):  # these are not solved again: they could not be
        (course / solved[:5] / solved / "A.png").unlink()
    code, output, errors = run(course, "--resume")
    assert (code, errors) == (0, "")
    assert "Set C: 4 correct of 4" in output
    assert contents(tmp_path / "results") == whole


def test_resuming_where_nothing_is_is_a_first_run(course, run, tmp_path):
    assert run(course, "--resume")[0] == 0
    assert b"Set C 1" in contents(tmp_path / "results")["AgentAnswers.csv"]


def test_results_of_other_problems_are_not_continued(course, run, tmp_path):
    run(course / "Set C")
    before = contents(tmp_path / "results")
    code, _, errors = run(course, "--resume")
    assert code == 2 and "results of other problems" in errors
    assert contents(tmp_path / "results") == before


@pytest.mark.parametrize("text, name", [("random\n", "random"), (None, "an unknown solver")])
def test_results_of_another_solver_are_not_continued(course, run, tmp_path, text, name):
    run(course)
    before, told = contents(tmp_path / "results"), tmp_path / "results" / "solver.txt"
    assert told.read_text() == "pixels\n"
    told.write_text(text) if text else told.unlink()
    code, _, errors = run(course, "--resume")
    assert code == 2 and errors.count("\n") == 1 and f"has results of {name}, not of pixels" in errors
    assert contents(tmp_path / "results") == before


def test_interrupted_it_tells_what_is_known(course, tmp_path):
    output = tmp_path / "results"
    source = course / "Set C" / "Set C 8"
    for number in range(600):  # links, so that the run lasts
        (course / "Set D").mkdir(exist_ok=True)
        os.symlink(source, course / "Set D" / f"Link {number}")
    (course / "ProblemSetList.txt").write_text("Set D\n")
    program = Path(run_agent.__file__)
    started = subprocess.Popen(
        [sys.executable, program, course, "--solver", "pixels", "--output", output],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # background jobs ignore it
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and started.poll() is None:
        if (output / FILES[0]).exists() and (output / FILES[0]).read_bytes().count(b"\n") > 3:
            started.send_signal(signal.SIGINT)
            break
        time.sleep(0.01)
    shown, errors = started.communicate(timeout=60)
    assert started.returncode == 130
    assert errors == "run_agent: interrupted; the same command with --resume goes on\n"
    known = (output / FILES[0]).read_text().count("\n") - 1
    assert shown.splitlines()[-2].split()[:3] == ["Set", "D", str(known)]


def test_results_are_not_replaced_silently(course, run, tmp_path):
    run(course / "Set C")
    before = contents(tmp_path / "results")
    code, _, errors = run(course, overwrite=False)
    assert code == 2 and errors.count("\n") == 1 and "--overwrite" in errors and "--resume" in errors
    # before anything is loaded: neither the problems nor the solver are looked at
    assert run(tmp_path / "nowhere", solver="absent.py", overwrite=False) == (code, "", errors)
    assert contents(tmp_path / "results") == before
    assert run(course, overwrite=True)[0] == 0 and contents(tmp_path / "results") != before


def test_only_what_failed_is_run_again(course, run, tmp_path):
    for name, answer in (("Set B 3", "1"), ("Set C 5", "1")):
        (course / name[:5] / name / "ProblemAnswer.txt").write_text(answer)
    run(course)
    before = contents(tmp_path / "results")
    code, output, _ = run("--failed")  # the paths are those of the run
    assert output.startswith("pixels solves what pixels did not\n")
    assert code == 0 and "Set B: 1 incorrect of 1" in output and "Set C: 1 incorrect of 1" in output
    assert contents(tmp_path / "results") == before
    rows = (tmp_path / "results" / "failed" / FILES[0]).read_text().splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["Set B 3", "Set C 5"]


def test_nothing_failed(course, run):
    run(course)
    code, _, errors = run(course, "--failed")
    assert code == 2 and "is wrong or was skipped" in errors


def test_a_seed_is_of_the_results(course, run, tmp_path):
    run(course, "--seed", 1, solver="random")
    first = contents(tmp_path / "results")
    run(course, "--seed", 2, solver="random")
    assert contents(tmp_path / "results") != first
    code, _, errors = run(course, "--seed", 1, "--resume", solver="random")
    assert code == 2 and "random, seed 2, not of random, seed 1" in errors
