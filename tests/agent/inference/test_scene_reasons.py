"""Reasons of objects: parts that add up to the evidence, and values of the options beside those that rules expect."""

import numpy as np
import pytest

from agent import Agent
from agent.evaluation.explanation import explanation_lines
from agent.evaluation.outcome import solved
from agent.inference.evidence import Evidence, Part
from agent.inference.scene_evidence import scene_evidence
from problems.drawing.item import Item
from problems.generate import generate_problem
from problems.problem import Problem
from tests.helpers.drawn_figures import figure


def dots(count, seed):
    """A number of dots in places of a grid that differ from figure to figure."""
    places = np.random.default_rng(seed).permutation(16)[:count]
    return figure(*(Item("circle", 0.15 + 0.23 * (place % 4), 0.15 + 0.23 * (place // 4), 0.15) for place in places))


def sums():
    """The first two numbers of dots add up to the third: 1 + 2 = 3, 2 + 5 = 7, so 4 + 1 = 5; option 2 is right."""
    figures = [dots(count, seed) for seed, count in enumerate((1, 2, 3, 2, 5, 7, 4, 1, 8, 5, 9, 3, 4, 6))]
    return Problem("sums", "3x3", tuple(figures[:8]), tuple(figures[8:]), 2)


@pytest.mark.parametrize("problem_type", ["2x1", "2x2", "3x3"])
def test_parts_add_up_to_the_evidence(problem_type):
    kind = "2x2" if problem_type == "2x1" else problem_type
    problem, _ = generate_problem(["rotation"], rng=np.random.default_rng(1), type=kind)
    (evidence,) = scene_evidence(Problem("p", problem_type, problem.matrix, problem.options))
    whole = sum(part.log_probabilities for part in evidence.told())
    np.testing.assert_allclose(np.ptp(whole - evidence.log_probabilities), 0.0, atol=1e-9)
    assert any(part.text.startswith("as from A to B") for part in evidence.told()) == (problem_type != "3x3")


def test_parts_share_what_a_floor_cuts_off():
    parts = (Part("first", np.array([0.0, -6.0, -3.0])), Part("second", np.array([0.0, -2.0, 3.0])))
    first, second = Evidence("objects", "all", {}, np.array([0.0, -4.0, 0.0]), "scene", parts=parts).told()
    np.testing.assert_allclose(first.log_probabilities, [0.0, -3.0, 0.0])
    np.testing.assert_allclose(second.log_probabilities, [0.0, -1.0, 0.0])


def test_a_sum_is_told_with_its_values_and_those_of_two_options():
    problem = sums()
    outcome = solved(problem, Agent().solution(problem), "set")
    assert outcome.answer == 2
    lines = [line for line in explanation_lines(outcome) if "1 + 2 = 3, 2 + 5 = 7, so 4 + 1 = 5" in line]
    assert lines and f"option 2 has 5, option {outcome.runner_up} has " in lines[0], explanation_lines(outcome)


def test_what_options_show_follows_their_order():
    problem, order = sums(), [3, 0, 5, 1, 4, 2]
    first, second = Agent().solution(problem), Agent().solution(problem.permuted(order))
    shown = {reason.text: reason.shown for reason in first.reasons if reason.shown}
    assert shown
    for reason in second.reasons:
        assert list(reason.shown) == [shown[reason.text][place] for place in order] if reason.shown else True
