"""Nesting: what lies inside of shapes is found on every ground, and nothing where nothing lies."""

import numpy as np
import pytest
from scipy import ndimage

from agent.features.extractor import FeatureExtractor
from agent.features.image_feature import ImageFeature
from agent.features.main_shape import normalised
from agent.scene.containment import find_nesting
from agent.scene.segmentation import segment
from agent.vision.raster import contour, to_raster
from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.figure import Figure
from tests.helpers.drawn_figures import figure, seen_in, view


@pytest.mark.parametrize("outer, inner, ground, tone", [
    ({"fill": "none"}, {"fill": "solid"}, 0, 1),
    ({"fill": "solid"}, {"fill": "grey", "grey": 0.0, "line_width": 0.0}, 1, 0),
    ({"fill": "grey", "grey": 0.5}, {"fill": "solid"}, 0.5, 1),
])
def test_an_inner_shape_stands_out_from_its_ground(outer, inner, ground, tone):
    seen = view(Item("circle", size=0.9, **outer), Item("square", size=0.35, **inner))
    nest = find_nesting(seen)
    square = view(Item("square", size=0.35, fill="solid", line_width=inner.get("line_width", 0.02))).dark
    assert (nest.background, nest.tone) == (pytest.approx(ground, abs=0.05), pytest.approx(tone, abs=0.1))
    assert nest.count == 1 and (nest.largest ^ square).mean() < 0.01


@pytest.mark.parametrize("outer", [
    {"shape": "circle", "line_width": 0.1}, {"shape": "square", "line_width": 0.1}, {"shape": "diamond"},
    {"shape": "circle", "fill": "dotted"}, {"shape": "diamond", "fill": "dotted"}, {"shape": "square", "fill": "grey"},
])
def test_an_inner_shape_is_the_same_in_a_thick_outline_and_on_dots(outer):
    shapes = [find_nesting(view(Item(shape="circle", size=0.9), Item(inner, size=0.35, fill="solid"))).largest
              for inner in ("heart", "arrow")]
    for fill in ("none", "solid", "striped"):
        nest = find_nesting(view(Item(**{"size": 0.8, **outer}), Item("heart", size=0.35, fill=fill)))
        assert nest.count == 1 and not (nest.uncovered & nest.inner).any()
        assert (nest.largest ^ shapes[0]).mean() < 0.007  # twice that where dots that touch it are taken for it
        images = np.stack([contour(normalised(mask)) for mask in (nest.largest, *shapes)])
        distances = ImageFeature("inner shape", images, 0.05).distances[0]
        assert distances[1] < 3.0 < 6.0 < distances[2], (fill, distances)


@pytest.mark.parametrize("outer", ["circle", "square"])
@pytest.mark.parametrize("gap", [5, 8, 13])
def test_a_black_inner_shape_close_to_the_outline_is_not_the_ground(outer, gap):
    side = 0.9 if outer == "circle" else 1.2  # a square is as large as its corners are far
    inner = side - (2 if outer == "circle" else 2 * np.sqrt(2)) * (gap + 4) / 184  # 4 pixels of outline
    nest = find_nesting(view(Item(outer, size=side), Item(outer, size=inner, fill="solid")))
    assert (nest.background, nest.tone, nest.count) == (pytest.approx(0, abs=0.05), pytest.approx(1, abs=0.05), 1)


@pytest.mark.parametrize("fill, ground", [("none", 0), ("grey", 0.5)])
def test_the_outline_of_a_soft_renderer_is_no_ground(fill, ground):
    items = [Item("square", size=1.2, fill=fill, line_width=0.03), Item("circle", size=0.3, fill="solid")]
    ink = ndimage.gaussian_filter(render(items, side=184), 2.0)
    seen = segment(Figure("A", ink))
    nest = find_nesting(seen)
    circle = view(Item("circle", size=0.3, fill="solid")).dark
    assert (nest.background, nest.count) == (pytest.approx(ground, abs=0.05), 1)
    assert (nest.inner ^ circle).mean() < 0.01
    if fill == "none":
        assert not (seen.dark & nest.inside & ~nest.inner).any()  # nothing of the outline is among the contents


