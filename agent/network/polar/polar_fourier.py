"""Fourier analysis on circles around a centre: sampling, coefficients, correlation over angles.

Turning a figure shifts its samples along the angle, and mirroring reverses them. By the correlation theorem, the
correlation with every turned copy is a product of Fourier coefficients, followed by one matrix product back to angles.
Every sampling gives two views: the ink, and the silhouette (all that lies within the farthest ink of its direction),
which does not change with the fill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Index = slice | Sequence[int] | np.ndarray  # chooses figures of a batch; a figure may be chosen more than once

ANGLES = 72  # angles at which correlations are read, every 5 degrees; part of the network
VIEWS = 2  # the ink and the silhouette
_ANGLE = 2.0 * np.pi * np.arange(ANGLES) / ANGLES  # radians, counter-clockwise


class PolarFourier:
    """Sampling on concentric circles and its Fourier coefficients.

    Parameters
    ----------
    radii : int
        Circles, at equal distances within radius 1.
    samples : int
        On each circle.
    harmonics : int
        Coefficients kept of each circle.
    """

    def __init__(self, radii: int, samples: int, harmonics: int) -> None:
        self.radii, self.samples, self.harmonics = radii, samples, harmonics
        direction = 2.0 * np.pi * np.arange(samples) / samples
        circle = (np.arange(radii) + 0.5) / radii
        order = np.arange(1, harmonics + 1)
        self.x = (circle[:, None] * np.cos(direction)).ravel().astype(np.float32)
        self.y = (circle[:, None] * -np.sin(direction)).ravel().astype(np.float32)
        self._area = np.sqrt(circle).astype(np.float32)[:, None]
        waves = np.exp(-1j * np.outer(direction, order)) / samples
        self._to_spectrum = waves.astype(np.complex64).view(np.float32)  # real and imaginary parts in turn
        phase = np.outer(order, _ANGLE)
        self._to_angles = np.concatenate([np.cos(phase), -np.sin(phase)]).astype(np.float32)
        # Left-right turns the angle a into 180 - a: coefficient k becomes its conjugate times (-1)^k.
        self._alternating = ((-1.0) ** order).astype(np.float32)

    def spectrum(self, ink: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Fourier coefficients 1 to `harmonics` of every circle, its mean, and the energy of all.

        Parameters
        ----------
        ink : numpy.ndarray
            float32 (N, radii * samples): the ink at (`x`, `y`) times a radius, around a centre.

        Returns
        -------
        spectrum, mean, energy : numpy.ndarray
            complex64 (N, VIEWS, radii, harmonics), float32 (N, VIEWS, radii), float32 (N, VIEWS).
        """
        views = np.empty((len(ink), VIEWS, self.radii, self.samples), dtype=np.float32)
        views[:, 0] = ink.reshape(len(ink), self.radii, self.samples)
        views[:, 1] = np.maximum.accumulate(views[:, 0, ::-1], axis=1)[:, ::-1]
        views *= self._area
        spectrum = (views.reshape(-1, self.samples) @ self._to_spectrum).view(np.complex64)
        spectrum = spectrum.reshape(len(ink), VIEWS, self.radii, self.harmonics)
        return spectrum, views.mean(axis=3), np.square(views).mean(axis=3).sum(axis=2)

    def products(self, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coefficients of the correlations of `second` with `first` and with its mirror image.

        (..., VIEWS, radii, harmonics) twice -> complex64 (..., VIEWS, harmonics) twice.
        """
        reverse = (first * second).sum(axis=-2)
        return (first.conj() * second).sum(axis=-2), reverse * self._alternating

    def curves(self, product: np.ndarray, norm: np.ndarray) -> np.ndarray:
        """Correlations (N, VIEWS, ANGLES) from `products` (N, VIEWS, harmonics) and norms (N, VIEWS).

        Column j is for 360 j / ANGLES degrees counter-clockwise; a mirror image is taken left-right, then turned.
        """
        parts = np.concatenate([product.real, product.imag], axis=-1)
        return parts @ self._to_angles / (norm[..., None] + 1e-4)


def energy(spectrum: np.ndarray) -> np.ndarray:
    """Sum of squared magnitudes over radii and harmonics: (..., VIEWS)."""
    return np.square(spectrum.view(np.float32)).sum(axis=(-2, -1))


def peaks(curves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The height (N, curves) and direction (N, curves, 2), as (cos, sin), of the maximum of each curve.

    The direction is that of the vertex of a parabola through the highest value and its neighbours.
    """
    place = curves.argmax(axis=-1)
    left, middle, right = (
        np.take_along_axis(curves, (place + step)[..., None] % ANGLES, axis=-1)[..., 0] for step in (-1, 0, 1)
    )
    bend = np.minimum(left - 2.0 * middle + right, -1e-6)
    angle = (place + np.clip(0.5 * (left - right) / bend, -0.5, 0.5)) * (2.0 * np.pi / ANGLES)
    return middle, np.stack([np.cos(angle), np.sin(angle)], axis=-1).astype(np.float32)


def heights(curves: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """The curves (..., ANGLES) at the angles of `direction` (..., 2), as (cos, sin), by linear interpolation.

    The leading axes are broadcast.
    """
    place = (np.arctan2(direction[..., 1], direction[..., 0]) * np.float32(ANGLES / (2.0 * np.pi))) % ANGLES
    low = np.floor(place)
    shape = np.broadcast_shapes(curves.shape[:-1], place.shape)
    curves = np.broadcast_to(curves, (*shape, ANGLES))
    low, rest = np.broadcast_to(low.astype(int), shape), (place - low)
    left, right = (
        np.take_along_axis(curves, (low[..., None] + step) % ANGLES, axis=-1)[..., 0] for step in (0, 1)
    )
    return left * (1.0 - rest) + right * rest


def smoothed(ink: np.ndarray) -> np.ndarray:
    """Pictures (..., height, width) averaged over 3 x 3 pixels, so that no thin line falls between two circles."""
    across = ink.copy()
    across[..., 1:] += ink[..., :-1]
    across[..., :-1] += ink[..., 1:]
    both = across.copy()
    both[..., 1:, :] += across[..., :-1, :]
    both[..., :-1, :] += across[..., 1:, :]
    both *= np.float32(1.0 / 9.0)
    return both


def bilinear(
    flat: np.ndarray, width: int, x: np.ndarray, y: np.ndarray, start: np.ndarray, counted: Callable | None = None
) -> np.ndarray:
    """Bilinear interpolation between the pixels of a flattened image with rows of `width` pixels.

    Parameters
    ----------
    flat : numpy.ndarray
        float32 pixels.
    x, y : numpy.ndarray
        float32 (N, samples): columns and rows, counted from pixel number `start`.
    start : numpy.ndarray
        int (N, 1).
    counted : callable or None
        (N, samples) numbers of pixels -> bool: which of them count; the others are white.
    """
    left, top = np.floor(x), np.floor(y)
    x, y = x - left, y - top
    first = start + top.astype(int) * width + left.astype(int)

    def at(step):
        pixel = first + step
        return flat.take(pixel) if counted is None else flat.take(pixel) * counted(pixel)

    upper = at(0) * (1.0 - x) + at(1) * x
    lower = at(width) * (1.0 - x) + at(width + 1) * x
    return upper * (1.0 - y) + lower * y
