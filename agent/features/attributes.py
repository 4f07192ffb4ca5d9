"""Numbers that describe a figure: counts, areas, sizes and tones."""

from __future__ import annotations

import numpy as np

from agent.scene.segmentation import Segmentation, line_radius

# Width b of the Laplace noise of every attribute, in the attribute's own unit (shares of the side or of the figure, or
# counts): how much two renderings of one drawing differ, set by hand.
NOISE = {
    "components": 0.3,
    "solid objects": 0.3,
    "ink area": 0.01,
    "silhouette area": 0.01,
    "tone": 0.03,
    "width": 0.02,
    "height": 0.02,
    "levels": 0.2,
}

KINDS = ("levels",)  # attributes that tell what a fill is: they are equal or not, and are never added
FILLS = ("tone", "levels", "seen fill")  # how something is filled; the last is the network's


def attributes(view: Segmentation) -> dict:
    """The attributes of a figure by name, each a float or an array. Lengths and areas are shares of the figure's."""
    return {
        "components": view.component_count,
        "solid objects": _solid_objects(view),
        "ink area": _share(view.dark),
        "silhouette area": _share(view.filled),
        "tone": view.ink[view.filled].mean() if view.object_count else 0.0,
        "width": _extent(view.dark.any(axis=0)),
        "height": _extent(view.dark.any(axis=1)),
        "levels": _levels(view.ink[view.depth > 2 * line_radius(view)]),
    }


def _share(mask):
    return np.count_nonzero(mask) / mask.size


def _solid_objects(view):
    if view.object_count == 0:
        return 0
    size, ink = (np.bincount(labels, minlength=view.object_count + 1)[1:]
                 for labels in (view.objects.ravel(), view.objects[view.dark]))
    return int((ink / size > 0.9).sum())


def _levels(ink):
    """Shares of white, middle grey and black in the ink of some pixels, by linear interpolation between the three."""
    if not ink.size:
        return np.zeros(3)
    white, black = np.maximum(1.0 - 2.0 * ink, 0.0).mean(), np.maximum(2.0 * ink - 1.0, 0.0).mean()
    return np.array([white, 1.0 - white - black, black])


def _extent(line):
    """From the first to the last True of a bool vector, as a share of its length."""
    places = np.flatnonzero(line)
    return (places[-1] + 1 - places[0]) / len(line) if places.size else 0.0
