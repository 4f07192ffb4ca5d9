"""The five sets that the package ships: analogies (2x1), 2x2 matrices, and 3x3 matrices from plain to composed.

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
# A set's letter, its type and the rules of its twelve problems. The rules were drawn once, with the seed 2026, from all
# of `problems.rules.RULES` that know the type, none twice. They stand in its order: the later rules come last.
SHIPPED = {
    "A": ("2x1", (
        "outer_goes", "outline_taken", "nesting_order", "nested_changes", "parts_in_place", "mirrored_places",
        "in_and_out", "corners_grow", "one_rule_for_all", "dot_walks", "notch_turns", "permuted_alike",
    )),
    "B": ("2x2", (
        "half_turn", "hatching", "shift", "orbit", "inside_out", "board",
        "array", "compound_rotation", "edit", "beside", "fills_exchanged", "alternate_rings",
    )),
    "C": ("3x3", (
        "identity", "shape", "texture", "distribution_fill", "distribution_size", "distribution_number",
        "number", "sides", "stretch", "cycle", "order", "compound_reflection",
    )),
    "D": ("3x3", (
        "movers", "filled_count", "spokes", "logic_or", "logic_xor", "subtraction",
        "framed_logic", "two_rules", "curves", "inner_size", "open_strokes", "corner_sums",
    )),
    "E": ("3x3", (
        "signed_counts", "signed_turns", "kind_counts", "stroke_logic", "latin_squares", "nested_three",
        "latin_null", "latin_objects", "outward", "angles_added", "turned_as_said", "stroke_bundles",
    )),
}  # fmt: skip


def shipped_sets() -> Iterator[ProblemSet]:
    """The shipped sets, made anew: the same on every call. Each problem has line widths of its own."""
    for letter, (type, rules) in SHIPPED.items():
        problems = []
        for number, rule in enumerate(rules, 1):
            rng = np.random.default_rng([SEED, ord(letter), number])
            style = Style(line=float(rng.choice([0.8, 1.0, 1.25])))
            title = f"Generated Problem {letter}-{number:02d}"
            problems.append(generate_problem(rule, rng=rng, type=type, style=style, name=title)[0])
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
