"""Directions in a figure, as unit vectors: where its parts lie from its middle and how the main shape lies."""

from __future__ import annotations

import numpy as np

from agent.vision.morphology import coordinates

NEAR = 0.05  # distance from the middle, in shares of the side, below which a thing has no bearing
RIM = 0.02  # depth, in shares of the side, of the farthest ink, whose mean place is taken
CLEAR = 1.1  # times as large is clearly larger
ROUND = 0.1  # unevenness below which a shape has no axis
EVEN = 0.05  # the same for its heading

ORIENTATIONS = ("farthest ink", "largest part", "smallest part", "axis", "heading", "inner axis", "inner heading")


def orientations(view, main, inner):
    """name of `ORIENTATIONS` -> complex number of magnitude 1, or 0 where there is no direction.

    `main` and `inner` are the silhouettes of the main shape and of the largest that lies inside of one, bool
    (height, width). See `_lie` for their axes and headings.
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
        centres = (np.bincount(labels, weights=place)[1:] / size for place in (rows, columns))
        z = _places(*centres, height, width)
        outlying = np.flatnonzero(np.abs(z) > NEAR)
        ranked = outlying[np.argsort(size[outlying])]
        if len(ranked) == 1 or len(ranked) and size[ranked[-1]] > CLEAR * size[ranked[-2]]:
            found["largest part"] = _direction(z[ranked[-1]])
        if len(ranked) == 1 or len(ranked) and CLEAR * size[ranked[0]] < size[ranked[1]]:
            found["smallest part"] = _direction(z[ranked[0]])
    found["axis"], found["heading"] = _lie(main)
    found["inner axis"], found["inner heading"] = _lie(inner)
    return found


def _lie(shape):
    """How a silhouette lies: its axis, and to which side it is heavier far out, which tells a flag from its half turn.

    Second and third moments of its pixels. The axis counts twice around, for one turned by 180 degrees is the same.
    """
    rows, columns = coordinates(shape)
    if rows.size < 2:
        return 0j, 0j
    z = _places(rows, columns, *shape.shape)
    z = z - z.mean()
    square = z.real**2 + z.imag**2
    second, third = (z * z).sum() / square.sum(), (z * square).sum() / (square**1.5).sum()
    axis = second / abs(second) if abs(second) > ROUND else 0j
    return axis, third / abs(third) if abs(third) > EVEN else 0j


def _places(rows, columns, height, width):
    """Places from the figure's middle, right and up, in shares of the side."""
    return (columns + 0.5) / width - 0.5 + 1j * (0.5 - (rows + 0.5) / height)


def _direction(z):
    return z / abs(z) if abs(z) > NEAR else 0j
