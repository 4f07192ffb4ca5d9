"""Hues, pale ink and dashes: what is painted is what was asked for."""

import numpy as np
import pytest
from scipy import ndimage

from problems.drawing.colours import LUMINANCE, hue_rgb
from problems.drawing.item import Item
from problems.drawing.render import render, render_rgb

RED = Item("square", size=0.8, fill="solid", hue=0.0, line_width=0.04)


def test_a_coloured_fill_has_a_black_outline():
    colours = render_rgb((RED,), side=100)
    assert colours.shape == (100, 100, 3) and colours.dtype == np.float32
    assert colours[50, 50] == pytest.approx(hue_rgb(0.0), abs=0.003)
    assert colours[50, 22].tolist() == [0.0, 0.0, 0.0] and colours[2, 2].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("fill", ["none", "solid", "grey", "half", "striped", "dotted"])
@pytest.mark.parametrize("hue", [0.0, 120.0, 240.0, 300.0])
def test_all_that_is_not_black_or_white_has_the_hue(fill, hue):
    width = 0.03 if fill == "none" else 0.0
    colours = render_rgb((Item("circle", size=0.8, fill=fill, hue=hue, line_width=width),), side=80)
    inked = colours.min(axis=2) < 0.98
    assert inked.sum() > 100
    lacking = 1.0 - colours[inked]
    expected = (1.0 - np.array(hue_rgb(hue))) / (1.0 - np.array(hue_rgb(hue))).max()
    assert abs(lacking / lacking.max(axis=1, keepdims=True) - expected).max() < 0.1


def test_the_ink_of_a_colour_is_how_dark_it_looks():
    assert render((RED,), side=60) == pytest.approx(1.0 - render_rgb((RED,), side=60) @ LUMINANCE, abs=1e-6)
    assert render((RED,), side=60)[30, 30] == pytest.approx(1.0 - hue_rgb(0.0) @ LUMINANCE, abs=0.003)


def test_without_a_hue_the_colours_are_the_grey_picture():
    drawing = (Item("star", fill="striped"), Item("circle", size=0.2, fill="grey", grey=0.3))
    ink = render(drawing, side=90)
    assert abs((1.0 - render_rgb(drawing, side=90)) - ink[..., None]).max() < 1e-6


def test_pale_ink_is_as_dark_as_it_says():
    ink = render((Item("bar", size=0.8, ink=0.25, line_width=0.05),), side=100)
    assert ink.max() == pytest.approx(0.25, abs=0.003)


def test_dashes_go_all_round_and_leave_gaps():
    whole, dashed = (render((Item("circle", size=0.8, line_width=0.02, dash=dash),), side=300) for dash in (0.0, 0.05))
    assert dashed.sum() == pytest.approx(0.55 * whole.sum(), rel=0.05)
    assert ndimage.label(dashed > 0.5, np.ones((3, 3)))[1] == round(0.8 * np.pi / 0.05)
    assert (dashed <= whole + 0.5).all()
