"""The folder for the course's harness: it runs alone, and beside a student's files of the same names."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run_agent
from agent.evaluation.export import NAME, _files, export
from problems import ProblemSet, write_problem_set

HARNESS = Path(__file__).parent.parent / "course_harness.py"


@pytest.fixture
def folder(tmp_path, make_problem):
    """An exported folder with problems, the harness, and a student's files that must not be imported."""
    assert run_agent.main(["export", str(tmp_path), "--solver", "pixels"]) == 0
    members = [make_problem(f"P {answer}", "2x2", answer=answer) for answer in (2, 5)]
    write_problem_set(ProblemSet("Set", members), tmp_path / "Problems")
    shutil.copy(HARNESS, tmp_path)
    for name in ("agent", "nets", "problems"):
        (tmp_path / f"{name}.py").write_text(f"raise RuntimeError('the student\\'s own {name}.py was imported')")
    return tmp_path


def test_it_runs_in_the_harness_beside_a_student_s_own_files(folder):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([sys.executable, HARNESS.name, "2021"], cwd=folder, env=environment,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Set,P 2,2\nSet,P 5,5\n" in (folder / "AgentAnswers.csv").read_text()


def test_the_default_solver_imports_nothing_of_ours_from_outside(folder):
    export(folder)
    program = ("import sys; from Agent import Agent; Agent()\n"
               "print(sorted({name.split('.')[0] for name in sys.modules} & {'agent', 'nets', 'problems'}))")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
    text = "".join(path.read_text() for path in (folder / NAME).rglob("*.py"))
    assert not re.search(r"(?m)^\s*(from|import) (agent|nets|problems)\b", text)


def test_an_agent_of_another_origin_stays(tmp_path, capsys):
    (tmp_path / "Agent.py").write_text("class Agent: pass\n")
    assert run_agent.main(["export", str(tmp_path)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert (tmp_path / "Agent.py").read_text() == "class Agent: pass\n"
    assert run_agent.main(["export", str(tmp_path), "--overwrite"]) == 0
    assert run_agent.main(["export", str(tmp_path)]) == 0  # one's own is replaced


def test_what_answers_is_copied_and_nothing_else():
    import agent

    copied = {path.relative_to(Path(agent.__file__).parent).as_posix() for path in _files(Path(agent.__file__).parent)}
    assert {"agent.py", "weights/transformation.npz", "weights/evidence.csv", "solvers/relational.py"} <= copied
    assert not any(name.startswith(("training", "evaluation")) or name.endswith(".png") for name in copied)
