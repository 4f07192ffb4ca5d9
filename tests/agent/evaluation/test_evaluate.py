"""The public functions: what a user calls from Python."""

import subprocess
import sys

import pytest

import agent
import problems
from agent import evaluate, read_results
from problems import ProblemSet, write_problem_set


class Mostly:
    """Chooses the first option that it sees, which has the least ink and is right, but for one problem."""

    def solve(self, problem):
        return 2 if problem.name == "P 1" else 1


@pytest.fixture
def members(make_problem):
    return [make_problem(f"P {place}", "2x2", answer=answer) for place, answer in enumerate((1, 2, 1))]


def test_a_solver_over_anything_that_is_problems(members, tmp_path):
    write_problem_set(ProblemSet("Set", members), tmp_path / "Problems")
    for sets in (members, ProblemSet("problems", members), [ProblemSet("problems", members)]):
        found = evaluate(Mostly(), sets)
        assert repr(found) == "Evaluation(2 right of 3)" and found.accuracy == pytest.approx(2 / 3)
        assert str(found).splitlines()[1].split()[:4] == ["problems", "2", "1", "0"]
    assert evaluate("pixels", tmp_path / "Problems").accuracy == 1.0
    assert len(evaluate("pixels", members[0]).outcomes) == 1
    with pytest.raises(TypeError, match="expected a path"):
        evaluate("pixels", 3)


def test_what_a_solver_cannot_solve_is_skipped(members):
    class Failing:
        def solve(self, problem):
            raise KeyError(problem.name)

    outcome = evaluate(Failing(), members).outcomes[0]
    assert outcome.verdict == "Skipped" and "KeyError" in outcome.traceback and "P 0" in outcome.error


def test_processes_give_the_same(members):
    found = [evaluate("pixels", members, jobs=jobs).outcomes for jobs in (1, 2)]
    assert [outcome.scores for outcome in found[0]] == [outcome.scores for outcome in found[1]]


def test_all_that_is_offered_is_there():
    for module in (agent, problems):
        assert all(getattr(module, name) is not None for name in module.__all__)
        with pytest.raises(AttributeError, match="no_such_name"):
            module.no_such_name  # noqa: B018
    assert read_results.__module__ == "agent.evaluation.results.json_file"


def test_the_agent_alone_imports_no_evaluation():
    program = "import agent, sys; print([m for m in sys.modules if 'evaluation' in m or m == 'problems.generate'])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"
