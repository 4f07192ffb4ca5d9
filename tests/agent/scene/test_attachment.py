"""Dots on outlines: where along them they sit."""

import math

import numpy as np
import pytest

from agent.scene.reading import read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure


def shares(*drawings):
    """For each figure the `along` of its smallest object."""
    found = name_objects(read_scenes([figure(*items) for items in drawings]))
    figures = [[one for one in found if one.figure == number] for number in range(len(drawings))]
    return [min(held, key=lambda one: one.object.size).along for held in figures]


def on_l(angle, x, y):
    """An L, and a dot at a place of it, turned together about the figure's centre by some degrees."""
    turn = complex(math.cos(math.radians(angle)), -math.sin(math.radians(angle)))
    place = 0.5 + 0.5j + complex(x - 0.5, y - 0.5) * turn
    return [Item("l_shape", 0.5, 0.5, 0.6, rotation=angle), Item("circle", place.real, place.imag, 0.1, fill="solid")]


def test_a_dot_that_turns_with_its_outline_stays_where_it_is():
    found = name_objects(read_scenes([figure(Item("l_shape", 0.5, 0.5, 0.6))]))
    left, top, _, bottom = found[0].object.box
    corner, other = (left, bottom), (left, top)
    first, turned, moved = shares(on_l(0, *corner), on_l(90, *corner), on_l(0, *other))
    assert np.abs(apart(first, turned)).max() < 0.03
    assert np.abs(apart(first, moved)).min() > 0.1
    assert apart(first, moved)[1] == pytest.approx(1.0 / 6.0, abs=0.02)  # one of six corners on, whatever the lengths


@pytest.mark.parametrize("angles", [(0, 90, 45), (90, 0, 30), (30, 120, 75)])
def test_a_dot_on_a_line_stays_where_it_is_whatever_the_direction_of_the_first_line(angles):
    def drawn(angle, size):
        turn = complex(math.cos(math.radians(angle)), -math.sin(math.radians(angle)))
        place = 0.5 + 0.5j + (0.3 - 0.5) * size * turn
        return [Item("bar", size=size, rotation=angle, line_width=0.02),
                Item("circle", place.real, place.imag, 0.1, fill="solid")]

    found = shares(*(drawn(angle, 0.8 - 0.005 * k) for k, angle in enumerate(angles)))
    ends = [min(share[0], 0.5 - share[0]) for share in found]  # from either end of the line, there and back
    assert ends == pytest.approx([0.15] * 3, abs=0.02)


def apart(first, second):
    return np.abs((first - second + 0.5) % 1.0 - 0.5)


@pytest.mark.parametrize("place", [(0.5, 0.5), (0.9, 0.1)])
def test_a_dot_off_the_outline_has_no_place_along_it(place):
    assert shares([Item("square", 0.5, 0.5, 0.7), Item("circle", *place, 0.08, fill="solid")]) == [None]
