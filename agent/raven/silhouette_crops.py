"""Crops of silhouettes as the object network sees objects: each centred, and scaled to its farthest pixel."""

from __future__ import annotations

import numpy as np

from agent.network.object_network import CROP, MARGIN


def silhouette_crops(scene):
    """The share of every pixel of a crop inside the silhouette: float32 (n, 1, CROP, CROP), outer silhouettes first."""
    return np.concatenate([_level_crops(level, scene.ink.shape[1]) for level in (scene.outer, scene.inner)])


def _level_crops(level, width):
    """The crops of one level, in a stack `width` pixels wide, whose pixels are taken as squares."""
    number = len(level.rim)
    if not number:
        return np.zeros((0, 1, CROP, CROP), np.float32)
    owner = level.owner
    y, x = np.divmod(level.pixels, width)
    area = np.bincount(owner, minlength=number)
    centre_y, centre_x = (np.bincount(owner, along, number) / area for along in (y, x))
    farthest = np.zeros(number)
    np.maximum.at(farthest, owner, np.hypot(y - centre_y[owner], x - centre_x[owner]))
    top, left = (np.floor(centre - farthest).astype(int) for centre in (centre_y, centre_x))
    side = 2 * int(farthest.max()) + 3  # of a window that holds the largest
    windows = np.zeros((number, side, side), np.float32)
    windows[owner, y - top[owner], x - left[owner]] = 1.0
    reach = MARGIN * (farthest + 0.5)
    down = _covering(centre_y - top + 0.5 - reach, 2.0 * reach, side)
    across = _covering(centre_x - left + 0.5 - reach, 2.0 * reach, side)
    return (down @ windows @ across.transpose(0, 2, 1))[:, None]


def _covering(start, length, pixels):
    """The mean over each of CROP equal parts of n stretches of pixels, as matrices: float32 (n, CROP, pixels)."""
    step = length[:, None, None] / CROP
    edges = start[:, None, None] + step * np.arange(CROP + 1)[:, None]
    places = np.arange(pixels)
    overlap = np.minimum(edges[:, 1:], places + 1) - np.maximum(edges[:, :-1], places)
    return (np.maximum(overlap, 0.0) / step).astype(np.float32)