def test_outlines_thicker_than_outlines_are_are_a_black_ground():
    for width, ground in ((0.1, 0), (0.16, 1)):
        nest = find_nesting(view(Item("circle", size=0.8, line_width=width)))
        assert nest.background == pytest.approx(ground, abs=0.05) and nest.count == ground


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
    assert find_nesting(segment(Figure("A", ink))).count == 1


@pytest.mark.parametrize("shape", ["circle", "triangle", "star"])
@pytest.mark.parametrize("fill, expected", [("none", 0.1), ("solid", 1.0)])
def test_the_fill_of_a_small_inner_shape_is_seen(shape, fill, expected):
    seen = seen_in(view(Item("square", size=0.9), Item(shape, size=0.12, fill=fill)))
    assert seen["inner fill"] == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("fill, expected", [("none", 0.0), ("striped", 0.5), ("solid", 1.0)])
def test_an_inner_fill_is_the_same_on_paper_on_grey_and_on_dots(fill, expected):
    for outer in ("none", "grey", "dotted"):
        seen = seen_in(view(Item("square", size=0.9, fill=outer), Item("circle", size=0.5, fill=fill)))
        assert seen["inner fill"] == pytest.approx(expected, abs=0.3 if outer == "dotted" else 0.1)


@pytest.mark.parametrize("period", [0.06, 0.12, 0.16])
@pytest.mark.parametrize("angle", [0, 30])
def test_stripes_are_no_inner_shapes_however_wide(period, angle):
    ink = render([Item("circle", size=0.9, fill="striped", fill_angle=angle)], side=184, style=Style(period=period))
    assert find_nesting(segment(Figure("A", ink))).count == 0


@pytest.mark.parametrize("line", [0.01, 0.02, 0.03])
def test_what_is_solid_empty_or_striped_has_no_inner_shape(line):
    fills = [{"fill": "none"}, {"fill": "solid"}]
    fills += [{"fill": "striped", "fill_angle": angle} for angle in (0, 30, 45)]
    for fill in fills:
        assert find_nesting(view(Item("circle", size=0.8, line_width=line, **fill))).count == 0, fill
    ring = find_nesting(view(Item("circle", size=0.8, line_width=line), Item("square", size=0.3, fill="solid")))
    assert (ring.background, ring.count) == (pytest.approx(0, abs=0.05), 1)
    assert find_nesting(view()).count == 0


def test_inner_shapes_are_found_in_figures_that_are_not_square():
    ink = render([Item("circle", size=0.8), Item("square", size=0.3, fill="solid")], side=184)[:, 12:-12]
    nest = find_nesting(segment(Figure("A", ink)))
    assert nest.inner.shape == (184, 160) and nest.count == 1 and nest.background == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("fill, share", [("solid", 1.0), ("none", 0.3)])
def test_inner_black_is_what_is_black_inside_on_grey(fill, share):
    items = [Item("circle", size=0.9, fill="grey"), Item("square", size=0.4, fill=fill)]
    parts = FeatureExtractor([figure(*items)])._parts()
    black = next(feature.images[0] for feature in parts if feature.name == "inner black")
    square = to_raster(find_nesting(view(*items)).inner).ravel()
    assert not (black & ~square).any()
    assert black.sum() / square.sum() == pytest.approx(share, abs=0.12)


def test_innermost_is_what_the_frame_holds_and_a_figure_without_a_frame_itself():
    star = Item("star", size=0.3, fill="striped")
    parts = FeatureExtractor([figure(Item("circle", size=0.9, fill="grey"), star), figure(star)])._parts()
    innermost = next(feature for feature in parts if feature.name == "innermost")
    assert innermost.distances[0, 1] < 1.0 and innermost.images[0].any()


@pytest.mark.parametrize("fill", ["none", "grey", "striped"])
def test_a_pair_is_framed_where_a_frame_alone_makes_the_difference(fill):
    star, square, frame = Item("star", size=0.3, fill=fill), Item("square", size=0.3), Item("circle", size=0.9)
    figures = [figure(frame, star), figure(star), figure(frame, square), figure(square), figure(frame)]
    framed = np.zeros((5, 5), bool)
    framed[[0, 1, 2, 3], [1, 0, 3, 2]] = True
    np.testing.assert_array_equal(FeatureExtractor(figures).framed(), framed)
