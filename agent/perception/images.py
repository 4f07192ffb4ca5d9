"""Pictures derived from a view: the whole, its layers and its shape alone, each on the common raster."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy import ndimage

from agent.windows import dilated, eroded

SIDE = 96  # pixels of the common raster's side: the finest stroke of a 184-pixel figure keeps one
COVERED = 0.3  # share of a raster pixel that ink must cover
THICK = 0.018  # strokes up to twice this share of the side are lines, what is thicker is solid
DEEPEST = 0.06  # of the side: outlines are thinner
SHARE = 0.4  # of the raster's side: that of a square as large as a normalised shape
CENTRAL = 0.08  # components whose centres differ by less, in shares of the side, are equally central


def to_raster(mask):
    """A bool mask of any shape as bool (SIDE, SIDE), not to be written to."""
    return _raster(np.ascontiguousarray(mask).tobytes(), mask.shape)


@lru_cache(maxsize=64)  # the parts of a figure are often the whole of it, or nothing
def _raster(pixels, shape):
    return tone_raster(np.frombuffer(pixels, bool).reshape(shape)) > COVERED


def tone_raster(ink):
    """Ink of any shape averaged over the common raster's pixels, float32 (SIDE, SIDE)."""
    return np.asarray(Image.fromarray(ink.astype(np.float32)).resize((SIDE, SIDE), Image.Resampling.BOX))


def normalised(mask):
    """The mask's content on the raster, bool (SIDE, SIDE): its centroid in the middle, as large as a square of SHARE.

    Box and extreme points of a shape hang on a pixel or two; its centroid and area do not. What reaches beyond the
    raster is cut off.
    """
    rows, columns = np.nonzero(mask)
    if rows.size == 0:
        return np.zeros((SIDE, SIDE), bool)
    steps = (np.arange(SIDE) - (SIDE - 1) / 2) * (np.sqrt(rows.size) / (SHARE * SIDE))
    padded = np.pad(mask, 1)
    row, column = (np.int64(np.rint(places.mean() + steps)).clip(-1, length) + 1
                   for places, length in zip((rows, columns), mask.shape))
    return padded[row[:, None], column]


def layers(view):
    """The parts that a figure falls into, as a dict name -> bool mask.

    "solid" is what survives opening by a line's width, "lines" the rest; "central" is the component
    nearest to the middle (of equally central ones the smallest), "surround" the rest; "contents" is
    what lies inside of the silhouettes' own outlines.
    """
    dark = view.dark
    radius = line_radius(view)
    solid = dilated(eroded(dark, radius), radius + 1) & dark
    central = _central(view)
    lines = dark & ~solid
    return {
        "surround": dark & ~central,
        "contents": dark & _inside(view),
        "solid": solid,
        "lines": _two_wide(lines),
        "central": central,
    }


def _two_wide(mask):
    """What is two pixels wide or more: an opening by 2 x 2 pixels."""
    across = mask[:, 1:] & mask[:, :-1]
    square = np.pad(across[1:] & across[:-1], 1)
    across = square[:, 1:] | square[:, :-1]
    return across[1:] | across[:-1]


def line_radius(view):
    """Half the width in pixels up to which a stroke is a line."""
    return max(2, round(THICK * max(view.dark.shape)))


def _inside(view):
    """The silhouettes without their outlines, which end at the depth where most is white.

    What is solid to DEEPEST loses a line's width.
    """
    depth = view.depth
    deepest = round(DEEPEST * max(depth.shape))
    area, dark = (np.bincount(part.ravel(), minlength=deepest + 1)[:deepest + 1] for part in (depth, depth * view.dark))
    white = np.flatnonzero(2 * dark[2:] < area[2:])
    outline = white[0] + 3 if len(white) else line_radius(view) + 1  # a pixel more: it may be thicker in places
    return depth > outline


def main_object(view):
    """The silhouette of the largest object, a bool mask."""
    if view.object_count == 0:
        return view.filled
    return view.objects == np.bincount(view.objects.ravel())[1:].argmax() + 1


def _central(view):
    if view.component_count == 0:
        return np.zeros_like(view.dark)
    height, width = view.dark.shape

    def rank(place):
        rows, columns = place
        y = (rows.start + rows.stop) / 2 / height - 0.5
        x = (columns.start + columns.stop) / 2 / width - 0.5
        size = max((rows.stop - rows.start) / height, (columns.stop - columns.start) / width)
        return round(np.hypot(x, y) / CENTRAL), size

    places = ndimage.find_objects(view.components)
    return view.components == min(range(len(places)), key=lambda i: rank(places[i])) + 1


def contour(image):
    """The border of what a bool image (SIDE, SIDE) holds: all of a shape and none of its area."""
    return image & ~eroded(image, 1, outside=True)


def grow(images):
    """Bool images (n, SIDE, SIDE) dilated by a pixel to all eight sides."""
    return dilated(images, 1)
