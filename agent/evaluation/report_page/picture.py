"""Pictures of figures for the report: the figure itself, and the scene that the agent sees in it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from agent.scene.reading import read_scenes
from agent.scene.scene_picture import outlined
from problems.figure import Figure

GREYS = 16  # levels in a strip: enough to look at, a third of the bytes
COLOURS = 16  # of a strip in colours: a byte holds two pixels


def scene_pictures(figures: Sequence[Figure], tile: int) -> list[Image.Image]:
    """What the agent sees in the figures of a problem: the objects' outlines, each of `tile` by `tile` pixels.

    The report shows it while the pointer is on a figure.
    """
    return [outlined(figure, scene, tile) for figure, scene in zip(figures, read_scenes(figures), strict=True)]


def strip(images: Sequence[Image.Image], tile: int) -> str:
    """Images side by side as one PNG, in a data address that a page can hold."""
    page = Image.new(images[0].mode, (tile * len(images), tile), "white")
    for place, image in enumerate(images):
        page.paste(image, (place * tile, 0))
    if page.mode == "L":
        levels = np.round(np.asarray(page) / 255.0 * (GREYS - 1)).astype(np.uint8)
        page = Image.fromarray(levels, mode="P")
        page.putpalette([value * 17 for value in range(GREYS) for _ in range(3)])
    else:
        page = page.quantize(COLOURS, dither=Image.Dither.NONE)
    file = io.BytesIO()
    page.save(file, "PNG", compress_level=6, bits=4)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def thumbnail(figure: Figure, tile: int) -> Image.Image:
    """A figure as a grey image of `tile` by `tile` pixels; one that is not square keeps its proportions."""
    image = figure.image()
    scale = tile / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    page = Image.new("L", (tile, tile), 255)
    page.paste(image.resize(size, Image.Resampling.LANCZOS), ((tile - size[0]) // 2, (tile - size[1]) // 2))
    return page
