"""Shapes on textures and on greys."""

import numpy as np
import pytest

from agent.scene.reading import read_scene, read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure
from tests.helpers.sheet import Sheet

SQUARE = [(0.16, 0.16), (0.84, 0.16), (0.84, 0.84), (0.16, 0.84)]


def polygon(corners, radius):
    around = 0.5 + 0.5j - 1j * radius * np.exp(2j * np.pi * np.arange(corners) / corners)
    return [(place.real, place.imag) for place in around]


def striped(corners, period):
    sheet = Sheet().outline(SQUARE)
    for height in np.arange(0.16 + period / 2.0, 0.84, period):
        sheet.line([(0.16, height), (0.84, height)], period / 2.0)
    return sheet.outline(polygon(corners, 0.22)).figure()


@pytest.mark.parametrize("corners", [4, 5, 6])
@pytest.mark.parametrize("period", [0.07, 0.08, 0.1])
def test_a_white_shape_on_stripes_keeps_its_corners(corners, period):
    plain = Sheet().outline(SQUARE).outline(polygon(corners, 0.22)).figure()
    scenes = read_scenes([plain, striped(corners, period)])
    assert [seen.fill for seen in scenes[1]] == ["striped", "none"]
    assert scenes[1].objects[1].corners == corners
    assert len({one.kind for one in name_objects(scenes) if one.depth}) == 1


def test_a_small_drawing_on_grey_is_no_part_of_the_outline_of_the_grey():
    scene = read_scene(figure(Item("square", size=0.5, fill="grey"), Item("square", size=0.14, fill="striped")))
    assert scene.objects[0].fill == "grey" and len(scene) > 1
    assert all(seen.parent == 0 for seen in scene.objects[1:])
