"""The difference network: how the number differs between two figures, and which kinds of shape came and went.

The figure head judges each figure by itself, and what is unclear in both figures makes their difference uncertain. Here
both judgements and the view of the pair decide together.

    ink gained and lost -> gains -.
    view of the pair -------------+-> trunk -> logits of the difference in number, context, an offset for every shape
    both figure heads ------------'
    for every shape: its logits in both figures, the context -> each -> + its offset -> logits of "came" and of "went"
"""

from __future__ import annotations

from typing import Any

import numpy as np

from agent.network.fields import NUMBERS
from agent.network.modules import GRID, PLACES, TURN, VIEW, folded
from agent.vision.raster import SIDE
from nets import BatchNorm, Conv2D, Flatten, Layer, Linear, MaxPool2D, ReLU, Sequential
from nets.batches import slices

# Sizes of the network: other values need it trained anew.
STEPS = 2 * NUMBERS - 1  # differences in number, from -12 to 12
CONTEXT = 24  # numbers that describe the pair to `each`
GAINS = 64  # numbers that describe the ink gained and lost
DETAIL = 3  # parts along a side of a cell of the map over which that ink is averaged
_CERTAIN = 8.0  # logits of the figure heads are clipped to this size, beyond which they are certain


class DifferenceNet(Layer):
    """The network, composed of three modules, for pairs as `compared` describes them.

    Parameters
    ----------
    shape_count : int
        Kinds of shape that the figure head tells apart.
    """

    def __init__(self, shape_count: int, *, rng: np.random.Generator) -> None:
        super().__init__()
        self.shape_count = shape_count
        width = VIEW + TURN + PLACES + GAINS + 2 * (NUMBERS + 1 + shape_count)
        self.parts = {
            "gains": Sequential([
                Conv2D(2 * DETAIL**2, 48, 3, padding=1, rng=rng), BatchNorm(48), ReLU(), MaxPool2D(2), Flatten(),
                Linear(48 * (GRID // 2) ** 2, GAINS, rng=rng), BatchNorm(GAINS), ReLU(),
            ], input_gradient=False),
            "trunk": Sequential([
                BatchNorm(width), Linear(width, 128, rng=rng), BatchNorm(128), ReLU(),
                Linear(128, STEPS + CONTEXT + 2 * shape_count, rng=rng),
            ]),
            "each": Sequential([Linear(2 + CONTEXT, 32, rng=rng), ReLU(), Linear(32, 2, rng=rng)]),
        }

    def children(self) -> dict[str, Sequential]:
        """The modules by name."""
        return self.parts

    def config(self) -> dict[str, int]:
        """What a checkpoint needs to build the network anew."""
        return {"shape_count": self.shape_count}

    def forward(self, x: dict[str, np.ndarray], training: bool = False) -> dict[str, np.ndarray]:
        """The differences between the figures of N pairs x (see `compared`).

        Returns
        -------
        dict
            "number": (N, STEPS), logits of the difference, from -12 to 12; "shape": (N, shapes, 2), logits that the
            shape came and that it went.
        """
        gains = self.parts["gains"].forward(x["ink"], training)
        heads = [np.clip(x[side], -_CERTAIN, _CERTAIN) for side in ("before", "after")]
        joint = self.parts["trunk"].forward(np.concatenate([gains, x["view"], *heads], axis=1), training)
        count, shapes = len(joint), self.shape_count
        context = np.broadcast_to(joint[:, None, STEPS:STEPS + CONTEXT], (count, shapes, CONTEXT))
        logits = [head[:, NUMBERS + 1:, None] for head in heads]
        joined = np.concatenate([*logits, context], axis=2).reshape(count * shapes, 2 + CONTEXT)
        shape = self.parts["each"].forward(joined, training).reshape(count, shapes, 2)
        return {"number": joint[:, :STEPS], "shape": shape + joint[:, STEPS + CONTEXT:].reshape(shape.shape)}

    def backward(self, dy: dict[str, np.ndarray]) -> None:
        """Assign the gradients from dy, those by the outputs of `forward`, by name.

        All shapes of a pair share its context, whose gradient is the sum over them. The inputs are data, without
        gradients.
        """
        d_shape = np.ascontiguousarray(dy["shape"]).reshape(-1, 2)
        d_joined = self.parts["each"].backward(d_shape).reshape(len(dy["shape"]), self.shape_count, -1)
        d_joint = np.concatenate(
            [dy["number"], d_joined[:, :, 2:].sum(axis=1), d_shape.reshape(len(d_joined), -1)], axis=1)
        d_trunk = self.parts["trunk"].backward(d_joint)
        self.parts["gains"].backward(np.ascontiguousarray(d_trunk[:, :GAINS]))


def compared(first: Any, second: Any, view: Any) -> dict[str, np.ndarray]:
    """The input of the network for the `Encoding`s of N figures before and after, and their `PairView`.

    Returns
    -------
    dict
        "view", (N, VIEW + TURN + PLACES), the features of the pair; "before" and "after", (N, NUMBERS + 1 + shapes),
        the outputs of the figure head; "ink", (N, 2 * DETAIL**2, GRID, GRID), see `gains`.
    """
    return {"view": view.features, "before": first.head, "after": second.head, "ink": view.ink}


def gains(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The ink gained and lost: means over DETAIL x DETAIL parts of each cell of the map.

    Parameters
    ----------
    before, after : numpy.ndarray
        (N, 1, SIDE, SIDE).

    Returns
    -------
    numpy.ndarray
        (N, 2 * DETAIL**2, GRID, GRID): the ink gained in every part, then the ink lost.
    """
    cells = GRID * DETAIL
    pool = np.repeat(np.eye(cells, dtype=before.dtype), SIDE // cells, axis=0) * (cells / SIDE)
    found = np.empty((len(before), 2, cells, cells), before.dtype)
    for part in slices(len(before), 8):  # small enough for the cache of the processor
        difference = (after[part] - before[part])[:, 0]
        for kind, change in enumerate((np.maximum(difference, 0.0), difference)):
            found[part, kind] = np.matmul(pool.T, (change.reshape(-1, SIDE) @ pool).reshape(-1, SIDE, cells))
    found[:, 1] = found[:, 0] - found[:, 1]
    return folded(found, DETAIL)
