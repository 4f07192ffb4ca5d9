"""Part rotation: each part goes round the middle of the figure by a step of its own, as in a complete line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.features.image_feature import ImageFeature
from agent.rules.prediction import Line, Prediction, average
from agent.vision.components import label_each
from agent.vision.raster import SIDE, grow

# Set by hand, with the Basic problems and generated ones in view.
MOST = 4  # parts that go round; all their orders are tried
LEAST = 6  # pixels of a part; two drawings of the hub differ by fewer
ALIKE = 4.0  # pixels of difference in looks that weigh as much as turning by quite different angles
STILL = np.deg2rad(10.0)  # radians; turns below this are no motion
_MIDDLE = (SIDE - 1) / 2  # of the raster, in pixels


class Parts(NamedTuple):
    """The n connected parts of a picture.

    Attributes
    ----------
    masks : numpy.ndarray
        bool (n, SIDE, SIDE).
    centres : numpy.ndarray
        complex (n,): right + 1j * down from the figure's middle, in pixels.
    looks : numpy.ndarray
        float64 (n, 4): measures that a turn about the middle does not change, in pixels: distance of the centre,
        least and largest distance, square root of the area.
    """

    masks: np.ndarray
    centres: np.ndarray
    looks: np.ndarray


def parts_go_round(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """Each part goes round the middle by as much as the like part of the complete line, upright or turning."""
    predicted = []
    for other in line.examples:
        figures = [line.given[-1], *other[-2:]]
        shared = feature.grown[figures].all(axis=0).reshape(1, SIDE, SIDE)
        hub = grow(shared)[0]
        outside = feature.images[figures].reshape(-1, SIDE, SIDE) & ~hub
        if (np.count_nonzero(outside, axis=(1, 2)) < LEAST).any():
            return
        start, first, second = (_parts(*found) for found in label_each(outside))
        if start is None or first is None or second is None:
            return
        if not len(start.masks) == len(first.masks) == len(second.masks):
            return
        if len(start.masks) == 1 and not hub.any():
            return  # a single part: other relations turn and move whole figures
        steps = _steps(first, second)[_most_alike(start, first)]
        if np.abs(steps).max() < STILL:
            return
        rest = feature.images[figures[0]].reshape(SIDE, SIDE) & hub
        predicted.append([(rest | picture).ravel() for picture in _moved(start, steps)])
    if predicted:
        costs = [feature.costs(np.stack(pictures)) for pictures in zip(*predicted, strict=True)]  # upright, turned
        yield Prediction("parts go round", 0.3, np.min([average(cost) for cost in costs], axis=0))


def _parts(labels: np.ndarray, count: int) -> Parts | None:
    """The `Parts` that are `count` components; None unless there are 1 to MOST and none lies in the very middle."""
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


def _steps(first: Parts, second: Parts) -> np.ndarray:
    """The radians by which every part of `first` goes round to become one of `second`.

    Where parts look alike, several matchings are possible: that by which all turn by the most similar angles is taken.
    """
    unlike, least = _unlike(first, second), np.inf
    best = np.zeros(len(first.masks))
    places = np.arange(len(first.masks))
    for order in permutations(places):
        turn = second.centres[list(order)] / first.centres
        steps = turn / np.abs(turn)
        cost = unlike[places, order].mean() / ALIKE - np.abs(steps.mean())
        if cost < least:
            best, least = np.angle(steps), cost
    return best


def _most_alike(first: Parts, second: Parts) -> list[int]:
    """For every part of `first` the part of `second` that looks most like it, each once; of ties the first order.

    Parts often look exactly alike, so which of several equal matchings is taken matters: `agent.scene.assignment`
    leaves that open, and this must take the same as `_steps`.
    """
    unlike, places = _unlike(first, second), range(len(first.masks))
    return list(min(permutations(places), key=lambda order: unlike[list(places), list(order)].mean()))


def _unlike(first: Parts, second: Parts) -> np.ndarray:
    """How much the looks of each part of `first` differ from those of each part of `second`, in pixels: (n, n)."""
    return np.abs(first.looks[:, None] - second.looks).sum(axis=2)


def _moved(parts: Parts, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two pictures of the parts after they went round by `steps` (radians): upright, and turned with the motion."""
    upright, turned = np.zeros((2, SIDE, SIDE), bool)
    for mask, centre, step in zip(parts.masks, parts.centres, steps, strict=True):
        away = centre * (np.exp(1j * step) - 1.0)
        upright |= ndimage.shift(mask.view(np.uint8), (away.imag, away.real), order=0).astype(bool)
        back = np.array([[np.cos(step), -np.sin(step)], [np.sin(step), np.cos(step)]])  # of (row, column)
        offset = _MIDDLE - back @ np.full(2, _MIDDLE)
        turned |= ndimage.affine_transform(mask.view(np.uint8), back, offset, order=0).astype(bool)
    return upright, turned
