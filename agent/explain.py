"""Why an option was chosen: in words, and as a picture of the matrix with the choice framed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from agent.solver import best_option

TILE = 92  # pixels of a figure's side
GAP = 8
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
    lines = [f"{problem.name}: option {chosen}{_verdict(problem.answer, chosen)}, margin {margin:.2f}{sure}"]
    lines.append("  scores: " + "  ".join(f"{i}:{score:.2f}" for i, score in enumerate(solution.scores, 1)))
    lines += [f"  {reason}" for reason in solution.reasons[:REASONS]]
    left_out = len(solution.reasons) - REASONS
    if left_out > 0:
        lines.append(f"  and {left_out} lesser reason{'s' if left_out > 1 else ''}")
    path = Path(folder) / f"{problem.name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(problem, chosen).save(path)
    lines.append(f"  picture: {path}")
    return "\n".join(lines)


def _verdict(answer, chosen):
    if answer is None:
        return ""
    return " (right)" if answer == chosen else f" (wrong: {answer} is right)"


def picture(problem, chosen):
    """The matrix on the left, the options on the right: a Pillow image.

    The chosen option is framed in red, the right one, where it is known and another, in green.
    """
    columns = 3 if problem.type == "3x3" else 2
    rows = 1 if problem.type == "2x1" else columns
    across = 4
    option_rows = -(-len(problem.options) // across)
    step = TILE + GAP
    size = ((columns + across) * step + 4 * GAP, max(rows, option_rows) * step + GAP)
    sheet = Image.new("RGB", size, "lightgrey")
    draw = ImageDraw.Draw(sheet)
    for place, figure in enumerate(problem.matrix):
        _paste(sheet, figure, GAP + place % columns * step, GAP + place // columns * step)
    open_x, open_y = GAP + (columns - 1) * step, GAP + (rows - 1) * step
    draw.rectangle((open_x, open_y, open_x + TILE - 1, open_y + TILE - 1), outline="grey")
    draw.text((open_x + TILE // 2, open_y + TILE // 2), "?", fill="black")
    for place, figure in enumerate(problem.options):
        x, y = columns * step + 3 * GAP + place % across * step, GAP + place // across * step
        _paste(sheet, figure, x, y)
        if place + 1 in (chosen, problem.answer):
            colour = "red" if place + 1 == chosen else "green"
            draw.rectangle((x - 4, y - 4, x + TILE + 3, y + TILE + 3), outline=colour, width=4)
        draw.rectangle((x, y, x + 11, y + 12), fill="white")
        draw.text((x + 3, y + 1), str(place + 1), fill="blue")
    return sheet


def _paste(sheet, figure, x, y):
    sheet.paste(figure.image().resize((TILE, TILE), Image.Resampling.BOX), (x, y))
