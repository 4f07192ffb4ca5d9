"""What lies inside of a figure's silhouettes: an inner shape, whatever is black and whatever is white.

How thick outlines and how large dots may be, and what makes a background, was set on generated figures, where what
lies inside is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agent.scene.segmentation import line_radius
from agent.vision.morphology import FOUR, bounding_box, dilate, erode, fill_holes, label

BAND = 0.06  # width, in shares of the side, of the zone inside of the outlines where the background is looked for
CONNECTED = 0.3  # share of the zone's border that one piece of one tone takes where it is a background; stripes take less
APART = 0.25  # difference in ink from the background at which a pixel belongs to an inner shape
LEAST = 0.06  # side, in shares of the figure's, of a square that an inner shape holds; dots and hatching do not
DOTS = 3  # so many pieces too small for a shape, and too large for specks, make a pattern
DOT = 0.045  # side, in shares of the figure's, of a square that no dot of a pattern holds
SOFT = 2  # pixels around an inner shape that a soft renderer darkens
THICKEST = 0.12  # of the side: outlines are thinner
RIM = 0.75  # share of a ring so deep in the silhouettes that is dark, or black, where it is outline


@dataclass(frozen=True, eq=False)
class Nesting:
    """The background inside of the silhouettes' outlines and the shapes that lie on it.

    Attributes
    ----------
    inside : numpy.ndarray
        bool (height, width): the silhouettes without their outlines.
    uncovered : numpy.ndarray
        bool (height, width): the background, as far as no inner shape covers it.
    background : float
        Mean ink near the outlines; 0 where nothing has an inside.
    inner : numpy.ndarray
        bool (height, width): the silhouettes of what stands out from the background, be it darker or lighter.
    tone : float
        Mean ink of these; 0 where there are none.
    pieces : numpy.ndarray
        int (height, width): `inner` in connected pieces, numbered from 1.
    core : numpy.ndarray
        bool (height, width): `inner` without a border as wide as thin outlines; all of what is no wider than that.
    """

    inside: np.ndarray
    uncovered: np.ndarray
    background: float
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
    """The `Nesting` of a `Segmentation`."""
    side, radius = max(view.dark.shape), line_radius(view)
    inside = _inside(view, radius)
    band = inside & ~erode(inside, max(1, round(BAND * side)))
    if not band.any():
        return _without_inner(inside, 0.0)
    background = _ground(view.ink, band, inside & ~erode(inside, 1))
    if background is None:
        return _without_inner(inside, float(view.ink[band].mean()))
    apart, _ = fill_holes(inside & (np.abs(view.ink - background) > APART))
    pieces, found = label(apart, FOUR)
    thick = np.zeros(found + 1, bool)
    least = max(1, int(LEAST * side / 2))
    thick[pieces[erode(apart, least)]] = True  # 0 is not among them
    inner = thick[pieces]
    small = erode(apart & ~inner, 1)
    if np.unique(pieces[small]).size >= DOTS:  # dots of a pattern that touch a shape are no part of it
        reach = min(round(DOT * side / 2), least)
        inner = dilate(erode(inner, reach), reach)
    tone = float(view.ink[inner].mean()) if inner.any() else 0.0
    uncovered = inside & ~dilate(inner, SOFT)
    near = band & uncovered
    mean = float(view.ink[near].mean()) if near.any() else background
    return Nesting(inside, uncovered, mean, inner, tone, label(inner, FOUR)[0], _core(inner, radius))


def _inside(view, radius):
    """The silhouettes without their outlines: these end where most is not dark, or not black beyond a line's width.

    So a soft renderer's outline, which is nowhere black, ends on white, and a black one on grey.
    """
    depth = view.depth
    deepest = round(THICKEST * max(depth.shape))
    area, dark, black = (np.bincount(part.ravel(), minlength=deepest + 1)[:deepest + 1]
                         for part in (depth, depth * view.dark, depth * view.black))
    beyond = np.arange(deepest + 1) > 2 * radius
    ends = np.flatnonzero((dark < RIM * area) | beyond & (black < RIM * area))
    ends = ends[ends > 1]
    # a pixel more than where it ends: it may be thicker in places
    return depth > (ends[0] + 1 if len(ends) else radius)


def _ground(ink, band, border):
    """The tone of the piece of the zone `band` that takes most of its outer border; None where none takes much.

    Pieces are connected and white, grey or black all over.
    """
    box = bounding_box(band)
    ink, band, border = ink[box], band[box], border[box]
    level, background, longest = np.rint(2.0 * ink), None, CONNECTED * np.count_nonzero(border)
    for tone in range(3):
        toned = band & (level == tone)
        if np.count_nonzero(toned & border) > longest:
            pieces, _ = label(toned, FOUR)
            lengths = np.bincount(pieces[toned & border])
            if lengths.max() > longest:
                background, longest = float(np.median(ink[pieces == lengths.argmax()])), lengths.max()
    return background


def _core(inner, radius):
    """What lies deeper in the mask than `radius`, than half of it where nothing does, or else all of the mask."""
    for reach in (radius, radius // 2):
        core = erode(inner, reach)
        if core.any():
            return core
    return inner


def _without_inner(inside, background):
    nothing = np.zeros(inside.shape, bool)
    return Nesting(inside, inside, background, nothing, 0.0, np.zeros(inside.shape, int), nothing)
