"""Crops of objects, each centred and scaled to the radius of the object: the input of the network of objects."""

from __future__ import annotations

import numpy as np

from agent.vision.components import fill_holes

# Part of the network: other values need it trained anew.
CROP = 32  # pixels along a side of a crop
_SAMPLES = 3  # samples along a side of such a pixel, whose mean it is, so that thin lines are not missed
_OUTLINE = 0.12  # mean ink above which a thin line crosses a pixel; set by hand
# Where samples lie along the side of a crop, from -1 to 1.
_STEPS = ((np.arange(_SAMPLES * CROP) + 0.5) / (_SAMPLES * CROP) * 2.0 - 1.0).astype(np.float32)


def object_crops(
    sheet: np.ndarray, labels: np.ndarray, label: np.ndarray, x: np.ndarray, y: np.ndarray, radius: np.ndarray
) -> np.ndarray:
    """The ink of each object and of the paper around it, without its neighbours, and its silhouette.

    Parameters
    ----------
    sheet, labels : numpy.ndarray
        float32 and int (figures * width, width): the ink of square figures one below another, and the label of the
        object at each pixel.
    label, x, y, radius : numpy.ndarray
        (N,): the label of each object, its centre and its radius in pixels.

    Returns
    -------
    numpy.ndarray
        float32 (N, 2, CROP, CROP): the ink, and the silhouette as 0 and 1.
    """
    width = sheet.shape[1]
    top = (y // width).astype(int) * width  # of the figure's own square
    reach = radius[:, None] * _STEPS
    down, across = (np.rint(middle[:, None] + reach).astype(int).clip(0, width - 1) for middle in (y - top, x))
    rows, columns = _sampling(down, width), _sampling(across, width)
    seen = np.empty((len(x), CROP, CROP), np.float32)
    windows = np.stack([top, down[:, 0], down[:, -1] + 1, across[:, 0], across[:, -1] + 1, label], axis=1)
    sources = zip(seen, rows, columns, windows.tolist(), strict=True)
    for crop, row, column, (start, upper, lower, left, right, own) in sources:
        window = slice(start + upper, start + lower), slice(left, right)
        owner = labels[window]
        ink = sheet[window] * ((owner == own) | (owner == 0))
        np.matmul(row[:, upper:lower] @ ink, column[:, left:right].T, out=crop)
    seen /= np.float32(_SAMPLES**2)
    return np.stack([seen, _silhouettes(seen)], axis=1)


def distinct(crops: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The different crops among (N, 2, CROP, CROP), as they first appear, and the place of every crop in these."""
    places: dict[bytes, int] = {}
    place = [places.setdefault(ink.tobytes(), len(places)) for ink in crops[:, 0]]  # silhouettes follow from the ink
    first = np.unique(place, return_index=True)[1]
    return crops[first], place


def _sampling(places, width):
    """How many samples each pixel of a crop takes from each of `width` places: float32 (N, CROP, width)."""
    counts = np.zeros((len(places), CROP, width), np.float32)
    crop, pixel = np.ogrid[:len(places), :CROP]
    for sample in range(_SAMPLES):
        counts[crop, pixel, places[:, sample::_SAMPLES]] += 1.0
    return counts


def _silhouettes(ink):
    """The ink (N, CROP, CROP) and everything that it encloses, as 0 and 1."""
    drawn = np.zeros((len(ink), CROP + 2, CROP + 2), dtype=bool)  # with margins, one crop below the other
    drawn[:, 1:-1, 1:-1] = ink > _OUTLINE
    return fill_holes(drawn.reshape(-1, CROP + 2)).reshape(drawn.shape)[:, 1:-1, 1:-1]
