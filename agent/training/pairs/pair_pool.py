"""Training pairs kept in memory: each is drawn once, then served in sixteen symmetries.

Turning or mirroring both figures alike, and exchanging them, gives other pairs, whose labels follow from those of the
drawn pair.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.evaluation.executors import parallel_map
from agent.network.inputs import figure_inputs
from agent.vision.raster import SIDE
from nets.batches import join, take
from problems.pairs.stream import PairStream
from problems.pairs.symmetries import exchanged, moved

CHUNK = 500  # pairs drawn by one call at most: enough to keep a process busy, few enough to be sent between processes


class PairPool:
    """Labelled pairs of a `PairStream`, served in random order and in random symmetries.

    Parameters
    ----------
    seed : int
        Seed of the stream.
    size : int
        Number of pairs in the pool.
    epoch_pairs : int
        Pairs served in an epoch; none is served again before all have been.
    batch_size : int
    jobs : int
        Number of processes that draw.
    """

    def __init__(self, seed: int, size: int, epoch_pairs: int, batch_size: int, jobs: int = 1) -> None:
        self.epoch_pairs, self.batch_size = epoch_pairs, batch_size
        self.ink = np.empty((size, 2, SIDE, SIDE), np.uint8)
        parts, found = [], 0
        for ink, *described in parallel_map(_drawn, [(seed, *chunk) for chunk in chunks(size)], jobs):
            self.ink[found:found + len(ink)] = ink[:size - found]
            parts.append(described)
            found += len(ink)
        self.labels, self.masks = (take(join(list(part)), slice(size)) for part in zip(*parts, strict=True))

    def epoch(self, rng: np.random.Generator) -> Iterator[tuple[dict, dict, dict]]:
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
            inputs = figure_inputs(np.concatenate([before, after]))
            yield {"before": before, "after": after, "inputs": inputs}, labels, masks


def chunks(count: int) -> list[tuple[int, int]]:
    """The (number, size) of the batches of a `PairStream` that hold the first `count` pairs, and perhaps some more."""
    size = min(count, CHUNK)
    return [(number, size) for number in range(-(-count // size))]


def _drawn(seed, number, size):
    """Batch `number` of `size` pairs of a `PairStream`: ink (size, 2, side, side) in 256 steps, labels, masks."""
    batch = PairStream(seed, side=SIDE).batch(size, number)
    ink = np.concatenate([batch.before, batch.after], axis=1)
    return np.round(255.0 * ink).astype(np.uint8), batch.labels, batch.masks
