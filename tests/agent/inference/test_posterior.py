"""Evidence: relations earn weight by what they would have predicted."""

import numpy as np
import pytest

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature, VectorStack
from agent.inference.evidence import CERTAINTY
from agent.inference.posterior import (
    FIGURE_NOISE_PRIOR,
    FILL_NOISE_PRIOR,
    NOISE_PRIOR,
    DistinctFigures,
    RelationPosterior,
    mixture,
    relation_posteriors,
    rows_and_columns,
)
from agent.matrix import directions
from agent.rules import OF_ALL, OF_NUMBERS, Prediction
from agent.rules.constancy import as_first, constant
from agent.vision.raster import SIDE

ROWS = directions("3x3")[0]


def gather(feature, relations, direction, given, candidates):
    return mixture(feature.name, direction.name, relation_posteriors(feature, relations, direction, candidates), given)


def evidence(values, noise=0.1):
    feature = VectorFeature("number", values, noise)
    identity = VectorFeature("identity", np.arange(len(values)), 0.1)  # all figures are distinct
    return gather(feature, OF_ALL + OF_NUMBERS, ROWS, 8, DistinctFigures(identity))


def test_a_sum_is_found_and_predicts():
    found = evidence([1, 6, 7, 2, 11, 13, 3, 17, 4, 20, 15, 9])
    assert found.log_probabilities.argmax() == 1
    assert max(found.weights, key=found.weights.get) in ("a + b", "same a + b - c")


def test_a_distribution_of_three_is_found_and_predicts():
    found = evidence([1, 5, 20, 20, 1, 5, 5, 20, 5, 20, 1, 7])
    assert found.log_probabilities.argmax() == 2
    assert max(found.weights, key=found.weights.get) == "distribution of three"


def test_what_follows_no_relation_decides_little():
    found = evidence([31, 4, 77, 58, 9, 12, 46, 23, 80, 2, 65, 37])
    assert found.noise > 0.7
    assert np.ptp(found.log_probabilities) < 1.0


def test_probabilities_sum_to_one():
    for values in ([1, 2, 3] * 4, list(range(12)), [0] * 12):
        np.testing.assert_allclose(np.exp(evidence(values).log_probabilities).sum(), 1.0, rtol=1e-9)


def test_one_picture_met_in_a_2x2_counts_as_two_tests():
    bars = np.zeros((8, SIDE, SIDE), bool)
    for place, image in enumerate(bars):
        image[10 * place + 5 : 10 * place + 13, 10:80] = True
    bars[1], bars[7] = bars[0], bars[2]  # A and B are alike, and so are C and the last option
    rows = directions("2x2")[0]
    pictures = ImageFeature("contour", bars)
    numbers = VectorFeature("number", [0, 0, 2, 3, 4, 5, 6, 2], 0.01)
    candidates = DistinctFigures(VectorFeature("identity", np.arange(8), 0.1))
    by_picture, by_number = (
        gather(feature, (constant,), rows, 3, candidates) for feature in (pictures, numbers)
    )
    n = 7.999  # of eight candidates, two of which look alike and share the probability
    assert by_number.weights["constant"] / by_number.noise == pytest.approx(n / 2 / NOISE_PRIOR, rel=0.02)
    assert by_picture.weights["constant"] / by_picture.noise == pytest.approx((n / 2) ** 2 / NOISE_PRIOR, rel=0.02)
    assert by_picture.log_probabilities.argmax() == by_number.log_probabilities.argmax() == 4


@pytest.mark.parametrize("problem_type, given", [("2x2", 3), ("3x3", 8)])
def test_relations_hold_of_features_side_by_side_as_of_each(problem_type, given):
    rng, count, relations = np.random.default_rng(3), given + 6, OF_ALL + OF_NUMBERS
    singles = [VectorFeature(str(i), rng.integers(0, 3, count), 0.1 + i) for i in range(3)]
    candidates = DistinctFigures(VectorFeature("look", np.arange(count), 0.1))
    for direction in directions(problem_type, diagonals=True):
        together = relation_posteriors(VectorStack(singles), relations, direction, candidates)
        for place, single in enumerate(singles):
            alone = relation_posteriors(single, relations, direction, candidates)
            beside = together.of(place)
            assert alone.names == beside.names
            np.testing.assert_allclose(beside.odds(given), alone.odds(given))
            np.testing.assert_allclose(beside.costs, alone.costs)


@pytest.mark.parametrize("problem_type, given", [("2x2", 3), ("3x3", 8)])
def test_pictures_count_by_how_many_lines_make_them_sure(problem_type, given):
    bars = np.zeros((given + 4, SIDE, SIDE), bool)
    for place, image in enumerate(bars):
        image[7 * place + 5:7 * place + 10, 10:80] = True
    picture, number = ImageFeature("figure", bars), VectorFeature("number", np.arange(given + 4), 0.1)
    rows, columns = directions(problem_type)
    candidates = DistinctFigures(number)
    for feature, power in ((picture, CERTAINTY * len(rows.complete)), (number, CERTAINTY)):
        each = [relation_posteriors(feature, (constant,), direction, candidates) for direction in (rows, columns)]
        for held in (*each, rows_and_columns(*each)):
            found = mixture(feature.name, "rows", held, given)
            assert found.certainty == pytest.approx((1 - found.noise) ** power)


