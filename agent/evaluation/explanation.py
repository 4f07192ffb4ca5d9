"""Why an option was chosen and not another: in words, and as a picture with the options marked."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from agent.agent import Agent
from agent.evaluation.outcome import Outcome, solved
from problems.formats.course_harness import to_problem
from problems.names import file_name, one_line
from problems.picture import png_bytes, problem_picture
from problems.problem import Problem


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why a problem got its answer. `print(explanation)` tells it; a notebook shows the picture, too.

    Attributes
    ----------
    problem : Problem
    outcome : Outcome
    """

    problem: Problem
    outcome: Outcome

    @property
    def text(self) -> str:
        """The explanation in words."""
        return "\n".join(explanation_lines(self.outcome))

    def picture(self) -> Image.Image:
        """The problem with the chosen and the right option marked: a Pillow image."""
        return problem_picture(self.problem, self.outcome.answer)

    def seen(self) -> Image.Image:
        """The objects that the agent sees in each figure, outlined, numbered and named: a Pillow image."""
        from agent.scene.scene_picture import problem_sheet  # here and not above: SciPy takes long to load

        return problem_sheet(self.problem, self.outcome.answer)

    def save(self, folder: str | Path) -> Path:
        """Write the picture NAME.png and, beside it, NAME.txt with the text and NAME-seen.png; the picture's path."""
        path = Path(folder) / f"{file_name(self.problem.name)}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path)
        self.seen().save(path.with_stem(f"{path.stem}-seen"))
        path.with_suffix(".txt").write_text(self.text + "\n", encoding="utf-8")
        return path

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self._repr_png_()).decode()
        return f'<img alt="" src="data:image/png;base64,{picture}"><pre>{html.escape(self.text)}</pre>'

    def _repr_png_(self) -> bytes:
        return png_bytes(self.picture())


def explain(problem: Any, solver: Any = None) -> Explanation:
    """Solve a problem and say why it got its answer.

    Parameters
    ----------
    problem : Problem, or one of the course harness
    solver : Solver or str, optional
        None stands for the default solver.
    """
    problem = to_problem(problem)
    solution = Agent(solver).solution(problem)
    return Explanation(problem, solved(problem, solution, problem.set_name))


def explanation_lines(outcome: Outcome) -> list[str]:
    """The lines that say why an outcome has its answer."""
    name = one_line(outcome.name)
    if outcome.answer < 0:
        return [f"{name}: no answer ({outcome.error})"]
    if not outcome.scores:
        return [f"{name}: option {outcome.answer}{_verdict(outcome)}; its scores are not known"]
    sure = f", probability {outcome.probabilities[outcome.answer - 1]:.0%}" if outcome.probabilities else ""
    lines = [f"{name}: option {outcome.answer}{_verdict(outcome)}{sure}"]
    if len(outcome.tied) > 1:
        others = " and ".join(str(option) for option in outcome.tied if option != outcome.answer)
        lines.append(f"  options {others} score the same: of equals the one with the least ink is taken")
    shown = outcome.probabilities or outcome.scores
    form = "{:.1%}" if outcome.probabilities else "{:.3g}"
    kind = "probabilities" if outcome.probabilities else "scores"
    lines.append(f"  {kind}: " + "  ".join(f"{i}: {form.format(value)}" for i, value in enumerate(shown, 1)))
    if outcome.runner_up is not None:
        lines += _lead_lines(outcome, outcome.runner_up)
    if outcome.right is False and outcome.correct_answer != outcome.runner_up:
        assert outcome.correct_answer is not None
        lines += _lead_lines(outcome, outcome.correct_answer)
    lines += [f"    {reason.text}" for reason in outcome.reasons if not reason.adds]
    return lines


def _lead_lines(outcome: Outcome, other: int) -> Iterator[str]:
    """Why the answer and not `other`: each reason with what it adds to the lead, and the sum."""
    lead = outcome.scores[outcome.answer - 1] - outcome.scores[other - 1]
    unit = " nats" if outcome.probabilities else ""
    right = ", which is right" if other == outcome.correct_answer else ""
    told = [reason for reason in outcome.reasons if reason.adds]
    yield f"  why {outcome.answer} and not {other}{right}: it leads by {lead:.2f}{unit}{'' if told else '.'}"
    for reason in sorted(told, key=lambda reason: (reason.is_rest, -reason.lead(outcome.answer, other))):
        yield f"    {reason.lead(outcome.answer, other):+8.2f}  {reason.in_words(outcome.answer, other)}"
    if told:
        yield f"    {sum(reason.lead(outcome.answer, other) for reason in told):+8.2f}  in all"


def _verdict(outcome: Outcome) -> str:
    if outcome.right is None:
        return ""
    return " (right)" if outcome.right else f" (wrong: {outcome.correct_answer} is right)"
