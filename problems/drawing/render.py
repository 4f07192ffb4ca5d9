"""Rendering: a drawing becomes ink, at several samples a pixel, in the style of one renderer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from problems.drawing.colours import LUMINANCE
from problems.drawing.item import Drawing
from problems.drawing.painting import Step, painting_steps, repeated_steps
from problems.drawing.style import CLEAN, Style


def render(
    drawing: Drawing, *, side: int = 184, style: Style = CLEAN, rng: np.random.Generator | None = None,
) -> np.ndarray:
    """The ink of a drawing: float32 (side, side), 0.0 paper to 1.0 ink; a colour counts by how dark it looks.

    `rng` is needed by styles with jitter and unused by others.
    """
    if any(item.hue is not None for item in drawing):
        seen = render_rgb(drawing, side=side, style=style, rng=rng)
        return np.float32(1.0) - seen @ LUMINANCE
    canvas = _painted(drawing, "L", side, style, rng)
    return np.multiply(np.asarray(canvas), np.float32(1.0 / 255.0), dtype=np.float32)


def render_rgb(
    drawing: Drawing, *, side: int = 184, style: Style = CLEAN, rng: np.random.Generator | None = None,
) -> np.ndarray:
    """The colours of a drawing: float32 (side, side, 3), red, green and blue, 1.0 white paper; as `render`."""
    canvas = _painted(drawing, "RGB", side, style, rng)
    return np.float32(1.0) - np.multiply(np.asarray(canvas), np.float32(1.0 / 255.0), dtype=np.float32)


def _painted(drawing: Drawing, mode: str, side: int, style: Style, rng: np.random.Generator | None) -> Image.Image:
    """A Pillow image of how much ink lies where, in mode "L" or, of what each of three colours lacks, in "RGB"."""
    canvas = Image.new(mode, (side * style.samples,) * 2)
    pen = ImageDraw.Draw(canvas)
    side_painted = canvas.size[0]
    shift, factor = _jitter(style, rng)
    for item in drawing:
        if style.jitter > 0.0:
            steps: Iterable[Step] = painting_steps(item, mode, side_painted, style, shift, factor)
        else:
            steps = repeated_steps(item, mode, side_painted, style)
        for step in steps:
            step.paint(pen, canvas)
    if style.samples > 1:
        canvas = canvas.reduce(style.samples)
    if style.blur > 0.0:
        canvas = canvas.filter(ImageFilter.GaussianBlur(style.blur * side))
    return canvas


def _jitter(style: Style, rng: np.random.Generator | None) -> tuple[complex, float]:
    """How far a figure is moved, in fractions of its side, and the factor on its size."""
    if style.jitter == 0.0:
        return 0j, 1.0
    if rng is None:
        raise ValueError("render: expected rng for a style with jitter, got None")
    dx, dy, ds = (style.jitter * rng.standard_normal(3)).tolist()
    return complex(dx, dy), 1.0 + max(-0.02, min(0.02, ds))
