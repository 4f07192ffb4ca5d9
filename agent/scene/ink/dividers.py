"""Pale lines between the cells of a figure, along rows or columns of pixels: they are no objects and are taken off."""

from __future__ import annotations

import numpy as np

# Chosen by hand on drawings of the class "dividers" of `python -m tests.benchmarks.scenes`, in all its styles.
DRAWN = 0.07  # ink above which a pixel can be part of such a line: paper's noise stays below
ACROSS = 0.9  # of the figure's side that it extends at least
PALE = 0.5  # ink of it below which it divides the figure and is no object
THIN = 0.03  # of the side: it is no wider
BARE = 0.5  # of its length that there is paper on both sides: else it is part of a wide grey shape
EVEN = 1.3, 0.05  # its pixels are no darker than that times its ink and that more; darker ones are objects on it


def without_dividers(ink: np.ndarray) -> np.ndarray:
    """Ink, float32 (height, width), without the pale lines from edge to edge; the same array where there is none."""
    along, down = _bands(ink), _bands(ink.T)  # before any is taken off: they cut each other
    if not along and not down:
        return ink
    kept = ink.copy()
    for rows, bands in ((kept, along), (kept.T, down)):
        for first, last, level in bands:
            line = rows[max(0, first - 1):last + 2]  # with the pixels beside it that it covers in part
            line[line <= EVEN[0] * level + EVEN[1]] = 0.0
    return kept


def _bands(ink: np.ndarray) -> list[tuple[int, int, float]]:
    """The first and the last row of each pale line along the rows, and its ink."""
    drawn = np.flatnonzero(np.count_nonzero(ink > DRAWN, axis=1) > ACROSS * ink.shape[1])
    found, last = [], len(ink) - 1
    for band in np.split(drawn, np.flatnonzero(np.diff(drawn) > 1) + 1):
        if not 0 < len(band) <= max(2.0, THIN * max(ink.shape)):
            continue
        beside = ink[[max(0, band[0] - 2), min(last, band[-1] + 2)]]
        level = float(np.median(ink[band], axis=1).max())
        if level < PALE and (beside <= DRAWN).all(axis=0).mean() > BARE:
            found.append((int(band[0]), int(band[-1]), level))
    return found
