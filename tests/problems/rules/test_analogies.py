"""What the rules for analogies and for several families promise beyond what every rule is tested for."""

from collections import Counter

import numpy as np
import pytest

from problems.drawing.render import render
from problems.generate import describe, generate_problem
from problems.rules import NEW_RULES, RULES
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.number_lines import number_lines
from problems.rules.options import balanced_options

ANALOGIES = [name for name, rule in NEW_RULES.items() if "2x1" in rule.types]


def random(*seed):
    return np.random.default_rng(list(seed))


def test_the_rules_added_later_come_last():
    assert list(RULES)[-len(NEW_RULES) :] == list(NEW_RULES)
    assert len(ANALOGIES) >= 12


@pytest.mark.parametrize("name", ANALOGIES)
def test_a_2x1_problem_is_read_along_its_rows_alone(name):
    for seed in range(4):
        description = describe([name], rng=random(seed), type="2x1")
        assert len(description.matrix) == 3 and len(description.options) == 6
        assert {claim.along for claim in description.claims} == {"rows"}


def test_a_2x1_problem_is_drawn():
    problem, description = generate_problem(["dot_walks"], rng=random(0), type="2x1", side=46)
    assert problem.type == "2x1" and problem.answer == description.answer


def test_the_inner_shape_takes_the_place_of_the_outer():
    for seed in range(12):
        description = describe(["outer_goes"], rng=random(seed), type="2x1")
        given, answer = description.matrix[2], description.options[description.answer - 1]
        outer, inner = sorted(given, key=lambda item: -item.size)
        assert [item.shape for item in answer] == [inner.shape] and answer[0].size == outer.size


def test_a_notch_turns_in_the_pixels():
    """The step of the notch, judged by turning pictures of a round outline."""
    seen = 0
    for seed in range(60):
        description = describe(["notch_turns"], rng=random(seed), type="2x1")
        before, after = description.matrix[:2]
        if {item.shape for item in (*before, *after)} == {"circle"} and before[0].fill != "striped":
            turn = round(after[0].notch.angle - before[0].notch.angle) % 360
            if turn in (90, 180, 270):
                first, second = (render(drawing, side=92) for drawing in (before, after))
                assert np.abs(np.rot90(first, turn // 90) - second).mean() < 0.02
                seen += 1
    assert seen >= 1


def test_four_families_leave_no_rule_out():
    """With four axes every wrong option differs in two of them or in all four."""
    cells = [dict.fromkeys("abcd", 0) for _ in range(9)]
    design = MatrixDesign("3x3", {"main": Part(cells, lambda values: tuple(values.items()))}, four=True)
    design.ruled = [Axis("main", attribute, (0, 1)) for attribute in "abcd"]
    options = [dict(option) for option in balanced_options(design, 8, rng=random(0))]
    assert sorted(sum(option.values()) for option in options) == [0, 2, 2, 2, 2, 2, 2, 4]
    for attribute in "abcd":
        assert Counter(option[attribute] for option in options) == {0: 4, 1: 4}


def test_several_families_have_rules_of_their_own():
    parts, patterns = Counter(), set()
    for seed in range(40):
        description = describe(["part_families"], rng=random(seed))
        parts[len({claim.part for claim in description.claims})] += 1
        patterns |= {claim.pattern for claim in description.claims}
    assert set(parts) == {2, 3, 4}
    assert patterns >= {"union", "intersection", "exclusive", "completeness", "round_turn", "distribution"}


@pytest.mark.parametrize("name", ["sum", "difference", "distance", "product", "middle", "progression", "fixed_total"])
def test_number_lines_follow_their_operation(name):
    meaning = {
        "sum": lambda a, b, c: a + b == c,
        "difference": lambda a, b, c: a - b == c,
        "distance": lambda a, b, c: abs(a - b) == c,
        "product": lambda a, b, c: a * b == c,
        "middle": lambda a, b, c: a + c == b,
        "progression": lambda a, b, c: b - a == c - b != 0,
        "fixed_total": lambda a, b, c: True,
    }[name]
    for seed in range(8):
        numbers, _ = number_lines(tuple(range(1, 10)), (name,), rng=random(seed))
        lines = [numbers[3 * row : 3 * row + 3] for row in range(3)]
        assert len(set(lines)) == 3 and all(meaning(*line) for line in lines)
        assert name != "fixed_total" or len({sum(line) for line in lines}) == 1


def test_numbers_without_three_lines_are_refused():
    with pytest.raises(ValueError, match="lines of numbers by sum"):
        number_lines((5, 6, 7), ("sum",), rng=random(0))
