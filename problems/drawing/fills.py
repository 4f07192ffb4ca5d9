"""Fills with a pattern: stripes, dots and hatching, clipped to a shape."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from problems.drawing.colours import Ink
from problems.drawing.item import Item
from problems.drawing.outlines import ribbon

FILL_LEVELS = {
    "none": 0.0, "solid": 1.0, "striped": 0.5, "half": 0.5, "dotted": 0.3, "crosshatch": 0.6, "wave": 0.35,
    "zigzag": 0.35, "brick": 0.2, "checks": 0.5, "rings": 0.5,
}  # fmt: skip
STRIPE_SHARE = 0.5  # of the period is ink
HATCH_SHARE = 0.36
WAVE_SHARE = 0.35
JOINT_SHARE = 0.14  # of bricks, in periods

Curve = Callable[[np.ndarray], np.ndarray]


def fill_level(item: Item) -> float:
    """Share of ink: see `FILL_LEVELS`; grey its `grey`."""
    return item.grey if item.fill == "grey" else FILL_LEVELS[item.fill]


class Pattern(NamedTuple):
    """A pattern as it is painted: a tile, pasted through a mask with its upper left corner at a place."""

    tile: Image.Image
    mask: Image.Image
    corner: tuple[int, int]

    def paint(self, pen: ImageDraw.ImageDraw, canvas: Image.Image) -> None:
        """Paint it; what lay under the mask is hidden."""
        canvas.paste(self.tile, self.corner, self.mask)


def pattern(
    mode: str, points: np.ndarray, item: Item, centre: complex, turn: complex, period: float, ink: Ink = 255,
) -> Pattern:
    """The pattern of `item.fill` inside the polygon `points`, both in pixels of a canvas of this mode, with `ink`.

    It is centred on the item and turns with it.
    """
    left, top = math.floor(points.real.min()), math.floor(points.imag.min())
    size = math.ceil(points.real.max()) - left + 1, math.ceil(points.imag.max()) - top + 1
    corner = complex(left, top)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon((points - corner).view(np.float64).tolist(), fill=255)
    tile = Image.new("L", size)
    angle = 180.0 - item.fill_angle if item.mirrored else item.fill_angle
    along = turn * complex(math.cos(math.radians(angle)), -math.sin(math.radians(angle)))
    reach = abs(points - centre).max()
    PATTERNS[item.fill](ImageDraw.Draw(tile), centre - corner, along, period, reach)
    if mode == "RGB":
        tile = Image.composite(Image.new("RGB", size, ink), Image.new("RGB", size), tile)
    return Pattern(tile, mask, (left, top))


def _stripes(
    pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float, share: float = STRIPE_SHARE,
) -> None:
    half = 0.5 * share * period - 0.5  # Pillow fills the pixels on the edge as well
    bar = np.array([-reach, reach, reach, -reach]) + 1j * half * np.array([-1, -1, 1, 1])
    bar = centre + along * bar
    for k in range(-int(reach / period + 0.5), int(reach / period + 0.5) + 1):
        pen.polygon((bar + k * period * 1j * along).view(np.float64).tolist(), fill=255)


def _crosshatch(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    _stripes(pen, centre, along, period, reach, HATCH_SHARE)
    _stripes(pen, centre, 1j * along, period, reach, HATCH_SHARE)


def _dots(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    radius = 0.3 * period
    count = int(reach / period)
    for row in range(-count, count + 1):
        for column in range(-count, count + 1):
            dot = centre + period * (row + 1j * column) * along
            x, y = dot.real, dot.imag
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _lines(
    pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float, curve: Curve,
) -> None:
    """Lines along a `curve` (array of lengths in periods -> heights in periods), a period apart."""
    x = np.arange(-reach - 2.0 * period, reach + 2.0 * period, period / 12.0)
    path = x + 1j * period * curve(x / period)
    half = 0.5 * WAVE_SHARE * period - 0.5
    for k in range(-int(reach / period) - 1, int(reach / period) + 2):
        line = centre + along * (ribbon(path, half) + 1j * k * period)
        pen.polygon(line.view(np.float64).tolist(), fill=255)


def _waves(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    _lines(pen, centre, along, period, reach, lambda x: 0.3 * np.sin(np.pi * x))


def _zigzags(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    # odd about 0, so that half a turn leaves the pattern as it is
    _lines(pen, centre, along, period, reach, lambda x: 0.35 * (1.0 - abs((2.0 * x - 1.0) % 4.0 - 2.0)))


def _bricks(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    _stripes(pen, centre + 0.5j * along * period, along, period, reach + period, JOINT_SHARE)
    half = 0.5 * JOINT_SHARE * period - 0.5
    joint = np.array([-half - 0.5j * period, half - 0.5j * period, half + 0.5j * period, -half + 0.5j * period])
    count = int(reach / period) + 1
    for row in range(-count, count + 1):
        for column in range(-count, count + 1):
            middle = (2 * column + row % 2) * period + 1j * row * period
            pen.polygon((centre + along * (joint + middle)).view(np.float64).tolist(), fill=255)


def _checks(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    half = 0.25 * period
    cell = np.array([-half - 1j * half, half - 1j * half, half + 1j * half, -half + 1j * half])
    count = int(2.0 * reach / period) + 1
    for row in range(-count, count + 1):
        for column in range(-count + (row - count) % 2, count + 1, 2):
            moved = centre + along * (cell + 0.5 * period * (column + 1j * row))
            pen.polygon(moved.view(np.float64).tolist(), fill=255)


def _rings(pen: ImageDraw.ImageDraw, centre: complex, along: complex, period: float, reach: float) -> None:
    x, y = centre.real, centre.imag
    for k in range(int(reach / period) + 1, -1, -1):
        for radius, ink in (((k + 0.25) * period, 255), ((k - 0.25) * period, 0)):
            if radius > 0.0:
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


PATTERNS = {
    "striped": _stripes, "crosshatch": _crosshatch, "dotted": _dots, "wave": _waves, "zigzag": _zigzags,
    "brick": _bricks, "checks": _checks, "rings": _rings,
}  # fmt: skip
