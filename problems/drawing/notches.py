"""Notches: a wedge or a slot cut out of any outline, at an angle."""

from __future__ import annotations

import cmath
import math
from typing import NamedTuple

import numpy as np

KINDS = ("wedge", "slot")
BEYOND = 3.0  # how far a cut reaches out: past every point of an outline inside the unit circle


class Notch(NamedTuple):
    """A cut from the edge towards the centre.

    Attributes
    ----------
    kind : str
        "wedge", which narrows to a point, or "slot", as wide at its bottom as at the edge.
    angle : float
        Degrees counter-clockwise from the right, of the unturned shape: where the notch opens.
    width : float
        Across its opening, in units of half the item's size.
    depth : float
        Share of the way from the edge to the centre, 1.0 to cut to the centre (a wedge is then a mouth).
    """

    kind: str = "wedge"
    angle: float = 0.0
    width: float = 0.5
    depth: float = 1.0


def notched(polygon: np.ndarray, notch: Notch) -> np.ndarray:
    """A closed complex polygon around 0 less the notch.

    Raises
    ------
    ValueError
        For an unknown kind, and where the notch does not cut a single piece out of the edge.
    """
    if notch.kind not in KINDS:
        raise ValueError(f"notch: expected a kind of {', '.join(KINDS)}, got {notch.kind!r}")
    ahead = cmath.exp(-1j * math.radians(notch.angle))
    along = polygon / ahead  # the notch now opens to the right
    edge = _reach(along)
    bottom, half = (1.0 - notch.depth) * edge, 0.5 * notch.width
    if notch.kind == "slot":
        cut = np.array([bottom - 1j * half, BEYOND - 1j * half, BEYOND + 1j * half, bottom + 1j * half])
        inner = cut[[0, 3]]
    else:
        far = half * (BEYOND - bottom) / (edge - bottom)
        cut = np.array([bottom, BEYOND - 1j * far, BEYOND + 1j * far])
        inner = cut[:1]
    split = _split(along, cut)
    middles = 0.5 * (split + np.roll(split, -1))
    gone = _inside_convex(middles, cut)
    starts = np.flatnonzero(gone & ~np.roll(gone, 1))
    if len(starts) != 1:
        raise ValueError(f"notch: expected to cut one piece out of the edge, got {len(starts)}")
    count = int(gone.sum())
    kept = np.roll(split, -(starts[0] + count))[: len(split) - count + 1]
    # `kept` runs from one side of the opening to the other; the bottom follows, nearest end first
    inner = inner if abs(inner[0] - kept[-1]) <= abs(inner[-1] - kept[-1]) else inner[::-1]
    return np.concatenate([kept, inner]) * ahead


def _reach(polygon: np.ndarray) -> float:
    """How far right of 0 the polygon's farthest crossing of the real axis lies."""
    ends = np.roll(polygon, -1)
    crossing = (polygon.imag <= 0.0) != (ends.imag <= 0.0)
    a, b = polygon[crossing], ends[crossing]
    return float((a.real + (b.real - a.real) * a.imag / (a.imag - b.imag)).max())


def _split(polygon: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """The polygon with a point more wherever an edge crosses one of the convex polygon `cut`."""
    pieces = []
    for a, b in zip(polygon, np.roll(polygon, -1), strict=True):
        shares = [0.0]
        for c, d in zip(cut, np.roll(cut, -1), strict=True):
            across = ((b - a).conjugate() * (d - c)).imag
            if across != 0.0:
                t = ((c - a).conjugate() * (d - c)).imag / across
                s = ((c - a).conjugate() * (b - a)).imag / across
                if 1e-9 < t < 1.0 - 1e-9 and 0.0 <= s <= 1.0:
                    shares.append(t)
        pieces.append(a + (b - a) * np.array(sorted(shares)))
    return np.concatenate(pieces)


def _inside_convex(points: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """Which complex points lie inside of a convex polygon that runs clockwise as seen (y down)."""
    edges = np.roll(polygon, -1) - polygon
    return (((points[:, None] - polygon[None]) * edges.conj()[None]).imag > 0.0).all(axis=1)
