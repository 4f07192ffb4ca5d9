"""A sheet of misread figures: the figure, what was drawn and what was read, with the faults in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from problems.drawing.truth import DrawnObject
from problems.figure import Figure
from tests.benchmarks.scene_scores import value

TILE = 150  # pixels
CAPTION = 64
COLUMNS = 3
MOST = 40
COLOURS = ("red", "blue", "green", "orange", "purple", "brown", "teal", "magenta", "olive", "navy")


class Misread(NamedTuple):
    """A figure, its truth, its reading, and what is wrong with it."""

    title: str
    figure: Figure
    drawn: Sequence[DrawnObject]
    read: Sequence
    faults: Sequence[str]


def sheet(misread: Sequence[Misread]) -> Image.Image:
    """A picture of figures that were misread, spread evenly over those given."""
    step = max(1, -(-len(misread) // MOST))
    shown = misread[::step]
    width, height = 3 * TILE + 12, TILE + CAPTION
    picture = Image.new("RGB", (COLUMNS * width, max(1, -(-len(shown) // COLUMNS)) * height), "white")
    for k, case in enumerate(shown):
        picture.paste(_entry(case), (k % COLUMNS * width, k // COLUMNS * height))
    return picture


def _entry(case: Misread) -> Image.Image:
    """Figure, truth and reading side by side, the faults under them."""
    entry = Image.new("RGB", (3 * TILE + 8, TILE + CAPTION), "white")
    ground = case.figure.image().convert("RGB").resize((TILE, TILE), Image.Resampling.BILINEAR)
    faint = Image.blend(ground, Image.new("RGB", ground.size, "white"), 0.7)
    entry.paste(ground, (0, 0))
    entry.paste(_truth(faint.copy(), case.drawn), (TILE + 4, 0))
    entry.paste(_reading(faint.copy(), case.read), (2 * TILE + 8, 0))
    text = textwrap.fill(f"{case.title}: " + "; ".join(case.faults), 80)
    ImageDraw.Draw(entry).multiline_text((2, TILE + 2), text, fill="black", spacing=1)
    return entry


def _truth(image: Image.Image, drawn: Sequence[DrawnObject]) -> Image.Image:
    pen = ImageDraw.Draw(image)
    for k, truth in enumerate(drawn):
        colour = COLOURS[k % len(COLOURS)]
        points = [(TILE * point.real, TILE * point.imag) for point in truth.outline]
        pen.line([*points, points[0]], fill=colour, width=2)
        pen.text((TILE * truth.place[0] - 3, TILE * truth.place[1] - 5), f"{k}:{truth.corners}", fill=colour)
    return image


def _reading(image: Image.Image, read: Sequence) -> Image.Image:
    pixels = np.array(image)
    for k, seen in enumerate(read):
        mask = np.asarray(Image.fromarray(np.uint8(seen.mask) * 255).resize((TILE, TILE))) > 127
        inner = mask & np.roll(mask, 2, 0) & np.roll(mask, -2, 0) & np.roll(mask, 2, 1) & np.roll(mask, -2, 1)
        pixels[mask & ~inner] = Image.new("RGB", (1, 1), COLOURS[k % len(COLOURS)]).getpixel((0, 0))
    image = Image.fromarray(pixels)
    pen = ImageDraw.Draw(image)
    for k, seen in enumerate(read):
        label = f"{value(seen, 'corners')} {str(value(seen, 'fill'))[:2]}"
        pen.text((TILE * seen.place[0] - 9, TILE * seen.place[1] - 5), label, fill=COLOURS[k % len(COLOURS)])
    return image
