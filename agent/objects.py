"""The objects of figures: connected ink, each in polar coordinates around its own centre.

Shapes that turn each about itself do not turn the figure; matched by place and size, their correlations
add up to one curve. The magnitudes of an object's coefficients do not change when it turns or is
mirrored, and so tell which shape it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.circles import VIEWS, Circles, bilinear, energy, smoothed
from agent.crops import object_crops
from agent.sheet import EVERYWHERE, INK, measured_parts, ranks, sheet_of

CIRCLES = Circles(radii=8, samples=64, harmonics=16)
MOST = 9  # objects kept of a figure, the largest
INVARIANTS = VIEWS * CIRCLES.radii * (CIRCLES.harmonics + 1) + 1
COUNTS = 13
SUMMARY = COUNTS + 4
_SMALLEST = 0.04  # radius in shares of the side: dots and specks are no objects


class Objects(NamedTuple):
    """The objects of N figures; entries past a figure's last object are 0.

    Attributes
    ----------
    spectrum : numpy.ndarray
        complex64 (N, MOST, VIEWS, radii, harmonics).
    invariant : numpy.ndarray
        float32 (N, MOST, INVARIANTS): magnitudes and log2 of the radius.
    crop : numpy.ndarray
        float32 (N, MOST, 2, CROP, CROP), see agent.crops.
    place : numpy.ndarray
        float32 (N, MOST, 3): centre x and y and log2 of the radius, in fractions of half the side.
    present : numpy.ndarray
        bool (N, MOST).
    summary : numpy.ndarray
        float32 (N, SUMMARY): how many objects, one-hot; mean place (3); spread of their log2 radii.
    """

    spectrum: np.ndarray
    invariant: np.ndarray
    crop: np.ndarray
    place: np.ndarray
    present: np.ndarray
    summary: np.ndarray

    def __getitem__(self, index):
        return Objects(*(part[index] for part in self))


def objects(ink):
    """The `Objects` of figures (N, side, side) of float32 ink."""
    count, side = ink.shape[0], ink.shape[-1]
    sheet = sheet_of(ink)
    labels, found = ndimage.label(sheet > INK, EVERYWHERE)
    figure, x, y, radius, label = measured_parts(sheet, labels, found, _SMALLEST * side)
    rank = ranks(figure, radius)
    counts = np.bincount(figure, minlength=count)
    kept = rank < MOST
    figure, x, y, radius, label, rank = (values[kept] for values in (figure, x, y, radius, label, rank))
    samples = _samples(smoothed(sheet), labels, label, x, y, radius)
    spectrum, mean, _ = CIRCLES.spectrum(samples)
    half = side / 2.0
    across, down = (x - half - 0.5) / half, (y % sheet.shape[1] - half - 0.5) / half
    place = np.stack([across, down, np.log2(radius / half)], axis=1)
    invariant = np.concatenate([
        np.abs(spectrum).reshape(len(x), VIEWS * CIRCLES.radii * CIRCLES.harmonics),
        mean.reshape(len(x), VIEWS * CIRCLES.radii), place[:, 2:],
    ], axis=1)
    crop = object_crops(sheet, labels, label, x, y, radius)
    seen = (spectrum, invariant.astype(np.float32), crop, place.astype(np.float32))
    parts = [np.zeros((count, MOST, *values.shape[1:]), values.dtype) for values in seen]
    for part, values in zip(parts, seen, strict=True):
        part[figure, rank] = values
    present = np.zeros((count, MOST), dtype=bool)
    present[figure, rank] = True
    return Objects(*parts, present, _summary(parts[-1], present, counts))


def _samples(sheet, labels, label, x, y, radius):
    """Samples of every object on circles, between pixels, without its neighbours' ink."""
    width = sheet.shape[1]
    top = (y // width * width)[:, None]  # of the figure's own square: beyond it lies another figure
    across = np.clip(x[:, None] + radius[:, None] * CIRCLES.x, 0.0, width - 1.001)
    down = np.clip(y[:, None] + radius[:, None] * CIRCLES.y, top, top + width - 1.001)
    row = np.floor(down[:, :1])
    owner, own = labels.ravel(), label[:, None]

    def taken(pixel):
        found = owner.take(pixel)
        return (found == own) | (found == 0)

    start = row.astype(int) * width
    across, down = across.astype(np.float32), (down - row).astype(np.float32)
    return bilinear(sheet.ravel(), width, across, down, start, taken)


def _summary(place, present, counts):
    """How many objects each figure has, one-hot, and their mean place and spread of size."""
    number = np.eye(COUNTS, dtype=np.float32)[np.minimum(counts, COUNTS - 1)]
    kept = np.maximum(present.sum(axis=1), 1)[:, None]
    mean = place.sum(axis=1) / kept
    spread = np.sqrt(np.square((place - mean[:, None]) * present[..., None]).sum(axis=1)[:, 2:] / kept)
    return np.concatenate([number, mean, spread], axis=1)


def object_correlations(first, second):
    """As `polar.correlations`, summed over the objects of `first` and those of `second` that match them best.

    Returns
    -------
    numpy.ndarray
        float32 (N, 2, VIEWS, ANGLES).
    """
    distance = np.square(first.place[:, :, None] - second.place[:, None]).sum(axis=-1)
    distance += np.where(second.present, 0.0, 1e6)[:, None]
    match = distance.argmin(axis=2)
    pairs = np.arange(len(match))[:, None]
    other = second.spectrum[pairs, match]
    present = (first.present & second.present[pairs, match])[..., None]
    norm = np.sqrt((energy(first.spectrum) * present).sum(axis=1) * (energy(other) * present).sum(axis=1))
    products = CIRCLES.products(first.spectrum * present[..., None, None], other)
    return np.stack([CIRCLES.curves(product.sum(axis=1), norm) for product in products], axis=1)
