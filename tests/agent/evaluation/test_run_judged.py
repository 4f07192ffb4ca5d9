"""What run_agent.py tells of its answers: explanations, JSON, comparisons, another key, an accuracy asked for."""

import json

from agent.evaluation.results.json_file import read_results
from agent.solvers.baselines import PixelSolver
from tests.helpers.results_folder import FILES


def test_json_alone_comes_on_the_standard_output(course, run, tmp_path):
    code, output, errors = run(course, "--json")
    found = json.loads(output)
    assert code == 0 and output == (tmp_path / "results" / "results.json").read_text()
    assert "Set B: 6 correct of 6" in errors
    assert len(found["problems"]) == 10 and found["end"]["finished"] is True
    assert found["run"]["solver"] == "pixels" and len(found["run"]["weights_sha256"]) == 64
    assert {"version", "commit", "command", "python", "numpy", "seed"} <= found["run"].keys()


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
    assert code == 0 and lines[0] == f"{tmp_path / 'results'}: solver pixels"
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


def test_another_key_is_told_in_a_comparison_and_obeys_the_other_options(course, run, tmp_path):
    run(course, "--report")
    run(course, output="other")
    key = tmp_path / "key.csv"
    key.write_text("Set,Problem,Answer\nSet B,Set B 2,1\n")
    code, output, errors = run("--rescore", key, "--min-accuracy", "95%", "--json")
    assert code == 3 and json.loads(output)["problems"][1]["right"] is False
    assert errors.endswith("report.html is as an earlier command left it\nrun_agent: accuracy 90.0% is below 95.0%\n")
    compared = run("--compare", tmp_path / "results", tmp_path / "other")[1]
    assert "0 of 10 answers differ" in compared
    assert "the right answers of 1 problem are not the same in both runs" in compared


def test_answers_of_an_agent_are_no_key(course, run, tmp_path):
    run(course)
    code, _, errors = run("--rescore", tmp_path / "results" / FILES[0])
    assert code == 2 and errors.endswith("AgentAnswers.csv: expected the right answers, found those of an agent\n")


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
