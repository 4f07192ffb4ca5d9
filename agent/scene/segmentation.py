"""One look at a figure: which pixels are dark, what they enclose, and the components they form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.vision.morphology import bounding_box, fill_holes, label, windowed

THICK = 0.018  # strokes up to twice this share of the side are lines, what is thicker is solid

DARK = 0.45  # ink from here on counts as drawn: mid-grey fills do, and a looser threshold glues neighbours
FAINT = 0.2  # ink above its ground from which a line counts as drawn, if it is half of the line's darkest
LINE = 0.05  # of the side: what is wider is no line
BLACK = 0.75  # ink from here on is black: on grey ground, the outlines and what is filled with black


@dataclass(frozen=True, eq=False)
class Segmentation:
    """What is drawn in a figure, pixel by pixel; every array has the figure's shape (height, width).

    Attributes
    ----------
    ink : numpy.ndarray
        float32, 0 white to 1 black.
    strokes : numpy.ndarray
        bool, lines that are darker than their ground.
    dark : numpy.ndarray
        bool, the drawn pixels: what is dark, and strokes.
    filled : numpy.ndarray
        bool, the drawn pixels and all that they enclose: the silhouettes.
    components : numpy.ndarray
        int, the 8-connected pieces of `dark` numbered from 1; 0 elsewhere.
    objects : numpy.ndarray
        int, the 8-connected pieces of `filled` numbered from 1; 0 elsewhere.
    holes : int
        Enclosed white regions.
    """

    ink: np.ndarray
    strokes: np.ndarray
    dark: np.ndarray
    filled: np.ndarray
    components: np.ndarray
    objects: np.ndarray
    holes: int

    @cached_property
    def depth(self):
        """How deep every pixel lies in `filled`, in pixels, int (height, width): 1 at its border, 0 outside.

        The mean of what steps along the axes and steps along diagonals too tell: Euclid's from a straight border, to 8 %.
        """
        box, depth = bounding_box(self.filled), np.zeros(self.filled.shape, np.int32)
        padded = np.pad(self.filled[box], 1)
        steps = sum(ndimage.distance_transform_cdt(padded, metric) for metric in ("chessboard", "taxicab"))
        depth[box] = (steps[1:-1, 1:-1] + 1) // 2
        return depth

    @cached_property
    def black(self):
        """What is black, bool (height, width)."""
        return self.ink >= BLACK

    @property
    def component_count(self):
        return int(self.components.max(initial=0))

    @property
    def object_count(self):
        return int(self.objects.max(initial=0))


def dark_lines(ink):
    """Lines drawn darker than their ground, bool (height, width), however faint a soft renderer made them.

    A line is what an opening takes away (Serra 1982), and as wide as at half of its darkest ink.
    """
    reach = max(1, round(LINE * max(ink.shape) / 2))
    levels = np.uint8(np.rint(255.0 * ink))
    ground = windowed(np.maximum, windowed(np.minimum, levels, reach, 255), reach, 0)
    line = levels - np.minimum(ground, levels)
    darkest = windowed(np.maximum, line, reach // 2, 0)
    return line >= np.maximum(255.0 * FAINT, 0.5 * darkest)


def segment(figure):
    """The `Segmentation` of a `problems.Figure`."""
    lines = dark_lines(figure.ink)
    dark = (figure.ink >= DARK) | lines
    filled, holes = fill_holes(dark)
    return Segmentation(
        ink=figure.ink,
        strokes=lines,
        dark=dark,
        filled=filled,
        components=label(dark)[0],
        objects=label(filled)[0],
        holes=holes,
    )


def line_radius(view):
    """Half the width in pixels up to which a stroke is a line."""
    return max(2, round(THICK * max(view.dark.shape)))
