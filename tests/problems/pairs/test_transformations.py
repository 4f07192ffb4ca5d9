"""Transformations: what they do to drawings is what they do to pictures."""

import numpy as np
import pytest

from problems.drawing.item import Item
from problems.drawing.render import render
from problems.pairs import transformations as t

FIGURE = (
    Item("pentagon", x=0.3, y=0.35, size=0.4, fill="half", fill_angle=90.0, rotation=10.0),
    Item("flag", x=0.7, y=0.6, size=0.45, mirrored=True, rotation=50.0),
    Item("hexagon", x=0.3, y=0.75, size=0.2, fill="striped", fill_angle=45.0),
)


def gap(drawing, picture):
    return abs(render(drawing, side=128) - picture).mean()


@pytest.mark.parametrize(
    "transformation, on_pictures",
    [
        (t.rotate_figure(90), np.rot90),
        (t.rotate_figure(180), lambda p: np.rot90(p, 2)),
        (t.reflect_figure("left_right"), np.fliplr),
        (t.reflect_figure("up_down"), np.flipud),
        (t.reflect_figure("diagonal"), np.transpose),
        (t.reflect_figure("antidiagonal"), lambda p: np.rot90(p, 2).T),
    ],
)
def test_motions_of_the_figure_are_motions_of_its_picture(transformation, on_pictures):
    assert gap(transformation(FIGURE), on_pictures(render(FIGURE, side=128))) < 0.006


def test_motions_of_items_leave_them_in_place():
    for transformation in (t.rotate_items(70), t.reflect_items("diagonal")):
        for before, after in zip(FIGURE, transformation(FIGURE), strict=True):
            assert (before.x, before.y) == (after.x, after.y)
    alone = (Item("flag"),)
    whole = t.reflect_figure("diagonal")(alone)
    assert gap(t.reflect_items("diagonal")(alone), render(whole, side=128)) == 0.0


def test_composition_and_equality_go_by_steps():
    both = t.rotate_items(90) + t.fill("solid")
    assert both(FIGURE) == t.fill("solid")(t.rotate_items(90)(FIGURE))
    assert both == t.rotate_items(90.0) + t.fill("solid") and both != t.rotate_items(90)
    assert t.IDENTITY(FIGURE) == FIGURE and t.IDENTITY.name == "identity"


def test_fill_spares_lines_and_what_would_hide_others():
    nested = (Item("square", size=0.9), Item("circle", size=0.2), Item("line", x=0.9, y=0.9, size=0.1))
    assert [item.fill for item in t.fill("solid")(nested)] == ["none", "solid", "none"]


def test_number_changes_take_spares_and_keep_large_items_first():
    spare = (Item("square", size=0.9), Item("star", size=0.1))
    assert [item.shape for item in t.add(1)((Item("circle", size=0.3),), spare=spare)] == ["square", "circle"]
    assert t.remove(2)(FIGURE) == FIGURE[:1]
    assert len(t.remove(1)(FIGURE, rng=np.random.default_rng(0))) == 2
    assert len(t.unite(spare)(FIGURE)) == 5


def test_errors_say_what_was_expected():
    with pytest.raises(ValueError, match="at least 2 spare items, got 0"):
        t.add(2)(FIGURE)
    with pytest.raises(ValueError, match="at least 4 items, got 3"):
        t.remove(4)(FIGURE)
    with pytest.raises(ValueError, match="an axis of left_right"):
        t.reflect_items("sideways")
    with pytest.raises(ValueError, match="got 'blob'"):
        t.shape("blob")
