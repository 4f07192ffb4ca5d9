"""Attributes of objects as probabilities of levels: size from the area of the silhouette, grey from its ink."""

from __future__ import annotations

import numpy as np

from agent.raven.object_types import SIDES, TYPES, doubted

SIZES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # circumradius as a share of the reach of the slot; those of RAVEN
GREYS = (0.0, 0.122, 0.231, 0.341, 0.451, 0.561, 0.671, 0.78, 0.89, 1.0)  # ink; those of RAVEN
TRUNCATED = 0.003  # panel heights by which drawing to whole pixels shortens an inradius: half a pixel of 160


def size_levels(places, looks, types, reach):
    """P(size) of each object in a slot of `reach`, from P(type), (n, types or more): (n, sizes).

    A polygon of k sides with inradius r has the area k tan(pi / k) r^2. The inradius of the silhouette is larger by
    half the (median) outline and smaller by what drawing to whole pixels cuts off.
    """
    inradius = np.sqrt(places.area[:, None] / _AREAS) - np.median(looks.outline) / 2 + TRUNCATED
    size = inradius / _APOTHEMS / reach
    spread = np.hypot(0.01, 0.75 * TRUNCATED / _APOTHEMS / reach)
    deviation = (size[:, :, None] - np.array(SIZES)) / spread[:, None]
    given = np.exp(-0.5 * deviation**2) + 1e-12
    given /= given.sum(axis=2, keepdims=True)
    known = types[:, : len(TYPES)]
    unknown = 1.0 - known.sum(axis=1, keepdims=True)
    return doubted(np.sum(known[:, :, None] * given, axis=1) + unknown / len(SIZES))


def grey_levels(looks):
    """P(grey) of each object: (n, greys)."""
    spread = 0.02 + 0.15 / np.maximum(looks.pixels, 1.0)
    likelihood = np.exp(-0.5 * ((looks.fill[:, None] - np.array(GREYS)) / spread[:, None]) ** 2) + 1e-12
    return doubted(likelihood / likelihood.sum(axis=1, keepdims=True))


_AREAS = np.array([k * np.tan(np.pi / k) if k else np.pi for k in SIDES])  # of inradius 1
_APOTHEMS = np.array([np.cos(np.pi / k) if k else 1.0 for k in SIDES])  # inradii of circumradius 1
