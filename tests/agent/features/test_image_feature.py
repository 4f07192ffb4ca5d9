"""Features: distances of images and numbers that two renderings of one drawing do not differ by."""

import numpy as np
import pytest

from agent.features.image_feature import EMPTY, ImageFeature, Moves, distinct
from agent.features.vector_feature import VectorFeature, VectorStack, stack_features
from agent.vision.raster import SIDE, grow, to_raster


def test_growing_reaches_a_pixel_and_wraps_nowhere():
    dot = np.zeros((1, SIDE, SIDE), bool)
    dot[0, 0, 50] = True
    grown = grow(dot)[0]
    assert grown[1, 49] and grown[0, 51] and not grown[2, 50]
    assert not grown[-1].any()


def test_images_a_pixel_apart_cost_nothing_and_others_do():
    base = to_raster(np.pad(np.ones((60, 60), bool), 60))
    feature = ImageFeature("figure", np.stack([base, np.roll(base, 1, axis=1), np.roll(base, 20, axis=1)]))
    assert feature.distances[0, 1] == 0
    assert feature.distances[0, 2] > 10


def test_greys_tell_images_apart_that_a_threshold_does_not():
    side = 96
    tones = np.zeros((4, side, side), np.float32)
    for tone, grey in zip(tones, (0.2, 0.6, 1.0, 0.6), strict=True):
        tone[20:70, 20:70] = 1.0
        tone[23:67, 23:67] = grey
    tones[3] = np.roll(tones[3], 1, axis=1)
    feature = ImageFeature("figure", tones > 0.3, tones=tones)
    assert feature.distances[1, 3] < 0.5  # a pixel's shift is tolerated
    assert feature.distances[1, 2] > 3.0 and feature.distances[0, 1] > 3.0
    plain = ImageFeature("figure", tones > 0.3)
    assert plain.distances[1, 2] < 0.5
    assert feature.distances[0, 2] == pytest.approx(plain.distances[0, 2])  # what the images tell is not counted twice


def test_a_feature_tells_some_figures_apart_and_not_others():
    bars = np.zeros((3, SIDE, SIDE), bool)
    bars[2, 10:20] = True
    for feature in (ImageFeature("image", bars), VectorFeature("number", [1, 1, 2], 0.3)):
        assert feature.tells_apart(slice(1, None)) and not feature.tells_apart(slice(0, 2))


def test_pixels_where_no_figure_shows_any_cost_as_much_as_others():
    images = np.zeros((2, SIDE, SIDE), bool)
    images[0, 10:20, 10:20] = True
    away = np.zeros((1, SIDE, SIDE), bool)
    away[0, 60:70, 60:80] = True
    feature = ImageFeature("image", images)
    expected = [(200 + 100) / (200 + 100 + EMPTY), 200 / (200 + EMPTY)]
    np.testing.assert_allclose(feature.costs(away.reshape(1, -1))[0] * feature.noise, expected, rtol=1e-6)


def test_moved_pixels_cost_what_the_moved_image_costs():
    images = np.random.default_rng(0).random((3, SIDE, SIDE)) < 0.2
    images[:, :2] = images[:, -2:] = images[:, :, :2] = images[:, :, -2:] = False  # growing stays inside
    feature = ImageFeature("image", images)
    flipped = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)[::-1].reshape(1, -1)
    expected = feature.costs(images[1, ::-1].reshape(1, -1))
    np.testing.assert_allclose(feature.costs_of_moved(1, Moves(flipped)), expected, rtol=1e-6)
    gone = np.full((1, SIDE * SIDE), SIDE * SIDE)  # every pixel comes from outside
    np.testing.assert_allclose(feature.costs_of_moved(1, Moves(gone)), feature.costs(np.zeros((1, SIDE * SIDE), bool)))


def test_what_grows_from_outside_of_all_pictures_into_them_counts():
    images = np.zeros((2, SIDE, SIDE), bool)
    images[0, 10:20, 10:20] = True
    beside = np.zeros((1, SIDE, SIDE), bool)
    beside[0, 10:20, 21] = True  # two pixels from the square: it grows into what is near it, not into it
    touching = np.roll(beside, -1, axis=2)
    feature = ImageFeature("image", images)
    far, near = (feature.costs(line.reshape(1, -1))[0, 0] * feature.noise for line in (beside, touching))
    assert far == pytest.approx((10 + 100) / (10 + 100 + EMPTY))
    assert near == pytest.approx((100 - 10) / (10 + 100 + EMPTY))  # all of the line is tolerated, and covers a column


def test_features_side_by_side_cost_what_each_costs():
    rng = np.random.default_rng(0)
    singles = [VectorFeature(name, rng.random((5, 3)), noise) for name, noise in (("a", 0.1), ("b", 2.0))]
    stack = VectorStack(singles)
    predicted = rng.random((4, 2, 3))
    costs = stack.costs(predicted)
    for place, single in enumerate(singles):
        np.testing.assert_allclose(costs[:, place], single.costs(predicted[:, place]))
        np.testing.assert_allclose(stack.distances[:, place], single.distances)
    assert stack.name == "a, b"


def test_pictures_of_a_line_without_ink_are_empty():
    bars = np.zeros((3, SIDE, SIDE), bool)
    bars[2, 10:20] = True
    feature = ImageFeature("image", bars)
    assert feature.empty((0, 1)) and not feature.empty((0, 2))


def test_features_of_one_kind_and_width_stand_side_by_side():
    picture = ImageFeature("picture", np.ones((2, SIDE, SIDE), bool))
    one, two, apart = (VectorFeature(name, [1, 2], 0.1) for name in ("one", "two", "apart"))
    wide = VectorFeature("wide", np.ones((2, 2)), 0.1)
    first, *stacks = stack_features([one, picture, wide, two, apart], apart=("apart",))
    assert first is picture
    assert [stack.features for stack in stacks] == [[one, two], [wide], [apart]]


def test_features_that_tell_the_same_are_kept_once():
    first = VectorFeature("first", [1, 2, 3], 0.1)
    assert [f.name for f in distinct([first, VectorFeature("same", [10, 20, 30], 1.0)])] == ["first"]
    assert len(distinct([first, VectorFeature("other", [3, 3, 1], 0.1)])) == 2
    assert distinct([VectorFeature("same", [10, 20, 30], 1.0)], known=[first]) == []
