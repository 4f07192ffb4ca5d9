"""Styles in which the reading of scenes is measured: renderers, sizes, JPEG and scans."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from problems.drawing.item import Drawing
from problems.drawing.render import CLEAN, Style, render
from problems.drawing.truth import DrawnObject, drawn_objects
from problems.figure import Figure
from problems.pairs.transformations import rotate_figure

SCAN_TURN = 1.5  # degrees at most
JPEG_QUALITY = 50


@dataclass(frozen=True)
class Look:
    """A renderer's style, the side in pixels, and what happens to the picture afterwards.

    `finish` takes ink (side, side) and a generator; `turned` figures lie slightly askew.
    """

    style: Style = CLEAN
    side: int = 184
    finish: Callable[..., np.ndarray] | None = None
    turned: bool = False

    def draw(self, drawing: Drawing, rng) -> tuple[Figure, list[DrawnObject]]:
        """The picture of a drawing and the objects that can be seen in it."""
        if self.turned:
            drawing = rotate_figure(SCAN_TURN * (2.0 * rng.random() - 1.0))(drawing)
        ink = render(drawing, side=self.side, style=self.style, rng=rng)
        if self.finish is not None:
            ink = self.finish(ink, rng)
        return Figure("A", ink.astype(np.float32)), drawn_objects(drawing, self.style)


def jpeg(ink: np.ndarray, rng) -> np.ndarray:
    """The ink after JPEG at a low quality."""
    file = io.BytesIO()
    Image.fromarray(np.uint8(np.round(255.0 * (1.0 - ink)))).save(file, "JPEG", quality=JPEG_QUALITY)
    return 1.0 - np.asarray(Image.open(file), np.float32) / 255.0


def scan(ink: np.ndarray, rng) -> np.ndarray:
    """The ink as scanned: paper that is not quite white, darker to one side, and noise."""
    side = len(ink)
    angle = 2.0 * math.pi * rng.random()
    along = np.linspace(-0.5, 0.5, side)
    shade = 0.04 + 0.03 * (math.cos(angle) * along[None, :] + math.sin(angle) * along[:, None])
    return np.clip(shade + (0.94 - shade) * ink + 0.02 * rng.standard_normal(ink.shape), 0.0, 1.0)


STYLES = {
    "clean": Look(),
    "soft": Look(Style(blur=0.008)),
    "aliased": Look(Style(samples=1)),
    "64 pixels": Look(side=64),
    "100 pixels": Look(side=100),
    "400 pixels": Look(side=400),
    "thin lines": Look(Style(line=0.5)),
    "thick lines": Look(Style(line=1.8)),
    "jpeg": Look(finish=jpeg),
    "scan": Look(Style(blur=0.003), finish=scan, turned=True),
}
