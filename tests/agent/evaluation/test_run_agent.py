"""run_agent.py as a user meets it: what it runs, and what it refuses."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import run_agent
from agent.solvers import SOLVERS
from tests.helpers.results_folder import FILES, contents


def test_a_run(course, run, tmp_path):
    code, output, errors = run(course)
    assert (code, errors) == (0, "")
    lines = output.splitlines()
    assert lines[:2] == ["Set B: 6 correct of 6", "Set C: 4 correct of 4"]
    assert [line.split()[0] for line in lines[2:6]] == ["set", "Set", "Set", "all"]
    assert lines[6] == f"results in {tmp_path}{os.sep}results{os.sep}"
    assert (tmp_path / "results" / "SetResults.csv").read_text().endswith("Set B,6,0,0\nSet C,4,0,0\n")


def test_without_a_path_the_shipped_sets_run(run, tmp_path):
    code, output, _ = run("--limit", 1)
    assert code == 0
    assert re.findall("(?m)^(.*):", output) == [f"Generated Problems {s}" for s in "ABCDE"]


def test_choosing_problems(course, run, tmp_path):
    def chosen(*arguments):
        run(*arguments)
        rows = (tmp_path / "results" / "ProblemResults.csv").read_text().splitlines()[1:]
        return [row.split(",")[0] for row in rows]

    assert chosen(course, "--limit", 2) == ["Set B 1", "Set B 2", "Set C 8", "Set C 2"]
    assert chosen(course, "--only", "*[12]") == ["Set B 1", "Set B 2", "Set C 2", "Set C 1"]
    assert chosen(course, "--only", "Set C/*", "--limit", 1) == ["Set C 8"]
    paths = [course / "Set C", course / "Set B" / "Set B 4", course / "Set C"]
    assert chosen(*paths, "--limit", 1) == ["Set C 8", "Set B 4"]


def test_broken_problems_are_reported_and_skipped(course, run, tmp_path):
    broken = course / "Set B" / "Set B 3" / "A.png"
    broken.write_bytes(b"")
    raven = tmp_path / "center_single"
    raven.mkdir()
    (raven / "RAVEN_0_test.npz").write_bytes(b"no archive")
    np.savez(raven / "RAVEN_1_test.npz", image=np.full((16, 9, 9), 255, np.uint8))
    code, output, errors = run(course, raven)
    assert code == 0
    assert "Set B: 5 correct, 1 skipped of 6" in output
    assert "center_single: 1 skipped, 1 unknown of 2" in output
    reports = errors.splitlines()
    assert len(reports) == 2 and str(broken) in reports[0] and str(raven / "RAVEN_0_test.npz") in reports[1]
    assert all(report.startswith("skipped ") for report in reports)
    assert "Set B 3,-1,Skipped,\n" in (tmp_path / "results" / "ProblemResults.csv").read_text()


@pytest.mark.parametrize("more", [["-j", "2"], ["-j", "2", "--engine", "dask"]])
def test_every_engine_writes_the_same_bytes(course, run, tmp_path, more):
    if "dask" in more:
        pytest.importorskip("distributed")
    (course / "Set C" / "Set C 2" / "H.png").unlink()
    run(course)
    code, _, _ = run(course, *more, output="again")
    assert code == 0
    assert contents(tmp_path / "again") == contents(tmp_path / "results")


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["Problems", "--only", "x*"], "no problem matches --only 'x*'"),
        (["Problems", "--limit", "0"], "expected a number from 1, got 0"),
        (["Problems", "-j", "many"], "expected a number from 1, got many"),
        (["Problems", "--scheduler", "tcp://x"], "--scheduler needs --engine dask"),
        (["Problems/ProblemSetList.txt"], "expected a folder of problems"),
        (["empty"], "expected a Problems folder"),
        (["--unknown"], "unrecognized"),
    ],
)
def test_unusable_arguments(course, run, monkeypatch, arguments, message):
    monkeypatch.chdir(course.parent)
    (course.parent / "empty").mkdir()
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert message in errors.splitlines()[-1]


def test_an_output_that_is_no_folder(course, run, tmp_path):
    (tmp_path / "results").write_text("")
    code, _, errors = run(course)
    assert code == 2 and errors.count("\n") == 1 and "results" in errors


def test_the_reader_of_the_output_may_leave(course, tmp_path):
    program = f'"{sys.executable}" "{run_agent.__file__}" --solver pixels --output "{tmp_path}/results" --explain'
    done = subprocess.run(f'{program} "{course}" | head -1', shell=True, capture_output=True, text=True)
    assert done.stdout == "Set B: 6 correct of 6\n" and done.stderr == ""


def test_a_problem_is_run_once_however_often_it_is_named(course, run, tmp_path):
    code, _, _ = run(course, course / "Set B")
    rows = (tmp_path / "results" / FILES[0]).read_text().splitlines()
    assert code == 0 and len(rows) == len(set(rows))


def test_an_empty_path_is_none(run):
    code, _, errors = run("")
    assert (code, errors) == (2, "run_agent: expected a path, got an empty one\n")


def test_a_run_that_solves_nothing_fails(run, tmp_path):
    (tmp_path / "broken.npz").write_text("no archive")
    code, output, _ = run(tmp_path / "broken.npz")
    assert code == 1 and "1 skipped" in output


def test_listing_solves_nothing(course, run, tmp_path):
    code, output, _ = run(course, "--list", "--only", "Set B 1", "--only", "Set C/*", "--limit", 2)
    assert code == 0
    assert output.splitlines() == ["Set B/Set B 1", "Set C/Set C 8", "Set C/Set C 2", "3 problems in 2 sets"]
    assert not (tmp_path / "results").exists()


def test_solvers_are_listed_and_a_misspelt_one_is_told(course, run):
    code, output, _ = run(solver="list")
    assert code == 0 and [line.split()[0] for line in output.splitlines()] == list(SOLVERS)
    code, _, errors = run(course, solver="pixel")
    assert code == 2 and "did you mean pixels?" in errors


def test_a_misspelt_problem_is_told(course, run):
    code, _, errors = run(course, "--only", "Set B1")
    assert code == 2 and "no problem matches --only 'Set B1' (did you mean 'Set B 1'?)" in errors


def test_a_second_pattern_without_its_option_is_told(course, run):
    code, _, errors = run(course, "Set B*", "--only", "Set C*")
    assert code == 2 and "Set B*: no such file or folder; each pattern of problems takes its own --only" in errors


def test_a_fault_shows_where_with_debug_alone(course, run, monkeypatch):
    monkeypatch.setattr(run_agent, "chosen_sets", lambda *_: 1 / 0)
    code, _, errors = run(course)
    assert code == 1 and "--debug shows where" in errors and "Traceback" not in errors
    assert "Traceback" in run(course, "--debug")[2]


def test_version(run):
    code, output, _ = run("--version")
    assert code == 0 and re.match(r"ravens-agent \S+( \(\S+\))?, Python \S+, NumPy \S+\n", output)


def test_help_loads_neither_networks_nor_scipy():
    loaded = "import sys, run_agent; print(*{'nets', 'scipy', 'asyncio', 'problems.verification'} & {*sys.modules})"
    command = [sys.executable, "-c", loaded]
    found = subprocess.run(command, capture_output=True, text=True, cwd=Path(run_agent.__file__).parent)
    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "", "")


def test_explaining_to_whoever_has_left_is_quiet(course, tmp_path):
    command = [sys.executable, run_agent.__file__, course / "Set B", "--explain", "--solver", "pixels",
               "--output", tmp_path / "results"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait(60)) == ("", run_agent.FAILED)
    process.stderr.close()
