"""A problem as a picture: the matrix, its options, and which of them is chosen and which is right.

One language of colours for all pictures, the report and the sheets: green with a tick is right, red with a cross is
wrong, blue is chosen where it is not known what is right, grey says nothing. The sign tells what the colour tells.
"""

from __future__ import annotations

import io
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, ImageShow

if TYPE_CHECKING:
    from problems.figure import Figure
    from problems.problem import Problem

RIGHT, WRONG, CHOSEN, QUIET, PAPER = "#1a7f37", "#cf222e", "#0969da", "#8c959f", "#f3f4f6"

TILE = 92  # pixels of a figure's side
GAP = 10
CAPTION = 20  # pixels above an option, for its number and sign


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font; before Pillow 10.1 it has one size alone."""
    try:
        return ImageFont.load_default(size)
    except TypeError:
        return ImageFont.load_default()


def problem_picture(
    problem: Problem, chosen: int | None = None, tile: int = TILE, show_answer: bool = True
) -> Image.Image:
    """The matrix on the left, the numbered options on the right: a Pillow image of mode "RGB".

    Parameters
    ----------
    problem : Problem
    chosen : int, optional
        The option that was chosen, from 1; it gets a thick frame.
    tile : int
        Pixels along a figure's edge.
    show_answer : bool
        Whether the right option, where it is known, is marked.
    """
    columns = int(problem.type[0])
    rows = (len(problem.matrix) + 1) // columns
    across = -(-len(problem.options) // 2) if len(problem.options) > 3 else len(problem.options)
    option_rows = -(-len(problem.options) // across)
    step, option_step = tile + GAP, tile + GAP + CAPTION
    left = columns * step + 2 * GAP
    height = max(rows * step + GAP, option_rows * option_step + GAP)
    page = Image.new("RGB", (left + across * step + GAP, height), PAPER)
    pen = ImageDraw.Draw(page)
    for place, figure in enumerate(problem.matrix):
        paste(page, figure, GAP + place % columns * step, GAP + place // columns * step, tile)
    open_cell(pen, GAP + (columns - 1) * step, GAP + (rows - 1) * step, tile)
    answer = problem.answer if show_answer else None
    for place, figure in enumerate(problem.options):
        x, y = left + place % across * step, GAP + CAPTION + place // across * option_step
        paste(page, figure, x, y, tile)
        mark_option(pen, x, y, tile, place + 1, chosen, answer)
    return page


def png_bytes(image: Image.Image) -> bytes:
    """An image as the content of a PNG file."""
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def show_picture(image: Image.Image, title: str) -> None:
    """Show an image below the cell of a notebook; elsewhere in a window of the system's viewer."""
    if "ipykernel" in sys.modules:  # Pillow alone would open a window where the notebook's server runs
        ImageShow.IPythonViewer().show(image)
    else:
        image.show(title=title)


def paste(page: Image.Image, figure: Figure, x: int, y: int, tile: int) -> None:
    """Put a figure on a page, in a thin frame; one that is not square keeps its proportions."""
    image = figure.image()
    scale = tile / max(image.size)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    white = Image.new("L", (tile, tile), 255)
    white.paste(image.resize(size, Image.Resampling.LANCZOS), ((tile - size[0]) // 2, (tile - size[1]) // 2))
    page.paste(white, (x, y))
    ImageDraw.Draw(page).rectangle((x - 1, y - 1, x + tile, y + tile), outline=QUIET)


def open_cell(pen: ImageDraw.ImageDraw, x: int, y: int, tile: int) -> None:
    """The place of the missing figure: a question mark in a frame."""
    pen.rectangle((x - 1, y - 1, x + tile, y + tile), outline=QUIET)
    pen.text((x + tile / 2, y + tile / 2), "?", fill="#57606a", font=font(tile // 3), anchor="mm")


def mark_option(
    pen: ImageDraw.ImageDraw, x: int, y: int, tile: int, number: int, chosen: int | None, answer: int | None
) -> None:
    """The number of an option above it, and its frame and sign where it is chosen or right."""
    is_chosen, is_right = number == chosen, number == answer
    colour = RIGHT if is_right else QUIET
    if is_chosen and not is_right:
        colour = CHOSEN if answer is None else WRONG
    pen.text((x, y - 6), str(number), fill="#24292f" if colour == QUIET else colour, font=font(13), anchor="ls")
    if is_chosen or is_right:
        width = 4 if is_chosen else 2
        pen.rectangle((x - width, y - width, x + tile + width - 1, y + tile + width - 1), outline=colour, width=width)
        sign(pen, x + 14, y - 15, "tick" if is_right else "cross" if answer is not None else "dot", colour)
    if is_chosen:
        pen.text((x + 28, y - 6), "chosen", fill=colour, font=font(12), anchor="ls")


def sign(pen: ImageDraw.ImageDraw, x: int, y: int, kind: str, colour: str) -> None:
    """A tick, a cross or a dot, nine pixels large."""
    if kind == "tick":
        pen.line([(x, y + 5), (x + 3, y + 8), (x + 9, y)], fill=colour, width=2)
    elif kind == "cross":
        pen.line([(x, y), (x + 8, y + 8)], fill=colour, width=2)
        pen.line([(x, y + 8), (x + 8, y)], fill=colour, width=2)
    else:
        pen.ellipse((x + 1, y + 1, x + 7, y + 7), fill=colour)
