"""The problem's own vocabulary: its components clustered into types, and a count of each a figure."""

from __future__ import annotations

import numpy as np
from PIL import Image
from scipy import ndimage

from agent.vision.morphology import dilate, erode

SMALLEST = 8  # pixels; what is smaller is a speck
LARGEST = 24  # types; with more, the components are fragments and no words
SIZE_TOLERANCE = 0.1
SHAPE_TOLERANCE = 0.1


def component_types(views):
    """How often each type of component occurs: float64 (figures, types).

    Two components are of one type where their boxes agree to a tenth (three pixels at least) and
    their shapes, laid on each other, differ by no more than a tenth of their ink beyond thin seams.
    """
    types, found = [], []
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
    for length, reference in zip(mask.shape, other.shape):
        if abs(length - reference) > max(3, SIZE_TOLERANCE * reference):
            return False
    if mask.shape != other.shape:
        resized = Image.fromarray(mask).resize(other.shape[::-1], Image.Resampling.NEAREST)
        mask = np.asarray(resized)
    different = mask ^ other
    if min(mask.shape) > 6:
        different = dilate(erode(different, 1), 1)
    return np.count_nonzero(different) <= SHAPE_TOLERANCE * min(map(np.count_nonzero, (mask, other)))
