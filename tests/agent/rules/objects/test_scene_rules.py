"""Rules of attributes on values worked by hand."""

import pytest

from agent.rules.objects.attribute_series import Series
from agent.rules.objects.scene_rules import MISREAD, bayes_factors

S = frozenset


def factors(kind, values, problem_type="3x3", noise=0.1):
    """The factors of each rule by name, and the hit of a series."""
    series = Series("value", "value", kind, values, noise)
    count = len(set(series.labels))
    given = 8 if problem_type == "3x3" else 3
    return {one.rule: one for one in bayes_factors(series, problem_type, given)}, count * (1 - MISREAD) + MISREAD


THIRDS = {
    ("category", "constant"): ["a", "a", "a", "b", "b", "b", "c", "c", "c", "a"],
    ("category", "as the first"): ["a", "b", "a", "b", "c", "b", "c", "a", "c", "b"],
    ("category", "as the second"): ["a", "b", "b", "b", "c", "c", "c", "a", "a", "b"],
    ("number", "sum"): [1, 2, 3, 2, 3, 5, 4, 1, 5, 9],
    ("number", "difference"): [5, 2, 3, 6, 2, 4, 7, 2, 5, 9],
    ("number", "reverse difference"): [2, 5, 3, 2, 6, 4, 2, 7, 5, 9],
    ("number", "absolute difference"): [2, 5, 3, 6, 2, 4, 7, 2, 5, 9],
    ("number", "step"): [1, 2, 3, 2, 4, 6, 1, 4, 7, 9],
    ("number", "product"): [2, 3, 6, 2, 4, 8, 3, 4, 12, 9],
    ("number", "ratio"): [1.0, 1.5, 2.25, 2.0, 4.0, 8.0, 1.0, 3.0, 9.0, 5.0],
    ("angle", "step"): [(v, 90.0) for v in (0, 20, 40, 70, 10, 40, 10, 40, 70, 0)],
    ("bag", "sum"): [S({("a", 1)}), S({("b", 2)}), S({("a", 1), ("b", 2)}), S({("b", 1)}), S({("b", 1), ("a", 1)}),
                     S({("b", 2), ("a", 1)}), S({("a", 2)}), S({("a", 1)}), S({("a", 3)}), S({("a", 2)})],
    ("bag", "difference"): [S({("a", 3), ("b", 1)}), S({("a", 1), ("b", 1)}), S({("a", 2)}), S({("b", 2)}),
                            S({("b", 1)}), S({("b", 1)}), S({("a", 4)}), S({("a", 1)}), S({("a", 3)}), S({("a", 2)})],
    ("level", "step"): [0, 1, 2, 1, 2, 3, 2, 3, 4, 1],
    ("set", "or"): [S("a"), S("b"), S("ab"), S("b"), S("c"), S("bc"), S("a"), S("c"), S("ac"), S("a")],
    ("set", "and"): [S("ab"), S("bc"), S("b"), S("ac"), S("bc"), S("c"), S("ab"), S("ac"), S("a"), S("b")],
    ("set", "xor"): [S("ab"), S("bc"), S("ac"), S("ac"), S("bc"), S("ab"), S("ab"), S("ac"), S("bc"), S("a")],
    ("set", "difference"): [S("ab"), S("b"), S("a"), S("bc"), S("c"), S("b"), S("ac"), S("a"), S("c"), S("ac")],
    ("set", "reverse difference"): [S("b"), S("ab"), S("a"), S("c"), S("bc"), S("b"), S("a"), S("ac"), S("c"), S("ac")],
}


@pytest.mark.parametrize("kind, rule", THIRDS)
def test_a_rule_that_holds_in_both_lines_hits_thrice_with_the_right_option(kind, rule):
    found, hit = factors(kind, THIRDS[kind, rule])
    factor = found[f"rows {rule}"]
    assert factor.held == pytest.approx(hit**2)
    assert factor.joint == pytest.approx([hit**3, hit**2 * MISREAD])


@pytest.mark.parametrize("rule, lines", [
    ("sum", [(200, 200, 40), (100, 20, 120), (30, 60, 90)]),
    ("sum", [(200, 200, 60), (100, 20, 140), (30, 60, 110)]),  # relative to another zero
    ("difference", [(200, 50, 150), (100, 20, 80), (90, 60, 30)]),
])
def test_the_third_angle_is_the_first_turned_as_the_second_says(rule, lines):
    found, hit = factors("angle", [(float(v), 360.0) for v in (*lines[0], *lines[1], *lines[2], 333)])
    factor = found[f"rows {rule}"]
    assert factor.held == pytest.approx(hit)  # the first line tells the zero, the second tests it
    assert factor.joint == pytest.approx([hit**2, hit * MISREAD])


def test_numbers_of_a_line_add_up_to_one_total():
    found, hit = factors("number", [1, 5, 3, 4, 2, 3, 2, 1, 6, 5])
    assert found["rows fixed total"].joint == pytest.approx([hit**2, hit * MISREAD])
    found, hit = factors("number", [1, 5, 3, 4, 2, 2, 2, 1, 6, 5])  # 9, and 8
    assert found["rows fixed total"].joint == pytest.approx([MISREAD**2] * 2)


def test_figures_on_diagonals_are_alike():
    found, hit = factors("category", list("abcdabedac"))
    assert found["constant along diagonals"].joint == pytest.approx([hit**4, hit**3 * MISREAD])
    found, hit = factors("category", list("abcbadcdac"))
    assert found["constant on the diagonal, mirrored across it"].joint == pytest.approx([hit**5, hit**4 * MISREAD])


def test_a_line_that_breaks_a_rule_is_a_miss():
    found, hit = factors("number", [1, 2, 3, 2, 3, 9, 4, 1, 5, 7])  # 2 + 3 is not 9
    assert found["rows sum"].held == pytest.approx(hit * MISREAD)
    found, hit = factors("category", list("aaabbbcdcd"))  # the open line's first two differ
    assert found["rows constant"].joint == pytest.approx([hit**2 * MISREAD] * 2)


def test_a_distribution_of_three_and_both_ways_at_once():
    found, hit = factors("category", [*list("abcbcacabc")[:8], "b", "a"])
    assert found["rows distribution of three"].joint == pytest.approx([hit**3, hit**2 * MISREAD])
    assert found["rows and columns distribution of three"].joint == pytest.approx([hit**5, hit**4 * MISREAD])


@pytest.mark.parametrize("kind, values", [
    ("category", ["a", "b", "b", "a", "c"]),  # exchanged
    ("category", ["a", "b", "a", "b", "c"]),
    ("number", [1, 3, 4, 6, 5]),
    ("angle", [(350.0, 360.0), (20.0, 360.0), (80.0, 360.0), (110.0, 360.0), (50.0, 360.0)]),
    ("set", [S("ab"), S("ac"), S("bd"), S("cd"), S("ad")]),
])
def test_an_analogy_of_one_complete_line(kind, values):
    found, hit = factors(kind, values, "2x1")
    assert found["analogy"].joint == pytest.approx([hit, MISREAD])


def test_what_stays_the_same_was_likely_to_and_an_unknown_change_says_nothing():
    found, hit = factors("category", list("aabba"), "2x1")
    assert found["analogy"].held == pytest.approx(hit**0.5)
    assert factors("category", list("abcda"), "2x1")[0] == {}


def test_options_that_do_not_differ_are_not_asked():
    assert factors("category", list("abcbcacabb"))[0] == {}
