"""Nesting: what lies inside of shapes is found on every ground, and nothing where nothing lies."""

import numpy as np
import pytest
from scipy import ndimage

from agent.features.extractor import FeatureExtractor
from agent.features.image_feature import ImageFeature
from agent.features.main_shape import normalised
from agent.vision.components import FOUR, label
from agent.vision.morphology import dilate
from agent.vision.raster import contour
from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.figure import Figure
from tests.helpers.drawn_figures import figure, find_nesting, segment, view


def count(nest):
    """The number of inner shapes of a `Nesting`."""
    return label(nest.inner, FOUR)[1]


@pytest.mark.parametrize("outer, inner, ground, tone", [
    ({"fill": "none"}, {"fill": "solid"}, 0, 1),
    ({"fill": "solid"}, {"fill": "grey", "grey": 0.0, "line_width": 0.0}, 1, 0),
    ({"fill": "grey", "grey": 0.5}, {"fill": "solid"}, 0.5, 1),
])
def test_an_inner_shape_stands_out_from_its_ground(outer, inner, ground, tone):
    seen = view(Item("circle", size=0.9, **outer), Item("square", size=0.35, **inner))
    nest = find_nesting(seen)
    square = view(Item("square", size=0.35, fill="solid", line_width=inner.get("line_width", 0.02))).dark
    assert nest.background == pytest.approx(ground, abs=0.05)
    assert seen.ink[nest.inner].mean() == pytest.approx(tone, abs=0.1)
    assert count(nest) == 1 and (nest.inner ^ square).mean() < 0.01


@pytest.mark.parametrize("outer", [
    {"shape": "circle", "line_width": 0.1}, {"shape": "square", "line_width": 0.1}, {"shape": "diamond"},
    {"shape": "circle", "fill": "dotted"}, {"shape": "diamond", "fill": "dotted"}, {"shape": "square", "fill": "grey"},
])
def test_an_inner_shape_is_the_same_in_a_thick_outline_and_on_dots(outer):
    shapes = [find_nesting(view(Item(shape="circle", size=0.9), Item(inner, size=0.35, fill="solid"))).inner
              for inner in ("heart", "arrow")]
    for fill in ("none", "solid", "striped"):
        nest = find_nesting(view(Item(**{"size": 0.8, **outer}), Item("heart", size=0.35, fill=fill)))
        assert count(nest) == 1
        assert (nest.inner ^ shapes[0]).mean() < 0.007  # twice that where dots that touch it are taken for it
        images = np.stack([contour(normalised(mask)) for mask in (nest.inner, *shapes)])
        distances = ImageFeature("inner shape", images, 0.05).distances[0]
        assert distances[1] < 3.0 < 6.0 < distances[2], (fill, distances)


@pytest.mark.parametrize("outer", ["circle", "square"])
@pytest.mark.parametrize("gap", [5, 8, 13])
def test_a_black_inner_shape_close_to_the_outline_is_not_the_ground(outer, gap):
    side = 0.9 if outer == "circle" else 1.2  # a square is as large as its corners are far
    inner = side - (2 if outer == "circle" else 2 * np.sqrt(2)) * (gap + 4) / 184  # 4 pixels of outline
    seen = view(Item(outer, size=side), Item(outer, size=inner, fill="solid"))
    nest = find_nesting(seen)
    assert (nest.background, count(nest)) == (pytest.approx(0, abs=0.05), 1)
    assert seen.ink[nest.inner].mean() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("fill, ground", [("none", 0), ("grey", 0.5)])
def test_the_outline_of_a_soft_renderer_is_no_ground(fill, ground):
    items = [Item("square", size=1.2, fill=fill, line_width=0.03), Item("circle", size=0.3, fill="solid")]
    ink = ndimage.gaussian_filter(render(items, side=184), 2.0)
    seen = segment(Figure("A", ink))
    nest = find_nesting(seen)
    circle = view(Item("circle", size=0.3, fill="solid")).dark
    assert (nest.background, count(nest)) == (pytest.approx(ground, abs=0.05), 1)
    assert (nest.inner ^ circle).mean() < 0.01
    if fill == "none":
        assert not (seen.dark & nest.inside & ~nest.inner).any()  # nothing of the outline is among the contents


