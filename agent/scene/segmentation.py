"""Segmentation of a figure: which pixels are drawn, what they enclose, and their connected components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.vision.components import fill_each, label_each
from agent.vision.morphology import bounding_box, windowed, with_margin
from problems.figure import Figure

# All set by hand, with the Basic problems and generated ones in view. Ink is 0 white to 1 black; lengths are shares of
# the longer side.
THICK = 0.018  # half the width of the thickest line; what is wider is solid
DARK = 0.45  # least ink of a drawn pixel: takes in fills of middle grey; a lower value joins neighbours
FAINT = 0.2  # least ink of a line above its background's
LINE = 0.05  # width of the widest line that is looked for on a background
BLACK = 0.75  # least ink of a black pixel: on a grey background, outlines and black fills


@dataclass(frozen=True, eq=False)
class Segmentation:
    """What is drawn in a figure, pixel by pixel; every array has the figure's shape (height, width).

    Attributes
    ----------
    ink : numpy.ndarray
        float32, 0 white to 1 black.
    strokes : numpy.ndarray
        bool, lines that are darker than their background.
    dark : numpy.ndarray
        bool, the drawn pixels: all with DARK ink or more, and the strokes.
    filled : numpy.ndarray
        bool, the drawn pixels and all that they enclose: the silhouettes.
    components : numpy.ndarray
        int, the 8-connected components of `dark`, numbered from 1; 0 elsewhere.
    objects : numpy.ndarray
        int, the 8-connected components of `filled`, numbered from 1; 0 elsewhere.
    """

    ink: np.ndarray
    strokes: np.ndarray
    dark: np.ndarray
    filled: np.ndarray
    components: np.ndarray
    objects: np.ndarray

    @cached_property
    def depth(self) -> np.ndarray:
        """The distance of every pixel from outside of `filled`, in pixels, int (height, width): 1 at the border.

        The mean of the chessboard and the taxicab distance, within 8 % of the Euclidean one from a straight border.
        """
        box, depth = bounding_box(self.filled), np.zeros(self.filled.shape, np.int32)
        padded = with_margin(self.filled[box])
        steps = sum(ndimage.distance_transform_cdt(padded, metric) for metric in ("chessboard", "taxicab"))
        depth[box] = (steps[1:-1, 1:-1] + 1) // 2
        return depth

    @cached_property
    def black(self) -> np.ndarray:
        """The black pixels, bool (height, width)."""
        return self.ink >= BLACK

    @property
    def component_count(self) -> int:
        """The number of components."""
        return int(self.components.max(initial=0))

    @property
    def object_count(self) -> int:
        """The number of objects."""
        return int(self.objects.max(initial=0))


def dark_lines(ink: np.ndarray) -> np.ndarray:
    """Lines darker than their background, bool (height, width), even where a soft renderer made them faint.

    A grey-level opening (Serra 1982) removes what is narrower than LINE; what it removes are the lines. A pixel
    belongs to one where it has at least half of the line's darkest ink.
    """
    reach = max(1, round(LINE * max(ink.shape) / 2))
    levels = np.rint(255.0 * ink).astype(np.uint8)
    background = windowed(np.maximum, windowed(np.minimum, levels, reach, 255), reach, 0)
    line = levels - np.minimum(background, levels)
    darkest = windowed(np.maximum, line, reach // 2, 0)
    return line >= np.maximum(255.0 * FAINT, 0.5 * darkest)


def segment_each(figures: Sequence[Figure]) -> list[Segmentation]:
    """The `Segmentation` of each figure."""
    strokes = [dark_lines(figure.ink) for figure in figures]
    dark = [(figure.ink >= DARK) | lines for figure, lines in zip(figures, strokes, strict=True)]
    filled = fill_each(dark)
    components, objects = ([labels for labels, _ in label_each(masks)] for masks in (dark, filled))
    return [Segmentation(figure.ink, *found) for figure, *found in zip(
        figures, strokes, dark, filled, components, objects, strict=True)]


def line_radius(segmentation: Segmentation) -> int:
    """Half the width, in pixels, of the thickest stroke that counts as a line."""
    return max(2, round(THICK * max(segmentation.dark.shape)))
