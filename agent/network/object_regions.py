"""The objects of figures: connected ink, each in polar coordinates around its own centre.

Shapes that turn each about itself do not turn the figure; matched by place and size, their correlations
add up to one curve. The magnitudes of an object's coefficients do not change when it turns or is
mirrored, and so tell which shape it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.network.object_crops import object_crops
from agent.network.polar_fourier import VIEWS, PolarFourier, bilinear, energy, smoothed

INK = 0.25  # a pixel with more is ink; thin antialiased lines have no darker one
EVERYWHERE = np.ones((3, 3), dtype=int)  # ink that touches at a corner is connected

CIRCLES = PolarFourier(radii=8, samples=64, harmonics=16)
MOST = 9  # objects kept of a figure, the largest
INVARIANTS = VIEWS * CIRCLES.radii * (CIRCLES.harmonics + 1) + 1
COUNTS = 13
SUMMARY = COUNTS + 4
_SMALLEST = 0.04  # radius in shares of the side: dots and specks are no objects


class ObjectRegions(NamedTuple):
    """The objects of N figures; entries past a figure's last object are 0.

    Attributes
    ----------
    spectrum : numpy.ndarray
        complex64 (N, MOST, VIEWS, radii, harmonics).
    invariant : numpy.ndarray
        float32 (N, MOST, INVARIANTS): magnitudes and log2 of the radius.
    crop : numpy.ndarray
        float32 (N, MOST, 2, CROP, CROP), see agent.network.object_crops.
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
        return ObjectRegions(*(part[index] for part in self))


def object_regions(ink):
    """The `ObjectRegions` of figures (N, side, side) of float32 ink."""
    count, side = ink.shape[0], ink.shape[-1]
    sheet = sheet_of(ink)
    labels, found = ndimage.label(sheet > INK, EVERYWHERE)
    figure, x, y, radius, label = region_properties(sheet, labels, found, _SMALLEST * side)
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
    return ObjectRegions(*parts, present, _summary(parts[-1], present, counts))


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


def sheet_of(ink):
    """Figures (N, side, side) one below another with paper around each: (N * (side + 2), side + 2)."""
    width = ink.shape[-1] + 2
    sheet = np.zeros((len(ink), width, width), dtype=np.float32)
    sheet[:, 1:-1, 1:-1] = ink
    return sheet.reshape(-1, width)


def region_properties(sheet, labels, found, smallest):
    """Figure, centre x and y, radius and label of every part whose radius exceeds `smallest` pixels.

    Parameters
    ----------
    sheet : numpy.ndarray
        float32, as `sheet_of` makes it; above 0 wherever a label is.
    labels : numpy.ndarray
        int, of the same shape: 1 to `found`, each somewhere, and 0.
    """
    places = np.flatnonzero(labels > 0)
    rows, columns = np.divmod(places, labels.shape[1])
    label, ink = labels.ravel()[places] - 1, sheet.ravel()[places]
    mass = np.bincount(label, ink, minlength=found)
    x = np.bincount(label, ink * columns, minlength=found) / mass
    y = np.bincount(label, ink * rows, minlength=found) / mass
    distance = np.square(columns - x[label]) + np.square(rows - y[label])
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(found))
    farthest = np.sqrt(np.maximum.reduceat(distance[order], starts)) if found else np.zeros(0)
    chosen = np.flatnonzero(farthest > smallest)
    figure = (y[chosen] // sheet.shape[1]).astype(int)
    return figure, x[chosen], y[chosen], farthest[chosen] + 1.0, chosen + 1


def ranks(figure, radius):
    """The place of every part among those of its figure, largest first."""
    order = np.lexsort((-radius, figure))
    starts = np.searchsorted(figure[order], figure[order])
    rank = np.empty(len(figure), dtype=int)
    rank[order] = np.arange(len(figure)) - starts
    return rank
