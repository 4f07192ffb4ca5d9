"""Parts that go round the figure's middle, each by a step of its own, as those of the reference do."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.rules.prediction import Prediction, average
from agent.scene.assignment import match
from agent.vision.morphology import label
from agent.vision.raster import SIDE, grow

MOST = 4  # parts that go round
LEAST = 6  # pixels of a part; less is what two drawings of the hub differ by
ALIKE = 4.0  # pixels of difference in looks that weigh as much as not going round together
STILL = np.deg2rad(10.0)  # turns below which nothing has moved
_MIDDLE = (SIDE - 1) / 2


class Parts(NamedTuple):
    """The n connected parts of a picture.

    Attributes
    ----------
    masks : numpy.ndarray
        bool (n, SIDE, SIDE).
    centres : numpy.ndarray
        complex (n,): right + 1j * down from the figure's middle, in pixels.
    looks : numpy.ndarray
        float64 (n, 4): what a turn about the middle leaves as it is, in pixels: distance of the centre, least
        and largest distance, square root of the area.
    """

    masks: np.ndarray
    centres: np.ndarray
    looks: np.ndarray


def parts_go_round(feature, line):
    """Each part goes round the middle by as much as the reference's part of its kind, upright or turned."""
    predicted = []
    for other in line.examples:
        figures = [line.given[-1], *other[-2:]]
        shared = feature.grown[figures].all(axis=0).reshape(1, SIDE, SIDE)
        hub = grow(shared)[0]
        start, first, second = (_parts(feature.images[i].reshape(SIDE, SIDE) & ~hub) for i in figures)
        if start is None or first is None or second is None:
            return
        if not len(start.masks) == len(first.masks) == len(second.masks):
            return
        if len(start.masks) == 1 and not hub.any():
            return  # a single part may as well turn or move on
        steps = _steps(first, second)[match(_unlike(start, first))]
        if np.abs(steps).max() < STILL:
            return
        rest = feature.images[figures[0]].reshape(SIDE, SIDE) & hub
        predicted.append([(rest | picture).ravel() for picture in _moved(start, steps)])
    if predicted:
        costs = [feature.costs(np.stack(pictures)) for pictures in zip(*predicted)]  # upright, turned
        yield Prediction("parts go round", 0.3, np.min([average(cost) for cost in costs], axis=0))


def _parts(mask):
    """The `Parts` of a bool picture, None unless there are 1 to MOST, none of them in the very middle."""
    labels, count = label(mask)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    kept = np.flatnonzero(sizes >= LEAST) + 1
    if not 1 <= len(kept) <= MOST:
        return None
    masks = labels == kept[:, None, None]
    centres, looks = [], []
    for part in masks:
        rows, columns = np.nonzero(part)
        place = columns - _MIDDLE + 1j * (rows - _MIDDLE)
        distance = np.abs(place)
        centres.append(place.mean())
        looks.append((abs(centres[-1]), distance.min(), distance.max(), np.sqrt(len(rows))))
    if np.min(np.abs(centres)) < 1.0:
        return None
    return Parts(masks, np.array(centres), np.array(looks))


def _steps(first, second):
    """Radians by which every part of `first` goes round to become one of `second`.

    Parts that look alike could each be any of the others: they go round together if they can.
    """
    best, least, unlike = None, np.inf, _unlike(first, second)
    places = np.arange(len(first.masks))
    for order in permutations(places):
        turn = second.centres[list(order)] / first.centres
        steps = turn / np.abs(turn)
        apart = unlike[places, order].mean() / ALIKE - np.abs(steps.mean())
        if apart < least:
            best, least = np.angle(steps), apart
    return best


def _unlike(first, second):
    """How much the looks of each part of `first` differ from those of each part of `second`, in pixels: (n, n)."""
    return np.abs(first.looks[:, None] - second.looks).sum(axis=2)


def _moved(parts, steps):
    """Two pictures of the parts gone round by `steps` (radians): upright, and turned with it."""
    upright, turned = np.zeros((2, SIDE, SIDE), bool)
    for mask, centre, step in zip(parts.masks, parts.centres, steps):
        away = centre * (np.exp(1j * step) - 1.0)
        upright |= ndimage.shift(mask.view(np.uint8), (away.imag, away.real), order=0).astype(bool)
        back = np.array([[np.cos(step), -np.sin(step)], [np.sin(step), np.cos(step)]])  # of (row, column)
        offset = _MIDDLE - back @ np.full(2, _MIDDLE)
        turned |= ndimage.affine_transform(mask.view(np.uint8), back, offset, order=0).astype(bool)
    return upright, turned
