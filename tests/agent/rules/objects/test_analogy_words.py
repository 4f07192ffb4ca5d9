"""Analogies in words: what changes is said as it was drawn, and each option by how it differs."""

import pytest

from agent.rules.objects.analogy_words import analogy_in_words
from agent.rules.objects.looks import in_order, look_of
from agent.rules.objects.option_words import options_in_words
from agent.rules.objects.scene_analogy import analogies
from agent.scene.naming.object_words import ObjectWords
from agent.scene.reading import read_scenes
from agent.scene.vocabulary import name_objects
from problems.drawing.item import Item
from tests.helpers.drawn_figures import figure


def told(*drawings):
    """The text of A is to B as C is to ?, and what the options show."""
    named = name_objects(read_scenes([figure(*items) for items in drawings]))
    held = in_order(named, len(drawings))
    looks = [[look_of(one) for one in objects] for objects in held]
    return analogy_in_words(analogies(looks, "2x1")[0], held, looks, ObjectWords(named))


def big(shape, **look):
    return Item(shape, size=0.85, **look)


def small(shape, **look):
    return Item(shape, size=0.35, **look)


def pair(left, right, fills=("none", "none")):
    return [Item(left, 0.27, 0.5, 0.4, fill=fills[0]), Item(right, 0.73, 0.5, 0.4, fill=fills[1])]


SAID = {
    "a fill": (
        ([Item("circle")], [Item("circle", fill="solid")], [Item("square")],
         [Item("square", fill="solid")], [Item("square")]),
        "as from A to B, the circle becomes black; so C becomes a black square",
        ("shows this", "has a white square")),
    "a turn": (
        ([big("flag")], [big("flag", rotation=90.0)], [big("flag", rotation=45.0)],
         [big("flag", rotation=135.0)], [big("flag", rotation=45.0)]),
        "turns by 90 degrees; so C becomes", ("shows this", "turned by 90 degrees from that")),
    "what goes": (
        ([big("square"), small("circle")], [big("square")], [big("hexagon"), small("triangle")],
         [big("hexagon")], [big("hexagon"), small("triangle")]),
        "as from A to B, the circle goes; so C becomes a white hexagon",
        ("shows this", "has a white triangle too many")),
    "what comes": (
        ([big("square")], [big("square"), small("circle")], [big("hexagon")],
         [big("hexagon"), small("circle")], [big("hexagon")]),
        "as from A to B, the circle comes; so C becomes a white hexagon and a white circle",
        ("shows this", "lacks a white circle")),
    "fills exchanged": (
        (pair("circle", "square", ("solid", "none")), pair("circle", "square", ("none", "solid")),
         pair("triangle", "hexagon", ("solid", "none")), pair("triangle", "hexagon", ("none", "solid")),
         pair("triangle", "hexagon", ("solid", "none"))),
        "exchange fill; so C becomes", ("shows this", "has a")),
    "another place": (
        ([Item("circle", 0.3, 0.5, 0.3)], [Item("circle", 0.7, 0.5, 0.3)], [Item("square", 0.3, 0.3, 0.3)],
         [Item("square", 0.7, 0.3, 0.3)], [Item("square", 0.3, 0.3, 0.3)]),
        "as from A to B, the circle moves right by 40 %", ("shows this", "has a square too far left by 40 %")),
    "no change of what C lacks": (
        ([big("flag"), Item("circle", 0.85, 0.85, 0.2)], [big("flag", rotation=90.0), Item("circle", 0.85, 0.85, 0.2)],
         [big("flag", rotation=45.0)], [big("flag", rotation=135.0)], [big("flag", rotation=45.0)]),
        "corners turns by 90 degrees; so C becomes a white shape", ("shows this", "turned by 90 degrees from that")),
    "stripes of another direction": (
        ([Item("circle")], [Item("circle", fill="striped", fill_angle=0.0)], [Item("square")],
         [Item("square", fill="striped", fill_angle=0.0)], [Item("square", fill="striped", fill_angle=90.0)]),
        "as from A to B, the circle becomes striped (at 0 degrees)",
        ("shows this", "has a striped (at 90 degrees) square")),
    "nothing": (
        ([Item("circle")], [Item("circle")], [Item("square")], [Item("square")], [Item("triangle")]),
        "as from A to B, nothing changes; so C stays a white square",
        ("shows this", "has a triangle in place of a square")),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_changes_is_said_with_its_value(name):
    drawings, text, options = SAID[name]
    said, shown = told(*drawings)
    assert text in said, said
    assert shown[0] == options[0] and options[1] in shown[1], shown


def test_what_all_options_have_otherwise_is_not_told():
    _, shown = told([big("flag")], [big("flag", rotation=90.0)], [big("flag", rotation=45.0)],
                    [big("flag", rotation=200.0)], [big("flag", rotation=200.0, fill="solid")])
    assert shown[0] == "comes nearest to this"
    assert shown[1].startswith("has a black ") and "turned" not in shown[1]


def test_what_all_options_show_otherwise_is_not_told_though_one_lacks_something():
    drawn = [figure(Item("square", 0.2, 0.5, 0.2), Item("circle", 0.8, 0.5, 0.2)),
             figure(Item("square", 0.2, 0.5, 0.2, fill="solid")),
             figure(Item("square", 0.2, 0.5, 0.2, fill="solid"), Item("circle", 0.8, 0.5, 0.2))]
    named = name_objects(read_scenes(drawn))
    expected, *options = [[look_of(one) for one in held] for held in in_order(named, 3)]
    first, second = options_in_words(expected, options, ObjectWords(named))
    assert first == "lacks a white circle" and second == "comes nearest to this"
