"""Numbers that describe a figure: counts, areas, sizes and tones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agent.scene.containment import Nesting
from agent.scene.segmentation import Segmentation
from agent.vision.components import FOUR, label_each
from agent.vision.morphology import erode

# All set by hand, with the Basic problems and generated ones in view. Lengths are shares of the figure's side.
CORE = 0.05  # depth to which silhouettes are eroded to part those that touch
_RADII = (0.2, 0.3, 0.4)  # of the circles on which crossings of ink are counted
_STEPS = 240  # points on such a circle

# Width b of the Laplace noise of every attribute, in the attribute's own unit (shares of the side or of the figure,
# counts, octaves of proportions): how much two renderings of one drawing differ, set by hand.
NOISE = {
    "components": 0.3,
    "solid objects": 0.3,
    "cores": 0.3,
    "ink area": 0.01,
    "silhouette area": 0.01,
    "tone": 0.03,
    "width": 0.02,
    "height": 0.02,
    "object size": 0.02,
    "aspect": 0.1,
    "crossings": 0.5,
    "ground": 0.05,
    "levels": 0.2,
}

KINDS = ("levels",)  # attributes that tell what a fill is: they are equal or not, and are never added
FILLS = ("tone", "levels", "ground", "seen fill")  # how something is filled; the last is the network's


def attributes(views: Sequence[Segmentation], nestings: Sequence[Nesting], mains: Sequence[np.ndarray]) -> list[dict]:
    """The attributes of each figure by name, each a float or an array.

    `mains` are the silhouettes of the main objects. Lengths and areas are shares of the figure's.
    """
    cores = _cores([view.filled for view in views])
    return [_attributes(*each) for each in zip(views, nestings, mains, cores, strict=True)]


def _attributes(view, nested, main, cores):
    silhouette, objects = _share(view.filled), view.object_count
    return {
        "components": view.component_count,
        "solid objects": _solid_objects(view),
        "cores": cores,
        "ink area": _share(view.dark),
        "silhouette area": silhouette,
        "tone": view.ink[view.filled].mean() if objects else 0.0,
        "width": _extent(view.dark.any(axis=0)),
        "height": _extent(view.dark.any(axis=1)),
        "object size": np.sqrt(silhouette / objects) if objects else 0.0,
        "aspect": _aspect(main),
        "crossings": _crossings(view.dark, _RADII),
        "ground": nested.background,
        "levels": _levels(view.ink[nested.inside]),
    }


def _share(mask):
    return np.count_nonzero(mask) / mask.size


def _solid_objects(view):
    if view.object_count == 0:
        return 0
    size, ink = (np.bincount(labels, minlength=view.object_count + 1)[1:]
                 for labels in (view.objects.ravel(), view.objects[view.dark]))
    return int((ink / size > 0.9).sum())


def _cores(silhouettes):
    """The number of silhouettes of each figure after an erosion, which parts those that only touch."""
    depths = [erode(filled, max(1, round(CORE * max(filled.shape)))) for filled in silhouettes]
    return [count for _, count in label_each(depths, FOUR)]


def _levels(ink):
    """Shares of white, middle grey and black in the ink of some pixels, by linear interpolation between the three."""
    if not ink.size:
        return np.zeros(3)
    white, black = np.maximum(1.0 - 2.0 * ink, 0.0).mean(), np.maximum(2.0 * ink - 1.0, 0.0).mean()
    return np.array([white, 1.0 - white - black, black])


def _aspect(mask):
    """log2 of height over width of what a mask holds."""
    if not mask.any():
        return 0.0
    return float(np.log2(np.count_nonzero(mask.any(1)) / np.count_nonzero(mask.any(0))))


def _crossings(dark, radii):
    """How many times circles around the middle of the figure enter ink: an array, one count for each circle."""
    angle = np.arange(_STEPS) * (2 * np.pi / _STEPS)
    rows, columns = (
        np.int64((0.5 + np.outer(radii, function(angle))) * length)
        for function, length in zip((np.sin, np.cos), dark.shape, strict=True)
    )
    met = dark[rows, columns]
    return (met & ~np.roll(met, 1, axis=1)).sum(axis=1)


def _extent(line):
    """From the first to the last True of a bool vector, as a share of its length."""
    places = np.flatnonzero(line)
    return (places[-1] + 1 - places[0]) / len(line) if places.size else 0.0
