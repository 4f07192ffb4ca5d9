"""Two objects: each makes a matrix of its own, wherever the same paper lies between them."""

from dataclasses import replace

import numpy as np
import pytest

from agent.inference.collect import full_evidence
from agent.scene.split_objects import split_by_object
from problems.drawing.item import Item
from problems.generate import generate_problem
from problems.problem import Problem
from tests.helpers.drawn_figures import figure, segment

LEFT, RIGHT = {"x": 0.3, "size": 0.3, "fill": "solid"}, {"x": 0.7, "size": 0.3}


def matrix(*figures):
    """A 2x2 matrix whose options are its third figure and one with a star on the right."""
    star = figure(Item("circle", **LEFT), Item("star", **RIGHT))
    return Problem("p", "2x2", figures, (figures[2], star))


def parts(problem):
    return split_by_object(problem, [segment(each) for each in problem.matrix])


@pytest.mark.parametrize("names, turn", [(("left", "right"), np.array), (("top", "bottom"), np.transpose)])
def test_each_of_two_objects_is_seen_in_the_middle_by_itself(names, turn):
    shapes = [("circle", "square"), ("heart", "square"), ("circle", "plus")]
    figures = [figure(Item(a, **LEFT), Item(b, **RIGHT)) for a, b in shapes]
    problem = matrix(*figures)
    turned = {name: tuple(replace(each, ink=turn(each.ink)) for each in getattr(problem, name))
              for name in ("matrix", "options")}
    found = parts(replace(problem, **turned))
    assert tuple(found) == names
    for place, (name, by_itself) in enumerate(found.items()):
        for kinds, seen in zip(shapes, by_itself.matrix, strict=True):
            expected = turn(figure(Item(kinds[place], x=0.5, **{"size": 0.3, "fill": ("solid", "none")[place]})).ink)
            assert np.abs(seen.ink - expected).mean() < 0.03, name
        assert segment(by_itself.options[1]).object_count == 1


@pytest.mark.parametrize("items", [
    [Item("circle", size=0.3)],
    [Item("circle", x=0.2, size=0.2), Item("circle", size=0.2), Item("circle", x=0.8, size=0.2)],
    [Item("circle", x=0.42, size=0.3), Item("square", x=0.82, size=0.3)],  # where the others have their gap
    [Item("circle", x=0.3, y=0.3, size=0.3), Item("square", x=0.3, y=0.7, size=0.3)],
])
def test_one_figure_of_another_make_leaves_the_matrix_whole(items):
    pair = figure(Item("circle", **LEFT), Item("square", **RIGHT))
    assert parts(matrix(pair, pair, pair))
    assert parts(matrix(pair, pair, figure(*items))) == {}


def test_figures_of_two_sizes_are_left_whole():
    pair = figure(Item("circle", **LEFT), Item("square", **RIGHT))
    narrow = type(pair)("A", pair.ink[:, 2:])
    assert parts(matrix(pair, narrow, pair)) == {}


@pytest.mark.parametrize("side", [1, 20, 50, 100])
def test_an_option_smaller_than_the_figures_keeps_its_size(side):
    pair = figure(Item("circle", x=0.12, size=0.1), Item("square", x=0.8, size=0.3))
    problem = matrix(pair, pair, pair)
    small = replace(problem, options=(*problem.options, replace(pair, ink=np.ones((side, side), np.float32))))
    found = parts(small)
    assert tuple(found) == ("left", "right")
    assert all(by_itself.options[2].ink.shape == (side, side) for by_itself in found.values())


def test_an_object_moved_to_the_middle_is_cut_at_the_edge_and_nowhere_else():
    wide = figure(Item("square", x=0.15, size=0.2), Item("square", x=0.62, size=0.7))
    found = parts(matrix(wide, wide, wide))
    for name, share in (("left", 0.2), ("right", 0.7)):
        columns = np.nonzero(found[name].matrix[0].ink > 0.5)[1]
        assert (columns.min() + columns.max()) / 2 == pytest.approx(91.5, abs=1.5)
        assert np.ptp(columns) == pytest.approx(share * 184 / np.sqrt(2), abs=6)


def test_both_objects_give_evidence_of_their_own():
    problem, _ = generate_problem(["beside"], rng=np.random.default_rng(13), type="3x3")
    found = {(e.feature, e.direction) for e in next(full_evidence(problem))}
    whose = {direction.split(" of the ")[1] for _, direction in found if " of the " in direction}
    assert whose in ({"left object", "right object"}, {"top object", "bottom object"})
    assert not any(feature == "repeats" and " of " in direction for feature, direction in found)
