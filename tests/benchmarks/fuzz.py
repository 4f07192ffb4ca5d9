"""`python -m tests.benchmarks.fuzz --minutes N`: random damage to everything that the readers read.

Hypothesis draws sound files and damages them: pictures, .npz, lists, ProblemData.txt, weights, CSV, names and the
harness's objects. A reader may refuse what it is given, in a line, by OSError or ValueError; anything else is a
finding. The smallest input of each is kept in --findings and tried first in the next run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import run_agent  # noqa: F401  first: it sets the number of BLAS threads
from problems.cli import output_folder, positive, run_command

try:
    import hypothesis  # noqa: F401
except ImportError:
    sys.exit("tests.benchmarks.fuzz needs hypothesis: pip install 'ravens-agent[test]'")

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.benchmarks.fuzz_targets import TARGETS

ROUND = 200  # inputs of a target before it is the next one's turn
SECONDS = 5.0  # that reading one input may take


def examine(name: str, count: int, random_seed: int | None = None, findings: Path | None = None) -> str:
    """Try `count` inputs of a target; what went wrong with the smallest that fails, or "".

    Without a folder for findings nothing is kept, and a seed makes the same inputs again.
    """
    strategy, target = TARGETS[name]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:

        def read(content: object) -> None:
            start = time.process_time()
            try:
                target(content, Path(folder))
            except (OSError, ValueError) as error:
                assert len(str(error).splitlines()) <= 1 and "allow_pickle=" not in str(error), f"says {error!r}"
            assert time.process_time() - start < SECONDS, "took too long"

        read.__qualname__ = read.__name__ = f"fuzz_{name}"  # by which Hypothesis keeps its examples
        options = settings(
            max_examples=count, deadline=None, print_blob=False, suppress_health_check=list(HealthCheck),
            database=None if findings is None else DirectoryBasedExampleDatabase(findings),
            phases=(Phase.reuse, Phase.generate, Phase.shrink),
        )
        test: Callable[[], None] = options(given(strategy)(read))
        if random_seed is not None:
            test = seed(random_seed)(test)
        try:
            test()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return f"{type(error).__name__}: {error}"[:500]
    return ""


def main(arguments: list[str] | None = None) -> None:
    """Go round the targets until the time is over; exit code 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=positive, default=1, metavar="N", help="default: %(default)s")
    parser.add_argument("--targets", nargs="+", choices=sorted(TARGETS), default=list(TARGETS), help="default: all")
    parser.add_argument("--findings", type=output_folder, default="runs/fuzz", metavar="DIR",
                        help="what is found is kept")
    options = parser.parse_args(arguments)
    end = time.monotonic() + 60 * options.minutes
    tried, found = dict.fromkeys(options.targets, 0), dict[str, str]()
    while time.monotonic() < end:
        for name in options.targets:
            if time.monotonic() < end:
                complaint = examine(name, ROUND, None, options.findings)
                tried[name] += ROUND
                if complaint:
                    found[name] = complaint
    for name in options.targets:
        print(f"{name:10} {tried[name]:7} inputs  {found.get(name, 'nothing found')}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    run_command(main)
