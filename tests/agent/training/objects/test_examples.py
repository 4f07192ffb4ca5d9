"""Examples of objects: drawn alike for the same seed, labelled by what was drawn, also when they are turned."""

import numpy as np
import pytest

from agent.network.object_network import CROP, HEADS, OBJECT_SHAPES
from agent.scene.reading import read_scene
from agent.training.objects.examples import augmented, drawn_examples, matched, moved_crops
from agent.training.objects.labels import ObjectLabels, label, shape_class, targets_of
from problems.drawing.item import Item
from problems.drawing.notches import Notch
from problems.drawing.render import render
from problems.drawing.truth import drawn_objects
from problems.figure import Figure


def labels_of(item):
    (truth,) = drawn_objects((item,))
    return ObjectLabels(*(np.array([value]) for value in label(item, truth)))


@pytest.fixture(scope="module")
def examples():
    return drawn_examples(30, 5)


def test_examples_are_the_same_for_the_same_seed(examples):
    again = drawn_examples(30, 5)
    for name, data in examples[0].items():
        assert np.array_equal(data, again[0][name])
    for first, second in zip(examples[1], again[1], strict=True):
        assert np.array_equal(first, second) and len(first) >= 30
    assert examples[0]["crop"].dtype == np.uint8 and examples[0]["crop"].shape[1:] == (3, CROP, CROP)


def test_every_head_has_a_target_and_a_weight(examples):
    targets, weights = targets_of(examples[1])
    assert list(targets) == list(weights) == list(HEADS)
    for name, width in HEADS.items():
        assert weights[name].shape == (len(examples[1].shape),) and 0 < weights[name].sum()
        assert targets[name].max() < max(width, 2)


@pytest.mark.parametrize("flipped", (False, True))
@pytest.mark.parametrize("degrees", (0.0, 90.0, 35.0))
def test_labels_turn_and_mirror_as_drawings_do(degrees, flipped):
    item = Item("flag", rotation=20.0, fill="striped", fill_angle=30.0)
    moved = Item("flag", rotation=(-20.0 if flipped else 20.0) + degrees, mirrored=flipped, fill="striped",
                 fill_angle=30.0)
    found = labels_of(item).turned(np.array([degrees]), np.array([flipped]))
    for got, wanted in zip(targets_of(found)[0].values(), targets_of(labels_of(moved))[0].values(), strict=True):
        assert got == pytest.approx(wanted, abs=1e-5)


def test_a_mirror_image_of_a_shape_with_an_axis_is_that_shape_turned():
    found = labels_of(Item("arrow", rotation=30.0)).turned(np.array([0]), np.array([True]))
    wanted = labels_of(Item("arrow", rotation=150.0))
    assert targets_of(found)[0]["turn"] == pytest.approx(targets_of(wanted)[0]["turn"], abs=1e-5)
    assert found.mirrored[0] == 0.0 and targets_of(found)[1]["mirrored"][0] == 0.0


@pytest.mark.parametrize("item, name", [
    (Item("polygon 5"), "pentagon"), (Item("polygon 9"), "polygon 9"), (Item("star 7"), "stars"),
    (Item("star4"), "stars"), (Item("circle", notch=Notch()), "notched"), (Item("zigzag 5"), "zigzag"),
    (Item("arc 90"), "arc"), (Item("polyline -1,0 0,1 1,0"), "other"), (Item("bar"), "line"),
])  # fmt: skip
def test_shapes_made_to_measure_have_a_class(item, name):
    assert shape_class(item) == name and name in OBJECT_SHAPES


def test_objects_are_matched_by_place_and_extent_and_what_was_not_read_with_none():
    drawing = (Item("square", 0.25, 0.25, 0.3), Item("circle", 0.75, 0.75, 0.3))
    scene = read_scene(Figure("A", render(drawing, side=160)))
    truth = drawn_objects((*drawing, Item("circle", 0.75, 0.25, 0.1)))
    found = matched(truth, scene.objects)
    assert [scene.objects[k].corners for k in found[:2]] == [4, 0] and found[2] == -1
    assert matched(truth, ()) == [-1, -1, -1]


def test_crops_are_moved_as_arrays_are(examples):
    crops = examples[0]["crop"][:2]
    moved = moved_crops(crops, np.array([90.0, 0.0]), np.array([False, True]))
    assert np.array_equal(moved[0], np.rot90(crops[0], axes=(1, 2))) and np.array_equal(moved[1], crops[1, :, :, ::-1])
    little = moved_crops(crops, np.array([90.5, 359.5]), np.array([False, True]))
    assert np.abs(little.astype(float) - moved).mean() < 6.0


def test_augmented_examples_know_less_of_most_objects(examples):
    inputs, labels = augmented(*examples, np.random.default_rng(0))
    known, inside = inputs["geometry"].any(axis=1), inputs["crop"][:, 2].any(axis=(1, 2))
    assert 0.2 < known.mean() < 0.8 and inputs["crop"].max() <= 1.0
    assert (~known & ~inside).any() and inputs["crop"][:, 0].any(axis=(1, 2)).all()
    assert np.array_equal(labels.corners, examples[1].corners)
