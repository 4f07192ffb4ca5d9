"""The four sets that the package ships, from plain rules to composed ones.

`python -m problems.shipped [FOLDER]` writes them anew, by default to where the package keeps them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from problems.cli import output_folder, run_command
from problems.drawing.render import Style
from problems.formats.course_writer import write_problem_set
from problems.generate import generate_problem
from problems.problem_set import ProblemSet

FOLDER = Path(__file__).parent / "sets"
SEED = 2026
# A set's letter, its type and the rules of its twelve problems.
SHIPPED = {
    "B": ("2x2", (
        ("identity",), ("rotation",), ("reflection",), ("fill",), ("shape",), ("number",), ("edit",),
        ("rotation", "fill"), ("compound_reflection",), ("inside_out",), ("fill_exchange",), ("nested",),
    )),
    "C": ("3x3", (
        ("size",), ("number",), ("stroke",), ("fill",), ("rotation",), ("sides",), ("shift",), ("orbit",),
        ("array",), ("size", "fill"), ("filled_count",), ("movers",),
    )),
    "D": ("3x3", (
        ("identity",), ("distribution_shape",), ("distribution_fill",), ("distribution_size",),
        ("distribution_number",), ("texture",), ("cycle",), ("order",),
        ("distribution_shape", "distribution_fill"), ("distribution_shape", "distribution_number"),
        ("nested",), ("nested",),
    )),
    "E": ("3x3", (
        ("addition",), ("addition",), ("subtraction",), ("subtraction",), ("logic_or",), ("logic_and",),
        ("logic_and",), ("logic_xor",), ("logic_xor",), ("arithmetic",), ("halves",), ("framed_logic",),
    )),
}  # fmt: skip


def shipped_sets() -> Iterator[ProblemSet]:
    """The shipped sets, made anew: the same on every call. Each problem has line widths of its own."""
    for letter, (type, rules) in SHIPPED.items():
        problems = []
        for number, names in enumerate(rules, 1):
            rng = np.random.default_rng([SEED, ord(letter), number])
            style = Style(line=float(rng.choice([0.8, 1.0, 1.25])))
            title = f"Generated Problem {letter}-{number:02d}"
            problems.append(generate_problem(names, rng=rng, type=type, style=style, name=title)[0])
        yield ProblemSet(f"Generated Problems {letter}", problems)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and write the sets."""
    parser = argparse.ArgumentParser(prog="python -m problems.shipped", description=__doc__.splitlines()[0])
    parser.add_argument(
        "folder", nargs="?", type=output_folder, default=str(FOLDER), help="default: in place of the sets that ship"
    )
    folder = parser.parse_args(arguments).folder
    for problem_set in shipped_sets():
        print(write_problem_set(problem_set, folder))


if __name__ == "__main__":
    run_command(main)
