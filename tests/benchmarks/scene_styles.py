"""Styles in which the reading of scenes is measured: renderers, sizes, JPEG and scans."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from problems.drawing.item import Drawing
from problems.drawing.render import CLEAN, Style, render_rgb
from problems.drawing.truth import DrawnObject, drawn_objects
from problems.figure import Figure
from problems.pairs.transformations import rotate_figure
from tests.benchmarks.scene_drawings.placing import PALE

SCAN_TURN = 1.5  # degrees at most
JPEG_QUALITY = 50


@dataclass(frozen=True)
class Look:
    """A renderer's style, the side in pixels, and what happens to the picture afterwards.

    `finish` takes colours (side, side, 3) and a generator; `turned` figures lie slightly askew.
    """

    style: Style = CLEAN
    side: int = 184
    finish: Callable[..., np.ndarray] | None = None
    turned: bool = False

    def draw(self, drawing: Drawing, rng) -> tuple[Figure, list[DrawnObject]]:
        """The picture of a drawing and the objects that can be seen in it."""
        if self.turned:
            drawing = rotate_figure(SCAN_TURN * (2.0 * rng.random() - 1.0))(drawing)
        colours = render_rgb(drawing, side=self.side, style=self.style, rng=rng)
        if self.finish is not None:
            colours = self.finish(colours, rng)
        mode = "RGB" if any(item.hue is not None for item in drawing) else "L"
        image = Image.fromarray(np.uint8(np.round(255.0 * colours))).convert(mode)
        objects = drawn_objects(tuple(item for item in drawing if item.ink >= PALE), self.style)
        return Figure.from_image(image, "A"), objects


def jpeg(colours: np.ndarray, rng) -> np.ndarray:
    """The picture after JPEG at a low quality."""
    file = io.BytesIO()
    Image.fromarray(np.uint8(np.round(255.0 * colours))).save(file, "JPEG", quality=JPEG_QUALITY)
    return np.asarray(Image.open(file), np.float32) / 255.0


def scan(colours: np.ndarray, rng) -> np.ndarray:
    """The picture as scanned: paper that is not quite white, darker to one side, and noise."""
    side = len(colours)
    angle = 2.0 * math.pi * rng.random()
    along = np.linspace(-0.5, 0.5, side)
    paper = 0.96 - 0.03 * (math.cos(angle) * along[None, :] + math.sin(angle) * along[:, None])
    noise = 0.02 * rng.standard_normal((side, side))
    return np.clip(0.06 + (paper - 0.06)[..., None] * colours + noise[..., None], 0.0, 1.0)


STYLES = {
    "clean": Look(),
    "soft": Look(Style(blur=0.008)),
    "aliased": Look(Style(samples=1)),
    "64 pixels": Look(side=64),
    "100 pixels": Look(side=100),
    "400 pixels": Look(side=400),
    "thin lines": Look(Style(line=0.5)),
    "thick lines": Look(Style(line=1.6)),
    "jpeg": Look(finish=jpeg),
    "scan": Look(Style(blur=0.003), finish=scan, turned=True),
}
