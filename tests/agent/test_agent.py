"""Agent.Solve: an answer to every problem, and no exception from anything."""

from types import SimpleNamespace

import numpy as np
import pytest

from agent import Agent, ConfidenceAgent
from agent.solvers import SOLVERS, make_solver
from agent.solvers.base import Reason, Solution
from agent.solvers.baselines import RandomSolver
from problems.figure import canonical_order


class Fixed:
    """A solver that gives the scores, or raises the error, that it was made with."""

    name = "fixed"

    def __init__(self, outcome):
        self.outcome = outcome

    def solve(self, problem):
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return Solution(np.array(self.outcome, dtype=float))


@pytest.mark.parametrize("problem_type", ["2x1", "2x2", "3x3"])
@pytest.mark.parametrize("answer", [1, 4])
def test_pixels_solve_what_moves(make_problem, problem_type, answer):
    answered = Agent("pixels").Solve(make_problem(problem_type=problem_type, answer=answer))
    assert answered == answer and type(answered) is int


def test_pixels_take_figures_of_different_sizes(make_problem):
    problem, large = make_problem(answer=2), make_problem(answer=2, side=48)
    doubled = type(problem.matrix[0])("H", np.kron(large["H"].ink, np.ones((2, 2), np.float32)))
    mixed = type(problem)("Mixed", "3x3", (*problem.matrix[:-1], doubled), problem.options)
    assert Agent("pixels").Solve(mixed) == 2


@pytest.mark.parametrize("solver", ["pixels", "random"])
def test_permuting_the_options_permutes_the_answer(make_problem, solver):
    problem, agent = make_problem(answer=3), Agent(solver)
    chosen = agent.Solve(problem)
    order = np.random.default_rng(1).permutation(8).tolist()
    assert order[agent.Solve(problem.permuted(order)) - 1] == chosen - 1


def test_random_depends_on_the_seed_and_the_problem_alone(make_problem):
    problems = [make_problem(answer=answer, options=options) for answer in (1, 2) for options in (6, 7, 8)]
    first = [RandomSolver().solve(problem).scores.tolist() for problem in problems]
    assert first == [RandomSolver().solve(problem).scores.tolist() for problem in problems]
    assert first != [RandomSolver(seed=1).solve(problem).scores.tolist() for problem in problems]


def test_a_solver_sees_an_order_of_looks_and_its_solution_is_put_back(make_problem):
    class Ink:
        def solve(self, problem):
            ink = np.array([option.ink.sum() for option in problem.options])
            seen.append(ink.tolist())
            return Solution(-ink, [Reason("ink", -ink), "in words"], 0.5)

    problem, seen = make_problem(answer=3), []
    solution = Agent(Ink()).solution(problem)
    assert seen[0] == sorted(seen[0])
    np.testing.assert_array_equal(solution.scores, [-option.ink.sum() for option in problem.options])
    np.testing.assert_array_equal(solution.reasons[0].log_probabilities, solution.scores)
    assert solution.reasons[1].text == "in words" and solution.confidence == 0.5
    assert solution.answer == 3


def test_equal_scores_go_by_what_is_drawn(make_problem):
    problem = make_problem()
    agent = Agent(Fixed([0] * 8))
    chosen = problem[str(agent.Solve(problem))].ink
    turned = problem.permuted([7, 6, 5, 4, 3, 2, 1, 0])
    assert (turned[str(agent.Solve(turned))].ink == chosen).all()


@pytest.mark.parametrize(
    "given",
    [None, 3, "text", object(), SimpleNamespace(name="x", problemType="3x3", figures={"A": None})],
)
def test_what_is_no_problem_is_skipped_with_a_reason(given, caplog, capsys):
    assert Agent("pixels").Solve(given) == -1
    assert len(caplog.records) == 1 and "expected" in caplog.text
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "outcome", [ZeroDivisionError("by zero"), MemoryError(), [1, 2, 3], [np.nan] * 8, []], ids=str
)
def test_a_solver_at_fault_is_skipped_with_a_reason(make_problem, caplog, outcome):
    assert Agent(Fixed(outcome)).Solve(make_problem()) == -1
    assert "'Moving'" in caplog.text
    assert caplog.records[0].getMessage().count("\n") == 0


def test_getters_that_fail(caplog):
    class Hostile:
        def __getattr__(self, name):
            raise RuntimeError("no")

    assert Agent("pixels").Solve(Hostile()) == -1
    assert ConfidenceAgent("pixels").Solve(Hostile()) == [1 / 6] * 6


class Mute(Exception):
    """Its text cannot be had."""

    def __str__(self):
        raise SystemExit(1)


@pytest.mark.parametrize("outcome", [SystemExit(3), GeneratorExit(), Mute(), [np.inf] * 8, [-np.inf] * 8], ids=repr)
def test_nothing_but_an_interruption_leaves_solve(make_problem, outcome):
    answer = Agent(Fixed(outcome)).Solve(make_problem())
    assert answer == -1 if isinstance(outcome, BaseException) else 1 <= answer <= 8
    confidences = ConfidenceAgent(Fixed(outcome)).Solve(make_problem())
    assert confidences == [1 / 8] * 8


def test_infinite_scores_share_the_confidence(make_problem):
    scores = [np.inf, 0, np.inf, 0, 0, 0, 0, -np.inf]
    assert sorted(ConfidenceAgent(Fixed(scores)).Solve(make_problem())) == [0, 0, 0, 0, 0, 0, 0.5, 0.5]


def test_the_user_may_interrupt(make_problem):
    with pytest.raises(KeyboardInterrupt):
        Agent(Fixed(KeyboardInterrupt())).Solve(make_problem())


def test_the_harness_of_2014_gets_strings():
    assert Agent("pixels").Solve(SimpleNamespace(getName=lambda: "x", getProblemType=lambda: "2x1")) == "-1"


def test_confidences(make_problem):
    scores = [0, 1, 2, 3, 0, 0, 0, -np.inf]
    problem = make_problem()
    confidences = np.array(ConfidenceAgent(Fixed(scores)).Solve(problem))[canonical_order(problem.options)]
    assert sum(confidences) == pytest.approx(1)
    assert np.argmax(confidences) == 3 and confidences[7] == 0
    assert ConfidenceAgent(Fixed(ValueError())).Solve(make_problem()) == [1 / 8] * 8


def test_solvers_by_name():
    for name in ("pixels", "random"):
        assert make_solver(name).name == name
    assert Agent("random").solver.name == "random"
    with pytest.raises(ValueError, match=f"expected a solver of {', '.join(SOLVERS)}"):
        make_solver("oracle")
