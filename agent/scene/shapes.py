"""What shape a contour is: corners, symmetry, and how well two contours match modulo turn, mirror and scale."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import ndimage

from agent.vision.contours import centroid, convex_hull, perimeter, resampled, rolled, signed_area, smoothed

POINTS = 256  # of a resampled contour
GRAIN = 1.2  # pixels over which contours are smoothed: the staircase of pixels
HARMONICS = 24  # of its Fourier transform, to either side, that tell shapes apart; more is pixel noise
HALF_TURN = 0.05  # of a stroke's length that it may differ from itself turned by half a turn
FRAYED = 0.07  # of a stroke's length at either end that thinning bends
WAVE = 0.4  # radians that a wave turns to either side at least; the jags of an arc turn less
WAVE_PIXELS = 2.0  # pixels over which a stroke is smoothed before
ROUNDED = 0.56  # share of its turn that a corner makes on half of the way; a curve makes half of it
LONGER = 3.0  # weight of the longer side of an outline in the direction to which it points
CORNER_ANGLE = 0.33  # radians by which a contour turns at a corner beyond what it turns around it


class Contour:
    """A closed contour of an object.

    Parameters
    ----------
    points : numpy.ndarray
        complex (n,): x + iy in pixels, in order.
    rounded : bool
        Whether its corners may be rounded: then tight curves count as corners, too.

    Attributes
    ----------
    area : float
        In square pixels.
    """

    def __init__(self, points: np.ndarray, rounded: bool = False):
        self.rounded = rounded
        area = signed_area(points)
        self.points = points if area >= 0 else points[::-1]
        self.area = abs(area)

    @cached_property
    def centre(self) -> complex:
        """The centroid of the area."""
        return centroid(self.points)

    @cached_property
    def even(self) -> np.ndarray:
        """POINTS points at equal distances, lightly smoothed over the staircase of pixels."""
        points = resampled(self.points, POINTS)
        return smoothed(points, min(6.0, max(GRAIN, GRAIN * POINTS / max(perimeter(points), 1.0))))

    @cached_property
    def spectrum(self) -> np.ndarray:
        """Fourier coefficients of the contour about its centre, scaled to a root mean square radius of 1."""
        local = self.even - self.centre
        found = np.fft.fft(local) / POINTS
        keep = np.r_[0:HARMONICS + 1, -HARMONICS:0]
        kept = found[keep]
        kept[0] = 0.0
        return kept / max(float(np.sqrt(np.sum(np.abs(kept) ** 2))), 1e-9)

    @cached_property
    def radius(self) -> float:
        """Root mean square distance of the contour from its centre, in pixels."""
        return float(np.sqrt(np.mean(np.abs(self.even - self.centre) ** 2)))

    @cached_property
    def roundness(self) -> float:
        """The area as a share of that of a circle with the same perimeter."""
        return 4.0 * np.pi * self.area / max(perimeter(self.even) ** 2, 1e-9)

    @cached_property
    def hull_roundness(self) -> float:
        """The roundness of the convex hull: that of a regular polygon grows with its corners, whatever its notches."""
        hull = self.even[convex_hull(self.even)]
        return 4.0 * np.pi * abs(signed_area(hull)) / max(perimeter(hull) ** 2, 1e-9)

    @cached_property
    def corners(self) -> np.ndarray:
        """Where the contour turns sharply: indices into `even`."""
        return _corners(self.even, 0.0 if self.rounded else ROUNDED)

    @cached_property
    def turns(self) -> np.ndarray:
        """Radians by which the contour turns at each corner, positive where it is convex."""
        angles = _turning(self.even, _reach(self.even))
        return angles[self.corners]


def _reach(points: np.ndarray) -> int:
    """How many points to either side tell the direction of a contour: four pixels, or a part of a small one."""
    return min(max(round(4.5 * POINTS / max(perimeter(points), 1.0)), 3), 12)


def _turning(points: np.ndarray, reach: int) -> np.ndarray:
    """The angle by which a contour turns around each point, radians."""
    before = points - rolled(points, reach)
    after = rolled(points, -reach) - points
    return np.angle(after * before.conj())


def _corners(points: np.ndarray, rounded: float) -> np.ndarray:
    reach = _reach(points)
    turning = _turning(points, reach)
    size = np.abs(turning)
    # what the contour turns beside a corner, where it is a curve
    beside = np.minimum(rolled(size, 2 * reach), rolled(size, -2 * reach))
    strength = size - np.minimum(beside, size)
    sharp = np.abs(_turning(points, max(2, reach // 2)))
    sharpest = ndimage.maximum_filter1d(sharp, 2 * (reach // 2) + 1, mode="wrap")
    strength[sharpest < rounded * size] = 0.0
    largest = ndimage.maximum_filter1d(size, 2 * reach + 1, mode="wrap")
    peaks = np.flatnonzero((size >= largest - 1e-12) & (strength > CORNER_ANGLE))
    kept: list[int] = []
    for peak in peaks.tolist():  # of a plateau only one
        if not kept or peak - kept[-1] > reach // 2:
            kept.append(peak)
    if len(kept) > 1 and kept[0] + len(points) - kept[-1] <= reach // 2:
        kept.pop()
    return np.array(kept, int)


def correlations(spectra: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How well contours match when turned, and by how much.

    Parameters
    ----------
    spectra, others : numpy.ndarray
        complex (n, K) and (m, K): `Contour.spectrum` of each.

    Returns
    -------
    likeness : numpy.ndarray
        float (n, m), 1 for the same shape.
    angle : numpy.ndarray
        float (n, m), radians by which each of `others` must turn (clockwise as seen) to match.
    """
    products = spectra[:, None] * others[None].conj()
    length = 2 * (spectra.shape[1] - 1)
    padded = np.zeros((*products.shape[:2], length), complex)
    padded[..., :HARMONICS + 1] = products[..., :HARMONICS + 1]
    padded[..., -HARMONICS:] = products[..., HARMONICS + 1:]
    curve = np.fft.ifft(padded, axis=-1) * length
    best = np.abs(curve).argmax(axis=-1)
    peak = np.take_along_axis(curve, best[..., None], axis=-1)[..., 0]
    return np.abs(peak), np.angle(peak)


