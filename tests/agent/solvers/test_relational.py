"""The default solver: right on plain matrices, and blind to everything but what is drawn."""

import dataclasses
from functools import lru_cache

import numpy as np
import pytest

from agent import Agent
from agent.features.vector_feature import VectorFeature
from agent.inference.collect import DECIDED, _reduced, collect_evidence, repeats
from agent.solvers.base import TIE
from agent.solvers.relational import RelationalSolver
from problems.figure import Figure
from problems.generate import generate_problem
from problems.problem import Problem

SOLVER = RelationalSolver()
AGENT = Agent(SOLVER)
PICTURES = {"figure", "black", "contour", "inner", "contents", "main shape"}


@lru_cache
def problem(rule, type="3x3", seed=0):
    return generate_problem([rule], rng=np.random.default_rng(seed), type=type)[0]


@lru_cache
def solved(rule, type="3x3", seed=0):
    """The solution of a problem that several tests compare with: each is solved once."""
    return AGENT.solution(problem(rule, type, seed))


@pytest.mark.parametrize(
    "rule, type",
    [
        ("identity", "3x3"),
        ("logic_xor", "3x3"),
        ("distribution_shape", "3x3"),
        ("number", "3x3"),
        ("addition", "3x3"),
        ("reflection", "2x2"),
        ("identity", "2x2"),
    ],
)
def test_plain_rules_are_solved(rule, type):
    assert solved(rule, type).answer == problem(rule, type).answer


def test_no_more_evidence_is_sought_once_the_options_are_decided():
    plain = problem("logic_xor", seed=2)
    everything, enough = collect_evidence(plain), collect_evidence(plain, SOLVER.weights)
    assert {found.feature for found in enough} < {found.feature for found in everything}
    assert not any(found.feature.startswith("network's") for found in enough)
    weighed = (SOLVER.weights.weighed(found, plain.type) for found in (enough, everything))
    short, full = (sum(found.log_probabilities for found in each) for each in weighed)
    best, second = np.sort(short)[[-1, -2]]
    assert best - second >= DECIDED
    assert short.argmax() == full.argmax() == plain.answer - 1


def test_what_tells_a_kind_is_never_added():
    found = collect_evidence(problem("fill"))
    weights = {each.feature: set(each.weights) for each in found if (each.direction, each.kind) == ("rows", "")}
    assert weights["levels"] == weights["tone"] - {
        "same step", "progression", "a + b", "a - b", "b - a", "same a + b - c", "same bend"}


def test_where_nothing_decides_the_network_is_asked():
    blank = Figure("blank", np.zeros((40, 40), np.float32))
    odd = Problem("odd", "2x2", (blank,) * 3, tuple(
        Figure(str(size), np.pad(np.ones((size, size), np.float32), (0, 40 - size))) for size in range(5, 11)))
    found = collect_evidence(odd, SOLVER.weights)
    assert any(each.feature.startswith("network's") for each in found)


def test_permuting_the_options_permutes_the_scores():
    plain = problem("nested", "2x2", seed=3)
    order = np.random.default_rng(5).permutation(len(plain.options))
    solution, shuffled = solved("nested", "2x2", seed=3), AGENT.solution(plain.permuted(order))
    np.testing.assert_array_equal(shuffled.scores, solution.scores[order])
    assert order[shuffled.answer - 1] == solution.answer - 1
    for reason, other in zip(solution.reasons, shuffled.reasons, strict=True):
        assert str(reason) == str(other)
        np.testing.assert_array_equal(other.log_probabilities, reason.log_probabilities[order])


def test_names_answers_and_annotations_do_not_matter():
    plain = problem("nested", "2x2", seed=3)
    figures = {
        side: tuple(dataclasses.replace(f, name=f"x{i}") for i, f in enumerate(getattr(plain, side)))
        for side in ("matrix", "options")
    }
    other = dataclasses.replace(plain, name="other", answer=None, annotation={}, set_name="s", **figures)
    np.testing.assert_array_equal(AGENT.solution(other).scores, solved("nested", "2x2", seed=3).scores)


def test_a_2x1_problem_uses_its_row_alone():
    square = problem("fill", "2x2", seed=2)
    row = dataclasses.replace(square, type="2x1")
    solution = SOLVER.solve(row)
    assert solution.scores.shape == (len(row.options),)
    assert not any(str(reason).startswith("columns") for reason in solution.reasons)


