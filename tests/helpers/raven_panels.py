"""Draws RAVEN-like panels for the tests of perception, with polygons of its own."""

import numpy as np
from PIL import Image, ImageDraw

from agent.raven.levels import GREYS
from agent.raven.object_types import TYPES
from problems.figure import Figure

SIDES = dict(zip(TYPES, (3, 4, 5, 6, 90), strict=True))
SAMPLES = 4  # a pixel's side


def panel(*objects, side=160, divider=None, outline=3.0, name="A"):
    """A figure of objects (type, x, y, circumradius, grey level, degrees), lengths in the panel's side."""
    image = Image.new("L", (side * SAMPLES,) * 2, 255)
    pen = ImageDraw.Draw(image)
    scale = side * SAMPLES
    if divider is not None:
        pen.line(divider, fill=0, width=SAMPLES)
    for kind, x, y, radius, grey, degrees in objects:
        turn = np.radians(degrees) + 2 * np.pi * np.arange(SIDES[kind]) / SIDES[kind]
        away = 0.5 * outline / 160 / np.cos(np.pi / SIDES[kind])
        for reach, ink in ((radius + away, 1.0), (radius - away, GREYS[grey])):
            corners = np.stack([x + reach * np.cos(turn), y + reach * np.sin(turn)], axis=1) * scale
            pen.polygon([tuple(corner) for corner in corners], fill=round(255 * (1 - ink)))
    return Figure.from_image(image.resize((side, side), Image.Resampling.BOX), name)
