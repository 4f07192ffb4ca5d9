"""Crops of objects: they turn as the object turns, and place, size and outline leave no trace."""

from dataclasses import replace

import numpy as np
import pytest

from agent.network.object_network import CROP, GEOMETRY, OBJECT_FILLS
from agent.scene.object_inputs import covering, object_inputs
from agent.scene.reading import read_scene
from agent.scene.scene import Scene
from problems.drawing.item import Item
from problems.drawing.render import render
from problems.figure import Figure

RAMP = Item("ramp", 0.5, 0.5, 0.6, fill="grey", grey=0.5)


def inputs_of(*items, side=184):
    figure = Figure("A", render(items, side=side))
    return object_inputs([read_scene(figure)], [figure.ink])


def crop_of(*items, side=184):
    return inputs_of(*items, side=side)["crop"][0]


def test_a_turned_figure_turns_the_crop():
    figure = Figure("A", render((RAMP,), side=184))
    turned = Figure("A", np.rot90(figure.ink))
    first, second = (object_inputs([read_scene(one)], [one.ink])["crop"][0] for one in (figure, turned))
    assert np.abs(second - np.rot90(first, axes=(1, 2))).mean() < 0.01
    assert np.abs(second - first).mean() > 0.05


@pytest.mark.parametrize("other", [
    replace(RAMP, size=0.35), replace(RAMP, x=0.4, y=0.55), replace(RAMP, line_width=0.03),
])  # fmt: skip
def test_place_size_and_width_of_the_outline_leave_little_trace(other):
    assert np.abs(crop_of(other)[0] - crop_of(RAMP)[0]).mean() < 0.03


def test_the_number_of_pixels_leaves_little_trace():
    for name in ("star", "circle", "l_shape"):
        item = Item(name, 0.5, 0.5, 0.6, fill="solid")
        small, large = crop_of(item, side=100), crop_of(item, side=240)
        assert np.abs(small - large).mean() < 0.06


def test_a_crop_shows_the_ink_inside_and_erases_smaller_objects():
    outer = Item("square", 0.5, 0.5, 0.8)
    empty, holding = crop_of(outer), crop_of(outer, Item("circle", 0.5, 0.5, 0.2, fill="solid"))
    assert empty[1].max() < 0.1 and holding[1].max() < 0.1
    middle = slice(CROP // 2 - 2, CROP // 2 + 2)
    assert empty[2, middle, middle].min() > 0.9 and holding[2, middle, middle].max() < 0.1
    grey = crop_of(RAMP)
    assert grey[1].sum() == pytest.approx(0.5 * grey[2].sum(), rel=0.1)


def test_open_strokes_are_drawn_equally_wide():
    thin, thick = (crop_of(Item("bow", 0.5, 0.5, 0.7, line_width=width))[0] for width in (0.012, 0.03))
    assert thick.sum() == pytest.approx(thin.sum(), rel=0.1)


def test_objects_of_several_scenes_come_in_order_with_their_geometry():
    first, second = (Figure("A", render((Item(name, 0.5, 0.5, 0.5),), side=128)) for name in ("triangle", "square"))
    found = object_inputs([read_scene(first), read_scene(second)], [first.ink, second.ink])
    assert found["crop"].shape == (2, 3, CROP, CROP) and found["geometry"].shape == (2, GEOMETRY)
    assert found["geometry"][0, 3] == found["geometry"][1, 4] == 1.0  # corners
    assert found["geometry"][:, -1].tolist() == [1.0, 1.0]
    assert found["geometry"][:, 50:50 + len(OBJECT_FILLS)].sum() == 2.0


def test_scenes_without_objects_have_no_inputs():
    found = object_inputs([Scene((), (8, 8))], [np.zeros((8, 8), np.float32)])
    assert found["crop"].shape == (0, 3, CROP, CROP) and found["geometry"].shape == (0, GEOMETRY)


def test_parts_of_a_stretch_of_pixels_take_their_mean():
    assert covering(0.0, 32.0, 32) == pytest.approx(np.eye(CROP))
    half = covering(-16.0, 64.0, 32)  # two pixels a part, and nothing beyond the edges
    assert half.sum(axis=1)[8:24] == pytest.approx(1.0) and not half[:8].any() and not half[24:].any()
