"""The seed's criterion, with an encoder whose vectors are known."""

from dataclasses import replace

import numpy as np
import pytest

from agent import Agent
from agent.inference.analogy import alike_lines, compared_vectors, direction_weights
from agent.matrix import comparisons
from agent.network.encoder import TransformationEncoder
from agent.network.fields import FIELDS
from agent.solvers.same_different import SameDifferentSolver, two_pairs
from agent.solvers.transformation import SeedSolver, TransformationSolver
from problems import Figure, Problem
from problems.generate import generate_problem
from tests.helpers.ink_difference import InkDifference


def problem(type, values, options, answer):
    def figures(names, numbers):
        inks = [np.full((8, 8), number, np.float32) for number in numbers]
        return tuple(Figure(name, ink) for name, ink in zip(names, inks, strict=False))
    return Problem("p", type, figures("ABCDEFGH", values), figures("123456", options), answer)


OPTIONS = (0.1, 0.3, 0.5, 0.8, 0.9, 0.2)


@pytest.mark.parametrize("given", [
    problem("2x1", (0.1, 0.2, 0.4), OPTIONS, 3),
    problem("2x2", (0.1, 0.2, 0.4), OPTIONS, 3),
    problem("3x3", (0.1, 0.2, 0.3, 0.2, 0.3, 0.4, 0.6, 0.7), OPTIONS, 4),
])
def test_the_option_that_changes_alike_wins(given):
    solution = Agent(TransformationSolver(InkDifference())).solution(given)
    assert solution.answer == given.answer
    assert solution.scores.dtype == np.float64
    np.testing.assert_allclose(sum(reason.log_probabilities for reason in solution.reasons), solution.scores)


def test_the_score_of_a_2x2_matrix_is_the_sum_of_row_and_column():
    given = problem("2x2", (0.1, 0.3, 0.4), OPTIONS, 4)
    scores = TransformationSolver(InkDifference()).solve(given).scores
    option = 0.8
    expected = abs((0.3 - 0.1) - (option - 0.4)) + abs((0.4 - 0.1) - (option - 0.3))
    assert scores[3] == pytest.approx(-expected, abs=1e-6)


def test_a_distance_is_bounded():
    given = problem("2x2", (0.1, 0.3, 0.4), OPTIONS, 4)
    bound, option = 0.25, 0.8
    scores = TransformationSolver(InkDifference(bound=bound)).solve(given).scores
    far = [abs((0.3 - 0.1) - (option - 0.4)), abs((0.4 - 0.1) - (option - 0.3))]
    assert scores[3] == pytest.approx(-sum(away / (1.0 + away / bound) for away in far), abs=1e-6)
    assert scores.min() > -2.0 * bound


def test_a_field_in_which_the_complete_lines_differ_counts_less():
    agreeing = problem("3x3", (0.1, 0.2, 0.3, 0.2, 0.3, 0.4, 0.6, 0.7), OPTIONS, 4)
    differing = problem("3x3", (0.1, 0.2, 0.9, 0.2, 0.3, 0.4, 0.6, 0.7), OPTIONS, 4)
    solver = TransformationSolver(InkDifference(bound=0.1), diagonals=False)
    spreads = [np.ptp(solver.solve(given).scores) for given in (agreeing, differing)]
    assert spreads[1] < 0.8 * spreads[0]


def test_directions_in_which_the_complete_lines_change_alike_count_more():
    """Rows and columns change alike, until the last row makes columns differ."""
    given = problem("3x3", (0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.7), OPTIONS, 4)
    solver = TransformationSolver(InkDifference(bound=0.5), diagonals=False)
    references, _ = compared_vectors(solver.encoder, solver.encoder.encode_problem(given), given, comparisons("3x3"))
    weights = direction_weights(solver.encoder, references, 2)
    assert weights.mean() == pytest.approx(1.0) and weights[0] == weights[1] and weights[2] == weights[3]
    assert weights[0] == pytest.approx(weights[2], rel=1e-3)  # in both the complete lines change alike
    bent = problem("3x3", (0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.9, 0.2), OPTIONS, 4)
    references, _ = compared_vectors(solver.encoder, solver.encoder.encode_problem(bent), bent, comparisons("3x3"))
    rows, _, columns, _ = direction_weights(solver.encoder, references, 2)
    assert rows > 1.5 * columns


