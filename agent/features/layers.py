"""Pictures derived from a view: the whole, its layers and its shape alone, each on the common raster."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.scene.segmentation import line_radius
from agent.vision.morphology import coordinates, dilate, erode
from agent.vision.raster import SIDE

SPREAD = 0.16  # of the raster's side: root mean square distance from its centroid of a normalised shape
CENTRAL = 0.08  # components whose centres differ by less, in shares of the side, are equally central


def normalised(mask):
    """The mask's content on the raster, bool (SIDE, SIDE): its centroid in the middle, spread over SPREAD around it.

    Box and extreme points of a shape hang on a pixel or two; its centroid and spread, the radius of gyration, do not.
    """
    rows, columns = coordinates(mask)
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
    solid = dilate(erode(dark, radius), radius + 1) & dark
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


