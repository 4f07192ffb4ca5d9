"""Types of components: those of all figures of a problem in clusters, and how many of each a figure has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image
from scipy import ndimage

from agent.scene.segmentation import Segmentation
from agent.vision.morphology import dilate, erode

# All set by hand, with the Basic problems and generated ones in view.
SMALLEST = 8  # pixels of a component; what is smaller is a speck
LARGEST = 24  # types; where there are more, components are fragments, and types mean nothing
SIZE_TOLERANCE = 0.1  # share by which the sides of two boxes of one type may differ
SHAPE_TOLERANCE = 0.1  # share of its ink by which two components of one type may differ


def component_types(views: Sequence[Segmentation]) -> np.ndarray:
    """How many components of each type each figure has: float64 (figures, types).

    Two components are of one type where the sides of their boxes differ by a tenth at most (or by three pixels), and
    their shapes, one laid on the other, by a tenth of their ink at most, thin seams left out. No types where there
    would be more than LARGEST.
    """
    types: list[np.ndarray] = []
    found = []
    for index, view in enumerate(views):
        for number, place in enumerate(ndimage.find_objects(view.components), 1):
            mask = view.components[place] == number
            if np.count_nonzero(mask) < SMALLEST:
                continue
            kind = next((k for k, other in enumerate(types) if _alike(mask, other)), len(types))
            if kind == len(types):
                types.append(mask)
                if kind == LARGEST:
                    return np.zeros((len(views), 0))
            found.append((index, kind))
    counts = np.zeros((len(views), len(types)))
    for index, kind in found:
        counts[index, kind] += 1
    return counts


def _alike(mask, other):
    for length, reference in zip(mask.shape, other.shape, strict=True):
        if abs(length - reference) > max(3, SIZE_TOLERANCE * reference):
            return False
    if mask.shape != other.shape:
        resized = Image.fromarray(mask).resize(other.shape[::-1], Image.Resampling.NEAREST)
        mask = np.asarray(resized)
    different = mask ^ other
    if min(mask.shape) > 6:
        different = dilate(erode(different, 1), 1)
    return np.count_nonzero(different) <= SHAPE_TOLERANCE * min(map(np.count_nonzero, (mask, other)))
