"""Outlines over each other, solids that touch and objects on textures are read as the objects that were drawn."""

from dataclasses import replace

import numpy as np
import pytest

from agent.scene.ambiguity.necks import cut_at_necks
from agent.scene.reading import read_scene, read_scenes
from agent.scene.shapes import Contour, orientation
from problems.drawing.item import Item
from problems.drawing.render import CLEAN, render_rgb
from problems.figure import Figure
from tests.benchmarks.scene_scores import remainder

LINE = 0.02
CIRCLE = Item("circle", size=0.3, line_width=LINE)


def figure(*items):
    """A figure of items, in the size of the course's problems."""
    colours = render_rgb(items, side=184, style=CLEAN, rng=np.random.default_rng(0))
    return Figure("A", 1.0 - colours.mean(axis=2).astype(np.float32))


def test_a_star_through_a_square_is_read_whole():
    star, square = Item("star", 0.4, 0.5, 0.55, line_width=LINE), Item("square", 0.6, 0.4, 0.4, line_width=LINE)
    scene = read_scene(figure(star, square))
    assert sorted((seen.corners, seen.closed) for seen in scene) == [(4, True), (10, True)]


def test_circles_over_each_other_are_found_by_one_that_stands_alone():
    alone = figure(CIRCLE)
    many = figure(*(replace(CIRCLE, x=x, y=y) for x in (0.44, 0.56) for y in (0.38, 0.5, 0.62)))
    scenes = read_scenes([alone, many])
    assert [len(scene) for scene in scenes] == [1, 6]
    assert np.allclose([seen.size for seen in scenes[1]], scenes[0].objects[0].size, rtol=0.03)


def test_an_outline_is_found_in_no_solid():
    square = Item("square", size=0.6, fill="solid", line_width=LINE)
    assert [len(scene) for scene in read_scenes([figure(CIRCLE), figure(square)])] == [1, 1]


@pytest.mark.parametrize("turn", [0.0, 20.0])
def test_solids_that_touch_at_a_corner_are_two(turn):
    step = 0.5 * 0.3 * np.exp(-1j * np.radians(turn))
    items = [Item("diamond", 0.5 + sign * step.real, 0.5 + sign * step.imag, 0.305, turn, fill="solid",
                  line_width=0.01) for sign in (1.0, -1.0)]
    assert len(read_scene(figure(*items))) == 2


def test_an_arrow_has_no_neck():
    points = np.array([0, 30, 30, 45, 30, 30, 0]) + 1j * np.array([10, 10, 0, 17, 34, 24, 24])
    assert len(cut_at_necks(Contour(3.0 * points))) == 1


@pytest.mark.parametrize("fill", ["solid", "grey"])
def test_an_object_on_stripes_is_read(fill):
    inner = Item("circle", size=0.3, fill=fill, grey=0.0, line_width=LINE)
    scene = read_scene(figure(Item("square", size=0.9, fill="striped", fill_angle=30.0, line_width=LINE), inner))
    assert [seen.fill for seen in scene] == ["striped", "solid" if fill == "solid" else "none"]
    assert scene.objects[1].parent == 0


def test_a_board_of_cells_is_no_texture():
    bars = [Item("bar", *place, size=0.6, rotation=turn, line_width=LINE)
            for turn, places in ((0.0, ((0.5, 0.4), (0.5, 0.6))), (90.0, ((0.4, 0.5), (0.6, 0.5)))) for place in places]
    scene = read_scene(figure(Item("square", size=0.85, line_width=LINE), *bars))
    assert all(seen.texture is None for seen in scene)


@pytest.mark.parametrize("shape", ["house", "trapezoid", "arrow", "l_shape", "quarter"])
def test_orientation_turns_as_a_shape_turns(shape):
    first, second = (read_scene(figure(Item(shape, size=0.3, rotation=turn, fill="solid"))).objects[0].contour
                     for turn in (0.0, 37.0))
    assert remainder(orientation(second, 1) - orientation(first, 1) - 37.0, 360.0) < 3.0
