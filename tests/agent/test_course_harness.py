"""The course's project folder, end to end: its driver, an Agent.py of one line and Problems/."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import agent as package
from agent import Agent
from problems import ProblemSet, load_sets, write_problem_set

DRIVER = Path(__file__).with_name("course_harness.py")
AGENT = """from functools import partial
from agent import Agent
Agent = partial(Agent, "pixels")
"""  # a solver that takes no time: what is tested is the way from a problem's files to its answer


@pytest.fixture
def project(tmp_path, make_problem):
    """A project folder with a set of two 2x2 problems and a set of one 3x3 problem."""
    for problem_type, numbers in (("2x2", (1, 4)), ("3x3", (6,))):
        members = [make_problem(f"Problem {problem_type} {i}", problem_type, answer=i) for i in numbers]
        write_problem_set(ProblemSet(f"Set {problem_type}", members), tmp_path / "Problems")
    shutil.copy(DRIVER, tmp_path / "RavensProject.py")
    (tmp_path / "Agent.py").write_text(AGENT)
    return tmp_path


def answers(project, era):
    """Run the driver; the rows it wrote. Nothing may come on the standard output."""
    environment = os.environ | {"PYTHONPATH": str(Path(package.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "RavensProject.py", era],
        cwd=project, env=environment, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    with open(project / "AgentAnswers.csv") as file:
        return list(csv.reader(file))[1:], done.stderr


def ours(project, solver="pixels"):
    """Our own answers to the same problems."""
    agent = Agent(solver)
    return {problem.name: agent.Solve(problem) for found in load_sets(project / "Problems") for problem in found}


def put_answers_on_line_two(project):
    for path in project.rglob("ProblemData.txt"):
        answer = (path.parent / "ProblemAnswer.txt").read_text().strip()
        path.write_text(path.read_text().replace("\n", f"\n{answer}\n", 1))


def make_2x1(project):
    """The 2x2 problems as 2x1; the 3x3 ones keep six options, as all had in 2014."""
    for path in project.rglob("ProblemData.txt"):
        path.write_text(path.read_text().replace("2x2", "2x1"))
    shutil.rmtree(project / "Problems" / "Set 3x3")
    (project / "Problems" / "ProblemSetList.txt").write_text("Set 2x2")


@pytest.mark.parametrize("era, solver", [("2016", "pixels"), ("2021", None)])
def test_summer_2016_and_later(project, era, solver):
    if solver is None:
        (project / "Agent.py").write_text("from agent import Agent\n")
    rows, _ = answers(project, era)
    assert {name: int(answer) for _, name, answer in rows} == ours(project, solver)
    assert [row[0] for row in rows] == ["Set 2x2"] * 2 + ["Set 3x3"]
    assert (project / "ProblemResults.csv").read_text().count("Skipped") == 0


def test_2015(project):
    put_answers_on_line_two(project)
    rows, _ = answers(project, "2015")
    assert {name: int(answer) for _, name, answer in rows} == ours(project)


def test_fall_2014(project):
    make_2x1(project)
    put_answers_on_line_two(project)
    rows, _ = answers(project, "2014")
    assert {name: int(answer) for name, answer in rows} == ours(project)


def test_spring_2016(project):
    put_answers_on_line_two(project)
    (project / "Agent.py").write_text(AGENT.replace("import Agent", "import ConfidenceAgent as Agent"))
    rows, _ = answers(project, "spring 2016")
    assert {name: int(best) for name, _, best in rows} == ours(project)
    assert {total for _, total, _ in rows} == {"1.0000"}


@pytest.mark.parametrize("era", ["2014", "2016"])
def test_a_broken_problem_is_skipped_and_the_run_goes_on(project, era):
    if era == "2014":
        make_2x1(project)
        put_answers_on_line_two(project)
    (project / "Problems" / "Set 2x2" / "Problem 2x2 4" / "B.png").write_bytes(b"broken")
    rows, log = answers(project, era)
    assert [row[-1] for row in rows][1] == "-1"
    assert all(row[-1] != "-1" for row in rows[:1] + rows[2:])
    assert log.count("\n") == 1 and "'Problem 2x2 4'" in log and "B.png: expected an image" in log
    assert len(rows) == (2 if era == "2014" else 3)
