"""Layers of a figure: its solid parts, its lines, what is central and what surrounds it; and normalised shapes."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.scene.segmentation import Segmentation, line_radius
from agent.vision.morphology import coordinates, dilate, erode, with_margin
from agent.vision.raster import SIDE

SPREAD = 0.16  # radius of gyration of a normalised shape, as a share of the raster's side; set by hand
CENTRAL = 0.08  # share of the side: distances from the middle that differ by less are equal; set by hand


def normalised(mask: np.ndarray) -> np.ndarray:
    """A mask moved and scaled, bool (SIDE, SIDE): its centroid is in the middle, its radius of gyration SPREAD.

    Unlike a bounding box, centroid and radius of gyration hardly depend on single pixels.
    """
    rows, columns = coordinates(mask)
    if rows.size == 0:
        return np.zeros((SIDE, SIDE), bool)
    spread = np.sqrt(rows.var() + columns.var() + 1 / 6)  # 1/6 is the variance of a pixel, a square of side 1
    steps = (np.arange(SIDE) - (SIDE - 1) / 2) * (spread / (SPREAD * SIDE))
    padded = with_margin(mask)
    row, column = (np.int64(np.rint(places.mean() + steps)).clip(-1, length) + 1
                   for places, length in zip((rows, columns), mask.shape, strict=True))
    return padded[row[:, None], column]


def layers(view: Segmentation, inside: np.ndarray) -> dict[str, np.ndarray]:
    """The layers of a figure, bool masks by name; `inside` is what lies inside the outlines.

    "solid" is what an opening by the width of a line leaves, "lines" the rest. "central" is the component nearest to
    the middle (the smallest of those equally near), "surround" the rest. "contents" is the drawn part of `inside`.
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
    """The parts of a mask two pixels wide or more: an opening by 2 x 2 pixels."""
    across = mask[:, 1:] & mask[:, :-1]
    square = with_margin(across[1:] & across[:-1])
    across = square[:, 1:] | square[:, :-1]
    return across[1:] | across[:-1]


def main_object(view: Segmentation) -> np.ndarray:
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


