"""Crops of objects, each centred and scaled to its own radius: what the network of objects sees."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

CROP = 32  # pixels of a crop's side
_SAMPLES = 3  # along a pixel's side; a pixel is their mean, so that no line falls between them
_OUTLINE = 0.12  # the mean ink of a pixel that a thin line crosses
_STEPS = ((np.arange(_SAMPLES * CROP) + 0.5) / (_SAMPLES * CROP) * 2.0 - 1.0).astype(np.float32)


def object_crops(sheet, labels, label, x, y, radius):
    """The ink of objects and of the paper around them, without their neighbours', and their silhouettes.

    Parameters
    ----------
    sheet, labels : numpy.ndarray
        float32 and int (figures * width, width): ink of square figures one below another, and which object
        each pixel belongs to.
    label, x, y, radius : numpy.ndarray
        (N,): each object's label, its centre and its radius in pixels.

    Returns
    -------
    numpy.ndarray
        float32 (N, 2, CROP, CROP): the ink, and 1 wherever paper does not lead out of the crop.
    """
    width = sheet.shape[1]
    top = (y // width).astype(int) * width  # of the figure's own square
    reach = radius[:, None] * _STEPS
    down, across = (np.rint(middle[:, None] + reach).astype(int).clip(0, width - 1) for middle in (y - top, x))
    rows, columns = _sampling(down, width), _sampling(across, width)
    seen = np.empty((len(x), CROP, CROP), np.float32)
    windows = np.stack([top, down[:, 0], down[:, -1] + 1, across[:, 0], across[:, -1] + 1, label], axis=1)
    for crop, row, column, (start, upper, lower, left, right, own) in zip(seen, rows, columns, windows.tolist(), strict=True):
        window = slice(start + upper, start + lower), slice(left, right)
        owner = labels[window]
        ink = sheet[window] * ((owner == own) | (owner == 0))
        np.matmul(row[:, upper:lower] @ ink, column[:, left:right].T, out=crop)
    seen /= np.float32(_SAMPLES**2)
    return np.stack([seen, _silhouettes(seen)], axis=1)


def distinct(crops):
    """Those of crops (N, 2, CROP, CROP) that differ, as they first appear, and every crop's place among them."""
    places = {}
    place = [places.setdefault(ink.tobytes(), len(places)) for ink in crops[:, 0]]  # silhouettes follow from the ink
    first = np.unique(place, return_index=True)[1]
    return crops[first], place


def _sampling(places, width):
    """How often each pixel of a crop samples each of `width` places, float32 (N, CROP, width)."""
    counts = np.zeros((len(places), CROP, width), np.float32)
    crop, pixel = np.ogrid[:len(places), :CROP]
    for sample in range(_SAMPLES):
        counts[crop, pixel, places[:, sample::_SAMPLES]] += 1.0
    return counts


def _silhouettes(ink):
    """Ink (N, CROP, CROP) with everything it encloses, as 0 and 1."""
    paper = np.ones((len(ink), CROP + 2, CROP + 2), dtype=bool)
    paper[:, 1:-1, 1:-1] = ink <= _OUTLINE
    labels, _ = ndimage.label(paper.reshape(-1, CROP + 2))
    outside = labels == labels[:1, :1]  # the margins of all crops are connected
    return ~outside.reshape(paper.shape)[:, 1:-1, 1:-1]
