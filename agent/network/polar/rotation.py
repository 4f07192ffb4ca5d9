"""How far one figure is turned against another: correlations over angles and the turns that they suggest."""

from __future__ import annotations

from typing import Any

import numpy as np

from agent.network.fields import MOTIONS
from agent.network.object_regions import object_correlations
from agent.network.polar.polar import correlations
from agent.network.polar.polar_fourier import ANGLES, VIEWS, heights, peaks

# Part of the network: other values need it trained anew.
_CURVES = 2 * 2 * VIEWS  # of whole figures and of objects, turned and mirrored, in both views
CANDIDATES = 2 * VIEWS + 1  # turns to choose from: the peaks of the turned curves, and no turn
BLOCKS = 32  # blocks along a side of the pictures whose overlap is measured
# Numbers of a pair: see `rotation_features`.
FEATURES = _CURVES * (ANGLES + 3) + CANDIDATES * 2 * VIEWS + MOTIONS + 2 * VIEWS


def rotation_features(first: Any, second: Any) -> tuple[np.ndarray, np.ndarray]:
    """The features of N pairs of `Encoding`s, and the turns among which the network chooses.

    Returns
    -------
    features : numpy.ndarray
        float32 (N, FEATURES): every correlation, the height and direction of its peak, the height of every turned
        correlation at each candidate, the overlaps of the pictures under the motions of a square, and how uneven
        both figures are.
    candidates : numpy.ndarray
        float32 (N, CANDIDATES, 2), each (cos, sin): the peaks of the turned correlations, of whole figures and of
        objects, and no turn.
    """
    curves = np.stack([
        correlations(first.polar, second.polar), object_correlations(first.objects, second.objects),
    ], axis=1)
    height, direction = peaks(curves)
    count = len(curves)
    still = np.broadcast_to(np.array([[[1.0, 0.0]]], np.float32), (count, 1, 2))
    candidates = np.concatenate([direction[:, :, 0].reshape(count, -1, 2), still], axis=1)
    turned = curves[:, :, 0].reshape(count, 2 * VIEWS, ANGLES)
    agreement = heights(turned[:, None], candidates[:, :, None])
    parts = (curves, height, direction, agreement, overlaps(first.blocks, second.blocks), first.polar.uneven,
             second.polar.uneven)
    return np.concatenate([part.reshape(count, -1) for part in parts], axis=1), candidates


def overlaps(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The cosines between pictures `after` and pictures `before` under each of the motions of a square.

    Parameters
    ----------
    before, after : numpy.ndarray
        float32 (N, BLOCKS, BLOCKS): see `blocks`.

    Returns
    -------
    numpy.ndarray
        float32 (N, MOTIONS): turned by 0, 90, 180 and 270 degrees counter-clockwise, then the same of the
        mirror image.
    """
    norm = np.sqrt(np.square(before).sum(axis=(1, 2)) * np.square(after).sum(axis=(1, 2))) + 1e-3
    moved = [
        np.rot90(picture, turns, axes=(1, 2)) for picture in (before, before[:, :, ::-1]) for turns in range(4)
    ]
    flat = after.reshape(len(after), -1, 1)
    products = [np.matmul(picture.reshape(len(after), 1, -1), flat)[:, 0, 0] for picture in moved]
    return np.stack(products, axis=1) / norm[:, None]


def blocks(ink: np.ndarray) -> np.ndarray:
    """Ink (N, 1, side, side) averaged over BLOCKS x BLOCKS blocks, so that a shift by a pixel changes little."""
    size = ink.shape[-1] // BLOCKS
    rows = np.add.reduce([ink[:, 0, row::size] for row in range(size)])
    return np.add.reduce([rows[:, :, column::size] for column in range(size)]) / np.float32(size * size)
