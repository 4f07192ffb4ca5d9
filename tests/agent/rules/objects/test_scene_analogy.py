"""Analogies object by object on small drawn problems."""

import pytest

from agent.rules.objects.looks import in_order, look_of
from agent.rules.objects.scene_analogy import analogies
from agent.scene.reading import read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure


def scores(*drawings):
    """The scores of the options of A is to B as C is to ?"""
    named = name_objects(read_scenes([figure(*items) for items in drawings]))
    looks = [[look_of(one) for one in held] for held in in_order(named, len(drawings))]
    return analogies(looks, "2x1")[0].scores


def big(shape, **look):
    return Item(shape, size=0.85, **look)


def small(shape, **look):
    return Item(shape, size=0.35, **look)


PROBLEMS = {
    "the outer object goes and the inner one grows": (
        [big("circle"), small("triangle")], [big("triangle")], [big("hexagon"), small("square")],
        [big("square")], [small("square")], [big("hexagon")]),
    "fills are exchanged": (
        [Item("circle", 0.3, 0.5, 0.4, fill="solid"), Item("square", 0.7, 0.5, 0.4)],
        [Item("circle", 0.3, 0.5, 0.4), Item("square", 0.7, 0.5, 0.4, fill="solid")],
        [Item("triangle", 0.3, 0.5, 0.4, fill="solid"), Item("hexagon", 0.7, 0.5, 0.4)],
        [Item("triangle", 0.3, 0.5, 0.4), Item("hexagon", 0.7, 0.5, 0.4, fill="solid")],
        [Item("triangle", 0.3, 0.5, 0.4, fill="solid"), Item("hexagon", 0.7, 0.5, 0.4)],
        [Item("triangle", 0.3, 0.5, 0.4), Item("hexagon", 0.7, 0.5, 0.4)]),
    "all objects change alike though C holds more of them": (
        [Item("circle", 0.5, 0.5, 0.3)], [Item("circle", 0.5, 0.5, 0.3, fill="solid")],
        [Item("square", 0.25, 0.5, 0.3), Item("square", 0.75, 0.5, 0.3)],
        [Item("square", 0.25, 0.5, 0.3, fill="solid"), Item("square", 0.75, 0.5, 0.3, fill="solid")],
        [Item("square", 0.25, 0.5, 0.3, fill="solid"), Item("square", 0.75, 0.5, 0.3)],
        [Item("square", 0.25, 0.5, 0.3), Item("square", 0.75, 0.5, 0.3)]),
    "sizes are exchanged": (
        [big("circle"), small("square")], [big("square"), small("circle")], [big("hexagon"), small("triangle")],
        [big("triangle"), small("hexagon")], [big("hexagon"), small("triangle")], [big("triangle")]),
    "the outer of three goes, of two as well": (
        [Item("circle", size=0.9), Item("circle", size=0.6), Item("circle", size=0.3)],
        [Item("circle", size=0.6), Item("circle", size=0.3)], [Item("circle", size=0.9), Item("circle", size=0.6)],
        [Item("circle", size=0.6)], [Item("circle", size=0.9)], [Item("circle", size=0.6), Item("circle", size=0.3)]),
    "what is turned is turned elsewhere, too": (
        [big("flag")], [big("flag", rotation=90.0)], [big("flag", rotation=45.0)],
        [big("flag", rotation=135.0)], [big("flag", rotation=45.0)], [big("flag", rotation=200.0)]),
    "it is turned also where something else is missing": (
        [big("flag"), Item("circle", 0.85, 0.85, 0.2)], [big("flag", rotation=90.0), Item("circle", 0.85, 0.85, 0.2)],
        [big("flag", rotation=45.0)],
        [big("flag", rotation=135.0)], [big("flag", rotation=300.0)], [big("flag", rotation=200.0)]),
    "what goes round the centre goes on from elsewhere": (
        [big("circle"), Item("square", 0.5, 0.1, 0.15)], [big("circle"), Item("square", 0.9, 0.5, 0.15)],
        [big("circle"), Item("square", 0.5, 0.9, 0.15)],
        [big("circle"), Item("square", 0.1, 0.5, 0.15)], [big("circle"), Item("square", 0.9, 0.5, 0.15)],
        [big("circle"), Item("square", 0.5, 0.1, 0.15)]),
    "what goes in from one side goes in from another": (
        [Item("circle", size=0.6), Item("square", 0.5, 0.1, 0.12)],
        [Item("circle", size=0.6), Item("square", 0.5, 0.35, 0.12)],
        [Item("hexagon", size=0.6), Item("square", 0.9, 0.5, 0.12)],
        [Item("hexagon", size=0.6), Item("square", 0.65, 0.5, 0.12)],
        [Item("hexagon", size=0.6), Item("square", 0.9, 0.75, 0.12)],
        [Item("hexagon", size=0.6), Item("square", 0.9, 0.5, 0.12)]),
    "what is mirrored is mirrored elsewhere, too": (
        [Item("square", 0.2, 0.3, 0.2), Item("circle", 0.4, 0.8, 0.2)],
        [Item("square", 0.8, 0.3, 0.2), Item("circle", 0.6, 0.8, 0.2)],
        [Item("square", 0.35, 0.5, 0.2), Item("circle", 0.9, 0.2, 0.2)],
        [Item("square", 0.65, 0.5, 0.2), Item("circle", 0.1, 0.2, 0.2)],
        [Item("square", 0.9, 0.5, 0.2), Item("circle", 0.9, 0.2, 0.2)],
        [Item("square", 0.35, 0.5, 0.2), Item("circle", 0.9, 0.8, 0.2)]),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_first_option_follows(name):
    found = scores(*PROBLEMS[name])
    assert found.argmax() == 0 and found[0] - found[1:].max() > 0.5, found