def test_same_or_different_does_not_know_which_pair_is_first():
    first, second = np.random.default_rng(0).standard_normal((2, 5, 7))
    fields = {"turn": slice(0, 4), "ink": slice(4, 7)}
    found = two_pairs(first, second, fields)
    np.testing.assert_array_equal(found, two_pairs(second, first, fields))
    assert found.shape == (5, 6)
    assert (found >= 0.0).all() and (found < 1.0).all()


class MoreLikelyNearby:
    """A stand-in for the trained network: logits (1 - d / (1 + d), 0) for a distance d of the vectors."""

    def forward(self, inputs):
        return np.stack([1.0 - inputs[:, 0], np.zeros(len(inputs))], axis=1)


def test_same_different_sums_probabilities():
    given = problem("2x2", (0.1, 0.3, 0.4), OPTIONS, 4)
    solution = SameDifferentSolver(InkDifference(), MoreLikelyNearby()).solve(given)
    distances = (np.abs(0.2 - (np.array(OPTIONS) - 0.4)), np.abs(0.3 - (np.array(OPTIONS) - 0.3)))
    expected = [1.0 / (1.0 + np.exp(-1.0 / (1.0 + distance))) for distance in distances]
    np.testing.assert_allclose(solution.scores, sum(expected), atol=1e-6)
    assert [str(reason) for reason in solution.reasons] == [
        "rows: changes that are the same", "columns: changes that are the same"]
    np.testing.assert_allclose([reason.log_probabilities for reason in solution.reasons], expected, atol=1e-6)


def test_same_different_counts_a_direction_as_its_complete_lines_change_alike():
    values = (0.1, 0.2, 0.3, 0.2, 0.3, 0.4, 0.6, 0.7)
    given = problem("3x3", values, OPTIONS, 4)
    solution = Agent(SameDifferentSolver(InkDifference(), MoreLikelyNearby())).solution(given)
    assert solution.answer == 4
    a, b, c, d, e, f, g, h = values
    expected = []
    for first, second, (start, middle) in [
        ((a, b, c), (d, e, f), (g, h)), ((a, d, g), (b, e, h), (c, f)),
        ((b, f, g), (c, d, h), (a, e)), ((c, e, g), (a, f, h), (b, d)),
    ]:
        changes = np.array([[line[2] - line[1], line[2] - line[0]] for line in (first, second)])
        opened = 0.8 - np.array([middle, start])
        alike = same_probability(changes[0], changes[1]).mean()
        expected.append(alike * same_probability(changes, opened).mean(axis=0).sum())
    np.testing.assert_allclose([reason.log_probabilities[3] for reason in solution.reasons], expected, atol=1e-6)
    assert solution.scores[3] == pytest.approx(sum(expected), abs=1e-6)


def same_probability(first, second):
    """What `MoreLikelyNearby` says of two changes."""
    distance = np.abs(first - second)
    return 1.0 / (1.0 + np.exp(-1.0 / (1.0 + distance)))


LATIN_SQUARE = (0.1, 0.5, 0.9, 0.5, 0.9, 0.1, 0.9, 0.1)


def test_the_seed_adds_up_the_diagonals_of_a_latin_square():
    scores = SeedSolver(InkDifference()).solve(problem("3x3", LATIN_SQUARE, OPTIONS, 2)).scores
    a, b, c, d, e, f, g, h = LATIN_SQUARE
    for option, score in zip(OPTIONS, scores, strict=True):
        expected = 0.0
        for first, second, opened in [((b, f, g), (c, d, h), (a, e)), ((c, e, g), (a, f, h), (b, d))]:
            for place in (0, 1):
                changes = [line[2] - line[place] for line in (first, second)]
                expected += np.mean([abs(change - (option - opened[place])) for change in changes])
        assert score == pytest.approx(-expected, abs=1e-6)


