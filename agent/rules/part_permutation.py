"""Part permutation: parts change places as those of a complete line do, and keep their looks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.features.image_feature import ImageFeature
from agent.rules.prediction import Line, Prediction, average
from agent.scene.assignment import match
from agent.vision.raster import SIDE

MOST = 6  # parts that change places; figures of more are taken for a texture, set by hand


class Parts(NamedTuple):
    """The n connected parts of a picture.

    Attributes
    ----------
    centres : numpy.ndarray
        int (n, 2): row and column in pixels.
    looks : numpy.ndarray
        bool (n, SIDE, SIDE): each part moved to the middle.
    """

    centres: np.ndarray
    looks: np.ndarray


def places_exchanged(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """The parts change places as those of the complete line do between its last two figures."""
    predicted = []
    start = parts(feature, line.given[-1])
    for other in line.examples:
        first, second = (parts(feature, figure) for figure in other[-2:])
        if start is None or first is None or second is None:
            return
        if not len(start.looks) == len(first.looks) == len(second.looks):
            return
        away = _distances(second.centres, first.centres)
        before = match(away)  # for each place of `second` the same place in `first`
        # For each place of `second` the part of `first` that is there now.
        source = match(_unlike(second.looks, first.looks) + away / SIDE)
        if (source == before).all():
            return  # nothing moved
        begin = match(_distances(first.centres, start.centres))  # for each place of `first` the part of `start` there
        moving = begin[source]
        ends = (  # each part moves as far as that of the complete line, or exactly into the place of another
            start.centres[moving] + second.centres - first.centres[source],
            start.centres[begin[before]],
        )
        predicted.append([_composed(start.looks[moving], end) for end in ends])
    if predicted:
        costs = [average(feature.costs(np.stack(pictures))) for pictures in zip(*predicted, strict=True)]
        yield Prediction("places exchanged", 0.3, np.min(costs, axis=0))


def parts(feature: ImageFeature, figure: int) -> Parts | None:
    """The `Parts` of a figure's picture; None unless there are 2 to MOST."""
    labels, count = feature.components[figure]
    return _parts(labels.tobytes()) if 2 <= count <= MOST else None


@lru_cache(maxsize=256)  # every line and direction asks for the same figures
def _parts(components: bytes) -> Parts:
    labels = np.frombuffer(components, np.int32).reshape(SIDE, SIDE)
    boxes = ndimage.find_objects(labels)
    centres = np.array([[s.start + (s.stop - s.start) // 2 for s in box] for box in boxes])
    looks = [_moved(labels == k, SIDE // 2 - centre) for k, centre in enumerate(centres, 1)]
    return Parts(centres, np.stack(looks))


def _composed(looks: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The picture (SIDE * SIDE,) of parts at their centres."""
    moved = [_moved(look, centre - SIDE // 2) for look, centre in zip(looks, centres, strict=True)]
    return np.any(moved, axis=0).ravel()


def _moved(mask: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The mask moved by a step (down, right) in whole pixels; what leaves the picture is lost."""
    (to_rows, from_rows), (to_columns, from_columns) = (_shifted(int(along)) for along in step)
    moved = np.zeros_like(mask)
    moved[to_rows, to_columns] = mask[from_rows, from_columns]
    return moved


def _shifted(step: int) -> tuple[slice, slice]:
    """The slices along a side to which and from which a step in pixels moves what stays in the picture."""
    step = min(max(step, -SIDE), SIDE)
    return slice(max(step, 0), SIDE + min(step, 0)), slice(max(-step, 0), SIDE + min(-step, 0))


def _unlike(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The numbers of pixels in which looks differ, (n, m)."""
    return (first[:, None] ^ second[None]).sum(axis=(2, 3))


def _distances(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The distances of centres in pixels, (n, m)."""
    return np.hypot(*(first[:, None] - second[None]).transpose(2, 0, 1))
