"""Every rule makes problems that the verifier accepts, and the verifier refuses what breaks a rule."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from problems.drawing.render import render
from problems.generate import describe, generate_problem
from problems.rules import RULES
from problems.verification.readings import PARTS, canonical
from problems.verification.verifier import verify

KNOWN = [(name, type) for name, rule in RULES.items() for type in rule.types]
PAIRS = [
    ("rotation", "fill"),
    ("size", "distribution_shape"),
    ("number", "distribution_fill"),
    ("shift", "shape"),
    ("arithmetic", "distribution_shape"),
    ("stroke", "rotation"),
    ("sides", "distribution_fill"),
]


def random(*seed):
    return np.random.default_rng(list(seed))


@pytest.mark.parametrize("name, type", KNOWN)
def test_exactly_one_option_fits(name, type):
    answers = set()
    for seed in range(6):
        description = describe([name], rng=random(seed), type=type)
        verify(description)
        answers.add(description.answer)
    assert len(answers) >= 2  # the answer lies anywhere


@pytest.mark.parametrize("names", PAIRS, ids="+".join)
def test_two_rules_on_one_group(names):
    for seed in range(5):
        description = describe(names, rng=random(seed))
        verify(description)
        assert len({claim.attribute for claim in description.claims}) == 2


@pytest.mark.parametrize("name, type", KNOWN)
def test_the_verifier_refuses_a_wrong_answer_and_a_wrong_matrix(name, type):
    description = describe([name], rng=random(1), type=type)
    wrong = description.answer % len(description.options) + 1
    with pytest.raises(ValueError, match=r"alone to fit|does not hold"):
        verify(replace(description, answer=wrong))
    refused = 0
    for place in range(len(description.matrix)):
        for option in description.options:
            matrix = list(description.matrix)
            if set(map(canonical, matrix[place])) == set(map(canonical, option)):
                continue
            matrix[place] = option
            try:
                verify(replace(description, matrix=tuple(matrix)))
            except ValueError:
                refused += 1
    assert refused > 0.8 * len(description.matrix) * (len(description.options) - 1)


def test_the_verifier_refuses_equal_options():
    description = describe(["rotation"], rng=random(2))
    options = list(description.options)
    options[description.answer % 8] = options[(description.answer + 1) % 8]
    with pytest.raises(ValueError, match="options differ"):
        verify(replace(description, options=tuple(options)))


def test_logic_admits_no_second_operation():
    """Where "or" and "exclusive or" both explain the complete rows, no option may fit the other one."""
    for seed in range(15):
        verify(describe(["addition"], rng=random(seed)))


@pytest.mark.parametrize("name, type", KNOWN)
def test_figures_fit_and_options_tell_apart(name, type):
    problem, description = generate_problem([name], rng=random(3), type=type)
    for figure in problem.matrix + problem.options:
        assert figure.ink.shape == (184, 184) and figure.ink.dtype == np.float32
        assert (
            max(figure.ink[0].max(), figure.ink[:, 0].max(), figure.ink[-1].max(), figure.ink[:, -1].max())
            < 0.5
        )
    flat = np.stack([option.ink.ravel() for option in problem.options])
    assert min(np.abs(flat[i] - flat[j]).mean() for i in range(len(flat)) for j in range(i)) > 0.004
    assert problem.answer == description.answer and problem.annotation["rules"] == (name,)


def test_the_same_seed_gives_the_same_bytes():
    first, second = (generate_problem(["two_rules"], rng=random(4))[0] for _ in range(2))
    assert first.answer == second.answer
    for a, b in zip(first.matrix + first.options, second.matrix + second.options, strict=True):
        assert a.ink.tobytes() == b.ink.tobytes()


@pytest.mark.parametrize("axis", ["left_right", "up_down", "diagonal"])
def test_reflection_shows_in_the_pixels(axis):
    """The generator's reflection, judged by flipping pictures instead of reading items."""
    flip = {"left_right": np.fliplr, "up_down": np.flipud, "diagonal": np.transpose}[axis]
    seen = 0
    for seed in range(30):
        description = describe(["reflection"], rng=random(seed), type="2x2")
        along = description.claims[0].along
        a, b = (
            render(description.matrix[index], side=92) for index in ((0, 1) if along == "rows" else (0, 2))
        )
        c = render(description.matrix[2 if along == "rows" else 1], side=92)
        answer = render(description.options[description.answer - 1], side=92)
        if (np.abs(flip(a) - b) > 0.5).mean() < 0.01 and len(set(fills(description))) == 1:
            seen += 1
            assert (np.abs(flip(c) - answer) > 0.5).mean() < 0.01
    assert seen >= 3


def fills(description):
    return [item.fill for drawing in description.matrix for item in drawing]


def test_rotation_shows_in_the_items():
    for seed in range(20):
        description = describe(["rotation"], rng=random(seed))
        if description.claims[0].along == "columns":
            continue
        rows = [
            description.matrix[:3],
            description.matrix[3:6],
            (*description.matrix[6:], description.options[description.answer - 1]),
        ]
        steps = {round(b[0].rotation - a[0].rotation) % 360 for row in rows for a, b in pairwise(row)}
        assert len(steps) == 1 and steps != {0}


def test_parts_are_found_by_geometry():
    for seed in range(10):
        drawing = describe(["nested"], rng=random(seed)).matrix[0]
        parts = {name: part(drawing) for name, part in PARTS.items()}
        assert len(parts["outer"]) == 1 and parts["outer"][0].size > 1.5 * parts["inner"][0].size


def test_unknown_rules_and_types_are_refused():
    with pytest.raises(ValueError, match="expected rules of"):
        generate_problem(["no_such_rule"], rng=random(0))
    with pytest.raises(ValueError, match="makes problems of type"):
        generate_problem(["arithmetic"], rng=random(0), type="2x2")
    with pytest.raises(ValueError, match="cannot rule one group"):
        generate_problem(["fill", "distribution_fill"], rng=random(0))
