"""Rules of series in words, with values worked by hand."""

import pytest

from agent.rules.objects.attribute_series import Series
from agent.rules.objects.rule_words import attribute_in_words, rule_in_words
from agent.scene.naming.object_words import ObjectWords, counted, plural

WORDS = ObjectWords([])
CORNERS = [3, 4, 7, 6, 3, 9, 9, 7, 13, 16]


def said(kind, name, values, rule, problem_type="3x3"):
    given = 8 if problem_type == "3x3" else 3
    return rule_in_words(Series("family", name, kind, values, 0.1), rule, problem_type, given, WORDS)


@pytest.mark.parametrize("rule, values, text", [
    ("rows sum", CORNERS,
     "rows: number of corners: the first two add up to the third: 3 + 4 = 7, 6 + 3 = 9, so 9 + 7 = 16"),
    ("columns difference", [7, 6, 9, 4, 3, 7, 3, 3, 2, 4],
     "columns: number of corners: the first less the second: 7 - 4 = 3, 6 - 3 = 3, so 9 - 7 = 2"),
    ("rows constant", [3, 3, 3, 4, 4, 4, 5, 5, 5, 4],
     "rows: number of corners: the same all along each line: 3; 4; so 5"),
    ("rows distribution of three", [3, 4, 5, 4, 5, 3, 5, 3, 4, 5],
     "rows: number of corners: the same three in each line: 3, 4, 5; 4, 5, 3; so 5, 3, ?"),
])  # fmt: skip
def test_numbers_are_told_line_by_line(rule, values, text):
    told, options = said("number", "number of corners", [float(value) for value in values], rule)
    assert told == text
    assert options == tuple(f"has {value}" for value in values[8:])


def test_a_matrix_of_one_complete_line_names_its_figures():
    told, options = said("number", "background: count", [1.0, 2.0, 2.0, 3.0, 1.0], "analogy", "2x1")
    assert told == "the same change of background: number: A 1, B 2, C 2" and options == ("has 3", "has 1")


def test_angles_and_shares_are_told_in_their_units():
    assert said("angle", "orientation", [(0.0, 90.0), (44.0, 90.0), (2.0, 90.0), (89.0, 90.0)], "analogy", "2x1") == (
        "the same change of orientation: A 0 degrees, B 45 degrees, C 0 degrees", ("has 0 degrees",))
    assert "A 25 %, B 50 %" in said("number", "size", [0.25, 0.5, 0.3, 0.6], "analogy", "2x1")[0]


def test_angles_do_not_add_up():
    turned = [(float(value), 360.0) for value in (10, 20, 90, 30, 40, 130, 50, 60, 170)]
    told, _ = said("angle", "orientation", turned, "rows sum")
    assert told.startswith("rows: orientation: the first, turned as the second says: 10 degrees, 20 degrees,")


def test_values_without_words_are_not_told():
    told, options = said("set", "places", [frozenset({number}) for number in range(10)], "rows or")
    assert told == "rows: places: all of the first two" and options == ()


def test_names_of_series_in_words():
    assert attribute_in_words("objects of 3 corners (2): count") == "objects of 3 corners: number"
    assert attribute_in_words("fill bag") == "fills" and attribute_in_words("corners set") == "corners"
    assert attribute_in_words("signed count by kind") == "number of objects of one shape less those of the other"


def test_things_are_counted():
    assert plural("shape of 7 corners") == "shapes of 7 corners" and plural("cross") == "crosses"
    assert counted(["circle", "octagon", "circle"]) == "2 circles and an octagon" and counted([]) == "nothing"
    assert counted(list("abcde"), 2) == "an a, a b and 3 more"
