"""Explanations: why one option and not another, in words and numbers that add up."""

import re

import numpy as np
import pytest
from PIL import Image

from agent.agent import Agent
from agent.evaluation.explanation import explain, explanation_lines
from agent.evaluation.outcome import solved
from agent.scene.scene_picture import colour_of
from agent.solvers.base import Reason, Solution, as_solution
from problems.picture import RIGHT, WRONG, problem_picture

SCORES = np.log([0.05, 0.6, 0.2, 0.05, 0.05, 0.05])


def explained(problem, scores=SCORES, reasons=(), confidence=0.6):
    solution = as_solution(Solution(np.array(scores), list(reasons), confidence), problem, "given")
    return explanation_lines(solved(problem, solution, "Set"))


def test_the_lead_over_the_runner_up_and_over_the_right_option(make_problem):
    reasons = [Reason("rows: corners add", np.array([0, 1.0, 0, 0.9, 0, 0])),
               Reason("columns: fill", SCORES - [0, 1.0, 0, 0.9, 0, 0])]
    lines = explained(make_problem("P", "2x2", answer=4), reasons=reasons)
    assert lines[0] == "P: option 2 (wrong: 4 is right), probability 60%"
    assert "  why 2 and not 3: it leads by 1.10 nats" in lines
    assert "  why 2 and not 4, which is right: it leads by 2.48 nats" in lines
    assert lines.count("       +1.00  rows: corners add") == 1 and "       +0.10  rows: corners add" in lines
    assert [line.split()[0] for line in lines if line.endswith("in all")] == ["+1.10", "+2.48"]


def test_a_notebook_shows_the_picture_and_the_words(make_problem):
    explanation = explain(make_problem("P < 1", "2x2", answer=1), "pixels")
    assert repr(explanation) == explanation.text
    shown = explanation._repr_html_()
    assert shown.startswith('<img alt="" src="data:image/png;base64,') and "<pre>P &lt; 1: option 1 (right)" in shown


def test_ties_are_named(make_problem):
    lines = explained(make_problem("P", "2x2", answer=1), [1.0, 1.0, 0, 0, 0, 1.0], confidence=None)
    chosen = int(re.search(r"option (\d)", lines[0])[1])
    others = " and ".join(str(option) for option in (1, 2, 6) if option != chosen)
    assert lines[1].startswith(f"  options {others} score the same")


def test_reasons_in_words_alone(make_problem):
    lines = explained(make_problem("P", "2x2"), [1.0, 0, 0, 0, 0, 0.5], ["it moves"], None)
    assert lines[-1] == "    it moves" and "  why 1 and not 6: it leads by 0.50." in lines


def test_a_solver_explains_a_problem(make_problem, tmp_path):
    problem = make_problem("P", answer=3)
    explanation = explain(problem, "pixels")
    assert explanation.outcome.answer == Agent("pixels").Solve(problem) == 3
    path = explanation.save(tmp_path / "deep")
    assert path.with_suffix(".txt").read_text() == f"{explanation}\n"
    assert explanation._repr_png_()[:4] == path.read_bytes()[:4] == b"\x89PNG"
    seen = Image.open(tmp_path / "deep" / "P-seen.png").convert("RGB")
    assert {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in seen.getcolors(1 << 20)} >= {colour_of(0), RIGHT}


@pytest.mark.parametrize("problem_type, chosen, answer, colours", [
    ("3x3", 3, 3, {RIGHT}), ("2x2", 2, 5, {RIGHT, WRONG}), ("2x1", 1, 1, {RIGHT}), ("2x2", None, 5, {RIGHT}),
])
def test_chosen_and_right_are_marked(make_problem, problem_type, chosen, answer, colours):
    picture = problem_picture(make_problem(problem_type=problem_type, answer=answer), chosen)
    found = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in picture.getcolors(100_000)}
    assert found & {RIGHT, WRONG} == colours


def test_the_answer_can_stay_hidden(make_problem):
    picture = problem_picture(make_problem(answer=2), show_answer=False)
    assert (0x1A, 0x7F, 0x37) not in {colour for _, colour in picture.getcolors(100_000)}
