"""Runs the agent over problem sets: `python run_agent.py [PATH ...]`; see `--help`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from contextlib import contextmanager
from fnmatch import fnmatch
from itertools import chain, islice, repeat
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    # before NumPy is loaded, here and in the processes started from here: on matrices as small as ours
    # BLAS's threads cost more than they bring, and their number must not change an answer
    os.environ.setdefault(_variable, "1")

import problems  # noqa: E402
from agent.agent import format_error  # noqa: E402
from agent.evaluation.executors import ENGINES, pool  # noqa: E402
from agent.evaluation.progress import Progress  # noqa: E402
from agent.evaluation.report import Tally, table  # noqa: E402
from agent.evaluation.results_files import ResultFiles, read_outcomes, read_solver  # noqa: E402
from agent.evaluation.runner import run  # noqa: E402
from agent.solvers import DEFAULT_SOLVER, SOLVERS, make_solver  # noqa: E402
from problems.cli import accept_all_names, discard_output, positive  # noqa: E402
from problems.names import file_name  # noqa: E402

SHIPPED_SETS = Path(problems.__file__).parent / "sets"

FINE, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main(arguments=None):
    """Run the command line and return its exit code; no exception leaves it."""
    accept_all_names()
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("run_agent: interrupted; the same command with --resume goes on", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has left
        discard_output()
        return FAILED
    except (OSError, ValueError, ImportError) as error:
        print(f"run_agent: {format_error(error)}", file=sys.stderr)
        return UNUSABLE
    except Exception as error:
        print(f"run_agent: a fault of this program: {format_error(error)}", file=sys.stderr)
        return FAILED


def _parser():
    parser = argparse.ArgumentParser(
        prog="run_agent",
        description="Solves problem sets and writes AgentAnswers.csv, ProblemResults.csv and SetResults.csv.",
        epilog="Exit code: 0; 1 where nothing could be solved; 2 where nothing could be run; 130 interrupted.",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=[SHIPPED_SETS],
        help="Problems folder, set, problem, or RAVEN .npz files at any depth (default: the shipped sets)",
    )
    parser.add_argument("--solver", choices=SOLVERS, default=DEFAULT_SOLVER, help="default: %(default)s")
    parser.add_argument("--only", metavar="GLOB", help="problems whose name, or set/name, matches")
    parser.add_argument("--limit", type=positive, metavar="N", help="at most N problems of each set")
    parser.add_argument(
        "--output", default="results", metavar="DIR", help="folder of the CSV files (default: %(default)s)"
    )
    parser.add_argument("-j", "--jobs", type=positive, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--engine", choices=ENGINES, default="local", help="default: %(default)s")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="Dask scheduler (default: -j processes here)")
    parser.add_argument(
        "--explain", action="store_true", help="say why, in words and as pictures in --output/explanations"
    )
    parser.add_argument("--resume", action="store_true", help="go on where the CSV files end; problems that were skipped stay so")
    return parser


def _run(options):
    if options.scheduler and options.engine != "dask":
        raise ValueError("--scheduler needs --engine dask")
    solver = make_solver(options.solver)  # one that cannot be made ends the run here, not at each problem
    chosen = _chosen_sets(options)
    known = _known_outcomes(chosen, options.output, options.solver) if options.resume else []
    progress, tallies = Progress(sum(map(len, chosen))), []
    try:
        with pool(options.jobs, options.engine, options.scheduler) as opened:
            with ResultFiles(options.output, options.solver, known) as files:  # last: it replaces others
                fresh = run(chosen, options.solver, opened, skip=len(known))
                _follow(chosen, known, fresh, files, progress, tallies)
    finally:  # an interrupted run tells what is known, too
        progress.close()
        if tallies:
            print(f"{table(tallies)}\nresults in {Path(options.output)}{os.sep}")
    if options.explain:
        _explain(chosen, solver, Path(options.output) / "explanations")
    return FAILED if all(tally.counts["Skipped"] == tally.total for tally in tallies) else FINE


def _follow(chosen, known, fresh, files, progress, tallies):
    """Keep, count and show the outcomes, known and fresh ones, as they come."""
    outcomes = chain(zip(known, repeat(False)), zip(fresh, repeat(True)))
    for found in chosen:
        tallies.append(Tally(found.name))
        try:
            for outcome, is_fresh in islice(outcomes, len(found)):
                with _interrupts_held():  # what is counted is kept
                    tallies[-1].add(outcome)
                    if is_fresh:
                        files.add(outcome)
                progress.show(outcome, tallies[-1])
        finally:
            counts = tallies[-1].counts
            files.add_set(found.name, counts["Correct"], counts["Incorrect"], counts["Skipped"])
        progress.show_set(tallies[-1])


@contextmanager
def _interrupts_held():
    """Hold Ctrl-C back until the block has ended, where it would interrupt it: in the main thread alone."""
    held, usual = [], signal.default_int_handler
    if signal.getsignal(signal.SIGINT) is not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: held.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if held:
        raise KeyboardInterrupt


def _explain(chosen, solver, folder):
    """Print the reasons of each answer; the pictures go to a folder for each set."""
    from agent.evaluation.explanation import explain

    for found in chosen:
        place = folder.joinpath(*map(file_name, found.name.split("/")))
        place.mkdir(parents=True, exist_ok=True)
        for source in found.sources:
            try:
                print(f"\n{explain(source.load(), solver, place)}")
            except Exception as error:  # told of already, or a fault of the explanation alone
                text = format_error(error)
                print(f"not explained: {text if source.path in text else f'{source.path}: {text}'}", file=sys.stderr)


def _chosen_sets(options):
    """The sets at the paths, with the problems that --only and --limit leave."""
    chosen, known = [], set()
    if "" in options.paths:
        raise ValueError("expected a path, got an empty one")
    for path in dict.fromkeys(os.path.abspath(path) for path in options.paths):
        for found in problems.load_sets(path):
            sources = [
                source for source in found.sources
                if source.path not in known and _matches(found.name, source.name, options.only)
            ]
            known.update(source.path for source in sources)
            if sources:
                chosen.append(problems.ProblemSet(found.name, sources[: options.limit]))
    if not chosen:
        raise ValueError(f"nothing to run: no problem matches --only {options.only!r}")
    return chosen


def _matches(set_name, name, pattern):
    return not pattern or fnmatch(name, pattern) or fnmatch(f"{set_name}/{name}", pattern)


def _known_outcomes(chosen, folder, solver):
    """What an earlier run of the same problems and solver wrote. Raises ValueError where it was of others."""
    known = read_outcomes(folder)
    if known and read_solver(folder) != solver:
        raise ValueError(f"--resume: {folder} has results of {read_solver(folder) or 'an unknown solver'}, "
                         f"not of {solver}; name another --output")
    names = [(found.name, source.name) for found in chosen for source in found.sources]
    if [(outcome.set_name, outcome.name) for outcome in known] != names[: len(known)]:
        raise ValueError(f"--resume: {folder} has results of other problems; name another --output")
    return known


if __name__ == "__main__":
    sys.exit(main())