def test_no_relation_no_evidence():
    numbers = VectorFeature("number", [1, 2, 3, 4, 5], 0.1)
    assert relation_posteriors(numbers, (as_first,), directions("2x2")[0], DistinctFigures(numbers)) is None


def test_candidates_hold_each_look_once():
    candidates = DistinctFigures(VectorFeature("look", [1, 1, 2, 3, 3], 0.1))
    sure = np.full((2, 5), 99.0)
    sure[0, :2] = 0.0  # the first two, which look alike, are expected
    right, wrong = candidates.factors(sure, 1)
    assert right == pytest.approx(3.0, rel=0.02)  # three looks
    assert wrong == pytest.approx(1.0)  # it expects nothing: no look is likelier than others
    assert candidates.factors(sure[0], 4) < 0.02


def test_a_rule_that_holds_both_ways_is_believed_more():
    values = [1, 5, 20, 20, 1, 5, 5, 20, 5, 20, 1, 7]  # each once a row and once a column
    feature = VectorFeature("number", values, 0.1)
    identity = DistinctFigures(VectorFeature("identity", np.arange(12), 0.1))
    rows, columns = (
        relation_posteriors(feature, OF_ALL, direction, identity) for direction in directions("3x3")
    )
    both = mixture(feature.name, "rows and columns", rows_and_columns(rows, columns), 8, "both")
    alone = mixture(feature.name, "rows", rows, 8)
    assert both.weights["distribution of three"] > 1.5 * alone.weights["distribution of three"]
    assert both.log_probabilities.argmax() == 2 and both.pool == "both"


@pytest.mark.parametrize("columns_expect, odds", [(8, 4.0), (9, 1.0)])
def test_options_test_a_rule_of_both_ways_once(columns_expect, odds):
    """One of four options that is predicted each way counts fourfold, not sixteenfold; two different ones do not."""
    distances = VectorFeature("number", [1, 2, 3, 4, 5, 6, 7, 8, 30, 40, 90, 91], 0.1).distances
    once = np.ones(1)
    rows, columns = (RelationPosterior(("it",), once, once, distances[[aim]], 1, 2) for aim in (8, columns_expect))
    assert rows.odds(8) == pytest.approx(4.0, rel=0.05)
    assert rows_and_columns(rows, columns).odds(8) == pytest.approx(odds, rel=0.05)


def test_a_picture_that_an_option_shows_and_no_given_figure_is_a_test():
    bars = np.zeros((7, SIDE, SIDE), bool)
    for place, image in enumerate(bars):
        image[10 * place + 5:10 * place + 13, 10:80] = True
    feature, rows = ImageFeature("figure", bars), directions("2x2")[0]

    def expects(figure):
        """A relation that expects what `figure` shows in the open line, and the right one in the complete line."""
        return lambda feature, line: iter([Prediction("it", 0.1, feature.distances[figure if line.examples else 1])])

    factors = [
        relation_posteriors(feature, (expects(figure),), rows, DistinctFigures(feature)).odds(3).item()
        for figure in (5, 2)
    ]
    asked = relation_posteriors(feature, (expects(2),), rows, DistinctFigures(feature)).factor.item()
    assert asked > 30  # the complete line's last figure, which is given, is expected: seven candidates, two tests
    assert factors[0] / factors[1] == pytest.approx(16, rel=0.05)  # four options, two tests


def test_a_relation_that_missed_the_complete_lines_says_less_of_the_open_one():
    """With misses of 4 units in the mean, 8 units apart tell what 2 tell after lines that fit."""
    exact, loose = (VectorFeature("number", [*values, 3, 3.8, 40, 50], 0.1) for values in (
        [1, 1, 1, 2, 2, 2, 3, 3], [1, 1, 1.4, 2, 2, 2.4, 3, 3]))
    looks = DistinctFigures(VectorFeature("look", np.arange(12), 0.1))
    costs = [
        relation_posteriors(feature, (constant,), ROWS, looks).costs[0]
        for feature in (exact, loose)
    ]
    assert costs[0][8:10] == pytest.approx([0.0, 8.0])
    assert costs[1][8:10] == pytest.approx([0.0, 2.0])


@pytest.mark.parametrize("name, noise", [
    ("figure", FIGURE_NOISE_PRIOR), ("tone", FILL_NOISE_PRIOR), ("inner", FILL_NOISE_PRIOR),
    ("width", NOISE_PRIOR),
])
def test_noise_is_likelier_of_some_features_than_of_others(name, noise):
    """Where a relation of prior 1 neither gains nor loses by the lines, its odds to noise are the priors'."""
    once = np.ones(1)
    held = RelationPosterior(("it",), once, once, np.zeros((1, 12)), 1, 2)
    found = mixture(name, "rows", held, 8)
    assert found.weights["it"] / found.noise == pytest.approx(1.0 / noise, rel=0.05)
