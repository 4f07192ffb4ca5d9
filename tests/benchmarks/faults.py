"""`python -m tests.benchmarks.faults [GROUP ...]`: what can go wrong, tried, survived and lost.

Every case runs a command as a user does. It survives where the command ends in its time, in less than 1 GiB, without a
traceback, with the exit code and in the words that are expected, and with a row for every problem.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

import run_agent  # noqa: F401  first: it sets the number of BLAS threads
from problems.cli import run_command

GROUPS = ("names", "files", "processes", "weights", "training", "solving")


def main(arguments: list[str] | None = None) -> None:
    """Try the groups, print a line for each and every case that was lost; exit code 1 where one was."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.faults", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; default: all")
    options = parser.parse_args(arguments)
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        parser.error(f"expected groups of {', '.join(GROUPS)}, got {', '.join(sorted(unknown))}")
    print(f"{'group':10} {'tried':>6} {'survived':>9} {'lost':>5} {'longest, s':>11} {'most MiB':>9} {'seconds':>8}")
    lost, tried = [], 0
    for group in options.groups or GROUPS:
        start = time.monotonic()
        module = importlib.import_module(f"tests.benchmarks.fault_cases.{group}")
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            findings = list(module.cases(Path(folder)))
        bad = [f"{group}: {finding.name}: {finding.complaint}" for finding in findings if finding.complaint]
        longest, most = max(found.seconds for found in findings), max(found.memory for found in findings)
        print(f"{group:10} {len(findings):6} {len(findings) - len(bad):9} {len(bad):5} {longest:11.1f} {most:9.0f} "
              f"{time.monotonic() - start:8.0f}", flush=True)
        lost += bad
        tried += len(findings)
    print(f"{'all':10} {tried:6} {tried - len(lost):9} {len(lost):5}")
    for line in lost:
        print(f"lost: {line.encode(errors='backslashreplace').decode()}")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    run_command(main)
