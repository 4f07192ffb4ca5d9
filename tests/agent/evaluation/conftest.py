"""A Problems folder and a way to run the command line on it."""

import shutil
from pathlib import Path

import pytest

import run_agent
from problems import ProblemSet, write_problem_set
from tests.helpers.moving_square import moving_square


@pytest.fixture(scope="session")
def written_course(tmp_path_factory):
    """A Problems folder, written once: six 2x2 problems, four 3x3 ones."""
    folder = tmp_path_factory.mktemp("course") / "Problems"
    for name, problem_type, answers in (("Set B", "2x2", range(1, 7)), ("Set C", "3x3", (8, 2, 5, 1))):
        members = [moving_square(f"{name} {answer}", problem_type, answer=answer) for answer in answers]
        write_problem_set(ProblemSet(name, members), folder)
    return folder


@pytest.fixture
def course(written_course, tmp_path):
    """A copy of the Problems folder that a test may change."""
    return Path(shutil.copytree(written_course, tmp_path / "Problems"))


@pytest.fixture
def run(tmp_path, capsys):
    """A function that runs the command line in this process; exit code, output and errors."""

    def run(*arguments, output="results", solver="pixels", overwrite=True):
        capsys.readouterr()
        try:
            options = ["--solver", str(solver), "--output", str(tmp_path / output)]
            options += ["--overwrite"] * (overwrite and not {"--resume", "--failed"} & set(arguments))
            code = run_agent.main([*map(str, arguments), *options])
        except SystemExit as leaving:  # argparse's way out
            code = leaving.code
        return code, *capsys.readouterr()

    return run
