"""Polylines: open curves that are a few straight lines, found apart from arcs and waves, their corners made sharp.

Thinning rounds and cuts the corners of strokes, more so of thick ones and of sharp corners. The straight parts are
fitted without what lies near a corner; where two of them meet is the corner. A curve that turns as much has parts that
bow: how much of that bow is there tells polylines from curves.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy import ndimage

from agent.scene.parsing.line_drawing import Curve

KNOTS = 96  # of a curve at most, at which its parts may end
PIXELS = 2.0  # from one knot to the next at least
GRAIN = 1.5  # pixels over which a curve is smoothed: the staircase of pixels
PART = 8.0  # square pixels off, summed over a pixel each, that one part more has to spare
SHORTEST = 5.0  # pixels of a straight part at least
BOW = 0.0373  # root mean square distance from its line of a short arc as long as 1 that turns by a radian
DOUBLE_BOW = 0.0211  # about the same of one that turns to one side and then to the other: by hand
BOWED = 0.16  # share of a curve's bow, squared, up to which parts are straight
CAP = 2.5  # stroke widths, and three pixels: a shorter part that lies across a corner, which ...
TURNED = 1.7  # ... turns by so many radians at least, may be the work of thinning
LEAST = 0.13  # radians by which a polyline turns at a corner at least
FARTHEST = 1.5  # stroke widths, by the sine of half the angle, that thinning cuts off a corner at most


def straightened(curve: Curve) -> Curve:
    """The curve with sharp corners and its number of `bends` where it is a polyline, else as it is."""
    if curve.closed or curve.bends or curve.length < 4.0 * SHORTEST:
        return curve
    points = _even(curve.points)
    smooth = ndimage.gaussian_filter1d(points.real, GRAIN, mode="nearest") + 1j * ndimage.gaussian_filter1d(
        points.imag, GRAIN, mode="nearest")
    gap = max(3.0, curve.width)
    parts = _settled(smooth, _straight_parts(smooth, gap), curve.width)
    if len(parts) < 2:
        return curve
    corners = _corners(smooth, parts, curve.width)
    turns = np.angle([(c - b) * np.conj(b - a) for a, b, c in zip(corners, corners[1:], corners[2:], strict=False)])
    if not _is_straight(smooth, parts, turns, gap):
        return curve
    return replace(curve, points=_even(np.array(corners)), bends=len(parts) - 1)


def _even(points: np.ndarray) -> np.ndarray:
    """Points a pixel apart along an open curve, complex (n,)."""
    along = np.append(0.0, np.cumsum(np.abs(np.diff(points))))
    places = np.linspace(0.0, along[-1], max(3, round(along[-1]) + 1))
    return np.interp(places, along, points.real) + 1j * np.interp(places, along, points.imag)


def _straight_parts(points: np.ndarray, gap: float) -> list[tuple[int, int]]:
    """The first and last place of each straight part that together leave least of a curve off them.

    Between one part and the next `gap` points are left out, and as many at either end where thinning bends it.
    """
    knots = np.unique(np.linspace(0, len(points) - 1, min(KNOTS, int(len(points) / PIXELS))).round().astype(int))
    step = float(np.diff(knots).mean())
    skip, least = max(1, round(gap / step)), max(1, round(SHORTEST / step))
    off = _off_lines(points, knots)
    best = np.full(len(knots), np.inf)
    first = np.zeros(len(knots), int)
    for last in range(least, len(knots)):
        starts = np.arange(last - least + 1)
        before = np.where(starts <= skip, 0.0, np.inf)
        before[skip:] = np.minimum(before[skip:], best[:max(0, len(starts) - skip)])
        cost = before + off[starts, last] + PART
        first[last] = int(cost.argmin())
        best[last] = cost[first[last]]
    parts, last = [], len(knots) - 1 - skip + int(best[-1 - skip:].argmin())
    while True:
        parts.append((int(knots[first[last]]), int(knots[last])))
        if first[last] <= skip:
            return parts[::-1]
        last = first[last] - skip


def _settled(points: np.ndarray, parts: list[tuple[int, int]], width: float) -> list[tuple[int, int]]:
    """The parts with those that hardly turn as one, and without short ones where thinning cuts a sharp corner off."""
    ways = [_line(points[first:last + 1])[1] for first, last in parts]
    for k, (a, b) in enumerate(pairwise(ways)):
        if abs(np.angle(b * np.conj(a))) < LEAST:
            return _settled(points, [*parts[:k], (parts[k][0], parts[k + 1][1]), *parts[k + 2:]], width)
    for k in range(1, len(parts) - 1):
        before, after = (float(np.angle(b * np.conj(a))) for a, b in pairwise(ways[k - 1:k + 2]))
        if parts[k][1] - parts[k][0] < CAP * width + 3.0 and before * after > 0.0 and abs(before + after) > TURNED:
            return _settled(points, parts[:k] + parts[k + 1:], width)
    return parts


def _off_lines(points: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """The sum of squared distances of the points between two knots from their own line, float (knots, knots)."""
    x, y = points.real - points.real.mean(), points.imag - points.imag.mean()
    sums = np.cumsum(np.pad(np.stack([np.ones(len(x)), x, y, x * x, y * y, x * y]), ((0, 0), (1, 0))), axis=1)
    count, sx, sy, xx, yy, xy = sums[:, None, knots + 1] - sums[:, knots, None]
    count = np.maximum(count, 1.0)
    xx, yy, xy = xx - sx * sx / count, yy - sy * sy / count, xy - sx * sy / count
    return np.maximum(0.0, (xx + yy - np.sqrt((xx - yy) ** 2 + 4.0 * xy**2)) / 2.0)


def _line(points: np.ndarray) -> tuple[complex, complex]:
    """The middle of points and the direction of the line through them that is nearest to all, as they run."""
    middle = complex(points.mean())
    way = complex(np.sqrt(np.mean((points - middle) ** 2)))
    way /= max(abs(way), 1e-9)
    return middle, way if ((points[-1] - points[0]) * np.conj(way)).real >= 0.0 else -way


def _corners(points: np.ndarray, parts: list[tuple[int, int]], width: float) -> list[complex]:
    """The first point of a polyline, its corners and its last point."""
    lines = [_line(points[first:last + 1]) for first, last in parts]
    ends = [middle + way * ((end - middle) * np.conj(way)).real
            for (middle, way), end in ((lines[0], points[0]), (lines[-1], points[-1]))]
    corners = [ends[0]]
    for ((a, u), (b, v)), ((_, last), (first, _)) in zip(pairwise(lines), pairwise(parts), strict=True):
        between = complex(points[last:first + 1].mean())
        sine = (np.conj(u) * v).imag
        half = abs(np.sin((np.pi - np.angle(v * np.conj(u))) / 2.0))
        corner = a + u * ((np.conj(b - a) * v).imag / sine) if abs(sine) > 1e-6 else between
        far = FARTHEST * (width + 2.0) / max(half, 0.1)
        corners.append(corner if abs(corner - between) < far else between)
    return [*corners, ends[1]]


def _is_straight(points: np.ndarray, parts: list[tuple[int, int]], turns: np.ndarray, gap: float) -> bool:
    """Whether parts bow clearly less than those of a curve that turns as much."""
    off = bow = 0.0
    for k, (first, last) in enumerate(parts):
        beside = turns[max(0, k - 1):k + 1]
        length = last - first + 1.0
        share = BOW if len(beside) < 2 or beside[0] * beside[1] > 0.0 else DOUBLE_BOW
        turn = float(np.abs(beside).mean()) * length / (length + gap)
        middle, way = _line(points[first:last + 1])
        off += float(np.sum(((points[first:last + 1] - middle) * np.conj(way)).imag ** 2))
        bow += length * (share * length * turn) ** 2
    return off < BOWED * bow
