"""Training pairs kept in memory: drawn once, then seen in sixteen symmetries each.

Turning or mirroring both figures alike, and exchanging them, gives other pairs whose labels follow from
the drawn pair's.
"""

from __future__ import annotations

import numpy as np

from agent.evaluation.executors import parallel_map
from agent.network.inputs import figure_inputs
from agent.vision.raster import SIDE
from nets.batches import join, take
from problems.pairs.stream import PairStream
from problems.pairs.symmetries import exchanged, moved

CHUNK = 500  # pairs drawn together, at most


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
        for ink, *told in parallel_map(_drawn, [(seed, *chunk) for chunk in chunks(size)], jobs):
            self.ink[found:found + len(ink)] = ink[:size - found]
            known.append(told)
            found += len(ink)
        self.labels, self.masks = (take(join(list(parts)), slice(size)) for parts in zip(*known, strict=True))

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
            yield {"before": before, "after": after, "inputs": figure_inputs(np.concatenate([before, after]))}, labels, masks


def chunks(count):
    """(number, size) of the batches of a `PairStream` that hold the first `count` pairs and, maybe, some more."""
    size = min(count, CHUNK)
    return [(number, size) for number in range(-(-count // size))]


def _drawn(seed, number, size):
    """Batch `number` of `size` pairs of a `PairStream`: ink (size, 2, side, side) in 256 steps, labels, masks."""
    batch = PairStream(seed, side=SIDE).batch(size, number)
    ink = np.concatenate([batch.before, batch.after], axis=1)
    return np.round(255.0 * ink).astype(np.uint8), batch.labels, batch.masks
