"""Perception of structured panels, and their experts, on panels drawn here."""

import numpy as np
import pytest

from agent.raven.experts import experts
from agent.raven.levels import GREYS, SIZES, grey_levels, size_levels
from agent.raven.object_types import TYPES, type_levels
from agent.raven.region_properties import describe, locate
from agent.raven.silhouettes import find_silhouettes, stacked
from agent.raven.structures import STRUCTURES, infer_structure
from problems.figure import Figure
from problems.problem import Problem
from tests.helpers.raven_panels import panel


def seen(figures, **look):
    """`Places`, `Looks` and P(type) of the objects."""
    scene = find_silhouettes(stacked(figures), **look)
    looks = describe(scene)
    return locate(scene), looks, type_levels(looks.crops, looks.pixels)


@pytest.mark.parametrize("degrees", (0, 45, 17))
@pytest.mark.parametrize("reach, slack", ((0.5, 0), (0.25, 0), (0.165, 1)))  # RAVEN truncates sizes: slack
def test_attributes_are_read_at_any_angle(degrees, reach, slack):
    truth = np.array([(kind, size, (3 * kind + size) % 10) for kind in range(5) for size in (0, 2, 5)])
    places, looks, types = seen(
        [panel((TYPES[kind], 0.5, 0.5, reach * SIZES[size], grey, degrees)) for kind, size, grey in truth]
    )
    assert types.argmax(1).tolist() == truth[:, 0].tolist()
    assert np.abs(size_levels(places, looks, types, reach).argmax(1) - truth[:, 1]).max() <= slack
    assert grey_levels(looks).argmax(1).tolist() == truth[:, 2].tolist()
    assert places.panel.tolist() == list(range(len(truth)))
    assert places.centre == pytest.approx(0.5, abs=0.006)


@pytest.mark.parametrize("side", (96, 224))
def test_types_and_greys_do_not_depend_on_the_panels_side(side):
    figures = [panel((kind, 0.5, 0.5, 0.2, 4, 20), side=side) for kind in TYPES]
    _, looks, types = seen(figures)
    assert types.argmax(1).tolist() == list(range(len(TYPES)))
    assert set(grey_levels(looks).argmax(1)) == {4}


def test_an_object_that_touches_the_outline_around_it_is_found():
    figure = panel(("triangle", 0.5, 0.5, 0.4, 0, 90), ("circle", 0.5, 0.5, 0.195, 6, 0))
    places, looks, types = seen([figure])
    assert places.nested.tolist() == [False, True]
    assert types.argmax(1).tolist() == [0, 4]
    assert looks.fill == pytest.approx([0.0, GREYS[6]], abs=0.03)


@pytest.mark.parametrize("number", range(len(STRUCTURES)))
def test_the_structure_is_found_and_every_object_in_its_slot(number):
    rng = np.random.default_rng(number)
    components = STRUCTURES[number]
    filled = [rng.random((16, len(component.slots))) < 0.6 for component in components]
    for mask in filled:
        mask[np.arange(16), rng.integers(mask.shape[1], size=16)] = True
    divider = {"left": (320, 0, 320, 640), "up": (0, 320, 640, 320)}.get(components[0].name)
    figures = [
        panel(*(
            (TYPES[rng.integers(5)], x, y, 0.75 * component.reach, 0, 0)
            for component, mask in zip(components, filled, strict=True)
            for (x, y), there in zip(component.slots, mask[i], strict=True) if there
        ), divider=divider)
        for i in range(16)
    ]
    places, _, _ = seen(figures)
    found, rows, misfit = infer_structure(places, 16)
    assert misfit == 0.0
    assert [component.name for component in found] == [component.name for component in components]
    assert all(np.array_equal(row >= 0, mask) for row, mask in zip(rows, filled, strict=True))


