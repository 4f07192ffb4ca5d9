"""Training pairs kept in memory: drawn once, then seen in sixteen symmetries each.

Turning or mirroring both figures alike, and exchanging them, gives other pairs whose labels follow from
the drawn pair's.
"""

from __future__ import annotations

import numpy as np

from agent.executors import worked_out
from agent.parts import SIDE
from agent.sight import sight
from nets.batches import join, take
from problems.pairs import PairStream

CHUNK = 500  # pairs drawn together, at most

# Places in MOTIONS (0, 90, 180, 270, left-right, up-down, diagonal, antidiagonal) after a symmetry.
_MIRRORED_MOTIONS = [0, 3, 2, 1, 4, 5, 7, 6]
_TURNED_MOTIONS = [0, 1, 2, 3, 5, 4, 7, 6]
_EXCHANGED_MOTIONS = [0, 3, 2, 1, 4, 5, 6, 7]
_TURNED_REFLECTIONS = np.array([0, 2, 1, 3])


class PairPool:
    """Labelled pairs of a `PairStream`, served in random order and in random symmetries.

    Parameters
    ----------
    seed : int
        Of the stream.
    size : int
        Pairs in the pool.
    epoch_pairs : int
        Pairs served an epoch; the pool is drawn from without repetition until it is used up.
    batch_size : int
    jobs : int
        Processes that draw.
    """

    def __init__(self, seed, size, epoch_pairs, batch_size, jobs=1):
        self.epoch_pairs, self.batch_size = epoch_pairs, batch_size
        self.ink = np.empty((size, 2, SIDE, SIDE), np.uint8)
        known, found = [], 0
        for ink, *told in worked_out(_drawn, [(seed, *chunk) for chunk in chunks(size)], jobs):
            self.ink[found:found + len(ink)] = ink[:size - found]
            known.append(told)
            found += len(ink)
        self.labels, self.masks = (take(join(list(parts)), slice(size)) for parts in zip(*known))

    def epoch(self, rng):
        """Yield (inputs of a `TransformationNet`, labels, masks), the batches of one epoch."""
        order = np.concatenate([
            rng.permutation(len(self.ink)) for _ in range(-(-self.epoch_pairs // len(self.ink)))
        ])[:self.epoch_pairs]
        for start in range(0, len(order), self.batch_size):
            places = order[start:start + self.batch_size]
            ink = self.ink[places].astype(np.float32) * np.float32(1.0 / 255.0)
            labels, masks = ({name: array[places] for name, array in part.items()}
                             for part in (self.labels, self.masks))
            mirror, turns, exchange = rng.integers([2, 4, 2])
            ink, labels = moved(ink, labels, mirror, turns)
            if exchange:
                ink, labels, masks = exchanged(ink, labels, masks)
            before, after = ink[:, :1], ink[:, 1:]
            yield {"before": before, "after": after, "sight": sight(np.concatenate([before, after]))}, labels, masks


def moved(ink, labels, mirror, turns):
    """Pairs (N, 2, side, side) with both figures mirrored left-right, then turned by `turns` quarter turns.

    Angles count counter-clockwise: a mirror image turns the other way; a quarter turn takes left-right
    to up-down and the direction right to up.
    """
    labels = dict(labels)
    if mirror:
        ink = ink[..., ::-1]
        labels["rotation"] = labels["rotation"] * np.float32([1, -1])
        labels["shift"] = labels["shift"] * np.float32([-1, 1])
        labels["motions"] = labels["motions"][:, _MIRRORED_MOTIONS]
    ink = np.ascontiguousarray(np.rot90(ink, turns, axes=(2, 3)))
    for _ in range(turns):
        labels["shift"] = np.stack([labels["shift"][:, 1], -labels["shift"][:, 0]], axis=1)
    if turns % 2:
        labels["reflection"] = _TURNED_REFLECTIONS[labels["reflection"].astype(int)]
        labels["motions"] = labels["motions"][:, _TURNED_MOTIONS]
    return ink, labels


def exchanged(ink, labels, masks):
    """Pairs with before and after exchanged."""
    return np.ascontiguousarray(ink[:, ::-1]), *exchanged_labels(labels, masks)


def exchanged_labels(labels, masks):
    """Their labels and masks."""
    other = {"ink_added": "ink_removed", "ink_removed": "ink_added"}
    for name in labels:
        stem, _, end = name.rpartition("_")
        if end in ("before", "after"):
            other[name] = f"{stem}_{'after' if end == 'before' else 'before'}"
    labels = {other.get(name, name): array for name, array in labels.items()}
    masks = {other.get(name, name): array for name, array in masks.items()}
    labels["rotation"] = labels["rotation"] * np.float32([1, -1])
    for name in ("shift", "size", "number", "fill", "shape"):
        labels[name] = -labels[name]
    labels["motions"] = labels["motions"][:, _EXCHANGED_MOTIONS]
    return labels, masks


def chunks(count):
    """(number, size) of the batches of a `PairStream` that hold the first `count` pairs and, maybe, some more."""
    size = min(count, CHUNK)
    return [(number, size) for number in range(-(-count // size))]


def _drawn(seed, number, size):
    """Batch `number` of `size` pairs of a `PairStream`: ink (size, 2, side, side) in 256 steps, labels, masks."""
    batch = PairStream(seed, side=SIDE).batch(size, number)
    ink = np.concatenate([batch.before, batch.after], axis=1)
    return np.round(255.0 * ink).astype(np.uint8), batch.labels, batch.masks
