"""Whole figures in polar coordinates around their centres of ink, to tell how far one is turned against another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.polar.polar_fourier import Index, PolarFourier, bilinear, energy, smoothed

# Part of the network: other values need it trained anew.
CIRCLES = PolarFourier(radii=12, samples=96, harmonics=24)  # finer detail comes from the renderer, not the figure
_BLANK = 1e-3  # mean ink below which a figure counts as blank; set by hand


class Polar(NamedTuple):
    """Figures in polar coordinates, out to their farthest ink, so that neither place nor size matters.

    Attributes
    ----------
    spectrum : numpy.ndarray
        complex64 (N, VIEWS, radii, harmonics): see `PolarFourier.spectrum`.
    uneven : numpy.ndarray
        float32 (N, VIEWS): share of the energy that depends on the angle; 0 for circles.
    moments : numpy.ndarray
        float32 (N, 4): centre x and y from the middle of the figure and log2 of the radius, in fractions of half the
        side; mean ink.
    """

    spectrum: np.ndarray
    uneven: np.ndarray
    moments: np.ndarray

    def take(self, index: Index) -> Polar:
        """The same of chosen figures."""
        return Polar(self.spectrum[index], self.uneven[index], self.moments[index])


def polar(ink: np.ndarray) -> Polar:
    """The figures (N, side, side) of float32 ink in polar coordinates."""
    side = ink.shape[-1]
    centre_x, centre_y, radius, mass = _extent(ink)
    spectrum, _, total = CIRCLES.spectrum(_sample(ink, centre_x, centre_y, radius))
    half = side / 2.0
    moments = np.stack([
        (centre_x - half + 0.5) / half, (centre_y - half + 0.5) / half, np.log2(radius / half),
        mass / side**2,
    ], axis=1)
    uneven = 2.0 * energy(spectrum) / np.maximum(total, 1e-6)
    return Polar(spectrum, uneven.astype(np.float32), moments.astype(np.float32))


def _extent(ink):
    """Centre of ink (x, y), radius of the farthest ink (pixels) and sum of ink of each figure."""
    side = ink.shape[-1]
    place = np.arange(side, dtype=np.float32)
    mass = ink.sum(axis=(1, 2))
    blank = mass < _BLANK * side * side
    safe = np.where(blank, 1.0, mass)
    middle = (side - 1) / 2.0
    centre_x = np.where(blank, middle, ink.sum(axis=1) @ place / safe).astype(np.float32)
    centre_y = np.where(blank, middle, ink.sum(axis=2) @ place / safe).astype(np.float32)
    across, down = np.square(place - centre_x[:, None]), np.square(place - centre_y[:, None])
    distance = across[:, None, :] + down[:, :, None]
    farthest = np.sqrt((distance * (ink > 0.5)).max(axis=(1, 2)))
    radius = np.where(blank, middle, np.maximum(farthest + 1.0, 3.0)).astype(np.float32)
    return centre_x, centre_y, radius, mass


def _sample(ink, centre_x, centre_y, radius):
    """Samples (N, radii * samples) of `ink` on circles; white outside the figure."""
    count, side = ink.shape[0], ink.shape[-1]
    width = side + 2
    padded = np.zeros((count, width, width), dtype=np.float32)
    padded[:, 1:-1, 1:-1] = ink
    padded = smoothed(padded)
    x = np.clip(centre_x[:, None] + radius[:, None] * CIRCLES.x + 1.0, 0.0, side + 0.999)
    y = np.clip(centre_y[:, None] + radius[:, None] * CIRCLES.y + 1.0, 0.0, side + 0.999)
    start = np.arange(count)[:, None] * width * width
    return bilinear(padded.ravel(), width, x, y, start)


def correlations(first: Polar, second: Polar) -> np.ndarray:
    """The correlations of `second` with `first` turned by each angle, and with its mirror image turned by each angle.

    Parameters
    ----------
    first, second : Polar
        N figures each.

    Returns
    -------
    numpy.ndarray
        float32 (N, 2, VIEWS, ANGLES): turned, then mirrored and turned; 1 where they are equal.
    """
    norm = np.sqrt(energy(first.spectrum) * energy(second.spectrum))
    products = CIRCLES.products(first.spectrum, second.spectrum)
    return np.stack([CIRCLES.curves(product, norm) for product in products], axis=1)
