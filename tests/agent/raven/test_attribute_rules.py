"""The rules of structured panels: each is found, and each prefers the option that follows it."""

import numpy as np
import pytest

from agent.raven.attribute_rules import level_factors, mix
from agent.raven.layout_rules import layout_factors
from agent.raven.readings import kept_factor, readings

LEVELS = 10


def levels_of(values, doubt=0.01):
    return (1 - doubt) * np.eye(LEVELS)[np.asarray(values)] + doubt / LEVELS


def judged(given, options, origin=0):
    """Best option and the rules' weights for panels of one object each, with these levels."""
    levels = levels_of([*given, *options])
    where = np.arange(len(levels))[:, None]
    evidence, weights = mix(level_factors(readings(levels, where), origin))
    return evidence, weights


@pytest.mark.parametrize("rule, given, answer", (
    ("constant", (3, 3, 3, 7, 7, 7, 5, 5), 5),
    ("progression", (1, 2, 3, 6, 7, 8, 3, 4), 5),
    ("progression", (6, 4, 2, 9, 7, 5, 8, 6), 4),
    ("sum", (1, 2, 3, 4, 5, 9, 2, 6), 8),
    ("difference", (7, 2, 5, 4, 1, 3, 9, 3), 6),
    ("distribution of three", (1, 5, 8, 5, 8, 1, 8, 1), 5),
    ("distribution of three", (1, 5, 8, 8, 1, 5, 5, 8), 1),
))


def test_each_rule_is_found_and_obeyed(rule, given, answer):
    options = [answer, *(level for level in range(LEVELS) if level != answer)][:8]
    evidence, weights = judged(given, options)
    assert max(weights, key=weights.get) == rule and weights[rule] > 0.8
    assert evidence.argmax() == 0 and evidence[0] > evidence[1:].max() + 2.0
    assert np.exp(evidence).sum() == pytest.approx(1.0)


def test_numbers_and_sizes_are_summed_from_one():
    evidence, weights = judged((0, 1, 2, 3, 2, 6, 2, 4), (6, 7, 8, 1, 2, 3, 4, 5), origin=1)
    assert weights["sum"] > 0.8 and evidence.argmax() == 1


def test_where_no_rule_holds_all_options_are_alike():
    evidence, weights = judged((3, 9, 0, 7, 1, 7, 5, 2), range(8))
    assert weights["no rule"] > 0.9
    assert np.ptp(evidence) < 0.5


def test_types_have_no_sums():
    _, weights = judged((2, 1, 3, 4, 5, 9, 2, 6), range(8), origin=None)
    assert "sum" not in weights and weights["no rule"] > 0.9


def test_kept_levels_outweigh_chance_and_follow_moved_objects():
    rows = [(0, 4, 7), (2, 2, 9), (8, 5, 1)]
    values = [row[turn:] + row[:turn] for row in rows for turn in range(3)][:8]
    values += [rows[2], (8, 5, 2), (0, 4, 7), rows[2][:2]]
    where = np.full((12, 3), -1)
    flat = [level for panel in values for level in panel]
    start = 0
    for index, panel in enumerate(values):
        where[index, : len(panel)] = np.arange(start, start + len(panel))
        start += len(panel)
    levels = levels_of(flat)
    factor = kept_factor(levels, where, readings(levels, where))
    assert factor.held > 1e3
    assert factor.joint.argmax() == 0 and factor.joint[0] > 100 * factor.joint[1:].max()


def sets(*texts):
    return np.array([[slot == "x" for slot in text] for text in texts])


@pytest.mark.parametrize("rule, given, answer", (
    ("position: constant", "x.x. x.x. x.x. .xx. .xx. .xx. xx.. xx..", "xx.."),
    ("position: progression", "x.x... .x.x.. ..x.x. ...xx. ....xx x....x xx.... .xx...", "..xx.."),
    ("position: union", "x..x.. .x.... xx.x.. ..x... ..x.x. ..x.x. x..... ..xx.x", "x.xx.x"),
    ("position: difference", "xxxx.. .x.... x.xx.. ..xxxx ..x.x. ...x.x x.x..x ..xx..", "x....x"),
    ("position: distribution of three", "x..x.. .xx... ..xxxx .xx... ..xxxx x..x.. ..xxxx x..x..", ".xx..."),
    ("number: progression", "x..... ..x..x x.xx.. ..x.x. xx...x x.x.xx xx.x.. x.xx.x", "xxxx.x"),
    ("number: sum", "x..... ..x... .x.x.. ..xx.. .x.... x.x.x. xx.... ....xx", "xx.xx."),
))


def test_each_layout_rule_is_found_and_obeyed(rule, given, answer):
    width = len(answer)
    others = [f"{pattern:0{width}b}".replace("0", ".").replace("1", "x") for pattern in range(1, 2**width)]
    count = answer.count("x")
    if rule.startswith("number"):
        options = [answer, *(other for other in others if other.count("x") != count)][:8]
    else:
        options = [answer, *(other for other in others if other != answer)][:8]
    evidence, weights = mix(layout_factors(sets(*given.split()), sets(*options)))
    assert max(weights, key=weights.get) == rule
    assert evidence.argmax() == 0 and evidence[0] > evidence[1:].max() + 0.5
