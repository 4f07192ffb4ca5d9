"""Perception: counts, places and layers of drawings whose contents are known."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from agent.features.attributes import _sides, harmonics
from agent.features.component_types import LARGEST, component_types
from agent.features.image_feature import ImageFeature
from agent.features.image_layers import SPREAD, _two_wide, layers, main_object, normalised
from agent.features.orientations import orientations
from agent.scene.containment import find_nesting
from agent.scene.segmentation import DARK, segment
from agent.vision.raster import SIDE, contour, to_raster
from problems.drawing.item import Item
from problems.drawing.render import Style, render
from problems.figure import Figure
from tests.helpers.drawn_figures import seen_in, view


def test_counts():
    seen = seen_in(view(Item("square", x=0.25, size=0.3), Item("circle", x=0.75, size=0.3, fill="solid")))
    assert (seen["components"], seen["objects"], seen["holes"], seen["solid objects"]) == (2, 2, 1, 1)


def test_an_empty_figure_has_no_objects():
    seen = seen_in(segment(Figure("A", np.zeros((50, 70), np.float32))))
    assert (seen["components"], seen["objects"], seen["ink area"]) == (0, 0, 0)
    assert np.isfinite(np.hstack(list(seen.values()))).all()


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (16, 16), (30, 12), (40, 40)])
def test_figures_of_a_few_pixels_are_looked_at_all_the_same(shape):
    for ink in (np.zeros(shape), np.ones(shape), np.random.default_rng(0).random(shape)):
        seen = seen_in(segment(Figure("A", ink.astype(np.float32))))
        assert np.isfinite(np.hstack(list(seen.values()))).all()


def test_places_and_asymmetry():
    seen = seen_in(view(Item("square", x=0.25, y=0.6, size=0.3, fill="solid")))
    assert seen["middle x"] == pytest.approx(0.25, abs=0.01)
    assert seen["centroid x"] == pytest.approx(0.25, abs=0.005)
    assert seen["centroid y"] == pytest.approx(0.6, abs=0.005)
    assert seen["left-right asymmetry"] > 0.9


@pytest.mark.parametrize("shape, sides", [("triangle", 3), ("square", 4), ("pentagon", 5), ("hexagon", 6)])
@pytest.mark.parametrize("rotation", [0, 20])
def test_sides_are_counted_at_any_angle(shape, sides, rotation):
    silhouette = view(Item(shape, rotation=rotation, size=0.8, fill="solid")).filled
    assert harmonics(silhouette)[2:].argmax() + 3 == sides


@pytest.mark.parametrize("corners", [7, 8])
def test_sides_of_nearly_round_polygons_are_counted(corners):
    turns = np.exp(2j * np.pi * np.arange(corners) / corners)
    drawing = Image.new("1", (184, 184))
    ImageDraw.Draw(drawing).polygon([(92 + 60 * turn.real, 92 + 60 * turn.imag) for turn in turns], fill=1)
    assert _sides(harmonics(np.asarray(drawing))) == corners


@pytest.mark.parametrize("shape, sides", [("triangle", 3), ("pentagon", 5), ("hexagon", 6), ("octagon", 8),
                                          ("circle", 0), ("ellipse", 0)])
def test_sides_are_counted_outside_and_inside(shape, sides):
    alone = seen_in(view(Item(shape, size=0.4, fill="solid")))
    framed = seen_in(view(Item("square", size=0.9), Item(shape, size=0.4, fill="solid")))
    assert (alone["sides"], alone["inner sides"]) == (sides, 0)
    assert (framed["sides"], framed["inner sides"]) == (4, sides)


def test_tone_tells_grey_from_solid():
    solid, grey = (seen_in(view(Item("circle", fill=fill)))["tone"] for fill in ("solid", "grey"))
    assert solid > 0.9 and 0.4 < grey < 0.7


@pytest.mark.parametrize("fill, grey, levels", [
    ("none", 0.5, (0, 1, 0)), ("grey", 0.0, (1, 0, 0)), ("solid", 0.5, (0, 0, 1)), ("striped", 0.5, (0.45, 0.1, 0.45)),
])
def test_levels_tell_stripes_from_the_grey_of_their_mean(fill, grey, levels):
    """Of an inner shape on grey ground, and of a shape on paper."""
    inner = Item("square", size=0.4, fill=fill, grey=grey)
    nested = seen_in(view(Item("circle", size=0.9, fill="grey"), inner))
    assert nested["inner levels"] == pytest.approx(levels, abs=0.12)
    alone = seen_in(view(inner))
    assert alone["levels"] == pytest.approx((1, 0, 0) if fill == "none" else levels, abs=0.12)
    assert not seen_in(view())["levels"].any() and not alone["inner levels"].any()


def test_layers_part_lines_from_solids_and_inside_from_outside():
    seen = view(Item("square", size=0.9), Item("star", size=0.4, fill="solid"))
    parts = layers(seen, find_nesting(seen).inside)
    star = view(Item("star", size=0.4, fill="solid")).dark
    assert (parts["central"] ^ star).mean() < 0.002
    assert (parts["contents"] & star).sum() > 0.9 * star.sum()
    assert not (parts["solid"] & parts["surround"]).any()


def test_an_opening_by_two_pixels_is_that_of_scipy():
    mask = np.random.default_rng(0).random((30, 41)) < 0.7
    np.testing.assert_array_equal(_two_wide(mask), ndimage.binary_opening(mask, np.ones((2, 2))))


def test_main_object_is_the_largest():
    seen = view(Item("circle", x=0.3, size=0.5), Item("circle", x=0.8, size=0.2))
    largest = main_object(seen)
    assert largest[92, 55] and not largest[92, 147]


def test_vocabulary_counts_kinds():
    square, circle = Item("square", size=0.2, fill="solid"), Item("circle", size=0.2, fill="solid")

    def at(item, x):
        return Item(item.shape, x=x, size=item.size, fill=item.fill)

    counts = component_types([view(at(square, 0.2), at(circle, 0.5), at(square, 0.8)), view(at(circle, 0.7))])
    assert sorted(counts.T.tolist()) == [[1.0, 1.0], [2.0, 0.0]]


@pytest.mark.parametrize("kinds, columns", [(LARGEST, LARGEST), (LARGEST + 1, 0)])
def test_fragments_of_very_many_kinds_are_no_words(kinds, columns):
    ink = np.zeros((300, 300), np.float32)
    for kind in range(kinds):  # boxes of 4 x 4 to 40 x 40 pixels
        row, column = divmod(kind, 5)
        ink[60 * row + 4:60 * row + 8 + 9 * row, 60 * column + 4:60 * column + 8 + 9 * column] = 1.0
    assert component_types([segment(Figure("A", ink))]).shape == (1, columns)


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


def test_rows_columns_and_crossings_count():
    grid = [Item("square", x=x, y=y, size=0.2, fill="solid") for x in (0.2, 0.5, 0.8) for y in (0.3, 0.7)]
    seen = seen_in(view(*grid))
    assert (seen["rows"], seen["columns"]) == (2, 3)
    cross = view(Item("cross_thin", size=0.95))
    np.testing.assert_array_equal(seen_in(cross)["crossings"], 4)


def test_scaling_two_shapes_alike_changes_their_scale_alike():
    steps = [seen_in(view(Item(shape, size=0.4)))["scale"] - seen_in(view(Item(shape, size=0.8)))["scale"]
             for shape in ("star", "square")]
    np.testing.assert_allclose(steps, -1.0, atol=0.1)


@pytest.mark.parametrize("length", [0.5, 0.9])
def test_arms_are_counted_whatever_their_length_and_the_hub(length):
    for count in (1, 3, 7):
        spokes = [Item("line", x=0.5 + 0.25 * length * np.cos(a), y=0.5 + 0.25 * length * np.sin(a),
                       size=0.5 * length, rotation=-np.degrees(a))
                  for a in 2 * np.pi * np.arange(count) / 8]
        assert seen_in(view(*spokes, Item("plus", size=0.2, fill="solid")))["arms"] == count
    assert seen_in(view())["arms"] == 0


def test_soft_thin_lines_are_drawn_whole_and_grey_grounds_are_not():
    style = Style(line=0.45, blur=0.009)
    items = Item("hexagon", size=0.9, rotation=7.0), Item("circle", size=0.4)
    soft = render(items, side=184, style=style)
    assert (soft >= DARK).mean() < 0.002
    seen = segment(Figure("A", soft))
    assert (seen.component_count, seen.holes) == (2, 2)
    sharp = segment(Figure("A", render(items, side=184)))
    assert (seen.dark & ~sharp.dark).mean() < 0.04
    grey = render([Item("square", size=0.9, fill="grey", grey=0.35), Item("circle", size=0.4)], side=184, style=style)
    assert segment(Figure("A", grey)).dark.mean() < 0.1


def test_what_is_sharp_and_dark_is_drawn_as_it_is():
    ink = render([Item("star", size=0.9), Item("square", size=0.3, fill="solid")], side=184)
    assert ((ink >= DARK) ^ segment(Figure("A", ink)).dark).sum() < 0.03 * (ink >= DARK).sum()


def test_bearings_of_parts_and_the_axis():
    seen = view(Item("circle", x=0.5, y=0.15, size=0.25, fill="solid"), Item("circle", x=0.2, y=0.5, size=0.12))
    found = orientations(seen, main_object(seen), find_nesting(seen).largest)
    assert abs(found["largest part"] - 1j) < 0.02 and abs(found["smallest part"] + 1) < 0.02
    alike = view(*(Item("circle", x=x, size=0.2, fill="solid") for x in (0.2, 0.8)))
    unclear = orientations(alike, main_object(alike), find_nesting(alike).largest)
    assert unclear["largest part"] == unclear["smallest part"] == 0
    bar = view(Item("rectangle", size=0.8, rotation=90, fill="solid"))
    assert abs(orientations(bar, main_object(bar), bar.filled)["axis"] + 1) < 0.02  # upright: twice 90 degrees
    assert orientations(view(), view().filled, view().filled) == dict.fromkeys(found, 0)


@pytest.mark.parametrize("turn", [40, 180, 270])
def test_a_heading_turns_with_its_shape_inside_of_another_or_not(turn):
    def headings(rotation):
        flag = Item("flag", size=0.45, rotation=rotation, fill="solid")
        alone, framed = view(flag), view(Item("circle", size=0.9), flag)
        found, inside = (orientations(seen, main_object(seen), find_nesting(seen).largest) for seen in (alone, framed))
        assert found["inner heading"] == inside["heading"] == 0  # nothing inside of the flag, and a round frame
        return np.array([found["heading"], inside["inner heading"]])

    turned = headings(turn) / headings(0)
    np.testing.assert_allclose(turned, np.exp(1j * np.deg2rad(turn)), atol=0.05)


def test_contours_tell_an_octagon_from_a_circle_where_areas_do_not():
    shapes = [view(Item(shape, size=size)).filled for shape, size in (("circle", 0.8), ("octagon", 0.87))]
    areas = np.stack([to_raster(shape) for shape in shapes])
    contours = np.stack([contour(area) for area in areas])
    assert ImageFeature("silhouette", areas).distances[0, 1] < 1
    assert ImageFeature("contour", contours, 0.05).distances[0, 1] > 3


def test_touching_shapes_are_taken_apart():
    row = [Item("circle", x=0.19 + 0.31 * k, size=0.3, fill="solid") for k in range(3)]
    seen = seen_in(view(*row))
    assert (seen["components"], seen["cores"]) == (1, 3)