def test_blank_figures_do_no_harm():
    plain = problem("identity")
    blank = [dataclasses.replace(f, ink=np.zeros((20, 20), np.float32)) for f in plain.matrix]
    scores = SOLVER.solve(dataclasses.replace(plain, matrix=tuple(blank))).scores
    assert np.isfinite(scores).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("type, given, options", [("2x1", 3, 6), ("2x2", 3, 6), ("3x3", 8, 8)])
@pytest.mark.parametrize("height, width", [(1, 1), (64, 64), (10, 75), (75, 2)])
def test_odd_figures_do_no_harm(type, given, options, height, width):
    """Figures of one pixel, of one dot each, and narrow ones that are blank, black or full of specks."""
    rng = np.random.default_rng(height)
    pictures = []
    for index in range(given + options):
        ink = np.zeros((height, width), np.float32)
        if height == width:
            ink[(index + 1) * height // 20, index % width] = 1.0
        else:
            ink[:] = rng.random(ink.shape) < (index % 4) / 3
        pictures.append(Figure(str(index), ink))
    solution = SOLVER.solve(Problem("odd", type, tuple(pictures[:given]), tuple(pictures[given:])))
    assert np.exp(solution.scores).sum() == pytest.approx(1.0)


def test_large_figures_are_reduced_first():
    plain = problem("identity")
    large = {
        side: tuple(
            dataclasses.replace(f, ink=np.kron(f.ink, np.ones((6, 6), np.float32))) for f in getattr(plain, side)
        )
        for side in ("matrix", "options")
    }
    other = dataclasses.replace(plain, **large)
    assert max(f.ink.shape[0] for f in _reduced(other).matrix) == 256
    assert AGENT.answer(other) == solved("identity").answer


def test_oblong_figures_keep_their_proportions_and_one_scale():
    plain = problem("identity")
    wide = tuple(dataclasses.replace(f, ink=np.repeat(f.ink, 2, axis=1)) for f in plain.options)
    reduced = _reduced(dataclasses.replace(plain, options=wide))
    assert {f.ink.shape for f in reduced.options} == {(128, 256)}
    assert {f.ink.shape for f in reduced.matrix} == {(128, 128)}


def test_repeats_count_only_where_all_given_figures_differ():
    look = VectorFeature("figure", [1, 2, 3, 3, 9], 0.1)
    np.testing.assert_allclose(repeats(look, 3).log_probabilities, [-1, 0], atol=1e-6)
    look = VectorFeature("figure", [1, 1, 3, 3, 9], 0.1)
    np.testing.assert_array_equal(repeats(look, 3).log_probabilities, [0, 0])


def test_equal_options_score_equally_and_the_answer_is_one_of_them():
    plain = problem("logic_xor", seed=4)
    twice = (*plain.options[:-1], dataclasses.replace(plain.options[plain.answer - 1], name="8"))
    other = dataclasses.replace(plain, options=twice)
    solution = AGENT.solution(other)
    assert solution.scores[plain.answer - 1] == pytest.approx(solution.scores[-1], abs=TIE / 2)
    assert solution.answer == plain.answer  # of two alike the first


def test_mirroring_and_transposing_keep_most_answers():
    kept = []
    for rule, type in (("logic_xor", "3x3"), ("reflection", "2x2"), ("identity", "2x2")):
        plain, order = problem(rule, type), (0, 3, 6, 1, 4, 7, 2, 5) if type == "3x3" else (0, 2, 1)
        for change, places in ((np.fliplr, range(len(order))), (np.transpose, order)):
            figures = {
                side: [dataclasses.replace(f, ink=np.ascontiguousarray(change(f.ink))) for f in getattr(plain, side)]
                for side in ("matrix", "options")
            }
            other = dataclasses.replace(
                plain, matrix=tuple(figures["matrix"][i] for i in places), options=tuple(figures["options"])
            )
            kept.append(AGENT.answer(other) == solved(rule, type).answer)
    assert sum(kept) >= 5


def test_changes_of_numbers_are_left_out_where_a_frame_alone_comes_or_goes():
    def numbers(problem):
        return {found.feature for found in collect_evidence(problem) if found.kind == "change"} - PICTURES

    assert len(numbers(problem("inner_size", "2x2"))) > 10
    assert not numbers(problem("framing", "2x2"))