def mirrored(spectra: np.ndarray) -> np.ndarray:
    """The spectra of the same contours mirrored left to right, run the other way round."""
    # z -> -conj(z), traversed backwards: coefficient k becomes -conj of coefficient k
    return -spectra.conj()


def symmetry(contour: Contour, tolerance: float) -> int:
    """The order of rotational symmetry: 1 for none, 2 to 16; 0 where any turn leaves it as it is.

    An order divides the number of corners; shapes without corners are round, oval or have none.

    Parameters
    ----------
    tolerance : float
        Distance, in shares of the radius, within which two contours are the same.
    """
    count = len(contour.corners)
    if count == 0 and asymmetry(contour, 0) < tolerance:
        return 0
    for order in range(max(count, 4), 1, -1):
        if count % order == 0 and asymmetry(contour, order) < tolerance:
            return order
    return 1


def asymmetry(contour: Contour, order: int) -> float:
    """How far, in shares of its radius, a contour is from one of an order of rotational symmetry; 0 of order 1."""
    power = np.abs(contour.spectrum) ** 2
    orders = np.r_[0:HARMONICS + 1, -HARMONICS:0]
    return float(np.sqrt(power[(orders - 1) % order != 0 if order else orders != 1].sum()))


def orientation(contour: Contour, order: int) -> float:
    """The angle, degrees counter-clockwise modulo 360 / order, that turns as a contour of that symmetry turns.

    It is that of the mean of z^order over the contour's points about the centre; of a shape without symmetry that of
    the line about which it is most like its mirror image, in the direction to which it points along that line.
    """
    if order == 0:
        return 0.0
    local = (contour.even - contour.centre) / max(contour.radius, 1e-9)
    if order > 1:
        return float(-np.degrees(np.angle(np.mean(local**order))) / order % (360.0 / order))
    spectrum = contour.spectrum[None]
    turn = float(correlations(spectrum, mirrored(spectrum))[1][0, 0])
    axis = np.exp(0.5j * (turn - np.pi))  # a mirror image about a line is one left to right, turned by twice its angle
    along = (local * np.conj(axis)).real
    # three ways to point that seldom cancel: where most of the outline is, its tail, and the longer side
    points = np.mean(along * np.abs(local) ** 2) + np.mean(along**3) + LONGER * (along.max() + along.min())
    return float(-np.degrees(np.angle(axis if points > 0.0 else -axis)) % 360.0)


def turns_both_ways(points: np.ndarray) -> bool:
    """Whether an open curve, complex (n,), turns left and right, as waves do; arcs turn one way."""
    along = np.append(0.0, np.cumsum(np.abs(np.diff(points))))
    places = np.linspace(FRAYED * along[-1], (1.0 - FRAYED) * along[-1], 64)
    even = np.interp(places, along, points.real) + 1j * np.interp(places, along, points.imag)
    spread = max(1.0, 64 * WAVE_PIXELS / max(along[-1], 1.0))
    even = ndimage.gaussian_filter1d(even.real, spread) + 1j * ndimage.gaussian_filter1d(even.imag, spread)
    heading = np.unwrap(np.angle(np.diff(even))).tolist()
    sides, lowest, highest = set(), heading[0], heading[0]
    for value in heading:  # each turn by more than WAVE since the last extreme is one to a side
        lowest, highest = min(lowest, value), max(highest, value)
        if value > lowest + WAVE:
            sides.add(1)
            highest = value
        elif value < highest - WAVE:
            sides.add(-1)
            lowest = value
    return len(sides) == 2


def half_turn(points: np.ndarray) -> bool:
    """Whether an open curve, complex (n,), looks the same after half a turn."""
    along = np.append(0.0, np.cumsum(np.abs(np.diff(points))))
    places = np.linspace(0.0, along[-1], 33)
    even = np.interp(places, along, points.real) + 1j * np.interp(places, along, points.imag)
    rest = even + even[::-1]
    return bool(np.abs(rest - rest.mean()).max() < HALF_TURN * along[-1] + 1.0)


def even_under_half_turn(contour: Contour) -> bool:
    """Whether a contour about its centre is nearly the same after half a turn."""
    orders = np.r_[0:HARMONICS + 1, -HARMONICS:0]
    return bool(np.sqrt(np.sum(np.abs(contour.spectrum[orders % 2 == 0]) ** 2)) < 0.8 * HALF_TURN)
