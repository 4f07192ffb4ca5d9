"""Perception: counts and extents of drawings whose contents are known."""

import numpy as np
import pytest

from agent.features.image_feature import ImageFeature
from agent.features.main_shape import SPREAD, main_object, normalised
from agent.scene.segmentation import DARK
from agent.vision.components import FOUR, label
from agent.vision.raster import SIDE, contour, to_raster
from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.figure import Figure
from tests.helpers.drawn_figures import seen_in, segment, view


def test_counts():
    seen = seen_in(view(Item("square", x=0.25, size=0.3), Item("circle", x=0.75, size=0.3, fill="solid")))
    assert (seen["components"], seen["solid objects"]) == (2, 1)


def test_an_empty_figure_has_no_objects():
    seen = seen_in(segment(Figure("A", np.zeros((50, 70), np.float32))))
    assert (seen["components"], seen["width"], seen["ink area"]) == (0, 0, 0)
    assert np.isfinite(np.hstack(list(seen.values()))).all()


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (16, 16), (30, 12), (40, 40)])
def test_figures_of_a_few_pixels_are_looked_at_all_the_same(shape):
    for ink in (np.zeros(shape), np.ones(shape), np.random.default_rng(0).random(shape)):
        seen = seen_in(segment(Figure("A", ink.astype(np.float32))))
        assert np.isfinite(np.hstack(list(seen.values()))).all()


def test_tone_tells_grey_from_solid():
    solid, grey = (seen_in(view(Item("circle", fill=fill)))["tone"] for fill in ("solid", "grey"))
    assert solid > 0.9 and 0.4 < grey < 0.7


@pytest.mark.parametrize("fill, grey, levels", [
    ("none", 0.5, (1, 0, 0)), ("grey", 0.0, (1, 0, 0)), ("solid", 0.5, (0, 0, 1)), ("striped", 0.5, (0.45, 0.1, 0.45)),
])
def test_levels_tell_stripes_from_the_grey_of_their_mean(fill, grey, levels):
    alone = seen_in(view(Item("square", size=0.4, fill=fill, grey=grey)))
    assert alone["levels"] == pytest.approx(levels, abs=0.12)
    assert not seen_in(view())["levels"].any()


def test_main_object_is_the_largest():
    seen = view(Item("circle", x=0.3, size=0.5), Item("circle", x=0.8, size=0.2))
    largest = main_object(seen)
    assert largest[92, 55] and not largest[92, 147]


def test_normalised_shapes_have_one_place_and_one_spread():
    small, large = view(Item("star", x=0.3, size=0.3)).filled, view(Item("star", x=0.6, size=0.7)).filled
    small[90, 150] = True  # a speck, which moves the box
    first, second = normalised(small), normalised(large)
    assert (first ^ second).mean() < 0.01 and not normalised(np.zeros_like(small)).any()
    spread = np.hypot(*(np.nonzero(first) - np.mean(np.nonzero(first), axis=1, keepdims=True)))
    assert np.sqrt(np.mean(spread**2)) == pytest.approx(SPREAD * SIDE, rel=0.02)


@pytest.mark.parametrize("thickness", [12, 20, 40])
def test_nothing_of_a_bar_is_lost_however_long_it_is(thickness):
    bar = np.zeros((184, 184), bool)
    bar[90:90 + thickness, 12:172] = True
    image = normalised(bar)
    assert 30 < image.any(axis=0).sum() < SIDE / 2 + 10 and not image[:, [0, -1]].any()
    assert image.any(axis=0).sum() / image.any(axis=1).sum() == pytest.approx(160 / thickness, rel=0.2)


def test_depths_are_those_of_euclid_along_axes_and_diagonals():
    ink = np.zeros((2, 101, 101), np.float32)
    ink[0, 10:91, 10:91] = 1.0
    across, down = np.indices((101, 101)) - 50
    ink[1, np.abs(across) + np.abs(down) <= 40] = 1.0
    square, diamond = (segment(Figure("A", shape)).depth for shape in ink)
    assert square[50, 50] == 41 and diamond[50, 50] == pytest.approx(41 / np.sqrt(2), rel=0.08)
    assert square[10, 50] == 1 and not square[9].any()
    corner = np.zeros((60, 101), np.float32)
    assert not segment(Figure("A", corner)).depth.any()
    corner[:20, :30] = 1.0
    depth = segment(Figure("A", corner)).depth
    assert depth.shape == (60, 101) and (depth[0, 15], depth[10, 15], depth[20, 15]) == (1, 10, 0)


def test_extents_and_crossings():
    bar = seen_in(view(Item("rectangle", x=0.4, size=0.5, rotation=90, fill="solid")))
    assert (bar["width"], bar["height"]) == (pytest.approx(0.24, abs=0.03), pytest.approx(0.44, abs=0.03))
    assert bar["aspect"] == pytest.approx(np.log2(1.0 / 0.55), abs=0.1)
    cross = view(Item("cross_thin", size=0.95))
    np.testing.assert_array_equal(seen_in(cross)["crossings"], 4)


def test_soft_thin_lines_are_drawn_whole_and_grey_grounds_are_not():
    style = Style(line=0.45, blur=0.009)
    items = Item("hexagon", size=0.9, rotation=7.0), Item("circle", size=0.4)
    soft = render(items, side=184, style=style)
    assert (soft >= DARK).mean() < 0.002
    seen = segment(Figure("A", soft))
    assert (seen.component_count, label(seen.filled & ~seen.dark, FOUR)[1]) == (2, 2)
    sharp = segment(Figure("A", render(items, side=184)))
    assert (seen.dark & ~sharp.dark).mean() < 0.04
    grey = render([Item("square", size=0.9, fill="grey", grey=0.35), Item("circle", size=0.4)], side=184, style=style)
    assert segment(Figure("A", grey)).dark.mean() < 0.1


def test_what_is_sharp_and_dark_is_drawn_as_it_is():
    ink = render([Item("star", size=0.9), Item("square", size=0.3, fill="solid")], side=184)
    assert ((ink >= DARK) ^ segment(Figure("A", ink)).dark).sum() < 0.03 * (ink >= DARK).sum()


def test_contours_tell_an_octagon_from_a_circle_where_areas_do_not():
    shapes = [view(Item(shape, size=size)).filled for shape, size in (("circle", 0.8), ("octagon", 0.87))]
    areas = np.stack([to_raster(shape) for shape in shapes])
    contours = np.stack([contour(area) for area in areas])
    assert ImageFeature("area", areas).distances[0, 1] < 1
    assert ImageFeature("contour", contours, 0.05).distances[0, 1] > 3


def test_touching_shapes_are_taken_apart():
    row = [Item("circle", x=0.19 + 0.31 * k, size=0.3, fill="solid") for k in range(3)]
    seen = seen_in(view(*row))
    assert (seen["components"], seen["cores"]) == (1, 3)
