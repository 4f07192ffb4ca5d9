"""Parts that change places, each keeping its look, as those of the reference do."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.rules.prediction import Prediction, average
from agent.scene.assignment import match
from agent.vision.morphology import label
from agent.vision.raster import SIDE

MOST = 6  # parts that change places; many more are a texture


class Parts(NamedTuple):
    """Connected parts of a picture: centres (n, 2) in pixels and looks (n, SIDE, SIDE), each in the middle."""

    centres: np.ndarray
    looks: np.ndarray


def places_exchanged(feature, line):
    """The parts change places as the reference's parts did from its last figure but one to its last."""
    predicted = []
    start = parts(feature.images[line.given[-1]])
    for other in line.examples:
        first, second = (parts(feature.images[index]) for index in other[-2:])
        if start is None or first is None or second is None:
            return
        if not len(start.looks) == len(first.looks) == len(second.looks):
            return
        away = _away(second.centres, first.centres)
        before = match(away)  # the place of `first` that each place of `second` is
        source = match(_unlike(second.looks, first.looks) + away / SIDE)  # the part of `first` that is there
        if (source == before).all():
            return  # nothing moved
        begin = match(_away(first.centres, start.centres))  # the part of `start` at each place of `first`
        moving = begin[source]
        ends = (  # as far as those of the reference, for parts of other looks lie a little beside; or into the places
            start.centres[moving] + second.centres - first.centres[source],
            start.centres[begin[before]],
        )
        predicted.append([_composed(start.looks[moving], end) for end in ends])
    if predicted:
        costs = [average(feature.costs(np.stack(pictures))) for pictures in zip(*predicted)]
        yield Prediction("places exchanged", 0.3, np.min(costs, axis=0))


def parts(image):
    """The `Parts` of a bool picture (SIDE * SIDE,), None unless there are 2 to MOST."""
    return _parts(image.tobytes())


@lru_cache(maxsize=256)  # the same figures are asked for in every line and direction
def _parts(pixels):
    labels, count = label(np.frombuffer(pixels, bool).reshape(SIDE, SIDE))
    if not 2 <= count <= MOST:
        return None
    boxes = ndimage.find_objects(labels)
    centres = np.array([[s.start + (s.stop - s.start) // 2 for s in box] for box in boxes])
    looks = [_moved(labels == k, SIDE // 2 - centre) for k, centre in enumerate(centres, 1)]
    return Parts(centres, np.stack(looks))


def _composed(looks, centres):
    """The picture (SIDE * SIDE,) of parts at their centres."""
    moved = [_moved(look, centre - SIDE // 2) for look, centre in zip(looks, centres)]
    return np.any(moved, axis=0).ravel()


def _moved(mask, step):
    """The mask moved by a step (down, right) in whole pixels; what leaves the picture is lost."""
    (to_rows, from_rows), (to_columns, from_columns) = (_shifted(int(along)) for along in step)
    moved = np.zeros_like(mask)
    moved[to_rows, to_columns] = mask[from_rows, from_columns]
    return moved


def _shifted(step):
    """The slices along a side to which, and from which, a step of whole pixels moves what stays in the picture."""
    step = min(max(step, -SIDE), SIDE)
    return slice(max(step, 0), SIDE + min(step, 0)), slice(max(-step, 0), SIDE + min(-step, 0))


def _unlike(first, second):
    """Pixels in which looks differ, (n, m)."""
    return (first[:, None] ^ second[None]).sum(axis=(2, 3))


def _away(first, second):
    """Distances of centres, (n, m)."""
    return np.hypot(*(first[:, None] - second[None]).transpose(2, 0, 1))
