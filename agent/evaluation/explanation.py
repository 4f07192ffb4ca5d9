"""Why an option was chosen: in words, and as a picture of the matrix with the choice framed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from agent.evaluation.picture import picture
from agent.solvers.base import best_option
from problems.names import file_name, one_line

REASONS = 8  # the weightiest are told


def explain(problem, solver, folder):
    """Write the picture into `folder` and give the explanation as text.

    The margin is the score by which the best option leads the second; `relations` scores in nats.
    """
    solution = solver.solve(problem)
    chosen = best_option(solution, problem)
    ranked = np.sort(solution.scores)[::-1]
    margin = ranked[0] - ranked[1] if len(ranked) > 1 else np.inf
    sure = "" if solution.confidence is None else f", probability {solution.confidence:.0%}"
    lines = [f"{one_line(problem.name)}: option {chosen}{_verdict(problem.answer, chosen)}, margin {margin:.2f}{sure}"]
    lines.append("  scores: " + "  ".join(f"{i}:{score:.2f}" for i, score in enumerate(solution.scores, 1)))
    lines += [f"  {reason}" for reason in solution.reasons[:REASONS]]
    left_out = len(solution.reasons) - REASONS
    if left_out > 0:
        lines.append(f"  and {left_out} lesser reason{'s' if left_out > 1 else ''}")
    path = Path(folder) / f"{file_name(problem.name)}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(problem, chosen).save(path)
    lines.append(f"  picture: {path}")
    return "\n".join(lines)


def _verdict(answer, chosen):
    if answer is None:
        return ""
    return " (right)" if answer == chosen else f" (wrong: {answer} is right)"


