"""Outer contours of masks, in order, and what polygons they are."""

from __future__ import annotations

import numpy as np

from agent.vision.morphology import bounding_box, with_margin

# Directed steps along pixel edges, the mask on the right-hand side: right, down, left, up as (row, column).
_STEPS = np.array([(0, 1), (1, 0), (0, -1), (-1, 0)])


def outer_contour(mask: np.ndarray, ink: np.ndarray | None = None, level: float = 0.5) -> np.ndarray:
    """The outer border of a bool mask, clockwise as seen.

    The border is followed along the edges between pixels inside and outside; each edge gives its midpoint. Of a mask
    with several pieces the contour of the topmost one is returned.

    Parameters
    ----------
    mask : numpy.ndarray
        bool (height, width).
    ink : numpy.ndarray or None
        float (height, width). Where given, each point is moved across the border to where the ink between the two
        pixels crosses `level`, by half a pixel at most: soft edges tell more than whole pixels.
    level : float
        Ink at the border.

    Returns
    -------
    numpy.ndarray
        complex128 (n,): x + iy, in pixels, pixel (row, column) having its centre at column + 0.5 and row + 0.5.
        Empty where the mask is.
    """
    points, step = _border(mask)
    return points if ink is None or not points.size else points + _offsets(points, step, ink, level)


def _border(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The midpoints, complex (n,), and the directions, int (n, 2) as (row, column), of the edges along the border."""
    box = bounding_box(mask)
    padded = with_margin(mask[box])
    width = padded.shape[1]  # the corners of pixels have the pixels' own numbers: the margin has none on the border
    flat = padded.ravel()
    pixels = np.flatnonzero(flat)
    if not pixels.size:
        return np.zeros(0, complex), np.zeros((0, 2), int)
    sides = ((-width, 0), (1, 1), (width, width + 1), (-1, width))  # neighbour beyond the edge, corner it starts from
    edges = np.concatenate([
        4 * (pixels[~flat[pixels + beyond]] + corner) + direction for direction, (beyond, corner) in enumerate(sides)])
    number = np.full(4 * flat.size, -1, np.int32)
    number[edges] = np.arange(len(edges))
    ends = 4 * ((edges >> 2) + np.array((1, width, -1, -width))[edges & 3])
    follower = np.full(len(edges), -1)
    for turn in (1, 0, 3):  # where two pixels touch at a corner, the left turn keeps them connected: it comes last
        found = number[ends + ((edges + turn) & 3)]
        follower = np.where(found >= 0, found, follower)
    onward = follower.tolist()
    path, edge = [0], onward[0]  # the first row's first pixel has an upper edge
    while edge:
        path.append(edge)
        edge = onward[edge]
    chosen = edges[path]
    y, x = np.divmod(chosen >> 2, width)
    step = _STEPS[chosen & 3]
    left, top = box[1].start - 1.0, box[0].start - 1.0
    return (x + step[:, 1] / 2.0 + left) + 1j * (y + step[:, 0] / 2.0 + top), step


def border_and_inside(mask: np.ndarray, ink: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The `outer_contour` of a connected mask by its ink, and what it encloses as `enclosed_by` has it."""
    points, step = _border(mask)
    return points + _offsets(points, step, ink, level), _enclosed(points, mask.shape)


def enclosed_by(mask: np.ndarray) -> np.ndarray:
    """A connected bool mask (height, width) with all that it encloses; of several pieces the topmost one's."""
    return _enclosed(_border(mask)[0], mask.shape)


def _enclosed(middles: np.ndarray, shape: tuple) -> np.ndarray:
    """The pixels of a figure of some shape inside a border of the midpoints of edges."""
    filled = np.zeros((shape[0], shape[1] + 1), np.int32)
    upright = middles[middles.real == np.floor(middles.real)]  # steps along the left or right side of a pixel
    if upright.size:
        places = np.floor(upright.imag).astype(int) * filled.shape[1] + upright.real.astype(int)
        filled = np.bincount(places, minlength=filled.size).reshape(filled.shape)
    return (np.cumsum(filled, axis=1)[:, :-1] & 1).astype(bool)


def _offsets(points: np.ndarray, step: np.ndarray, ink: np.ndarray, level: float) -> np.ndarray:
    """How far, complex (n,), ink moves the points of a contour across it."""
    outward = step[:, 0] - 1j * step[:, 1]  # the mask lies to the right of each step
    values = []
    for place in (points - outward / 2.0, points + outward / 2.0):
        row = np.clip(np.floor(place.imag).astype(int), 0, ink.shape[0] - 1)
        column = np.clip(np.floor(place.real).astype(int), 0, ink.shape[1] - 1)
        values.append(ink[row, column])
    inside, outside = values
    drop = np.where(np.abs(inside - outside) > 0.1, inside - outside, np.inf)
    return outward * np.clip((inside - level) / drop - 0.5, -0.5, 0.5)


def resampled(contour: np.ndarray, count: int) -> np.ndarray:
    """`count` points at equal distances along a closed contour, complex (count,)."""
    closed = np.concatenate([contour, contour[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(closed)))])
    places = np.arange(count) * (along[-1] / count)
    return np.interp(places, along, closed.real) + 1j * np.interp(places, along, closed.imag)


def smoothed(contour: np.ndarray, spread: float) -> np.ndarray:
    """A closed contour of equidistant points under a Gaussian of `spread` points, by its Fourier transform."""
    frequency = np.fft.fftfreq(len(contour))
    return np.fft.ifft(np.fft.fft(contour) * np.exp(-2.0 * (np.pi * frequency * spread) ** 2))


def perimeter(contour: np.ndarray) -> float:
    """The length of a closed contour, in pixels."""
    return float(np.abs(rolled(contour, -1) - contour).sum())


def signed_area(contour: np.ndarray) -> float:
    """The area that a closed contour encloses, in square pixels, positive where it runs clockwise as seen."""
    return 0.5 * float(np.vdot(contour, rolled(contour, -1)).imag)


def centroid(contour: np.ndarray) -> complex:
    """The centre of the area that a closed contour encloses."""
    following = rolled(contour, -1)
    cross = (contour.conj() * following).imag
    total = cross.sum()
    if abs(total) < 1e-9:
        return complex(contour.mean())
    return complex(((contour + following) * cross).sum() / (3.0 * total))


def rolled(values: np.ndarray, step: int) -> np.ndarray:
    """Values (n,) along a closed contour, each `step` places onwards: np.roll takes ten times as long."""
    return np.concatenate([values[-step:], values[:-step]])


def convex_hull(points: np.ndarray) -> list[int]:
    """The indices, rising, of the points of a contour on its convex hull (Andrew 1979)."""
    order = np.lexsort((points.imag, points.real)).tolist()
    x, y = points.real.tolist(), points.imag.tolist()

    def chain(indices: list[int]) -> list[int]:
        kept: list[int] = []
        for index in indices:
            while len(kept) > 1:
                a, b = kept[-2], kept[-1]
                if (x[b] - x[a]) * (y[index] - y[a]) > (y[b] - y[a]) * (x[index] - x[a]):
                    break
                kept.pop()
            kept.append(index)
        return kept[:-1]

    return sorted(set(chain(order) + chain(order[::-1])))
