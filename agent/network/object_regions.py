"""The objects of figures: connected ink, each in polar coordinates around its own centre.

Shapes that each turn about their own centre do not turn the figure. So objects are matched by place and size, and their
correlations over angles are added up. The magnitudes of the Fourier coefficients of an object do not change when it
turns or is mirrored; they tell which shape it is.

Objects as `agent.scene` reads them were tried in place of connected ink, with the network as it is: for the solvers
`seed`, `transformation` and `same-different` 39, 38 and 38 of the Basic problems are solved, not 39, 41 and 40; and 38,
38 and 37 where holes and cores are the scene's, too (a throwaway change of this file, not trained anew).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.object_crops import object_crops
from agent.network.polar.polar_fourier import VIEWS, Index, PolarFourier, bilinear, energy, smoothed
from agent.vision import components

# Part of the network: other values need it trained anew. Set by hand on the pairs that it learns from.
INK = 0.25  # ink above which a pixel belongs to an object; thin antialiased lines have no darker ones
# Circles about the centre of an object on which its ink is read; fixed with the network, which reads what they give.
CIRCLES = PolarFourier(radii=8, samples=64, harmonics=16)
MOST = 9  # objects, the largest, that are kept of a figure
INVARIANTS = VIEWS * CIRCLES.radii * (CIRCLES.harmonics + 1) + 1  # numbers that tell the shape and size of an object
COUNTS = 13  # classes of the number of objects: 0 to 12
SUMMARY = COUNTS + 4  # numbers of a figure: the number one-hot, mean place (3), spread of sizes
_SMALLEST = 0.04  # least radius, as a share of the side; dots and specks are no objects


class ObjectRegions(NamedTuple):
    """The objects of N figures; entries beyond the last object of a figure are 0.

    Attributes
    ----------
    spectrum : numpy.ndarray
        complex64 (N, MOST, VIEWS, radii, harmonics).
    invariant : numpy.ndarray
        float32 (N, MOST, INVARIANTS): magnitudes and log2 of the radius.
    crop : numpy.ndarray
        float32 (N, MOST, 2, CROP, CROP): see `agent.network.object_crops`.
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

    def take(self, index: Index) -> ObjectRegions:
        """The same of chosen figures."""
        return ObjectRegions(self.spectrum[index], self.invariant[index], self.crop[index], self.place[index],
                             self.present[index], self.summary[index])


def object_regions(ink: np.ndarray) -> ObjectRegions:
    """The `ObjectRegions` of figures (N, side, side) of float32 ink."""
    count, side = ink.shape[0], ink.shape[-1]
    sheet = sheet_of(ink)
    labels, found = components.label(sheet > INK)
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
    described = (spectrum, invariant.astype(np.float32), crop, place.astype(np.float32))
    parts = [np.zeros((count, MOST, *values.shape[1:]), values.dtype) for values in described]
    for part, values in zip(parts, described, strict=True):
        part[figure, rank] = values
    present = np.zeros((count, MOST), dtype=bool)
    present[figure, rank] = True
    return ObjectRegions(parts[0], parts[1], parts[2], parts[3], present, _summary(parts[3], present, counts))


def _samples(sheet, labels, label, x, y, radius):
    """The ink of every object on circles, interpolated between pixels, without its neighbours."""
    width = sheet.shape[1]
    top = (y // width * width)[:, None]  # of the square of its figure, beyond which another figure begins
    across = np.clip(x[:, None] + radius[:, None] * CIRCLES.x, 0.0, width - 1.001)
    down = np.clip(y[:, None] + radius[:, None] * CIRCLES.y, top, top + width - 1.001)
    row = np.floor(down[:, :1])
    owner, own = labels.ravel(), label[:, None]

    def counted(pixel):
        found = owner.take(pixel)
        return (found == own) | (found == 0)

    start = row.astype(int) * width
    across, down = across.astype(np.float32), (down - row).astype(np.float32)
    return bilinear(sheet.ravel(), width, across, down, start, counted)


def _summary(place, present, counts):
    """The number of objects of each figure, one-hot, their mean place and the spread of their sizes."""
    number = np.eye(COUNTS, dtype=np.float32)[np.minimum(counts, COUNTS - 1)]
    kept = np.maximum(present.sum(axis=1), 1)[:, None]
    mean = place.sum(axis=1) / kept
    spread = np.sqrt(np.square((place - mean[:, None]) * present[..., None]).sum(axis=1)[:, 2:] / kept)
    return np.concatenate([number, mean, spread], axis=1)


def object_correlations(first: ObjectRegions, second: ObjectRegions) -> np.ndarray:
    """Correlations as in `polar.correlations`, summed over the objects of `first` and the nearest ones of `second`.

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


def sheet_of(ink: np.ndarray) -> np.ndarray:
    """Figures (N, side, side) one below another with a white margin around each: (N * (side + 2), side + 2)."""
    width = ink.shape[-1] + 2
    sheet = np.zeros((len(ink), width, width), dtype=np.float32)
    sheet[:, 1:-1, 1:-1] = ink
    return sheet.reshape(-1, width)


def region_properties(
    sheet: np.ndarray, labels: np.ndarray, found: int, smallest: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The figure, centre x and y, radius and label of every region whose radius exceeds `smallest` pixels.

    Parameters
    ----------
    sheet : numpy.ndarray
        float32, as `sheet_of` makes it; above 0 wherever a label is.
    labels : numpy.ndarray
        int, of the same shape: labels 1 to `found`, each of which occurs, and 0.
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


def ranks(figure: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """The rank of every region among those of its figure by radius, the largest first: int, from 0."""
    order = np.lexsort((-radius, figure))
    starts = np.searchsorted(figure[order], figure[order])
    rank = np.empty(len(figure), dtype=int)
    rank[order] = np.arange(len(figure)) - starts
    return rank
