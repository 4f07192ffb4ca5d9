"""Silhouettes of the objects in a stack of panels, and of the objects inside these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from agent.vision.components import fill_holes, label

# Set while looking at the RAVEN samples; lengths are shares of the height of a panel.
INK = 0.286  # ink of outlines and dark fills: between RAVEN's fills 196 and 168 of 255; lighter fills are filled holes
THINNEST = 0.016  # half the width of the thinnest object; what is thinner is a speck
THICKEST = 0.045  # width of the widest outline
NOISY = 0.02  # median difference in ink of neighbouring pixels above which there is pixel noise
DIVIDER = 0.95  # share of all panels in which a whole row or column of pixels is dark, where it is a dividing line


@dataclass(frozen=True, eq=False)
class Level:
    """Silhouettes that do not overlap, over all panels; pixels are indices into the flat `SilhouetteStack.ink`.

    Attributes
    ----------
    pixels : numpy.ndarray
        int (m,), the pixels of all silhouettes.
    owner : numpy.ndarray
        int (m,), the number of the silhouette, from 0.
    depth : numpy.ndarray
        int (m,), steps from the rim of the silhouette, from 1.
    rim : numpy.ndarray
        float (n,), width of the dark rim in pixels, nan where all is dark.
    """

    pixels: np.ndarray
    owner: np.ndarray
    depth: np.ndarray
    rim: np.ndarray


@dataclass(frozen=True, eq=False)
class SilhouetteStack:
    """The silhouettes in a stack of panels.

    Attributes
    ----------
    ink : numpy.ndarray
        float32 (panels * (height + 2), width + 2): the panels one below the other, each with a white margin.
    height : int
    outer, inner : Level
        Silhouettes on the paper, and those inside other silhouettes.
    parent : numpy.ndarray
        int, the outer silhouette around each inner one.
    """

    ink: np.ndarray
    height: int
    outer: Level
    inner: Level
    parent: np.ndarray


def stacked(figures):
    """The ink (panels, height, width) of figures of one size, without dividing lines and pixel noise."""
    ink = np.stack([figure.ink for figure in figures])
    dark = ink > INK
    ink[:, :, dark.mean(axis=(0, 1)) > DIVIDER] = 0.0
    ink[:, dark.mean(axis=(0, 2)) > DIVIDER, :] = 0.0
    steps = np.abs(np.diff(ink[:, ::3, ::2]))
    if steps.size and np.median(steps) > NOISY:  # the narrowest figures have none
        ink = ndimage.median_filter(ink, (1, 3, 3))
    return ink


def find_silhouettes(ink, threshold=INK, close=False):
    """The `SilhouetteStack` in `ink`, float (panels, height, width) with 1 for black.

    `threshold` parts ink from paper; `close` bridges gaps of up to two pixels in the outlines.
    """
    panels, height, width = ink.shape
    framed = np.zeros((panels, height + 2, width + 2), np.float32)
    framed[:, 1:-1, 1:-1] = ink
    mosaic = framed.reshape(-1, width + 2)
    mask = mosaic > threshold
    labels, depth = _label(mask, height, close)
    outer = _level(labels, depth, mask)
    rim = np.append(np.inf, np.where(np.isnan(outer.rim), np.inf, outer.rim))
    within = mask & (depth > (rim + 1.0)[labels])
    inner_labels, inner_depth = _label(within, height, close)
    inner = _level(inner_labels, inner_depth, mask)
    parent = np.zeros(len(inner.rim), int)
    parent[inner.owner] = labels.ravel()[inner.pixels] - 1
    return SilhouetteStack(mosaic, height, outer, inner, parent)


def _label(mask, height, close):
    """Labels from 1 of the filled components of `mask` but specks, and the depth of each pixel."""
    if not mask.any():
        return np.zeros(mask.shape, int), np.zeros(mask.shape, np.uint8)
    if close:
        mask = mask | erode(~erode(~mask, square=True), square=True)
    solid = fill_holes(mask)
    depth = _depth(solid, int(np.ceil(THICKEST * height)) + 2)
    labels, number = label(solid)
    keep = np.bincount(labels[depth >= THINNEST * height], minlength=number + 1) > 0
    keep[0] = False
    return np.where(keep, np.cumsum(keep), 0).astype(np.int32)[labels], depth


def erode(solid, square):
    """The pixels of `solid` whose 8 neighbours (4 if not `square`) are solid; nothing outside is."""
    core = np.zeros_like(solid)
    across = solid[:, 1:-1] & solid[:, 2:] & solid[:, :-2]
    if square:
        core[1:-1, 1:-1] = across[1:-1] & across[2:] & across[:-2]
    else:
        core[1:-1, 1:-1] = across[1:-1] & solid[2:, 1:-1] & solid[:-2, 1:-1]
    return core


def _depth(solid, deepest):
    """How many erosions, by a cross and a square in turn, leave a pixel: from 1 at the rim to `deepest`."""
    depth = solid.astype(np.uint8)
    for step in range(1, deepest):
        solid = erode(solid, square=step % 2 == 0)
        depth += solid
    return depth


def _level(labels, depth, mask):
    pixels = np.flatnonzero(labels)
    owner = labels.ravel()[pixels] - 1
    steps = depth.ravel()[pixels].astype(np.int64)
    number, deepest = int(labels.max()), int(depth.max(initial=1))
    ring = owner * (deepest + 1) + steps
    size = number * (deepest + 1)
    count = np.bincount(ring, minlength=size).reshape(number, deepest + 1)
    dark = np.bincount(ring, weights=mask.ravel()[pixels], minlength=size).reshape(number, deepest + 1)
    light = (dark < 0.5 * count) & (count > 0)
    light[:, :2] = False  # depth 1 is the rim itself
    return Level(pixels, owner, steps, np.where(light.any(axis=1), np.argmax(light, axis=1) - 1.0, np.nan))
