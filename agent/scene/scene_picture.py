"""Pictures of scenes: every object outlined in a colour of its own, with a number, and told in a line of the legend."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from agent.scene.naming.stroke_kinds import stroke_kind
from agent.scene.reading import read_scene, read_scenes
from agent.scene.scene import Object, Scene
from problems.figure import Figure
from problems.picture import CAPTION, GAP, font, mark_option, open_cell, paste
from problems.problem import Problem

COLOURS = ("#cf222e", "#0969da", "#1a7f37", "#bc4c00", "#8250df", "#0a7ea4", "#bf3989", "#7d4e00", "#5c8a00", "#24292f")
FIGURE, CELL = 480, 200  # pixels of a figure's side: alone, and on a problem's sheet
LINE = 14  # pixels from one line of a legend to the next
LINES = 12  # of a legend on a problem's sheet; more objects are only counted
LEGEND = 240  # pixels that the legend beside a single figure is wide
LEVELS, PALE = 5, 15  # of the figure's own ink: so many, each so much darker than the one before
FAINT = 0.05  # ink from which it can be seen
TURN = 2.4  # radians between the places of two numbers on their outlines: those of nested objects lie apart


def object_label(number: int, seen: Object) -> str:
    """An object in words: its number, its corners or kind of stroke, its fill, its hue, and what it lies in."""
    turns = "corner" if seen.closed else "bend"
    shape = f"{seen.corners} {turns}{'s' * (seen.corners > 1)}" if seen.corners else ""
    if seen.closed:
        words = [shape or "round", "no fill" if seen.fill == "none" else seen.fill]
    else:
        words = [f"{stroke_kind(seen)} stroke", shape]
    words += ["dashed" if seen.dashed else "", f"hue {seen.hue:.0f}" if seen.hue is not None else "",
              f"in {seen.parent}" if seen.parent is not None else ""]
    return f"{number}: " + ", ".join(filter(None, words))


def outlined(figure: Figure, scene: Scene, tile: int, width: int = 1, numbered: bool = False) -> Image.Image:
    """A pale copy of a figure with the outlines of its objects.

    Parameters
    ----------
    figure : Figure
    scene : Scene
        What was read of the figure.
    tile : int
        Pixels of the picture's side; a figure that is not square keeps its proportions.
    width : int
        Of the outlines, in pixels.
    numbered : bool
        Whether each outline has its object's number: its index in `scene.objects`.

    Returns
    -------
    PIL.Image.Image
        Mode "RGB"; without numbers it has at most 16 colours.
    """
    page = Image.new("RGB", (tile, tile))
    paste(page, figure, 0, 0, tile)
    ink = np.ceil((1.0 - np.asarray(page.convert("L")) / 255.0 - FAINT) * LEVELS)
    page = Image.fromarray(np.uint8(255.0 - PALE * np.maximum(ink, 0.0))).convert("RGB")
    pen = ImageDraw.Draw(page)
    scale = tile / max(scene.shape)
    corner = complex(tile - scale * scene.shape[1], tile - scale * scene.shape[0]) / 2.0
    numbers = []
    for number, seen in enumerate(scene):
        line = seen.contour.points if seen.closed or seen.curve is None else seen.curve.points
        if seen.closed:
            line = np.append(line, line[0])
        points = corner + scale * line - (0.5 + 0.5j)
        pen.line([(point.real, point.imag) for point in points], fill=colour_of(number), width=width)
        away = (points * np.exp(-1j * TURN * (number + 1))).real
        numbers.append(points[int(np.argmax(away))])
    if numbered:
        _write_numbers(pen, numbers, tile)
    return page


def _write_numbers(pen: ImageDraw.ImageDraw, places: list[complex], tile: int) -> None:
    """Write the numbers of objects, each at its place, inside of a picture of a side of `tile` pixels."""
    for number, place in enumerate(places):
        x, y = np.clip([place.real, place.imag], 8, tile - 8)
        pen.text((x, y), str(number), fill=colour_of(number), font=font(12), anchor="mm", stroke_width=2,
                 stroke_fill="white")


def colour_of(number: int) -> str:
    """The colour of the object with a number; after ten objects the colours come again."""
    return COLOURS[number % len(COLOURS)]


def figure_sheet(figure: Figure) -> Image.Image:
    """A figure read by itself: the outlines of its objects, and beside them the legend."""
    scene = read_scene(figure)
    height = max(FIGURE, LINE * max(1, len(scene))) + 2 * GAP
    page = Image.new("RGB", (FIGURE + LEGEND + 3 * GAP, height), "white")
    page.paste(outlined(figure, scene, FIGURE, 2, numbered=True), (GAP, GAP))
    pen = ImageDraw.Draw(page)
    pen.rectangle((GAP - 1, GAP - 1, GAP + FIGURE, GAP + FIGURE), outline="#8c959f")
    _legend(pen, FIGURE + 2 * GAP, GAP, scene, len(scene))
    return page


def problem_sheet(problem: Problem, chosen: int | None = None) -> Image.Image:
    """All figures of a problem as they were read together: the matrix on the left, the options on the right.

    The right option is marked, and the one that was `chosen`, from 1.
    """
    scenes = read_scenes(problem.matrix + problem.options)
    lines = min(LINES, max(1, *map(len, scenes)))
    columns = int(problem.type[0])
    rows = (len(problem.matrix) + 1) // columns
    across = -(-len(problem.options) // 2) if len(problem.options) > 3 else len(problem.options)
    step, down = CELL + GAP, CAPTION + CELL + lines * LINE + GAP
    left = columns * step + 3 * GAP
    height = max(rows, -(-len(problem.options) // across)) * down + GAP
    page = Image.new("RGB", (left + across * step, height), "white")
    pen = ImageDraw.Draw(page)
    for place, (figure, scene) in enumerate(zip(problem.matrix + problem.options, scenes, strict=True)):
        option = place - len(problem.matrix)
        x = GAP + place % columns * step if option < 0 else left + option % across * step
        y = GAP + CAPTION + (place // columns if option < 0 else option // across) * down
        page.paste(outlined(figure, scene, CELL, 2, numbered=True), (x, y))
        pen.rectangle((x - 1, y - 1, x + CELL, y + CELL), outline="#8c959f")
        if option < 0:
            pen.text((x, y - 6), figure.name, fill="#24292f", font=font(13), anchor="ls")
        else:
            mark_option(pen, x, y, CELL, option + 1, chosen, problem.answer)
        _legend(pen, x, y + CELL + 4, scene, lines)
    open_cell(pen, GAP + (columns - 1) * step, GAP + CAPTION + (rows - 1) * down, CELL)
    return page


def _legend(pen: ImageDraw.ImageDraw, x: int, y: int, scene: Scene, lines: int) -> None:
    """At most so many lines, each of one object; the last counts those that have none."""
    told = len(scene) if len(scene) <= lines else lines - 1
    for number, seen in enumerate(scene.objects[:told]):
        pen.text((x, y + number * LINE), object_label(number, seen), fill=colour_of(number), font=font(12))
    if told < len(scene):
        pen.text((x, y + told * LINE), f"and {len(scene) - told} more", fill="#57606a", font=font(12))
    if not scene.objects:
        pen.text((x, y), "no object", fill="#57606a", font=font(12))