def raven_problem(side=160):
    """Outer: type takes turns, size constant; inner: number rises by one, grey falls by one."""
    slots = ((0.42, 0.42), (0.58, 0.42), (0.42, 0.58), (0.58, 0.58))
    turns = ((2, 3, 4), (3, 4, 2), (4, 2, 3))
    start = (0, 2, 1)

    def cell(kind, number, grey, shift):
        outer = (TYPES[kind], 0.5, 0.5, 0.4, 0, 30)
        inner = (("square", *slots[(k + shift) % 4], 0.06, grey, 10) for k in range(number))
        return panel(outer, *inner, side=side)

    rows = [[cell(turns[r][c], c + 1 + (r == 1), 6 + start[r] - c, r) for c in range(3)] for r in range(3)]
    options = [cell(*values) for values in (
        (2, 3, 5, 0), (3, 3, 4, 1), (3, 4, 5, 2), (3, 3, 5, 0),
        (4, 3, 5, 3), (3, 2, 5, 1), (2, 4, 4, 2), (4, 2, 5, 0),
    )]
    matrix = [figure for row in rows for figure in row][:8]
    return Problem("drawn", "3x3", tuple(matrix), tuple(options), answer=4)


def total(problem, direction="rows"):
    return np.sum([expert.log_probabilities for expert in experts(problem, direction)], axis=0)


@pytest.mark.parametrize("side", (96, 160))
def test_experts_prefer_the_option_that_follows_the_rules(side):
    problem = raven_problem(side)
    scores = total(problem)
    assert scores.argmax() == 3 and scores[3] > np.sort(scores)[-2] + 2.0
    found = {expert.name: expert for expert in experts(problem)}
    attributes = ("type", "size", "grey")
    assert set(found) == {f"{place} {name}" for place in ("outer", "inner") for name in attributes} | {
        "inner layout"
    }
    assert "number: progression" in found["inner layout"].reason
    assert "distribution of three" in found["outer type"].reason
    for expert in found.values():
        assert expert.log_probabilities.dtype == np.float64
        assert np.exp(expert.log_probabilities).sum() == pytest.approx(1.0)


def test_permuting_the_options_permutes_the_experts():
    problem, order = raven_problem(), [5, 2, 7, 0, 3, 1, 6, 4]
    assert total(problem.permuted(order)) == pytest.approx(total(problem)[order])


def test_columns_are_the_rows_of_the_transposed_matrix():
    problem = raven_problem()
    transposed = tuple(problem.matrix[i] for i in (0, 3, 6, 1, 4, 7, 2, 5))
    turned = Problem("turned", "3x3", transposed, problem.options)
    assert total(turned, "columns") == pytest.approx(total(problem, "rows"))


def test_no_experts_without_a_common_structure():
    rng = np.random.default_rng(0)
    loose = tuple(panel(("circle", *rng.uniform(0.3, 0.7, 2), 0.1, 9, 0)) for _ in range(16))
    blank = tuple(Figure("A", np.zeros((50, 60), np.float32)) for _ in range(16))
    assert experts(Problem("loose", "3x3", loose[:8], loose[8:])) == []
    assert experts(Problem("blank", "3x3", blank[:8], blank[8:])) == []
    assert experts(Problem("small", "2x2", loose[:3], loose[3:9])) == []


@pytest.mark.parametrize("striped, silent", ((1, False), (4, True)))
def test_objects_that_are_not_filled_with_one_grey_are_left_to_others(striped, silent):
    figures = [panel(("circle", 0.5, 0.5, 0.2 + 0.05 * (i % 3), 5, 0)) for i in range(16)]
    for place in range(striped):
        ink = figures[place].ink.copy()
        ink[np.arange(len(ink)) % 8 < 4] = 0.0
        ring = figures[place].ink > 0.9  # the outline stays whole
        figures[place] = Figure("A", np.where(ring, figures[place].ink, ink))
    found = experts(Problem("striped", "3x3", tuple(figures[:8]), tuple(figures[8:])))
    assert (found == []) == silent


@pytest.mark.parametrize("side", (1, 2, 3))
@pytest.mark.filterwarnings("error")
def test_the_smallest_figures_are_perceived_without_a_warning(side):
    ink = np.zeros((side, side), np.float32)
    ink[0, 0] = 1.0
    stack = stacked([Figure("A", ink), Figure("B", np.zeros_like(ink))])
    assert stack.shape == (2, side, side)
    assert len(locate(find_silhouettes(stack)).panel) <= 1
