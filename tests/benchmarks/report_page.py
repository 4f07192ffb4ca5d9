"""The report's size and speed: `python -m tests.benchmarks.report_page [PATH] [--count 2000]`; needs Chromium.

Writes the report of so many problems (those at PATH again and again, solved once by --solver) and prints its size,
how long Chromium takes until it can be used, and how long a filter takes.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from agent import evaluate
from agent.evaluation.report_page.html_report import report_page
from problems import load_sets, shipped_sets
from problems.cli import positive
from tests.helpers.chromium import Chromium, chromium_path


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.report_page", description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", help="default: the shipped sets")
    parser.add_argument("--count", type=positive, default=2000)
    parser.add_argument("--solver", default="transformation")
    parser.add_argument("--output", type=Path, help="where the page is kept (default: nowhere)")
    options = parser.parse_args()
    if chromium_path() is None:
        parser.exit(2, "report_page: expected Chromium, found none (apt-get install chromium)\n")
    sets = load_sets(options.path) if options.path else shipped_sets()
    problems = [problem for found in sets for problem in found][: options.count]
    solved = evaluate(options.solver, problems).outcomes
    repeated = [solved[k % len(solved)] for k in range(options.count)]
    outcomes = [replace(outcome, name=f"{k} {outcome.name}") for k, outcome in enumerate(repeated)]
    with tempfile.TemporaryDirectory() as folder:
        page = options.output or Path(folder) / "report.html"
        started = time.perf_counter()
        sources = [problems[k % len(problems)] for k in range(options.count)]
        page.write_text("".join(report_page(outcomes, sources, {"solver": options.solver})), encoding="utf-8")
        size, seconds = page.stat().st_size / 1e6, time.perf_counter() - started
        print(f"{options.count} problems: {size:.1f} MB, written in {seconds:.1f} s")
        with Chromium() as browser:
            started = time.perf_counter()
            browser.open(page.resolve())
            print(f"ready after {time.perf_counter() - started:.2f} s")
            times = browser.run("""(() => { const times = [];
                for (const value of ["Incorrect", "", "Correct"]) { const start = performance.now();
                    find("verdict").value = value; update(); document.body.offsetHeight;
                    times.push(performance.now() - start); }
                return times; })()""")
            print(f"a filter takes {max(times):.0f} ms")


if __name__ == "__main__":
    main()
