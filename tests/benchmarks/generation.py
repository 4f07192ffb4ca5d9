"""Generated problems a CPU second: `python -m tests.benchmarks.generation [--side N] [--count N] [--styles random]`."""

from __future__ import annotations

import argparse
import hashlib
import time

import numpy as np

from problems.cli import positive, run_command, whole
from problems.generate import described_problems
from problems.rules import RULES


def main(arguments: list[str] | None = None) -> None:
    """Make `--count` 3x3 problems by every rule; print the slowest rules, the rate and a hash of all that was made.

    A change that makes this faster leaves the hash as it is.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generation", description=__doc__)
    parser.add_argument("--side", type=whole(16), default=80, help="pixels of a figure's edge (default: %(default)s)")
    parser.add_argument("--count", type=positive, default=12, help="problems of every rule (default: %(default)s)")
    parser.add_argument("--styles", choices=("clean", "random"), default="clean", help="default: %(default)s")
    options = parser.parse_args(arguments)
    names = [name for name in sorted(RULES) if "3x3" in RULES[name].types]
    made, seconds = hashlib.sha256(), {}
    for name in names:
        # shapes are cut out once and kept: the first problem of a rule is not counted
        list(described_problems(name, "3x3", seed=1, count=1, styles=options.styles, side=options.side))
        start = time.process_time()
        found = list(described_problems(
            name, "3x3", seed=0, count=options.count, styles=options.styles, side=options.side))
        seconds[name] = (time.process_time() - start) / options.count
        for problem, description in found:
            made.update(repr(description).encode())
            for figure in problem.matrix + problem.options:
                made.update(figure.ink.tobytes())
    for name in sorted(names, key=lambda name: -seconds[name])[:5]:
        print(f"{name:30} {1000 * seconds[name]:6.1f} ms a problem")
    print(f"{'median rule':30} {1000 * np.median(list(seconds.values())):6.1f} ms a problem")
    print(f"{len(names) / sum(seconds.values()):.0f} problems a CPU second, sha256 {made.hexdigest()[:16]}")


if __name__ == "__main__":
    run_command(main)
