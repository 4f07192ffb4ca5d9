"""Outer contours of masks, in order, and what polygons they are."""

from __future__ import annotations

import numpy as np

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
    padded = np.pad(mask, 1)
    rows, columns = np.nonzero(padded)
    if not rows.size:
        return np.zeros(0, complex)
    width = padded.shape[1] + 1  # corners lie on a grid one wider and higher than the pixels
    upper = ~padded[rows - 1, columns]
    right = ~padded[rows, columns + 1]
    lower = ~padded[rows + 1, columns]
    left = ~padded[rows, columns - 1]
    corner = rows * width + columns
    starts = [corner[upper], corner[right] + 1, corner[lower] + width + 1, corner[left] + width]
    exits = [{} for _ in range(4)]
    for direction, places in enumerate(starts):
        exits[direction] = set(places.tolist())
    jump = (1, width, -1, -width)
    place, direction = int(starts[0][0]), 0  # the first row's first pixel has an upper edge
    first = (place, direction)
    path = []
    while True:
        path.append((place, direction))
        place += jump[direction]
        # At a corner where two pixels touch, turning left keeps diagonal neighbours connected.
        for turn in (3, 0, 1):
            follower = (direction + turn) % 4
            if place in exits[follower]:
                direction = follower
                break
        if (place, direction) == first:
            break
    places, directions = np.array(path).T
    y, x = np.divmod(places, width)
    step = _STEPS[directions]
    points = (x + step[:, 1] / 2.0 - 1.0) + 1j * (y + step[:, 0] / 2.0 - 1.0)
    return points if ink is None else points + _offsets(points, step, ink, level)


def enclosed_by(mask: np.ndarray) -> np.ndarray:
    """A connected bool mask (height, width) with all that it encloses; of several pieces the topmost one's."""
    middles = outer_contour(mask)
    filled = np.zeros((mask.shape[0], mask.shape[1] + 1), np.int32)
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
    closed = np.append(contour, contour[0])
    along = np.append(0.0, np.cumsum(np.abs(np.diff(closed))))
    places = np.arange(count) * (along[-1] / count)
    return np.interp(places, along, closed.real) + 1j * np.interp(places, along, closed.imag)


def smoothed(contour: np.ndarray, spread: float) -> np.ndarray:
    """A closed contour of equidistant points under a Gaussian of `spread` points, by its Fourier transform."""
    frequency = np.fft.fftfreq(len(contour))
    return np.fft.ifft(np.fft.fft(contour) * np.exp(-2.0 * (np.pi * frequency * spread) ** 2))


def signed_area(contour: np.ndarray) -> float:
    """The area that a closed contour encloses, in square pixels, positive where it runs clockwise as seen."""
    return 0.5 * float(np.sum((contour.conj() * np.roll(contour, -1)).imag))


def centroid(contour: np.ndarray) -> complex:
    """The centre of the area that a closed contour encloses."""
    cross = (contour.conj() * np.roll(contour, -1)).imag
    total = cross.sum()
    if abs(total) < 1e-9:
        return complex(contour.mean())
    return complex(((contour + np.roll(contour, -1)) * cross).sum() / (3.0 * total))
