"""Runs the agent over problem sets: `python run_agent.py [PATH ...]`; see `--help`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    # before NumPy is loaded, here and in the processes started from here: on matrices as small as ours
    # BLAS's threads cost more than they bring, and their number must not change an answer
    os.environ.setdefault(_variable, "1")

import problems  # noqa: E402
from agent.agent import format_error  # noqa: E402
from agent.evaluation.compare import compare  # noqa: E402
from agent.evaluation.executors import ENGINES, pool  # noqa: E402
from agent.evaluation.outcome import Outcome  # noqa: E402
from agent.evaluation.progress import Progress  # noqa: E402
from agent.evaluation.provenance import version_line  # noqa: E402
from agent.evaluation.recorded_run import RecordedRun, command_line, failed_problems, refuse_to_replace  # noqa: E402
from agent.evaluation.report import Tally, merged, table  # noqa: E402
from agent.evaluation.rescore import rescore  # noqa: E402
from agent.evaluation.results.json_file import RESULTS, read_run  # noqa: E402
from agent.evaluation.selection import chosen_sets, listing  # noqa: E402
from agent.solvers import DEFAULT_SOLVER, SOLVERS, make_solver, solver_summaries  # noqa: E402
from agent.solvers.own_solver import OwnSolverError  # noqa: E402
from problems.cli import accept_all_names, discard_output, natural, positive  # noqa: E402
from problems.names import file_name  # noqa: E402

SHIPPED_SETS = Path(problems.__file__).parent / "sets"
REPORT, EXPLANATIONS = "report.html", "explanations"

FINE, FAILED, UNUSABLE, BELOW, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = """exit code:
  0    all went well, however many problems were solved
  1    no problem could be solved, or a fault of this program
  2    nothing could be run: an argument, a file or a solver cannot be used
  3    the accuracy is below --min-accuracy
  130  interrupted; the same command with --resume goes on

