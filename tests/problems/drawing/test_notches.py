"""Notches: exact areas, where they open, and what is refused."""

import numpy as np
import pytest

from problems.drawing.item import Item
from problems.drawing.made_shapes import shape_named
from problems.drawing.notches import Notch, notched
from problems.drawing.render import render
from problems.drawing.shapes import corner_count, signed_area
from problems.drawing.truth import drawn_objects

SQUARE = np.array(shape_named("square").corners)  # its edges at distance sqrt(0.5) from the centre


@pytest.mark.parametrize("angle", [0.0, 90.0, 180.0, 270.0])
def test_a_slot_and_a_wedge_take_their_area_out_of_a_square(angle):
    slot = notched(SQUARE, Notch("slot", angle, width=0.4, depth=0.5))
    assert -signed_area(slot) == pytest.approx(2.0 - 0.4 * 0.5 * 0.5**0.5)
    assert corner_count(slot) == 8
    wedge = notched(SQUARE, Notch("wedge", angle, width=0.4, depth=1.0))
    assert -signed_area(wedge) == pytest.approx(2.0 - 0.5 * 0.4 * 0.5**0.5)
    assert corner_count(wedge) == 7 and abs(wedge).min() == pytest.approx(0.0)


def test_a_corner_can_be_cut_away():
    cut = notched(SQUARE, Notch("wedge", 45.0, width=0.5, depth=0.6))
    assert corner_count(cut) == 6 and 1.6 < -signed_area(cut) < 2.0


@pytest.mark.parametrize("shape", ["circle", "triangle", "ellipse", "polygon 9", "star 7", "rectangle"])
@pytest.mark.parametrize("kind", ["wedge", "slot"])
def test_the_cut_outline_runs_as_before_and_keeps_what_lies_beside(shape, kind):
    outline = np.array(shape_named(shape).corners)
    for angle in np.arange(0.0, 360.0, 37.0):
        cut = notched(outline, Notch(kind, angle, width=0.2, depth=0.5))
        assert 0.0 < -signed_area(cut) < -signed_area(outline)
        away = (outline * np.exp(1j * np.radians(angle))).real < 0.0
        assert np.isin(np.round(outline[away], 9), np.round(cut, 9)).all()


def test_a_notch_turns_with_its_item_and_is_mirrored_with_it():
    notch = Notch("wedge", 20.0, width=0.6, depth=1.0)
    for fields in ({}, {"rotation": 100.0}, {"rotation": 100.0, "mirrored": True}):
        item = Item("circle", size=0.9, fill="solid", notch=notch, **fields)
        angle = drawn_objects((item,))[0].notch
        ink = render((item,), side=200)
        x, y = 0.5 + 0.3 * np.cos(np.radians(angle)), 0.5 - 0.3 * np.sin(np.radians(angle))
        assert ink[int(200 * y), int(200 * x)] == 0.0
        assert ink[int(200 * (1.0 - y)), int(200 * (1.0 - x))] == 1.0


def test_what_no_notch_can_be_is_refused():
    with pytest.raises(ValueError, match="expected a kind of wedge, slot, got 'hole'"):
        notched(SQUARE, Notch("hole"))
    with pytest.raises(ValueError, match="expected to cut one piece"):
        notched(np.array(shape_named("star 8 0.3").corners), Notch("slot", 90.0, width=1.5, depth=0.4))
