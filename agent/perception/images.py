"""Pictures derived from a view: the whole, its layers and its shape alone, each on the common raster."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image
from scipy import ndimage, sparse

from agent.windows import dilated, eroded, pixels

SIDE = 96  # pixels of the common raster's side: the finest stroke of a 184-pixel figure keeps one
COVERED = 0.3  # share of a raster pixel that ink must cover
THICK = 0.018  # strokes up to twice this share of the side are lines, what is thicker is solid
SPREAD = 0.16  # of the raster's side: root mean square distance from its centroid of a normalised shape
CENTRAL = 0.08  # components whose centres differ by less, in shares of the side, are equally central


def to_raster(mask):
    """A bool mask of any shape as bool (SIDE, SIDE), not to be written to."""
    return _raster(np.ascontiguousarray(mask).tobytes(), mask.shape)


@lru_cache(maxsize=64)  # the parts of a figure are often the whole of it, or nothing
def _raster(pixels, shape):
    return tone_raster(np.frombuffer(pixels, bool).reshape(shape)) > COVERED


def tone_raster(ink):
    """Ink of any shape averaged over the common raster's pixels, float32 (SIDE, SIDE)."""
    rows, columns = (_averaging(length) for length in ink.shape)
    return rows @ (columns @ ink.T.astype(np.float32)).T


@lru_cache(maxsize=16)
def _averaging(length):
    """The matrix (SIDE, length), sparse, of Pillow's box filter: several times as fast where images are small."""
    resized = Image.fromarray(np.eye(length, dtype=np.float32)).resize((length, SIDE), Image.Resampling.BOX)
    return sparse.csr_array(np.asarray(resized))


def normalised(mask):
    """The mask's content on the raster, bool (SIDE, SIDE): its centroid in the middle, spread over SPREAD around it.

    Box and extreme points of a shape hang on a pixel or two; its centroid and spread, the radius of gyration, do not.
    """
    rows, columns = pixels(mask)
    if rows.size == 0:
        return np.zeros((SIDE, SIDE), bool)
    spread = np.sqrt(rows.var() + columns.var() + 1 / 6)  # a pixel is a square of its own
    steps = (np.arange(SIDE) - (SIDE - 1) / 2) * (spread / (SPREAD * SIDE))
    padded = np.pad(mask, 1)
    row, column = (np.int64(np.rint(places.mean() + steps)).clip(-1, length) + 1
                   for places, length in zip((rows, columns), mask.shape))
    return padded[row[:, None], column]


def layers(view, inside):
    """The parts that a figure falls into, as a dict name -> bool mask; `inside` is what outlines enclose.

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
        "contents": dark & inside,
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
