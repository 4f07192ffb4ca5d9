"""What lies inside of a figure's silhouettes: an inner shape, whatever is black and whatever is white."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.perception.images import line_radius
from agent.windows import enclosed, eroded

BAND = 0.02  # width, in shares of the side, of the zone inside of the outlines whose tone is the ground
APART = 0.25  # difference in ink from the ground at which a pixel belongs to an inner shape
EVEN = 0.55  # share of the zone that has to be of one tone, for a shape to be seen on it
LEAST = 0.06  # side, in shares of the figure's, of a square that an inner shape holds; dots and hatching do not


@dataclass(frozen=True, eq=False)
class Nesting:
    """The ground inside of the silhouettes' outlines and the shapes that lie on it.

    Attributes
    ----------
    ground : float
        Mean ink just inside of the outlines; 0 where nothing has an inside.
    inner : numpy.ndarray
        bool (height, width): the silhouettes of what stands out from the ground, be it darker or lighter.
    tone : float
        Mean ink of these; 0 where there are none.
    pieces : numpy.ndarray
        int (height, width): `inner` in connected pieces, numbered from 1.
    core : numpy.ndarray
        bool (height, width): `inner` without its outlines.
    """

    ground: float
    inner: np.ndarray
    tone: float
    pieces: np.ndarray
    core: np.ndarray

    @property
    def count(self):
        return int(self.pieces.max(initial=0))

    @cached_property
    def largest(self):
        """The largest inner silhouette, a bool mask."""
        if not self.count:
            return self.inner
        return self.pieces == np.bincount(self.pieces.ravel())[1:].argmax() + 1


def nesting(view):
    """The `Nesting` of a `View`."""
    side, line = max(view.dark.shape), 2 * line_radius(view)
    inside = eroded(view.filled, line)  # the width of a line is peeled off all around
    band = inside & ~eroded(inside, max(1, round(BAND * side)))
    if not band.any():
        return _without_inner(0.0, inside.shape)
    ground, mean = float(np.median(view.ink[band])), float(view.ink[band].mean())
    if (np.abs(view.ink[band] - ground) < APART).mean() < EVEN:  # stripes: as much is one tone as the other
        return _without_inner(mean, inside.shape)
    apart, _ = enclosed(inside & (np.abs(view.ink - ground) > APART))
    pieces, found = ndimage.label(apart)
    thick = np.unique(pieces[eroded(apart, round(LEAST * side / 2) - 1)])  # 0 is not among them
    kept = np.zeros(found + 1, int)
    kept[thick] = np.arange(1, len(thick) + 1)
    pieces = kept[pieces]
    inner = pieces > 0
    tone = float(view.ink[inner].mean()) if inner.any() else 0.0
    return Nesting(mean, inner, tone, pieces, eroded(inner, line))


def _without_inner(ground, shape):
    nothing = np.zeros(shape, bool)
    return Nesting(ground, nothing, 0.0, np.zeros(shape, int), nothing)
