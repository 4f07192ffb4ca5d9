"""A problem as a picture: the matrix, its options and the choice."""

from __future__ import annotations

from PIL import Image, ImageDraw

TILE = 92  # pixels of a figure's side
GAP = 8


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
