"""Figures read as objects: kinds of drawings, attributes, and figures that are no drawings."""

import math

import numpy as np
import pytest

from agent.scene.reading import read_scene, read_scenes
from problems.drawing.item import Item
from problems.drawing.render import CLEAN, Style, render_rgb
from problems.figure import Figure
from tests.benchmarks.scene_drawings import case
from tests.benchmarks.scene_scores import remainder
from tests.benchmarks.scenes import run


def figure_of(*items, side=184, style=CLEAN):
    colours = render_rgb(items, side=side, style=style, rng=np.random.default_rng(0))
    return Figure("A", 1.0 - colours.mean(axis=2).astype(np.float32))


def read(*items, **look):
    return read_scene(figure_of(*items, **look)).objects


@pytest.mark.parametrize("shape, corners, symmetry", [
    ("triangle", 3, 3), ("square", 4, 4), ("pentagon", 5, 5), ("hexagon", 6, 6), ("circle", 0, 0), ("star", 10, 5)])
@pytest.mark.parametrize("fill", ["none", "solid", "grey"])
def test_a_single_shape_has_its_corners_symmetry_and_fill(shape, corners, symmetry, fill):
    (seen,) = read(Item(shape, size=0.5, rotation=17.0, fill=fill, grey=0.5))
    assert (seen.corners, seen.symmetry) == (corners, symmetry)
    assert seen.fill == fill
    assert seen.place == pytest.approx((0.5, 0.5), abs=0.02) and seen.closed


@pytest.mark.parametrize("side, style", [(100, CLEAN), (400, CLEAN), (184, Style(blur=0.008))])
def test_sizes_and_renderers_read_alike(side, style):
    seen = read(Item("pentagon", 0.3, 0.3, 0.4), Item("circle", 0.7, 0.7, 0.3, fill="solid"), side=side, style=style)
    assert sorted((o.corners, o.fill) for o in seen) == [(0, "solid"), (5, "none")]


def test_soft_edges_hide_neither_dashes_nor_the_middle_of_small_outlines():
    soft = Style(blur=0.008)
    (dashed,) = read(Item("circle", size=0.6, dash=0.05, line_width=0.02), style=soft)
    assert dashed.dashed and dashed.closed
    (small,) = read(Item("square", size=0.13, line_width=0.02), style=soft)
    assert (small.fill, small.corners) == ("none", 4)


@pytest.mark.parametrize("shape", ["flag", "arrow", "triangle", "crescent"])
def test_an_orientation_turns_as_the_shape_turns(shape):
    (still,), (turned,) = read(Item(shape, size=0.6)), read(Item(shape, size=0.6, rotation=50.0))
    assert remainder(turned.orientation - still.orientation - 50.0, 360.0 / still.symmetry) < 4.0


def test_an_outline_of_what_is_inside_it_is_its_parent():
    outer, inner = read(Item("square", size=0.8), Item("circle", size=0.2, fill="solid"))
    assert (outer.parent, inner.parent, outer.fill, inner.fill) == (None, 0, "none", "solid")


def test_a_hole_in_a_solid_is_an_object_on_it():
    outer, inner = read(Item("circle", size=0.7, fill="solid"), Item("square", size=0.3, fill="grey", grey=0.0))
    assert (outer.fill, inner.fill, inner.parent, inner.corners) == ("solid", "none", 0, 4)


def test_crossing_outlines_are_whole():
    seen = read(Item("circle", 0.4, 0.5, 0.45), Item("circle", 0.62, 0.5, 0.45))
    assert len(seen) == 2 and all(o.closed and o.box[2] - o.box[0] == pytest.approx(0.47, abs=0.03) for o in seen)


def test_a_line_across_an_outline_lies_on_both_sides():
    seen = read(Item("circle", size=0.5), Item("bar", size=0.9, rotation=30.0))
    assert sorted(o.closed for o in seen) == [False, True]
    line = next(o for o in seen if not o.closed)
    assert line.size == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("angle", [0.0, 35.0, 90.0, 120.0])
def test_stripes_are_a_fill_with_direction_and_period(angle):
    (seen,) = read(Item("circle", size=0.6, fill="striped", fill_angle=angle))
    assert seen.fill == "striped"
    assert remainder(seen.texture[0] - angle, 180.0) < 6.0
    assert seen.texture[1] == pytest.approx(CLEAN.period, rel=0.1)


def test_the_width_of_a_line_is_read_within_a_part_of_a_pixel():
    for width in (0.012, 0.02, 0.028):
        (seen,) = read(Item("hexagon", size=0.6, rotation=20.0, line_width=width))
        assert 184 * seen.stroke == pytest.approx(184 * width, abs=0.4)


def test_hues_are_told_and_grey_figures_have_none():
    class_results = run(read_scene, ["hue"], ["clean"], 8, 0)
    assert class_results.total(["hue"], ["clean"]).share("hue") > 0.9
    assert all(o.hue is None for o in read(Item("square", size=0.5, fill="grey", grey=0.4)))


@pytest.mark.parametrize("name, least", [
    ("apart", 1.0), ("three deep", 0.6), ("grid", 1.0), ("dividers", 0.8), ("framed", 0.8), ("round a centre", 0.8),
    ("dots on polylines", 0.8), ("touching", 0.5), ("bundles", 0.8)])
def test_objects_of_a_class_are_counted(name, least):
    assert run(read_scene, [name], ["clean"], 6, 3).total([name], ["clean"]).share("count") >= least


def test_figures_of_a_problem_share_the_width_of_their_lines():
    dot, outline = figure_of(Item("circle", size=0.1, fill="solid")), figure_of(Item("square", size=0.6))
    assert [len(scene) for scene in read_scenes([dot, outline])] == [1, 1]


y, x = np.mgrid[:184, :184]
NOISE = np.random.default_rng(0).random((184, 184))


@pytest.mark.parametrize("ink", [
    np.zeros((184, 184)), np.ones((184, 184)), np.ones((1, 1)), np.ones((1, 300)), NOISE, NOISE > 0.5, NOISE > 0.9,
    (x + y) / 368.0, 0.5 + 0.5 * np.sin(x / 9.0) * np.cos(y / 13.0), np.full((60, 50), 0.5), (x // 8 + y // 8) % 2,
    np.kron(NOISE[:40, :40] > 0.5, np.ones((100, 100)))])
def test_any_figure_gives_a_scene_of_at_most_sixty_objects(ink):
    scene = read_scene(Figure("A", ink.astype(np.float32)))
    assert len(scene) <= 60
    for seen in scene:
        assert seen.mask.shape == scene.shape and math.isfinite(seen.place[0]) and math.isfinite(seen.size)


def test_a_lonely_pixel_is_no_object():
    ink = np.zeros((184, 184), np.float32)
    ink[90, 90] = 1.0
    assert len(read_scene(Figure("A", ink))) == 0


def test_a_case_of_the_truth_test_is_read_twice_alike():
    figure = figure_of(*case("apart", 1, 0).drawing)
    first, second = read_scene(figure), read_scene(figure)
    assert [repr(o) for o in first] == [repr(o) for o in second]


def test_equal_figures_share_a_scene():
    square, circle = figure_of(Item("square", size=0.6)), figure_of(Item("circle", size=0.6))
    first, other, again = read_scenes([square, circle, figure_of(Item("square", size=0.6))])
    assert first is again and first is not other
