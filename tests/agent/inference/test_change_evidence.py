"""Changes: an option loses by how much its change differs from that of the complete lines."""

import numpy as np
import pytest

from agent.features.image_feature import ImageFeature
from agent.features.vector_feature import VectorFeature
from agent.inference.change_evidence import BOUND, change_evidence, frames_alone, network_evidence
from agent.inference.posterior import DistinctFigures
from agent.matrix import comparisons
from agent.vision.raster import SIDE
from problems.figure import Figure
from problems.problem import Problem
from tests.helpers.ink_difference import InkDifference


class Noisy(InkDifference):
    """Distances in units of a noise of 0.02."""

    def distances(self, first, second):
        return super().distances(first, second) / 0.02


def blank(problem_type, options):
    given = 8 if problem_type == "3x3" else 3
    ink = np.zeros((4, 4), np.float32)
    return Problem("p", problem_type, tuple(Figure("A", ink) for _ in range(given)),
                   tuple(Figure("1", ink) for _ in range(options)))


def lost(feature, problem_type, options):
    looks = VectorFeature("look", np.arange(len(feature.distances)), 0.1)  # all figures are distinct
    [found] = change_evidence([feature], blank(problem_type, options), DistinctFigures(looks),
                              comparisons(problem_type, diagonals=True))
    return -found.log_probabilities


def test_an_option_that_changes_alike_loses_nothing():
    number = VectorFeature("number", [1, 3, 11, 13, 14, 99], 0.5)  # + 2 along the row, + 10 down the column
    loss = lost(number, "2x2", 3)
    assert loss[0] == pytest.approx(0, abs=0.01)
    assert loss[1] == pytest.approx(2 / (1 + 2 / BOUND), abs=0.01)  # one too many, in two noise units
    assert loss[1] < loss[2] < BOUND


def test_images_change_by_how_far_apart_they_are():
    images = np.zeros((5, SIDE, SIDE), bool)
    for index, left in enumerate((10, 10, 50, 50, 20)):
        images[index, 20:40, left:left + 20] = True
    loss = lost(ImageFeature("figure", images), "2x1", 2)
    assert loss[0] == pytest.approx(0, abs=0.01) and loss[1] > 2


def test_two_figures_may_change_places():
    """Where the third looks like the second, the option may look like the first; else only alike changes do."""
    exchanged = lost(VectorFeature("number", [1, 7, 7, 1, 13, 20], 0.1), "2x2", 3)
    assert exchanged[1] < exchanged[0] < 2.0 < exchanged[2]  # 1 7 / 7 13 and 1 7 / 7 1, but nothing else
    unlike = lost(VectorFeature("number", [1, 7, 9, 1, 15, 20], 0.1), "2x2", 3)
    assert unlike[1] == pytest.approx(0, abs=0.1) and unlike[0] > 2.0


def test_a_change_in_which_the_lines_disagree_tells_less():
    agreeing = VectorFeature("number", [5, 5, 5, 5, 5, 5, 5, 5, 5, 8], 0.5)
    disagreeing = VectorFeature("number", [5, 5, 5, 9, 5, 7, 5, 5, 5, 8], 0.5)
    first, second = (lost(feature, "3x3", 2) for feature in (agreeing, disagreeing))
    assert first[0] == 0 and np.ptp(second) < np.ptp(first)
    far = VectorFeature("number", [0, 0, 900, 0, 0, -900, 0, 0, 0, 3], 0.5)
    assert np.ptp(lost(far, "3x3", 2)) < 0.01 * np.ptp(first)


def test_every_pair_of_a_3x3_matrix_counts_alike():
    number = VectorFeature("number", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 0.5)  # nothing changes along any line
    loss = lost(number, "3x3", 2)
    assert loss[0] == 0
    assert loss[1] == pytest.approx(2 / (1 + 2 / BOUND))  # the same in every pair that the option is in


def test_two_figures_may_change_places_for_the_network_too():
    inks = np.array([0.1, 0.4, 0.4, 0.1, 0.7, 1.0], np.float32)
    looks = DistinctFigures(VectorFeature("look", np.arange(6), 0.1))

    def loss(inks):
        [found] = network_evidence(Noisy(bound=4.0), inks, blank("2x2", 3), looks, comparisons("2x2"))
        return -found.log_probabilities

    assert loss(inks)[1] < loss(inks)[0] < 2.0 < loss(inks)[2]  # alike, in the other place, neither
    inks[2] = 0.6  # the third is no longer like the second
    assert loss(inks)[0] > 3.0


@pytest.mark.parametrize("problem_type, pairs, alone", [
    ("2x1", [(0, 1)], True),
    ("2x2", [(0, 1)], True),  # along the row
    ("2x2", [(0, 2)], True),  # along the column
    ("2x2", [(1, 2)], False),  # on the diagonal that no line is complete on
    ("3x3", [(0, 1)], False),  # in one of two rows
    ("3x3", [(0, 2), (3, 5)], True),
    ("3x3", [(0, 1), (4, 5)], False),  # in different places
])
def test_a_frame_alone_has_to_change_in_all_complete_lines(problem_type, pairs, alone):
    framed = np.zeros((16, 16), bool)
    for before, after in pairs:
        framed[before, after] = framed[after, before] = True
    assert frames_alone(framed, comparisons(problem_type, diagonals=True)) == alone
