"""Fills with a pattern: stripes, dots and hatching, clipped to a shape."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

FILL_LEVELS = {"none": 0.0, "solid": 1.0, "striped": 0.5, "half": 0.5, "dotted": 0.3, "crosshatch": 0.6}
STRIPE_SHARE = 0.5  # of the period is ink
HATCH_SHARE = 0.36


def fill_level(item):
    """Share of ink: none 0, solid 1, half and striped 0.5, dotted 0.3, crosshatch 0.6, grey its `grey`."""
    return item.grey if item.fill == "grey" else FILL_LEVELS[item.fill]


def fill_patterned(canvas, points, item, centre, turn, period):
    """Paint the pattern of `item.fill` inside the polygon `points`, both in pixels of the canvas.

    The pattern is centred on the item and turns with it; what lay under the polygon is hidden.
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
    canvas.paste(tile, (left, top), mask)


def _stripes(pen, centre, along, period, reach, share=STRIPE_SHARE):
    half = 0.5 * share * period - 0.5  # Pillow fills the pixels on the edge as well
    bar = np.array([-reach, reach, reach, -reach]) + 1j * half * np.array([-1, -1, 1, 1])
    bar = centre + along * bar
    for k in range(-int(reach / period + 0.5), int(reach / period + 0.5) + 1):
        pen.polygon((bar + k * period * 1j * along).view(np.float64).tolist(), fill=255)


def _crosshatch(pen, centre, along, period, reach):
    _stripes(pen, centre, along, period, reach, HATCH_SHARE)
    _stripes(pen, centre, 1j * along, period, reach, HATCH_SHARE)


def _dots(pen, centre, along, period, reach):
    radius = 0.3 * period
    count = int(reach / period)
    for row in range(-count, count + 1):
        for column in range(-count, count + 1):
            dot = centre + period * (row + 1j * column) * along
            x, y = dot.real, dot.imag
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


PATTERNS = {"striped": _stripes, "crosshatch": _crosshatch, "dotted": _dots}
