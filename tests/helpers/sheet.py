"""A figure drawn line by line, for what the generator does not draw."""

import numpy as np
from PIL import Image, ImageDraw

from problems.figure import Figure

SIDE, SCALE = 184, 4


class Sheet:
    """A figure drawn in shares of its side, at four times its size."""

    def __init__(self):
        self.image = Image.new("L", (SIDE * SCALE, SIDE * SCALE), 255)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, places, width=0.012):
        self.pen.line(self._scaled(places), fill=0, width=round(width * SIDE * SCALE), joint="curve")
        return self

    def outline(self, places, fill=255):
        self.pen.polygon(self._scaled(places), fill=fill)
        return self.line([*places, places[0], places[1]])

    def dot(self, place, radius=0.06):
        (x, y), size = place, radius
        self.pen.ellipse(self._scaled([(x - size, y - size), (x + size, y + size)]), fill=0)
        return self

    def figure(self):
        small = self.image.resize((SIDE, SIDE), Image.Resampling.BOX)
        return Figure("A", 1.0 - np.asarray(small, np.float32) / 255.0)

    @staticmethod
    def _scaled(places):
        return [(x * SIDE * SCALE, y * SIDE * SCALE) for x, y in places]