run-agent export DIR writes a folder that runs in the course's harness."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no exception leaves it."""
    accept_all_names()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if arguments[:1] == ["export"]:
        from agent.evaluation.export import main as export

        return export(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("run_agent: interrupted; the same command with --resume goes on", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has left
        discard_output()
        return FAILED
    except Exception as error:
        if options.debug:
            traceback.print_exception(error)
        return _told(error)


def _told(error: Exception) -> int:
    """Tell the user of an error; the exit code."""
    if isinstance(error, (OSError, ValueError, ImportError)):
        print(f"run_agent: {format_error(error)}", file=sys.stderr)
        return UNUSABLE
    if isinstance(error, OwnSolverError):  # its text is the traceback in the user's own code
        print(f"run_agent: {error}", file=sys.stderr)
        return UNUSABLE
    print(f"run_agent: a fault of this program: {format_error(error)} (--debug shows where)", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run_agent",
        description="Solves problem sets and writes AgentAnswers.csv, ProblemResults.csv, SetResults.csv and "
                    "results.json.",
        epilog=EXIT_CODES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH",
        help="Problems folder, set, problem, or RAVEN .npz files at any depth (default: the shipped sets)")
    add("--solver", default=DEFAULT_SOLVER, metavar="NAME",
        help=f"{', '.join(SOLVERS)}; your own as module:Class, file.py or file.py:Class; "
             "list tells what each does (default: %(default)s)")
    add("--only", metavar="GLOB", action="append", default=[],
        help="problems whose name, or set/name, matches; several may be given")
    add("--limit", type=positive, metavar="N", help="at most N problems of each set")
    add("--output", default="results", metavar="DIR", type=Path, help="folder of the results (default: %(default)s)")
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument("--overwrite", action="store_true", help="replace the results that --output has")
    earlier.add_argument("--resume", action="store_true",
                         help="go on where the results end; problems that were skipped stay so")
    earlier.add_argument(
        "--failed", action="store_true",
        help="only what the run in --output got wrong or skipped; the results go to --output/failed, "
             "and replace those there")
    add("--explain", action="store_true", help="say why, in words here and with pictures in --output/explanations")
    add("--report", action="store_true", help="write --output/report.html: one page with every problem and its reasons")
    add("--json", action="store_true", help="print results.json, and nothing else, on the standard output")
    add("--list", action="store_true", help="list the problems and solve none")
    add("--compare", nargs=2, metavar=("DIR", "DIR"), help="compare two folders of results and solve nothing")
    add("--rescore", metavar="KEY.csv", type=Path,
        help="judge the results in --output by other answers (set,problem,right answer) and solve nothing")
    add("--min-accuracy", type=_share, metavar="SHARE", help="as 0.9 or 90%%: the exit code is 3 below it")
    add("--seed", type=natural, metavar="N", help="of a solver that draws random numbers")
    add("-j", "--jobs", type=positive, default=1, metavar="N", help="processes (default: 1)")
    add("--engine", choices=ENGINES, default="local", help="default: %(default)s")
    add("--scheduler", metavar="ADDRESS", help="Dask scheduler (default: -j processes here)")
    add("--debug", action="store_true", help="show the traceback of an error")
    add("--version", action="store_true", help="version, commit, Python and NumPy")
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.version:
        print(version_line())
        return FINE
    if options.solver == "list":
        width = max(map(len, SOLVERS))
        print("\n".join(f"{name:<{width}}  {summary}" for name, summary in solver_summaries().items()))
        return FINE
    if options.compare:
        print(compare(*options.compare))
        return FINE
    if options.rescore:
        tallies = rescore(options.output, options.rescore)
        _tell_counts(tallies, options.output, _shown(options))
        return _end(options, options.output, tallies, _shown(options))
    if options.scheduler and options.engine != "dask":
        raise ValueError("--scheduler needs --engine dask")
    if not (options.list or options.resume or options.overwrite or options.failed):
        refuse_to_replace(options.output)  # first: problems and networks take time to load
    wanted = failed_problems(options.output) if options.failed else None
    if wanted and not options.list:
        print(f"{options.solver} solves what {read_run(options.output)['solver']} did not", file=_shown(options))
    paths = options.paths or (_paths_of_run(options.output) if options.failed else [SHIPPED_SETS])
    chosen = chosen_sets(paths, options.only, options.limit, wanted)
    if options.list:
        print(listing(chosen))
        return FINE
    make_solver(options.solver, options.seed)  # one that cannot be made ends the run here, not at each problem
    return _solve(options, chosen, [os.path.abspath(path) for path in paths])


def _solve(options: argparse.Namespace, chosen: Sequence[problems.ProblemSet], paths: Sequence[str]) -> int:
    """Solve the chosen problems, keep and show what comes of them; the exit code."""
    folder = options.output / "failed" if options.failed else options.output
    recorded = RecordedRun(options.solver, folder, options.seed, command_line(), paths)
    known = recorded.known_outcomes(chosen) if options.resume else []
    shown = _shown(options)
    progress = Progress(sum(map(len, chosen)), shown)
    try:
        with pool(options.jobs, options.engine, options.scheduler) as opened:
            recorded.go(chosen, opened, known, progress)
    finally:  # an interrupted run tells what is known, too
        progress.close()
        if recorded.tallies:
            _tell_counts(recorded.tallies, folder, shown)
    if options.explain:
        _explain(chosen, recorded.outcomes, folder / EXPLANATIONS, shown)
    if options.report:
        from agent.evaluation.report_page.html_report import write_report

        print(f"report in {write_report(folder / REPORT, recorded, chosen)}", file=shown)
    return _end(options, folder, recorded.tallies, shown)


def _tell_counts(tallies: Sequence[Tally], folder: Path, shown: TextIO) -> None:
    print(f"{table(tallies, _width(shown))}\nresults in {folder}{os.sep}", file=shown)


def _end(options: argparse.Namespace, folder: Path, tallies: Sequence[Tally], shown: TextIO) -> int:
    """Say what else the folder holds, print results.json if it is asked for; the exit code."""
    written = {REPORT: options.report, EXPLANATIONS: options.explain}
    for name in (name for name, is_new in written.items() if not is_new and (folder / name).exists()):
        print(f"{folder / name} is as an earlier command left it", file=shown)
    if options.json:
        print((folder / RESULTS).read_text(encoding="utf-8"), end="")
    return _exit_code(merged(tallies, "all"), options.min_accuracy)


def _explain(chosen: Sequence[problems.ProblemSet], outcomes: Sequence[Outcome], folder: Path, shown: TextIO) -> None:
    """Print why each problem has its answer; pictures and texts go to a folder for each set."""
    from agent.evaluation.explanation import Explanation, explanation_lines

    sources = ((found.name, source) for found in chosen for source in found.sources)
    for (set_name, source), outcome in zip(sources, outcomes, strict=True):
        print("\n" + "\n".join(explanation_lines(outcome)), file=shown)
        if outcome.answer > 0:
            place = folder.joinpath(*map(file_name, set_name.split("/")))
            try:
                path = Explanation(source.load(), outcome).save(place)
            except Exception as error:  # the picture alone is missing
                print(f"no picture: {source.path}: {format_error(error)}", file=sys.stderr)
                continue
            print(f"  picture: {path}; what the agent sees: {path.stem}-seen.png", file=shown)


def _exit_code(total: Tally, least: float | None) -> int:
    if total.counts["Skipped"] == total.total:
        return FAILED
    if least is not None:
        if not total.graded:
            raise ValueError("--min-accuracy: no problem has a known answer")
        share = total.counts["Correct"] / total.graded
        if share < least:
            print(f"run_agent: accuracy {share:.1%} is below {least:.1%}", file=sys.stderr)
            return BELOW
    return FINE


def _shown(options: argparse.Namespace) -> TextIO:
    """Where a run tells of itself: the standard output is results.json's where that is asked for."""
    return sys.stderr if options.json else sys.stdout


def _paths_of_run(folder: Path) -> list[str]:
    """The paths that the run in a folder was given."""
    return read_run(folder)["paths"]


def _width(stream: TextIO) -> int | None:
    return shutil.get_terminal_size().columns if stream is not None and stream.isatty() else None


def _share(text: str) -> float:
    """A type of arguments: a share from 0 to 1, or as a percentage."""
    try:
        number = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"expected a share as 0.9 or 90%, got {text}")
    return number


if __name__ == "__main__":
    sys.exit(main())
