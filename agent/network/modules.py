"""The modules of the transformation network: the layers of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from agent.network.fields import NUMBERS, PAIR_HEAD
from agent.network.holes_and_cores import COUNTS, KINDS
from agent.network.object_crops import CROP
from agent.network.object_regions import INVARIANTS, SUMMARY
from agent.network.polar.rotation import CANDIDATES, FEATURES
from nets import BatchNorm, Conv2D, Flatten, Linear, MaxPool2D, ReLU, Sequential

# Sizes of the network: other values need it trained anew.
FOLD = 3  # blocks of FOLD x FOLD pixels become channels, so that the first convolution has fewer places to compute
CROP_FOLD = 2  # the same for crops
GRID = 8  # places along a side of the map of the encoder
# The outputs of the pair head and the numbers of each. "turn" chooses among the candidates of `rotation_features`.
HEADS = {"turn": CANDIDATES} | {field.name: field.width for field in PAIR_HEAD}
FIGURE_WIDTH, VIEW, TURN, PLACES = 128, 128, 64, 26  # widths of the inputs of the heads
OBJECT_WIDTH = 64  # numbers that describe an object, a hole or a core
PART_KINDS = 1 + len(KINDS)  # objects, holes and cores
POOLED = 2 * PART_KINDS * OBJECT_WIDTH  # sums and means of the descriptions of each kind of part
OBJECT_CHANNELS = (24, 48, 64)  # of the three convolutions over crops


def build_parts(shape_count: int, channels: Sequence[int], *, rng: np.random.Generator) -> dict[str, Sequential]:
    """The untrained modules by name, for `shape_count` kinds of shape and an encoder with these channels."""
    outputs = sum(HEADS.values())
    return {
        "encoder": _encoder(channels, rng),
        "figure_trunk": _figure_trunk(channels[-1], rng),
        "object_crop": _object_crop(rng),
        "object_trunk": _object_trunk(rng),
        "object_head": Sequential([Linear(OBJECT_WIDTH, shape_count, rng=rng)]),
        "figure_head": Sequential([
            Linear(FIGURE_WIDTH + POOLED + SUMMARY + len(KINDS) * COUNTS, 256, rng=rng), BatchNorm(256), ReLU(),
            Linear(256, NUMBERS + 1 + shape_count, rng=rng),
        ]),
        "pair_trunk": _pair_trunk(channels[-1], rng),
        "turn_trunk": Sequential([
            Linear(FEATURES, 128, rng=rng), BatchNorm(128), ReLU(), Linear(128, TURN, rng=rng), ReLU(),
        ], input_gradient=False),
        "pair_head": Sequential([
            Linear(VIEW + TURN + PLACES, 128, rng=rng), BatchNorm(128), ReLU(), Linear(128, outputs, rng=rng),
        ]),
        "pair_shortcut": Sequential([Linear(PLACES, outputs, rng=rng)], input_gradient=False),
    }


def _encoder(channels, rng):
    layers, width = [], FOLD * FOLD
    for index, count in enumerate(channels):
        layers += [Conv2D(width, count, 3, padding=1, rng=rng), BatchNorm(count), ReLU()]
        layers += [MaxPool2D(2)] if index < 2 else []
        width = count
    return Sequential(layers, input_gradient=False)


def _figure_trunk(channels, rng):
    """One more convolution, so that the receptive field holds a shape as large as the figure."""
    return Sequential([
        MaxPool2D(2), Conv2D(channels, 128, 3, padding=1, rng=rng), BatchNorm(128), ReLU(),
        Flatten(), Linear(32 * GRID * GRID, FIGURE_WIDTH, rng=rng), BatchNorm(FIGURE_WIDTH), ReLU(),
    ])


def _object_crop(rng):
    layers, width = [], 2 * CROP_FOLD**2
    for index, count in enumerate(OBJECT_CHANNELS):
        layers += [Conv2D(width, count, 3, padding=1, rng=rng), BatchNorm(count), ReLU()]
        layers += [MaxPool2D(2)] if index < 2 else []
        width = count
    return Sequential([*layers, Flatten()], input_gradient=False)


def _object_trunk(rng):
    width = OBJECT_CHANNELS[-1] * (CROP // CROP_FOLD // 4) ** 2 + INVARIANTS + PART_KINDS
    return Sequential([
        BatchNorm(width), Linear(width, 128, rng=rng), BatchNorm(128), ReLU(),
        Linear(128, OBJECT_WIDTH, rng=rng), BatchNorm(OBJECT_WIDTH), ReLU(),
    ])


def _pair_trunk(channels, rng):
    return Sequential([
        Conv2D(2 * channels + 2, 64, 3, padding=1, rng=rng), BatchNorm(64), ReLU(), MaxPool2D(2),
        Flatten(), Linear(16 * GRID * GRID, VIEW, rng=rng), BatchNorm(VIEW), ReLU(),
    ])


def folded(images: np.ndarray, fold: int) -> np.ndarray:
    """Images with the pixels of every block of `fold` x `fold` as channels (space to depth).

    (N, C, H, W) becomes (N, C * fold * fold, H / fold, W / fold).
    """
    count, channels, height, width = images.shape
    blocks = images.reshape(count, channels, height // fold, fold, width // fold, fold)
    return blocks.transpose(0, 1, 3, 5, 2, 4).reshape(count, -1, height // fold, width // fold)


class DeepSet:
    """Pools descriptions of parts by figure and kind (Deep Sets, Zaheer et al. 2017).

    Sums count, means compare, and whether a shape is present is taken from the most certain part. `backward` follows
    the latest `forward` of training.

    Parameters
    ----------
    kinds : int
        Kinds of part that are pooled separately.
    """

    def __init__(self, kinds: int) -> None:
        self.kinds = kinds
        self._saved: tuple | None = None

    def forward(
        self, described: np.ndarray, logits: np.ndarray, figure: np.ndarray, kind: np.ndarray, count: int,
        training: bool = False,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Pool P parts of `count` figures; their order does not matter.

        Parameters
        ----------
        described, logits : numpy.ndarray
            (P, width) and (P, shapes).
        figure, kind : numpy.ndarray
            int (P,).

        Returns
        -------
        pooled : numpy.ndarray
            (count, 2 * kinds * width): the sums over each kind, then the means; 0 where there is no part.
        vote : numpy.ndarray
            (count, shapes): the largest logits; 0 for a figure without parts.
        """
        row, rows = figure * self.kinds + kind, count * self.kinds
        member = csr_array((np.ones(len(row), described.dtype), (row, np.arange(len(row)))), (rows, len(row)))
        number = np.maximum(np.bincount(row, minlength=rows), 1).astype(described.dtype)[:, None]
        sums = member @ described
        pooled = [part.reshape(count, -1) for part in (sums, sums / number)]
        vote = np.full((count, logits.shape[1]), -np.inf, logits.dtype)
        np.maximum.at(vote, figure, logits)
        if training:
            self._saved = member, number, logits == vote[figure], figure
        return np.concatenate(pooled, axis=1), np.where(np.isinf(vote), 0.0, vote).astype(logits.dtype)

    def backward(self, d_pooled: np.ndarray, d_vote: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The gradients by `described` and `logits`.

        Every part takes the gradient of a sum, and its share of that of a mean. That of a vote goes to the most
        certain part; parts that tie share it.
        """
        assert self._saved is not None, "backward follows a forward pass of training"
        (member, number, best, figure), self._saved = self._saved, None
        sums, means = (part.reshape(len(number), -1) for part in np.split(d_pooled, 2, axis=1))
        ties = np.zeros(d_vote.shape, d_vote.dtype)
        np.add.at(ties, figure, best)
        d_logits = best * (d_vote / np.maximum(ties, 1.0))[figure]
        return member.T @ (sums + means / number), d_logits
