"""A solver from outside the package, on the command line and in Python."""

from pathlib import Path

import numpy as np
import pytest

import run_agent
from agent import Agent
from agent.evaluation.results.json_file import read_results
from agent.solvers import make_solver
from agent.solvers.base import Reason, Solution
from problems import ProblemSet, write_problem_set
from problems.figure import canonical_order

SOURCE = '''
from agent.solvers.baselines import PixelSolver

class Mine:
    """Two numbers off, three of a kind."""

    def solve(self, problem):
        if problem.name == "P 2":
            return problem.no_such_thing
        return PixelSolver().solve(problem).scores

class Helper:
    pass
'''


@pytest.fixture
def folder(tmp_path, make_problem, monkeypatch):
    (tmp_path / "my_own_solver.py").write_text(SOURCE)
    members = [make_problem(f"P {answer}", "2x2", answer=answer) for answer in (1, 2, 3)]
    write_problem_set(ProblemSet("Set", members), tmp_path / "Problems")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("spec", ["my_own_solver.py", "my_own_solver.py:Mine", "my_own_solver:Mine"])
def test_a_mistake_shows_its_traceback_and_the_run_goes_on(folder, capsys, spec):
    assert run_agent.main(["Problems", "--solver", spec]) == 0
    output, errors = capsys.readouterr()
    assert "Set: 2 correct, 1 skipped of 3" in output
    assert "return problem.no_such_thing" in errors and "agent/evaluation" not in errors
    found = read_results("results")
    assert [outcome.answer for outcome in found] == [1, -1, 3] and len(found[0].scores) == 6
    assert "AttributeError" in found[1].traceback


def test_it_runs_in_processes_and_is_resumed(folder, capsys):
    assert run_agent.main(["Problems", "--solver", "my_own_solver:Mine", "-j", "2"]) == 0
    assert "2 correct, 1 skipped" in capsys.readouterr().out
    Path("results/AgentAnswers.csv").write_text("ProblemSet,RavensProblem,Agent's Answer\nSet,P 1,1\n")
    assert run_agent.main(["Problems", "--solver", "my_own_solver:Mine", "--resume"]) == 0
    assert [outcome.answer for outcome in read_results("results")] == [1, -1, 3]


@pytest.mark.parametrize("source, message", [
    ("import no_such_module_here", "ModuleNotFoundError: No module named 'no_such_module_here'"),
    ("class Mine:\n    def __init__(self): 1 / 0\n    def solve(self, problem): return 1", "ZeroDivisionError"),
])
def test_one_that_cannot_be_made_ends_the_run_with_its_traceback(folder, capsys, source, message):
    Path("broken.py").write_text(source)
    assert run_agent.main(["Problems", "--solver", "broken.py"]) == 2
    errors = capsys.readouterr().err
    assert message in errors and "broken.py\", line" in errors and "own_solver.py" not in errors


@pytest.mark.parametrize("spec, message", [
    ("nowhere.py", "no such file nowhere.py"),
    ("no_such_module:Mine", "no module 'no_such_module'"),
    ("my_own_solver:Other", "expected a class Other in my_own_solver, found ['Mine']"),
    ("my_own_solver:Helper", "expected a class with a method solve(problem)"),
])
def test_what_is_no_solver_is_told_in_a_line(folder, spec, message):
    with pytest.raises(ValueError, match="solver ") as error:
        make_solver(spec)
    assert message in str(error.value)


class Returning:
    name = "returning"

    def __init__(self, value):
        self.value = value

    def solve(self, problem):
        return self.value


@pytest.mark.parametrize("value", [4, np.int64(4), [0, 0, 0, 1, 0, 0], np.eye(6)[3], Solution([0, 0, 0, 1, 0, 0])])
def test_a_solution_scores_or_a_number_of_the_options_in_the_order_of_their_looks(make_problem, value):
    problem = make_problem(problem_type="2x2")
    assert Agent(Returning(value)).answer(problem) == canonical_order(problem.options)[3] + 1


@pytest.mark.parametrize("value, message", [
    (0, "expected an option from 1 to 6, got 0"), (None, "expected 6 scores"), ("four", "got str"),
    ([1, 2], "expected 6 scores"), (True, "expected 6 scores"), ({1: 2}, "got dict"),
    (Solution(np.zeros(6), [Reason("rows", np.zeros(5))]), "expected 6 numbers of the reason 'rows'"),
])
def test_other_values_are_refused(make_problem, value, message):
    with pytest.raises(ValueError, match="solver 'returning'") as error:
        Agent(Returning(value)).answer(make_problem(problem_type="2x2"))
    assert message in str(error.value)


def test_a_seed_is_given_to_a_class_that_takes_one(folder):
    Path("seeded.py").write_text("class Seeded:\n    def __init__(self, seed=0): self.seed = seed\n"
                                 "    def solve(self, problem): return 1\n")
    assert make_solver("seeded.py", seed=5).seed == 5
    assert make_solver("random", seed=6).seed == 6 and make_solver("pixels", seed=6).name == "pixels"
