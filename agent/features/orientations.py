"""Directions in a figure, as unit vectors: where its parts lie from the middle, and how its main shape is oriented."""

from __future__ import annotations

import numpy as np

from agent.scene.segmentation import Segmentation
from agent.vision.morphology import coordinates

# All set by hand, with the Basic problems and generated ones in view; lengths are shares of the side.
NEAR = 0.05  # distance from the middle below which a thing lies in no direction
RIM = 0.02  # ink this close to the farthest distance is the farthest ink, whose mean place is taken
CLEAR = 1.1  # ratio of sizes from which one is clearly larger
ROUND = 0.1  # second moment below which a shape has no axis
EVEN = 0.05  # third moment below which a shape has no heading

ORIENTATIONS = ("farthest ink", "smallest part", "axis", "heading")


def orientations(view: Segmentation, main: np.ndarray) -> dict[str, complex]:
    """The directions by name (`ORIENTATIONS`): complex numbers of magnitude 1, or 0 where there is none.

    `main` is the silhouette of the main shape, bool (height, width). For its axis and heading see `_axis_and_heading`.
    """
    dark = view.dark
    height, width = dark.shape
    found = dict.fromkeys(ORIENTATIONS, 0j)
    if not dark.any():
        return found
    rows, columns = coordinates(dark)
    z = _places(rows, columns, height, width)
    away = np.sqrt(z.real**2 + z.imag**2)
    found["farthest ink"] = _direction(z[away > away.max() - RIM].mean())
    if view.component_count > 1:
        labels = view.components[rows, columns]
        size = np.bincount(labels)[1:]
        down, across = (np.bincount(labels, weights=place)[1:] / size for place in (rows, columns))
        z = _places(down, across, height, width)
        outlying = np.flatnonzero(np.abs(z) > NEAR)
        ranked = outlying[np.argsort(size[outlying])]
        if len(ranked) == 1 or (len(ranked) and CLEAR * size[ranked[0]] < size[ranked[1]]):
            found["smallest part"] = _direction(z[ranked[0]])
    found["axis"], found["heading"] = _axis_and_heading(main)
    return found


def _axis_and_heading(shape):
    """The axis of a silhouette, and its heading: the side to which it reaches out, as a flag to one side of its pole.

    They are the phases of the second and third moments of the pixels. The angle of the axis is doubled, for an axis
    turned by 180 degrees is the same.
    """
    rows, columns = coordinates(shape)
    if rows.size < 2:
        return 0j, 0j
    z = _places(rows, columns, shape.shape[0], shape.shape[1])
    z = z - z.mean()
    square = z.real**2 + z.imag**2
    second, third = (z * z).sum() / square.sum(), (z * square).sum() / (square**1.5).sum()
    axis = second / abs(second) if abs(second) > ROUND else 0j
    return axis, third / abs(third) if abs(third) > EVEN else 0j


def _places(rows, columns, height, width):
    """Places as complex numbers, right + 1j * up from the middle, in shares of the side."""
    return (columns + 0.5) / width - 0.5 + 1j * (0.5 - (rows + 0.5) / height)


def _direction(z):
    return z / abs(z) if abs(z) > NEAR else 0j
