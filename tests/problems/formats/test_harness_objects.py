"""Objects of the course harness become problems, whatever their year and their writer's habits."""

import os
from types import SimpleNamespace

import pytest

from problems import ProblemSet, to_problem, write_problem_set
from problems.formats.course_harness import speaks_2014


@pytest.fixture
def given(tmp_path, monkeypatch, make_problem):
    """An object as the harness makes it, in a working directory with its pictures."""
    problems = ProblemSet("Set B", [make_problem("Problem B-1", "2x2", answer=5)])
    write_problem_set(problems, tmp_path / "Problems")
    monkeypatch.chdir(tmp_path)
    folder = os.path.join("Problems", "Set B", "Problem B-1")
    figures = {
        name: SimpleNamespace(name=name, visualFilename=os.path.join(folder, name + ".png"))
        for name in "6A1C2B354"
    }
    return SimpleNamespace(
        name="Problem B-1", problemType="2x2", problemSetName="Set B", hasVerbal=False, figures=figures
    )


def assert_read(given, make_problem):
    problem, original = to_problem(given), make_problem("Problem B-1", "2x2", answer=5)
    assert (problem.name, problem.type) == ("Problem B-1", "2x2")
    assert [figure.name for figure in problem.matrix + problem.options] == list("ABC123456")
    for figure in original.matrix + original.options:
        assert (problem[figure.name].ink == figure.ink).all()
    return problem


def test_attributes(given, make_problem):
    assert assert_read(given, make_problem).set_name == "Set B"
    assert not speaks_2014(given)


def test_the_answer_is_not_looked_at(given, make_problem):
    given.correctAnswer = 2
    assert assert_read(given, make_problem).answer is None


@pytest.mark.parametrize("slash", ["/", "\\"])
def test_either_slash(given, make_problem, slash):
    for figure in given.figures.values():
        figure.visualFilename = figure.visualFilename.replace(os.sep, slash)
    assert_read(given, make_problem)


def test_any_case_and_absolute(given, make_problem):
    for figure in given.figures.values():
        path = os.path.abspath(figure.visualFilename)
        figure.visualFilename = path.replace("png", "PNG").replace("Set", "sEt")
    assert_read(given, make_problem)


def test_getters(given, make_problem):
    figures = {
        name: SimpleNamespace(getName=lambda: "?", getPath=lambda figure=figure: figure.visualFilename)
        for name, figure in given.figures.items()
    }
    old = SimpleNamespace(
        getName=lambda: "Problem B-1", getProblemType=lambda: "2x2 (Image)", getFigures=lambda: figures
    )
    assert_read(old, make_problem)
    assert speaks_2014(old)


def test_keys_that_are_numbers_and_figures_in_a_list(given, make_problem):
    given.figures = {int(key) if key.isdigit() else key: figure for key, figure in given.figures.items()}
    assert_read(given, make_problem)
    given.figures = list(given.figures.values())
    assert_read(given, make_problem)


def test_a_problem_stays_as_it_is(make_problem):
    problem = make_problem()
    assert to_problem(problem) is problem


@pytest.mark.parametrize(
    "change, message",
    [
        ({"problemType": "5x5"}, "expected a problemType"),
        ({"problemType": "3x3"}, "needs figure D"),
        ({"figures": {}}, "expected figures, got none"),
        ({"figures": None}, "figures or getFigures"),
    ],
)
def test_what_is_no_problem(given, change, message):
    vars(given).update(change)
    with pytest.raises(ValueError, match=message):
        to_problem(given)


def test_missing_figures_and_pictures(given):
    given.figures["2"].visualFilename = "Problems/none.png"
    with pytest.raises(FileNotFoundError, match=r"none.png"):
        to_problem(given)
    given.figures["2"].visualFilename = None
    with pytest.raises(ValueError, match="figure 2 has no picture"):
        to_problem(given)
    del given.figures["2"]
    with pytest.raises(ValueError, match="1 to n"):
        to_problem(given)
