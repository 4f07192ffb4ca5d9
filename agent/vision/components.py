"""Connected components of masks, and masks with their holes filled: of many masks in one call.

The masks are laid out on one sheet, each cut to what it holds and with paper around it, so that nothing connects two
of them. Whatever works on components gets them here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from agent.vision.morphology import bounding_box

EIGHT = np.ones((3, 3), bool)  # pixels that touch at a corner are connected
FOUR = ndimage.generate_binary_structure(2, 1)  # only those that share a side

Window = tuple[slice, slice]


def label(mask: np.ndarray, neighbours: np.ndarray = EIGHT) -> tuple[np.ndarray, int]:
    """The connected components of a bool mask (height, width): int32 labels from 1, and how many there are.

    They are numbered in the order of their first pixels, row by row.
    """
    return label_each([mask], neighbours)[0]


def label_each(masks: Sequence[np.ndarray], neighbours: np.ndarray = EIGHT) -> list[tuple[np.ndarray, int]]:
    """The same of many masks, which may differ in shape."""
    sheet, windows, boxes = _sheet(masks)
    labelled = ndimage.label(sheet, neighbours)[0] if sheet.any() else np.zeros(sheet.shape, np.int32)
    found, before = [], 0
    for mask, window, box in zip(masks, windows, boxes, strict=True):
        own, labels = np.zeros(mask.shape, np.int32), labelled[window]
        last = int(labels.max(initial=before))  # labels go on from mask to mask
        np.maximum(labels - before, 0, out=own[box])
        found.append((own, last - before))
        before = last
    return found


def components(mask: np.ndarray, neighbours: np.ndarray = EIGHT) -> list[np.ndarray]:
    """The connected components of a bool mask (height, width) in the same order, each a bool mask."""
    labels, count = label(mask, neighbours)
    return [labels == number for number in range(1, count + 1)]


def fill_holes(mask: np.ndarray) -> np.ndarray:
    """A bool mask (height, width) with its holes filled."""
    return fill_each([mask])[0]


def fill_each(masks: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Bool masks, which may differ in shape, each with its holes filled."""
    sheet, windows, boxes = _sheet(masks)
    if sheet.any():
        paper = ndimage.label(~sheet, FOUR)[0]
        sheet = paper != paper[0, 0]  # the paper around all of them is connected
    filled = [np.zeros(mask.shape, bool) for mask in masks]
    for whole, window, box in zip(filled, windows, boxes, strict=True):
        whole[box] = sheet[window]
    return filled


def _sheet(masks: Sequence[np.ndarray]) -> tuple[np.ndarray, list[Window], list[Window]]:
    """Masks one below another, bool, and of each the window there and its own box that the window shows."""
    boxes = [bounding_box(mask) for mask in masks]
    sizes = [(rows.stop - rows.start, columns.stop - columns.start) for rows, columns in boxes]
    sheet = np.zeros((sum(height + 1 for height, _ in sizes) + 1, max((w for _, w in sizes), default=0) + 2), bool)
    windows, top = [], 1
    for mask, box, (height, width) in zip(masks, boxes, sizes, strict=True):
        windows.append((slice(top, top + height), slice(1, 1 + width)))
        sheet[windows[-1]] = mask[box]
        top += height + 1
    return sheet, windows, boxes