@pytest.mark.parametrize("type, values, chosen", [
    ("2x1", (0.1, 0.2, 0.4), [True]),
    ("2x2", (0.1, 0.2, 0.4), [True] * 2),
    ("3x3", (0.1, 0.2, 0.3, 0.2, 0.3, 0.4, 0.6, 0.7), [True] * 4 + [False] * 4),
    ("3x3", LATIN_SQUARE, [False] * 4 + [True] * 4),
    ("3x3", (0.1,) * 8, [True] * 4 + [False] * 4),  # both change alike: rows and columns
])
def test_lines_are_those_along_which_the_complete_ones_change_alike(type, values, chosen):
    encoder, given = InkDifference(), problem(type, values, OPTIONS, 1)
    references, _ = compared_vectors(
        encoder, encoder.encode_problem(given), given, comparisons(type, diagonals=True))
    assert alike_lines(encoder, references, type).tolist() == chosen


def test_the_seed_adds_up_rows_and_columns_and_bounds_nothing():
    values = (0.1, 0.2, 0.9, 0.2, 0.3, 0.4, 0.6, 0.7)
    scores = SeedSolver(InkDifference(bound=1e-3)).solve(problem("3x3", values, OPTIONS, 4)).scores
    a, b, c, d, e, f, g, h = values
    lines = [((a, b, c), (d, e, f), (g, h)), ((a, d, g), (b, e, h), (c, f))]
    expected = 0.0
    for first, second, (start, middle) in lines:
        for i, known in ((1, middle), (0, start)):  # the pairs that end in the option
            changes = [line[2] - line[i] for line in (first, second)]
            expected += np.mean([abs(change - (0.8 - known)) for change in changes])
    assert scores[3] == pytest.approx(-expected, abs=1e-6)


@pytest.mark.parametrize("solver", [SeedSolver, TransformationSolver, SameDifferentSolver])
def test_permuting_the_options_permutes_the_scores_of_the_network(solver):
    given = generate_problem(["shape"], rng=np.random.default_rng(4), type="3x3")[0]
    order = [3, 1, 7, 0, 2, 6, 5, 4]
    agent = Agent(solver())
    np.testing.assert_array_equal(agent.solution(given.permuted(order)).scores, agent.solution(given).scores[order])


def test_each_look_of_a_problem_is_encoded_once(monkeypatch):
    given = generate_problem(["rotation"], rng=np.random.default_rng(4), type="3x3")[0]
    encoder, asked = TransformationEncoder.load(), []
    encode = encoder.encode

    def recorded(looks):
        asked.append([figure.ink.tobytes() for figure in looks])
        return encode(looks)

    monkeypatch.setattr(encoder, "encode", recorded)
    first = len(given.matrix)
    twice = tuple(replace(figure, ink=given.options[k % 4].ink) for k, figure in enumerate(given.options))
    equal = encoder.encode_problem(replace(given, options=twice))
    assert len(set(asked[0])) == len(asked[0])
    np.testing.assert_array_equal(equal.head[first:first + 4], equal.head[first + 4:])


def test_rotation_counts_unless_both_are_reflections():
    weights = {name: 0.5 for name in FIELDS}
    encoder = TransformationEncoder(None, ("circle",), {**weights, "reflection": 4.0}, weights)
    vectors = np.zeros((4, encoder.width), np.float32)
    vectors[:, encoder.fields["rotation"]] = (0.5, 0.0), (-0.5, 0.0), (-0.5, 0.0), (0.5, 0.0)
    vectors[:, encoder.fields["reflection"].start] = np.float32([4, 4, 0, 2])  # four times the probability of none
    rotation = list(encoder.fields).index("rotation")
    distance = encoder.distances(vectors[:, None], vectors)[..., rotation]
    turned, mirrored, unsure = 1, 2, 3
    assert distance[0, turned] == distance[0, mirrored] == 1.0
    assert encoder.distances(vectors[mirrored] * 0, vectors[mirrored])[rotation] == 0.0  # both are reflections
    assert distance[mirrored, unsure] == 0.5  # one surely, the other as likely as not
    np.testing.assert_array_equal(distance, distance.T)
