"""The labels of a pair, measured from its drawings: exact values, and masks where a label has no meaning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from problems.drawing.fills import fill_level
from problems.drawing.item import Drawing, Item
from problems.drawing.shapes import SHAPE_CLASSES, SHAPES
from problems.drawing.symmetry import MOTIONS, rigid_labels, same, state

STRETCHED = {"circle": "ellipse", "square": "rectangle"}
CLASS_INDEX = {name: k for k, name in enumerate(SHAPE_CLASSES)}

# name -> numbers a pair; `measure` and `ink_labels` say what they mean
LABELS = {
    "rotation": 2, "reflection": 1, "motions": len(MOTIONS),
    "number": 1, "number_before": 1, "number_after": 1,
    "fill": 1, "fill_before": 1, "fill_after": 1,
    "shape": len(SHAPE_CLASSES), "shapes_before": len(SHAPE_CLASSES), "shapes_after": len(SHAPE_CLASSES),
    "size": 1, "shift": 2, "ink_added": 1, "ink_removed": 1, "identical": 1,
}  # fmt: skip


class DrawnPair(NamedTuple):
    """Two drawings and how the second came from the first.

    `moved` is `before` after its rigid steps alone, None where its items have no counterparts (their
    number or shape changed); `changes` names the kinds of steps, `layout` the layout of `before`.
    """

    before: tuple
    after: tuple
    moved: tuple | None
    changes: tuple
    layout: str


def shape_class(item: Item) -> str:
    """The name in `SHAPE_CLASSES` of what is seen: a stretched circle is an ellipse."""
    return STRETCHED.get(item.shape, item.shape) if item.aspect != 1.0 else item.shape


def figure_values(drawing: Drawing) -> tuple[int, float, np.ndarray, float, float, float]:
    """Number of items, mean fill, present shapes, mean size and mean centre of one drawing."""
    present = np.zeros(len(SHAPE_CLASSES), dtype=np.float32)
    count = len(drawing)
    if not count:
        return 0, 0.0, present, 0.0, 0.5, 0.5
    full = size = x = y = 0.0
    for item in drawing:
        present[CLASS_INDEX[shape_class(item)]] = 1.0
        full += 0.0 if SHAPES[item.shape].thin else fill_level(item)
        size, x, y = size + item.size, x + item.x, y + item.y
    return count, full / count, present, size / count, x / count, y / count


def measure(pair: DrawnPair) -> tuple[dict, dict]:
    """The labels and masks of a pair that its drawings tell: two dicts of name -> value.

    rotation : (cos, sin) of the turn, counter-clockwise as seen; see `rigid_labels` for where it is defined.
    reflection : class 0 none, 1 left-right, 2 up-down, 3 diagonal.
    motions : for each of `problems.drawing.symmetry.MOTIONS` whether it alone carries the items' places and outlines.
    number_*, number : items (a shape inside another is an item of its own), difference; undefined for blocks
        that share edges.
    fill_*, fill : mean of `problems.drawing.fills.fill_level` over the items (lines count 0), difference.
    shapes_*, shape : presence of each of `SHAPE_CLASSES`, difference.
    size : log2 of the ratio of mean sizes; undefined where shapes change, at stretches and empty figures.
    shift : movement of the mean centre in fractions of the side, right and down; undefined where empty.
    identical : 1 where both drawings look the same.
    """
    count_a, fill_a, shapes_a, size_a, x_a, y_a = figure_values(pair.before)
    count_b, fill_b, shapes_b, size_b, x_b, y_b = figure_values(pair.after)
    both = float(count_a > 0 and count_b > 0)
    change = shapes_b - shapes_a
    sized = both and not change.any() and "stretch" not in pair.changes
    counted = float("blocks" not in pair.layout)
    identical = float(same([state(item) for item in pair.before], [state(item) for item in pair.after]))
    labels = {
        "number_before": count_a, "number_after": count_b, "number": count_b - count_a,
        "fill_before": fill_a, "fill_after": fill_b, "fill": fill_b - fill_a,
        "shapes_before": shapes_a, "shapes_after": shapes_b, "shape": change,
        "size": math.log2(size_b / size_a) if sized else 0.0,
        "shift": (x_b - x_a, y_b - y_a) if both else (0.0, 0.0), "identical": identical,
    }  # fmt: skip
    masks = {"fill_before": float(count_a > 0), "fill_after": float(count_b > 0), "fill": both,
             "size": float(sized), "shift": both,
             "number": counted, "number_before": counted, "number_after": counted}  # fmt: skip
    _measure_motion(pair, labels, masks)
    return labels, masks


def _measure_motion(pair: DrawnPair, labels: dict, masks: dict) -> None:
    """Write rotation, reflection and motions with their masks."""
    rotation = reflection = None
    motions = (0.0,) * len(MOTIONS)
    if pair.moved is not None:
        same_fills = "fill" not in pair.changes
        rotation, reflection, motions = rigid_labels(pair.before, pair.moved, fills=same_fills)
    angle = math.radians(rotation or 0.0)
    labels.update(rotation=(math.cos(angle), math.sin(angle)), reflection=reflection or 0, motions=motions)
    masks["rotation"] = float(rotation is not None)
    masks["reflection"] = float(reflection is not None)
    masks["motions"] = float(pair.moved is not None and len(pair.before) > 0)


def ink_labels(before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fractions of the pixels that gain and that lose ink: two arrays (N,) of (N, 1, H, W) pictures."""
    difference = (after - before).reshape(len(before), -1)
    added = np.maximum(difference, 0.0).mean(axis=1)
    return added, added - difference.mean(axis=1)


def stacked(measured: Sequence[tuple[dict, dict]], before: np.ndarray, after: np.ndarray) -> tuple[dict, dict]:
    """Labels and masks of a batch: dicts of float32 (N,) or, for the longer labels, (N, numbers)."""
    added, removed = ink_labels(before, after)
    labels = {"ink_added": added.astype(np.float32), "ink_removed": removed.astype(np.float32)}
    masks = {}
    for name in LABELS:
        if name not in labels:
            labels[name] = np.array([values[name] for values, _ in measured], dtype=np.float32)
        masks[name] = np.array([defined.get(name, 1.0) for _, defined in measured], dtype=np.float32)
    return labels, masks
