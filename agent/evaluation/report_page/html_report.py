"""The report of a run: one HTML page that needs nothing else, with every problem, its picture and the reasons.

The page's style and script lie beside this file. What was found is put into the page as JSON, pictures as data
addresses; the script shows them. Names come from files and may hold anything: they are escaped here and shown as
text there.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from agent.evaluation.outcome import Outcome
from agent.evaluation.recorded_run import RecordedRun
from agent.evaluation.report import Tally, grouped_tallies, merged, table_rows, wilson_interval
from agent.evaluation.report_page.picture import scene_pictures, strip, thumbnail
from problems.problem import Problem
from problems.problem_set import ProblemSet

LARGE, SMALL = 92, 48  # pixels of a figure's side
MANY = 200  # problems above which the page gets small figures, and scenes only of problems that were not solved

_PAGE = Path(__file__).parent


def write_report(path: str | Path, recorded: RecordedRun, chosen: Sequence[ProblemSet]) -> Path:
    """Write the page of a run over the `chosen` sets; its path."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sources = [source for found in chosen for source in found.sources]
    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:  # as results.json
        file.writelines(report_page(recorded.outcomes, sources, recorded.description()))
    return path


def report_page(outcomes: Sequence[Outcome], sources: Sequence[Any], run: dict[str, Any]) -> Iterator[str]:
    """The page, part by part.

    Parameters
    ----------
    outcomes : sequence of Outcome
    sources : sequence of Problem, or of what has `.load()`
        The outcomes' problems.
    run : dict
        What `RecordedRun.description` tells.
    """
    sets = grouped_tallies(outcomes, lambda outcome: outcome.set_name)
    rules = grouped_tallies((o for o in outcomes if o.rule), lambda outcome: outcome.rule)
    title = f"{run['solver']}: {_in_short(merged(sets, 'all'))}"
    yield (_PAGE / "head.html").read_text(encoding="utf-8").replace("{{title}}", html.escape(title))
    yield f"<style>\n{(_PAGE / 'style.css').read_text(encoding='utf-8')}</style>\n"
    yield f"<header><h1>{html.escape(title)}</h1>\n{_about(run)}</header>\n<main>\n"
    yield f"<section aria-labelledby=sets><h2 id=sets>By set</h2>\n{_table(sets)}</section>\n"
    if rules:
        rules.sort(key=lambda tally: tally.counts["Correct"] / max(tally.graded, 1))
        yield (f"<section aria-labelledby=rules><details><summary><h2 id=rules>By rule</h2></summary>\n"
               f"{_table(rules)}</details></section>\n")
    yield (_PAGE / "body.html").read_text(encoding="utf-8")
    yield '<script id="data" type="application/json">['
    tile = LARGE if len(outcomes) <= MANY else SMALL
    for place, (outcome, source) in enumerate(zip(outcomes, sources, strict=False)):
        yield ("\n" if place == 0 else ",\n") + escaped_json(_entry(outcome, source, tile))
    yield "\n]</script>\n"
    yield f"<script>\n{(_PAGE / 'script.js').read_text(encoding='utf-8')}</script>\n</body>\n</html>\n"


def escaped_json(value: Any) -> str:
    """JSON that cannot end the script element that it lies in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _in_short(total: Tally) -> str:
    if not total.graded:
        return f"{total.total} problems"
    return f"{total.counts['Correct']} of {total.graded} right"


def _about(run: dict[str, Any]) -> str:
    """What the run was made with, as a list of terms."""
    names = (("started", "started"), ("version", "version"), ("commit", "commit"), ("seed", "seed"),
             ("python", "Python"), ("numpy", "NumPy"), ("weights_sha256", "weights"))
    told = [(shown, str(run[name])) for name, shown in names if run.get(name) not in (None, "")]
    told = [(shown, text[:12] if shown == "weights" else text) for shown, text in told]
    told.append(("command", " ".join(run.get("command", ()))))
    terms = (f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd></div>" for name, text in told)
    return f"<dl>{''.join(terms)}</dl>\n"


def _table(tallies: Sequence[Tally]) -> str:
    """The table of a run, each line with a bar: accuracy, its interval, and chance."""
    headings, *rows = table_rows(tallies)
    shown = list(tallies) + ([merged(tallies, "all")] if len(tallies) > 1 else [])
    head = "".join(f"<th scope=col>{html.escape(name)}</th>" for name in headings)
    head += '<th scope=col aria-hidden=true class=scale><span>0</span><span>100%</span></th>'
    lines = []
    for tally, (name, *cells) in zip(shown, rows, strict=True):
        numbers = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        lines.append(f"<tr><th scope=row>{html.escape(name)}</th>{numbers}<td>{_interval_bar(tally)}</td></tr>")
    return (f'<div class=scroll tabindex=0 role=region aria-label="results"><table class=summary>'
            f"<thead><tr>{head}</tr></thead>\n<tbody>{chr(10).join(lines)}</tbody></table></div>\n")


def _interval_bar(tally: Tally) -> str:
    if not tally.graded:
        return ""
    correct = tally.counts["Correct"]
    low, high = wilson_interval(correct, tally.graded)
    chance = sum(tally.chances) / len(tally.chances) if tally.chances else 0.0
    return (f'<span class=interval aria-hidden=true style="--at:{correct / tally.graded:.4f};--low:{low:.4f};'
            f'--high:{high:.4f};--chance:{chance:.4f}" title="accuracy, 95 % interval and chance"></span>')


def _entry(outcome: Outcome, source: Any, tile: int) -> dict[str, Any]:
    """What the page's script is given of one problem."""
    others = {option for option in (outcome.runner_up, outcome.correct_answer) if option not in (None, outcome.answer)}
    entry = {
        "name": outcome.name, "set": outcome.set_name, "rule": outcome.rule, "type": outcome.type,
        "verdict": outcome.verdict, "answer": outcome.answer, "right": outcome.correct_answer,
        "options": outcome.options, "seconds": outcome.seconds, "error": outcome.error or outcome.traceback,
        "path": outcome.path, "runnerUp": outcome.runner_up, "tied": outcome.tied if len(outcome.tied) > 1 else (),
        "scores": [round(value, 3) if abs(value) < 1e9 else None for value in outcome.scores],
        "probabilities": [round(value, 4) for value in outcome.probabilities],
        "reasons": [[reason.text, [round(value, 3) for value in reason.adds], int(reason.is_rest),
                     {other: reason.in_words(outcome.answer, other) for other in others if reason.shown}]
                    for reason in outcome.reasons],
        **_pictures(source, tile, tile == LARGE or outcome.verdict != "Correct"),
    }
    return {key: value for key, value in entry.items() if value not in (None, "", (), [])}


def _pictures(source: Any, tile: int, with_scenes: bool) -> dict[str, Any]:
    """The figures of a problem in one picture, the scenes that the agent sees in another one if they are asked for."""
    try:
        problem = source if isinstance(source, Problem) else source.load()
    except (OSError, ValueError):
        return {}
    figures = problem.matrix + problem.options
    return {
        "figures": strip([thumbnail(figure, tile) for figure in figures], tile),
        "scenes": strip(scene_pictures(figures, tile), tile) if with_scenes else "",
        "matrix": len(problem.matrix), "options": len(problem.options), "type": problem.type,
    }
