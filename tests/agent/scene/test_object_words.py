"""Objects in words, as a student would call what was drawn."""

from dataclasses import replace

import numpy as np
import pytest

from agent.scene.naming.object_words import ObjectWords, shape_word
from agent.scene.reading import read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from problems.drawing.render import render_rgb
from tests.helpers.drawn_figures import figure


def named(*items):
    seen = figure(*items)
    if any(item.hue is not None for item in items):
        seen = replace(seen, rgb=np.uint8(np.rint(255.0 * render_rgb(items, side=184))))
    return name_objects(read_scenes([seen]))


@pytest.mark.parametrize("shape, word", [
    ("circle", "circle"), ("triangle", "triangle"), ("square", "square"), ("pentagon", "pentagon"),
    ("hexagon", "hexagon"), ("octagon", "octagon"), ("star", "star"), ("plus", "cross"),
    ("semicircle", "shape of 2 corners"),
])  # fmt: skip
def test_shapes(shape, word):
    (one,) = named(Item(shape, size=0.7))
    assert shape_word(one) == word


@pytest.mark.parametrize("look, word", [
    ({}, "white circle"), ({"fill": "solid"}, "black circle"), ({"fill": "grey", "grey": 0.4}, "grey (40 %) circle"),
    ({"fill": "striped"}, "striped circle"), ({"fill": "solid", "hue": 240.0}, "blue circle"),
    ({"hue": 0.0}, "red outlined circle"),
])  # fmt: skip
def test_fills(look, word):
    (one,) = found = named(Item("circle", size=0.7, **look))
    assert ObjectWords(found).looks(one.kind, one.names["fill"]) == word


@pytest.mark.parametrize("items, words", [
    ([Item("circle", size=0.9), Item("circle", size=0.4)], {"outer circle", "inner circle"}),
    ([Item("square", 0.25, 0.5, 0.3), Item("square", 0.75, 0.5, 0.3)], {"left square", "right square"}),
    ([Item("square", 0.25, 0.5, 0.3), Item("square", 0.75, 0.5, 0.3, fill="solid")], {"white square", "black square"}),
    ([Item("square", 0.25, 0.5, 0.2), Item("square", 0.7, 0.5, 0.5)], {"small square", "large square"}),
    ([Item("square", 0.25, 0.5, 0.3), Item("circle", 0.75, 0.5, 0.3)], {"square", "circle"}),
])  # fmt: skip
def test_objects_of_one_figure_are_told_apart_by_the_least_that_does(items, words):
    found = named(*items)
    assert set(ObjectWords(found).within(found)) == words
