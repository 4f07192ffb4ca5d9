"""Textures by their periods: what repeats over the inside of a shape is a fill."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.fft import next_fast_len

REPEAT = 0.45  # correlation of the ink with itself a period away, of 1, from which it is a texture
LONGEST = 0.45  # of the inside's extent that a period is at most
ONE_WAY = 0.8  # coherence of the gradients' directions, of 1, from which strokes run one way
WAVY = 0.12  # coherence from which they still have a main direction
CROSSED = 0.35  # coherence of their fourfold directions from which two families of strokes cross at right angles
ZIGZAG = 0.12  # how far, of 1, those directions lie between the main ones from which lines are straight in parts
FINEST = 0.1  # of the figure's side: periods of a texture are shorter, but ...
STRIPES = 0.13  # ... for those of stripes
REPEATS = 2.5  # periods that fit into the inside's extent at least
CELLS = 8  # cells or dots of a texture but stripes at least, and ...
SPARSE = 0.25  # ... of as many as squares of its period fit into a shape
STROKES = 3  # strokes that make stripes at least
HATCHED = 0.6  # coherence of fourfold directions from which lines cross at right angles in a shape of few periods
UNEVEN = 0.2  # share of the mean distance from one stroke to the next that distances may differ, and a pixel
OVERALL = 0.7  # of the inside's extent across strokes that they cover at least
CLEAR = 0.35  # ink by which strokes are darker than the stretches between them
LEAST_ACROSS = 4  # pixels of a stretch across strokes that tell its ink
LEAST = 60  # pixels inside that can tell a texture


class Texture(NamedTuple):
    """What fills an object.

    Attributes
    ----------
    name : str
        "striped", "crosshatch", "dotted", "brick", "checks", "wave" or "zigzag".
    direction : float
        Degrees, 0 to 180, counter-clockwise from the right, modulo the pattern's symmetry.
    period : float
        Distance in pixels from one stroke or dot to the next.
    """

    name: str
    direction: float
    period: float

    def is_fine(self, side: int) -> bool:
        """Whether the period is short enough for a texture of a figure whose longer side is `side` pixels."""
        return self.period <= (STRIPES if self.name == "striped" else FINEST) * side

    def least_cells(self, inside: np.ndarray) -> float:
        """The number of cells or dots that make such a texture of a bool mask at least."""
        if self.name == "striped":
            return 0.0
        overall = 0.0 if self.name in ("wave", "zigzag") else SPARSE * np.count_nonzero(inside) / self.period**2
        return max(overall, CELLS)


def texture_inside(ink: np.ndarray, inside: np.ndarray, cells: bool) -> Texture | None:
    """The texture of ink, float (height, width), over a bool mask; None where nothing repeats.

    Parameters
    ----------
    cells : bool
        Whether black encloses many cells of paper; dots do not.
    """
    if np.count_nonzero(inside) < LEAST:
        return None
    values = np.where(inside, ink - ink[inside].mean(), 0.0)
    if values[inside].std() < 0.15:
        return None
    down, across = np.gradient(ink)
    gradient = (across + 1j * down)[inside]
    weight = np.abs(gradient) ** 2
    double = (gradient**2).sum() / max(weight.sum(), 1e-9)
    fourfold = (gradient**4).sum() / max((weight**2).sum(), 1e-9)
    stripes = _stripes(ink, inside, double) if abs(double) > ONE_WAY else None
    if stripes is not None:
        return stripes
    extent = np.sqrt(np.count_nonzero(inside))
    correlation, places = _correlation(values, inside)
    ring = (np.abs(places) > 2.5) & (np.abs(places) < LONGEST * extent)
    peak = (correlation >= _largest_beside(correlation)) & (correlation > REPEAT) & ring
    if peak.any():
        lags = places[peak]
        found = _named(lags[np.argsort(np.abs(lags))], _wave(values), double, fourfold, cells)
        if 2.0 < found.period < extent / REPEATS:
            return found
    return _hatches(ink, inside, fourfold) if cells and abs(fourfold) > HATCHED else None


def _stripes(ink: np.ndarray, inside: np.ndarray, double: complex) -> Texture | None:
    """The stripes that edges of one direction make, given as their mean squared gradient."""
    strokes, period = _lines(ink, inside, complex(np.sqrt(double / abs(double))))
    if strokes < STROKES:
        return None
    return Texture("striped", float(90.0 - np.degrees(np.angle(double)) / 2.0) % 180.0, period)


def _hatches(ink: np.ndarray, inside: np.ndarray, fourfold: complex) -> Texture | None:
    """Two families of lines at right angles in a shape too small for several periods."""
    normal = complex(np.exp(1j * np.angle(fourfold) / 4.0))
    (first, period), (second, other) = _lines(ink, inside, normal), _lines(ink, inside, 1j * normal)
    if min(first, second) < STROKES - 1 or max(first, second) < STROKES or abs(period - other) > UNEVEN * period:
        return None
    return Texture("crosshatch", float(-np.degrees(np.angle(fourfold)) / 4.0) % 90.0, (period + other) / 2.0)


def _lines(ink: np.ndarray, inside: np.ndarray, normal: complex) -> tuple[int, float]:
    """The number of parallel strokes inside and the distance from one to the next; 0 and 0 where they differ.

    Parameters
    ----------
    normal : complex
        Of length 1, across the strokes.
    """
    rows, columns = np.nonzero(inside)
    along = ((columns + 1j * rows) * np.conj(normal)).real
    bins = np.floor(along - along.min()).astype(int)
    count = np.bincount(bins)
    mean = np.bincount(bins, ink[rows, columns]) / np.maximum(count, 1)
    mean = mean[count >= min(LEAST_ACROSS, count.max())]
    level = (mean.min() + mean.max()) / 2.0
    dark = np.diff((mean > level).astype(int), prepend=0, append=0)
    starts, stops = np.flatnonzero(dark > 0), np.flatnonzero(dark < 0)
    if len(starts) < 2 or mean.max() - mean.min() < CLEAR:
        return 0, 0.0
    # strokes at the rim are cut: of each its two edges where both are inside
    edges = [np.diff(places[(places > 0) & (places < len(mean))]) for places in (starts, stops)]
    gaps = np.concatenate(edges)
    if not gaps.size or np.ptp(gaps) > UNEVEN * gaps.mean() + 1.0 or len(starts) * gaps.mean() < OVERALL * len(mean):
        return 0, 0.0
    return len(starts), float(gaps.mean())


def _wave(values: np.ndarray) -> complex:
    """The strongest wave in values, as its period times its unit normal."""
    size = [4 * length for length in values.shape]
    power = np.abs(np.fft.rfft2(values, size))
    down, across = np.unravel_index(power.argmax(), power.shape)
    frequency = np.fft.rfftfreq(size[1])[across] + 1j * np.fft.fftfreq(size[0])[down]
    return complex(frequency / max(abs(frequency) ** 2, 1e-9))


def _named(lags: np.ndarray, wave: complex, double: complex, fourfold: complex, cells: bool) -> Texture:
    """What the periods, nearest first, the strongest wave and the directions of the edges tell."""
    if abs(double) > ONE_WAY:
        return Texture("striped", float(-np.degrees(np.angle(wave)) + 90.0) % 180.0, abs(wave))
    first = float(np.abs(lags[0]))
    if abs(double) > WAVY:
        aligned = (fourfold * np.conj(double) ** 2).real / abs(double) ** 2
        if aligned > CROSSED:
            return Texture("brick", float(-np.degrees(np.angle(wave)) + 90.0) % 180.0, abs(wave))
        normal = np.sqrt(double / abs(double))
        across = lags[np.argmax(np.abs((lags * normal.conj()).real) / np.abs(lags) - 0.01 * np.abs(lags) / first)]
        name = "zigzag" if aligned < -ZIGZAG else "wave"
        return Texture(name, float(-np.degrees(np.angle(across)) + 90.0) % 180.0, float(abs(across)))
    angle = float(-np.degrees(np.angle(fourfold)) / 4.0) % 90.0
    if cells and abs(fourfold) > CROSSED:
        steep = abs(((np.degrees(np.angle(lags[0])) + angle) + 45.0) % 90.0 - 45.0)
        return Texture("checks", angle % 45.0, first) if steep > 30.0 else Texture("crosshatch", angle, first)
    return Texture("dotted", float(-np.degrees(np.angle(lags[0]))) % 90.0, first)


def _correlation(values: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How like values are to themselves moved, 1 for equal, and by how much they are moved: complex x + iy."""
    size = [next_fast_len(2 * length, real=True) for length in values.shape]
    spectrum = np.fft.rfft2(np.stack([values, values**2, inside]), size)
    product, square, count = (np.fft.irfft2(first * second.conj(), size) for first, second in (
        (spectrum[0], spectrum[0]), (spectrum[1], spectrum[2]), (spectrum[2], spectrum[2])))
    mirrored = np.roll(square[::-1, ::-1], 1, (0, 1))
    enough = count > 0.2 * count[0, 0]
    correlation = np.where(enough, 2.0 * product / np.maximum(square + mirrored, 1e-9), 0.0)
    y, x = (np.fft.fftfreq(length, 1.0 / length) for length in size)
    return correlation, x[None, :] + 1j * y[:, None]


def _largest_beside(values: np.ndarray) -> np.ndarray:
    """The largest of each value and its eight neighbours, round the edges."""
    for axis in (0, 1):
        values = np.maximum(values, np.maximum(np.roll(values, 1, axis), np.roll(values, -1, axis)))
    return values
