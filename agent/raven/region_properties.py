"""Objects as numbers: where a silhouette lies, how large and how dark it is, and a crop of its shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agent.raven.silhouette_crops import silhouette_crops
from agent.raven.silhouettes import erode

USUAL = 0.018  # width of the outline, in panel heights, where no object shows one; that of RAVEN


@dataclass(frozen=True, eq=False)
class Places:
    """Where the objects of all panels lie, outer objects first. The unit of length is the height of the panel.

    Attributes
    ----------
    panel : numpy.ndarray
        int (n,), the index of the panel.
    nested : numpy.ndarray
        bool (n,), whether the object lies inside another one.
    centre : numpy.ndarray
        float (n, 2), x and y of the centroid of the silhouette.
    area : numpy.ndarray
        float (n,), the silhouette with its outline.
    """

    panel: np.ndarray
    nested: np.ndarray
    centre: np.ndarray
    area: np.ndarray

    def __len__(self):
        return len(self.panel)


@dataclass(frozen=True, eq=False)
class Looks:
    """What the objects look like, in the order of `Places`.

    Attributes
    ----------
    outline : numpy.ndarray
        float (n,), width of the outline; the problem's median where the fill hides it.
    fill : numpy.ndarray
        float (n,), ink inside the outline, 0 white to 1 black.
    unevenness : numpy.ndarray
        float (n,), mean absolute deviation of that ink: nearly 0 where the fill is one grey.
    crops : numpy.ndarray
        float32 (n, 1, side, side), see `agent.raven.silhouette_crops`.
    pixels : numpy.ndarray
        float (n,), radius in pixels of a disc of the same area: the smaller, the less the other values can be trusted.
    """

    outline: np.ndarray
    fill: np.ndarray
    unevenness: np.ndarray
    crops: np.ndarray
    pixels: np.ndarray


def locate(scene):
    """The `Places` of the silhouettes in `scene`."""
    parts = [_centroids(level, scene.ink.shape[1]) for level in (scene.outer, scene.inner)]
    centre, area = (np.concatenate(column) for column in zip(*parts, strict=True))
    panel = (centre[:, 1] // (scene.height + 2)).astype(int)
    corner = np.stack([np.zeros(len(panel)), panel * (scene.height + 2)], axis=1)
    nested = np.arange(len(area)) >= len(scene.outer.rim)
    return Places(panel, nested, (centre - corner - 0.5) / scene.height, area / scene.height**2)


def describe(scene):
    """The `Looks` of the silhouettes in `scene`."""
    rims = np.concatenate([scene.outer.rim, scene.inner.rim])
    shown = rims[~np.isnan(rims)]
    outline = np.where(np.isnan(rims), np.median(shown) if len(shown) else USUAL * scene.height, rims)
    covered = np.zeros(scene.ink.shape, bool)
    covered.ravel()[scene.inner.pixels] = True
    free = erode(~covered, square=True).ravel()[scene.outer.pixels]
    split = len(scene.outer.rim)
    fill, unevenness = np.concatenate([
        _fills(scene.ink, scene.outer, outline[:split], free),
        _fills(scene.ink, scene.inner, outline[split:], np.ones(len(scene.inner.pixels), bool)),
    ], axis=1)
    levels = (scene.outer, scene.inner)
    area = np.concatenate([np.bincount(level.owner, minlength=len(level.rim)) for level in levels])
    return Looks(outline / scene.height, fill, unevenness, silhouette_crops(scene), np.sqrt(area / np.pi))


def _centroids(level, width):
    """Centroid (n, 2) as x and y, and area (n,) of the silhouettes, in pixels."""
    number = len(level.rim)
    y, x = np.divmod(level.pixels, width)
    area = np.bincount(level.owner, minlength=number)
    centre = np.stack([np.bincount(level.owner, along, number) for along in (x, y)], axis=1)
    return centre / area[:, None], area


def _fills(ink, level, outline, free):
    """The mean ink of the `free` pixels inside the outline, and its mean absolute deviation: (2, n).

    Where nothing but outline is left, of the deepest pixels.
    """
    number = len(level.rim)
    depth = np.where(free, level.depth, 0)
    deepest = np.zeros(number, int)
    np.maximum.at(deepest, level.owner, depth)
    core = depth >= np.minimum(deepest, outline + 2.0)[level.owner]
    owner, shown = level.owner[core], ink.ravel()[level.pixels[core]]
    area = np.bincount(owner, minlength=number)
    mean = np.bincount(owner, shown, number) / area
    return np.stack([mean, np.bincount(owner, np.abs(shown - mean[owner]), number) / area])
