"""A sheet of figures one below another, and the measures of its labelled parts: one call serves a batch."""

from __future__ import annotations

import numpy as np

INK = 0.25  # a pixel with more is ink; thin antialiased lines have no darker one
EVERYWHERE = np.ones((3, 3), dtype=int)  # ink that touches at a corner is connected


def sheet_of(ink):
    """Figures (N, side, side) one below another with paper around each: (N * (side + 2), side + 2)."""
    width = ink.shape[-1] + 2
    sheet = np.zeros((len(ink), width, width), dtype=np.float32)
    sheet[:, 1:-1, 1:-1] = ink
    return sheet.reshape(-1, width)


def measured_parts(sheet, labels, found, smallest):
    """Figure, centre x and y, radius and label of every part whose radius exceeds `smallest` pixels.

    Parameters
    ----------
    sheet : numpy.ndarray
        float32, as `sheet_of` makes it; above 0 wherever a label is.
    labels : numpy.ndarray
        int, of the same shape: 1 to `found`, each somewhere, and 0.
    """
    places = np.flatnonzero(labels > 0)
    rows, columns = np.divmod(places, labels.shape[1])
    label, ink = labels.ravel()[places] - 1, sheet.ravel()[places]
    mass = np.bincount(label, ink, minlength=found)
    x = np.bincount(label, ink * columns, minlength=found) / mass
    y = np.bincount(label, ink * rows, minlength=found) / mass
    distance = np.square(columns - x[label]) + np.square(rows - y[label])
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(found))
    farthest = np.sqrt(np.maximum.reduceat(distance[order], starts)) if found else np.zeros(0)
    chosen = np.flatnonzero(farthest > smallest)
    figure = (y[chosen] // sheet.shape[1]).astype(int)
    return figure, x[chosen], y[chosen], farthest[chosen] + 1.0, chosen + 1


def ranks(figure, radius):
    """The place of every part among those of its figure, largest first."""
    order = np.lexsort((-radius, figure))
    starts = np.searchsorted(figure[order], figure[order])
    rank = np.empty(len(figure), dtype=int)
    rank[order] = np.arange(len(figure)) - starts
    return rank
