"""Problems: what makes one, and permuting its options."""

import pickle
import sys
from types import ModuleType

import pytest
from PIL import ImageShow

from problems import Problem
from problems.problem import parse_type


@pytest.mark.parametrize(
    "text, expected",
    [("2x1", "2x1"), ("2x1 (Image)", "2x1"), (" 3X3\n", "3x3"), ("2x22", None), ("4x4", None), (7, None)],
)
def test_type(text, expected):
    assert parse_type(text) == expected


def test_figures_by_name(make_problem):
    problem = make_problem(answer=3)
    assert problem["C"] is problem.matrix[2]
    assert problem["3"] is problem.options[2]
    with pytest.raises(KeyError, match="I"):
        problem["I"]
    assert repr(problem) == "Problem('Moving', 3x3, 8 options, answer 3)"


def test_permuting_takes_the_answer_along(make_problem):
    problem = make_problem("Two", "2x2", answer=2)
    permuted = problem.permuted([5, 0, 1, 2, 3, 4])
    assert permuted.answer == 3
    assert permuted["3"].ink is problem["2"].ink
    assert [figure.name for figure in permuted.options] == ["1", "2", "3", "4", "5", "6"]
    with pytest.raises(ValueError, match="permutation"):
        problem.permuted([0, 0, 1, 2, 3, 4])


@pytest.mark.parametrize(
    "change, message",
    [
        ({"type": "4x4"}, "type"),
        ({"type": "2x2"}, "3 figures"),
        ({"options": ()}, "no options"),
        ({"answer": 9}, "1 to 8"),
        ({"answer": 0}, "1 to 8"),
    ],
)
def test_what_is_no_problem(make_problem, change, message):
    given = vars(make_problem()) | change
    with pytest.raises(ValueError, match=message):
        Problem(**given)


def test_in_a_notebook_problems_and_figures_show_below_the_cell(make_problem, monkeypatch):
    problem, shown = make_problem(), []
    assert problem["A"]._repr_png_().startswith(b"\x89PNG")
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    monkeypatch.setattr(ImageShow, "ipython_display", shown.append, raising=False)  # as Pillow imports it
    problem.show()
    assert [image.size for image in shown] == [problem.picture().size]


def test_problems_travel_between_processes(make_problem):
    problem = make_problem()
    assert (pickle.loads(pickle.dumps(problem))["A"].ink == problem["A"].ink).all()


def test_lists_of_figures_are_taken(make_problem):
    problem = make_problem()
    again = Problem("again", problem.type, list(problem.matrix), list(problem.options), problem.answer)
    assert (again.matrix, again.options) == (problem.matrix, problem.options)
