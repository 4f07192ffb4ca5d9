"""Pairs turned, mirrored and exchanged, with the labels that follow."""

from __future__ import annotations

import numpy as np

# Places in MOTIONS (0, 90, 180, 270, left-right, up-down, diagonal, antidiagonal) after a symmetry.
_MIRRORED_MOTIONS = [0, 3, 2, 1, 4, 5, 7, 6]
_TURNED_MOTIONS = [0, 1, 2, 3, 5, 4, 7, 6]
_EXCHANGED_MOTIONS = [0, 3, 2, 1, 4, 5, 6, 7]
_TURNED_REFLECTIONS = np.array([0, 2, 1, 3])


def moved(ink: np.ndarray, labels: dict, mirror: bool, turns: int) -> tuple[np.ndarray, dict]:
    """Pairs (N, 2, side, side) with both figures mirrored left-right, then turned by `turns` quarter turns.

    Angles count counter-clockwise: a mirror image turns the other way; a quarter turn takes left-right
    to up-down and the direction right to up.
    """
    labels = dict(labels)
    if mirror:
        ink = ink[..., ::-1]
        labels["rotation"] = labels["rotation"] * np.array([1, -1], np.float32)
        labels["shift"] = labels["shift"] * np.array([-1, 1], np.float32)
        labels["motions"] = labels["motions"][:, _MIRRORED_MOTIONS]
    ink = np.ascontiguousarray(np.rot90(ink, turns, axes=(2, 3)))
    for _ in range(turns):
        labels["shift"] = np.stack([labels["shift"][:, 1], -labels["shift"][:, 0]], axis=1)
    if turns % 2:
        labels["reflection"] = _TURNED_REFLECTIONS[labels["reflection"].astype(int)]
        labels["motions"] = labels["motions"][:, _TURNED_MOTIONS]
    return ink, labels


def exchanged(ink: np.ndarray, labels: dict, masks: dict) -> tuple[np.ndarray, dict, dict]:
    """Pairs with before and after exchanged."""
    return np.ascontiguousarray(ink[:, ::-1]), *exchanged_labels(labels, masks)


def exchanged_labels(labels: dict, masks: dict) -> tuple[dict, dict]:
    """Their labels and masks."""
    other = {"ink_added": "ink_removed", "ink_removed": "ink_added"}
    for name in labels:
        stem, _, end = name.rpartition("_")
        if end in ("before", "after"):
            other[name] = f"{stem}_{'after' if end == 'before' else 'before'}"
    labels = {other.get(name, name): array for name, array in labels.items()}
    masks = {other.get(name, name): array for name, array in masks.items()}
    labels["rotation"] = labels["rotation"] * np.array([1, -1], np.float32)
    for name in ("shift", "size", "number", "fill", "shape"):
        labels[name] = -labels[name]
    labels["motions"] = labels["motions"][:, _EXCHANGED_MOTIONS]
    return labels, masks
