"""run_agent.py as a user meets it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import run_agent
from agent.evaluation.results.json_file import read_results
from agent.solvers import SOLVERS
from agent.solvers.baselines import PixelSolver
from problems import ProblemSet, write_problem_set

FILES = ("AgentAnswers.csv", "ProblemResults.csv", "SetResults.csv")


@pytest.fixture
def course(tmp_path, make_problem):
    """A Problems folder: six 2x2 problems, four 3x3 ones."""
    for name, problem_type, answers in (("Set B", "2x2", range(1, 7)), ("Set C", "3x3", (8, 2, 5, 1))):
        members = [make_problem(f"{name} {answer}", problem_type, answer=answer) for answer in answers]
        write_problem_set(ProblemSet(name, members), tmp_path / "Problems")
    return tmp_path / "Problems"


@pytest.fixture
def run(tmp_path, capsys):
    """A function that runs the command line in this process; exit code, output and errors."""

    def run(*arguments, output="results", solver="pixels", overwrite=True):
        capsys.readouterr()
        try:
            options = ["--solver", str(solver), "--output", str(tmp_path / output)]
            options += ["--overwrite"] * (overwrite and not {"--resume", "--failed"} & set(arguments))
            code = run_agent.main([*map(str, arguments), *options])
        except SystemExit as leaving:  # argparse's way out
            code = leaving.code
        return code, *capsys.readouterr()

    return run


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


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
    assert re.findall("(?m)^(.*):", output) == [f"Generated Problems {s}" for s in "BCDE"]


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


def test_explaining_solves_once_and_keeps_the_words(course, run, tmp_path, monkeypatch):
    asked = []
    solve = PixelSolver.solve
    monkeypatch.setattr(PixelSolver, "solve", lambda self, problem: asked.append(problem.name) or solve(self, problem))
    (course / "Set C" / "Set C 2" / "H.png").unlink()
    code, output, errors = run(course, "--only", "*[12]", "--explain")
    assert code == 0 and errors.count("\n") == 1
    assert asked == ["Set B 1", "Set B 2", "Set C 1"]
    folder = tmp_path / "results" / "explanations" / "Set C"
    text = (folder / "Set C 1.txt").read_text()
    assert text in output and text.startswith("Set C 1: option 1 (right)\n")
    assert (folder / "Set C 1.png").exists() and "Set C 2: no answer" in output


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


def test_an_output_that_is_no_folder(course, run, tmp_path):
    (tmp_path / "results").write_text("")
    code, _, errors = run(course)
    assert code == 2 and errors.count("\n") == 1 and "results" in errors


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


def test_results_are_not_replaced_silently(course, run, tmp_path):
    run(course / "Set C")
    before = contents(tmp_path / "results")
    code, _, errors = run(course, overwrite=False)
    assert code == 2 and errors.count("\n") == 1 and "--overwrite" in errors and "--resume" in errors
    # before anything is loaded: neither the problems nor the solver are looked at
    assert run(tmp_path / "nowhere", solver="absent.py", overwrite=False) == (code, "", errors)
    assert contents(tmp_path / "results") == before
    assert run(course, overwrite=True)[0] == 0 and contents(tmp_path / "results") != before


def test_json_alone_comes_on_the_standard_output(course, run, tmp_path):
    code, output, errors = run(course, "--json")
    found = json.loads(output)
    assert code == 0 and output == (tmp_path / "results" / "results.json").read_text()
    assert "Set B: 6 correct of 6" in errors
    assert len(found["problems"]) == 10 and found["end"]["finished"] is True
    assert found["run"]["solver"] == "pixels" and len(found["run"]["weights_sha256"]) == 64
    assert {"version", "commit", "command", "python", "numpy", "seed"} <= found["run"].keys()


def test_only_what_failed_is_run_again(course, run, tmp_path):
    for name, answer in (("Set B 3", "1"), ("Set C 5", "1")):
        (course / name[:5] / name / "ProblemAnswer.txt").write_text(answer)
    run(course)
    before = contents(tmp_path / "results")
    code, output, _ = run("--failed")  # the paths are those of the run
    assert code == 0 and "Set B: 1 incorrect of 1" in output and "Set C: 1 incorrect of 1" in output
    assert contents(tmp_path / "results") == before
    rows = (tmp_path / "results" / "failed" / FILES[0]).read_text().splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["Set B 3", "Set C 5"]


def test_nothing_failed(course, run):
    run(course)
    code, _, errors = run(course, "--failed")
    assert code == 2 and "is wrong or was skipped" in errors


def test_listing_solves_nothing(course, run, tmp_path):
    code, output, _ = run(course, "--list", "--only", "Set B 1", "--only", "Set C/*", "--limit", 2)
    assert code == 0
    assert output.splitlines() == ["Set B/Set B 1", "Set C/Set C 8", "Set C/Set C 2", "3 problems in 2 sets"]
    assert not (tmp_path / "results").exists()


def test_below_the_accuracy_asked_for(course, run):
    (course / "Set B" / "Set B 3" / "ProblemAnswer.txt").write_text("1")
    assert run(course, "--min-accuracy", "0.9")[0] == 0
    code, _, errors = run(course, "--min-accuracy", "91%")
    assert code == 3 and errors == "run_agent: accuracy 90.0% is below 91.0%\n"
    assert run(course, "--min-accuracy", "91")[0] == 2


def test_comparing_two_runs(course, run, tmp_path):
    run(course)
    run(course, "--seed", 4, solver="random", output="other")
    code, output, _ = run("--compare", tmp_path / "results", tmp_path / "other")
    lines = output.splitlines()
    assert code == 0 and lines[0] == str(tmp_path / "results")
    differing = [line for line in lines if " -> " in line]
    assert f"{len(differing)} of 10 answers differ" in output
    alone = f"solved by {tmp_path / 'other'} alone: 0; by {tmp_path / 'results'} alone: {len(differing)}"
    assert alone in lines and any(line.startswith("McNemar's exact test: p = ") for line in lines)


def test_judging_by_another_key(course, run, tmp_path):
    run(course)
    answers = (tmp_path / "results" / FILES[0]).read_bytes()
    key = tmp_path / "key.csv"
    key.write_text("Set,Problem,Answer\nSet B,Set B 2,1\nSet C,Set C 8,8\n")
    code, output, _ = run("--rescore", key)
    assert code == 0 and output.splitlines()[1].split()[:4] == ["Set", "B", "5", "1"]
    assert "Set B 2,2,Incorrect,1" in (tmp_path / "results" / FILES[1]).read_text()
    assert (tmp_path / "results" / FILES[0]).read_bytes() == answers
    wrong = [found.name for found in read_results(tmp_path / "results") if found.right is False]
    assert wrong == ["Set B 2"]
    key.write_text("Set,Problem,Answer\nSet B,Set B 2,one\n")
    code, _, errors = run("--rescore", key)
    assert code == 2 and "line 2: expected set, problem and right answer" in errors


def test_a_seed_is_of_the_results(course, run, tmp_path):
    run(course, "--seed", 1, solver="random")
    first = contents(tmp_path / "results")
    run(course, "--seed", 2, solver="random")
    assert contents(tmp_path / "results") != first
    code, _, errors = run(course, "--seed", 1, "--resume", solver="random")
    assert code == 2 and "random, seed 2, not of random, seed 1" in errors


def test_solvers_are_listed_and_a_misspelt_one_is_told(course, run):
    code, output, _ = run(solver="list")
    assert code == 0 and [line.split()[0] for line in output.splitlines()] == list(SOLVERS)
    code, _, errors = run(course, solver="pixel")
    assert code == 2 and "did you mean pixels?" in errors


def test_a_misspelt_problem_is_told(course, run):
    code, _, errors = run(course, "--only", "Set B1")
    assert code == 2 and "no problem matches --only 'Set B1' (did you mean 'Set B 1'?)" in errors


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