def test_outlines_thicker_than_outlines_are_are_a_black_ground():
    for width, ground in ((0.1, 0), (0.16, 1)):
        nest = find_nesting(view(Item("circle", size=0.8, line_width=width)))
        assert nest.background == pytest.approx(ground, abs=0.05) and count(nest) == ground


def test_specks_are_no_pattern_and_take_nothing_from_an_inner_shape():
    ink = render([Item("circle", size=0.9)], side=184)
    ink[84:100, 84:100] = ink[89:95, 60:124] = 1.0  # with arms thinner than the dots of patterns
    clean = find_nesting(segment(Figure("A", ink))).inner
    for row, column in ((30, 92), (150, 92), (60, 130), (120, 50)):
        ink[row, column] = 1.0
    assert clean[89:95, 60:124].all() and (find_nesting(segment(Figure("A", ink))).inner == clean).all()


@pytest.mark.parametrize("side", [75, 83, 93, 112, 117, 171, 300])
def test_an_inner_shape_on_dots_is_one_in_figures_of_any_size(side):
    ink = render([Item("square", size=0.9, fill="dotted"), Item("circle", size=0.4, fill="solid")], side=side)
    assert count(find_nesting(segment(Figure("A", ink)))) == 1


@pytest.mark.parametrize("shape", ["circle", "triangle", "star"])
@pytest.mark.parametrize("fill", ["none", "solid"])
def test_a_small_inner_shape_is_found(shape, fill):
    small = Item(shape, size=0.12, fill=fill)
    inner, drawn = find_nesting(view(Item("square", size=0.9), small)).inner, view(small).filled
    assert label(inner, FOUR)[1] == 1
    assert not (drawn & ~inner).any() and not (inner & ~dilate(drawn, 1)).any()


@pytest.mark.parametrize("period", [0.06, 0.12, 0.16])
@pytest.mark.parametrize("angle", [0, 30])
def test_stripes_are_no_inner_shapes_however_wide(period, angle):
    ink = render([Item("circle", size=0.9, fill="striped", fill_angle=angle)], side=184, style=Style(period=period))
    assert count(find_nesting(segment(Figure("A", ink)))) == 0


@pytest.mark.parametrize("line", [0.01, 0.02, 0.03])
def test_what_is_solid_empty_or_striped_has_no_inner_shape(line):
    fills = [{"fill": "none"}, {"fill": "solid"}]
    fills += [{"fill": "striped", "fill_angle": angle} for angle in (0, 30, 45)]
    for fill in fills:
        assert count(find_nesting(view(Item("circle", size=0.8, line_width=line, **fill)))) == 0, fill
    ring = find_nesting(view(Item("circle", size=0.8, line_width=line), Item("square", size=0.3, fill="solid")))
    assert (ring.background, count(ring)) == (pytest.approx(0, abs=0.05), 1)
    assert count(find_nesting(view())) == 0


def test_inner_shapes_are_found_in_figures_that_are_not_square():
    ink = render([Item("circle", size=0.8), Item("square", size=0.3, fill="solid")], side=184)[:, 12:-12]
    nest = find_nesting(segment(Figure("A", ink)))
    assert nest.inner.shape == (184, 160) and count(nest) == 1 and nest.background == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("fill", ["none", "grey", "striped"])
@pytest.mark.parametrize("ground", ["none", "grey"])
def test_a_pair_is_framed_where_a_frame_alone_makes_the_difference(fill, ground):
    star, square = Item("star", size=0.3, fill=fill), Item("square", size=0.3)
    frame = Item("circle", size=0.9, fill=ground)
    figures = [figure(frame, star), figure(star), figure(frame, square), figure(square), figure(frame)]
    framed = np.zeros((5, 5), bool)
    framed[[0, 1, 2, 3], [1, 0, 3, 2]] = True
    np.testing.assert_array_equal(FeatureExtractor(figures).framed(), framed)
