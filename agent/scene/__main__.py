"""A picture of what the agent sees: `python -m agent.scene FIGURE_OR_PROBLEM OUT.png`.

Each object is outlined in a colour of its own and has a number, which a legend explains: its corners or its kind of
stroke, its fill, and the object around it. A problem gives a sheet of its matrix and its options, read together.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from agent.scene.scene_picture import figure_sheet, problem_sheet
from problems.cli import picture, run_command
from problems.figure import Figure
from problems.problem import Problem
from problems.problem_set import load_sets


def figure_or_problem(text: str) -> Figure | Problem:
    """A type of arguments: the figure in an image file, or the one problem in a folder or a RAVEN .npz file."""
    path = Path(text)
    try:
        if not path.exists():
            raise FileNotFoundError(f"expected a figure or a problem, found no such file or folder: {text}")
        if not path.is_dir() and path.suffix.lower() != ".npz":
            return Figure.load(path)
        sources = [source for found in load_sets(path) for source in found.sources]
        if len(sources) != 1:
            raise ValueError(f"expected one problem, found {len(sources)} in {text}")
        return sources[0].load()
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m agent.scene", description=__doc__.splitlines()[0].split(":")[0])
    parser.add_argument("source", type=figure_or_problem, metavar="FIGURE_OR_PROBLEM",
                        help="an image file, a problem's folder or a RAVEN .npz file")
    parser.add_argument("output", type=picture, metavar="OUT.png")
    options = parser.parse_args(arguments)
    sheet = problem_sheet if isinstance(options.source, Problem) else figure_sheet
    sheet(options.source).save(options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
