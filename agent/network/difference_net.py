"""The difference network: what came and went between two figures, in number and in kinds of shape.

The figure head judges each figure for itself, and what it doubts in both (a blot that may be a circle)
makes their difference unsure. Here both judgements and the view of the pair decide together.

    ink gained and lost -> gains -.
    view of the pair -------------+-> trunk -> steps of number, context, a word on every shape
    both figures' heads ----------'
    of every shape: both figures' logits, the context -> each -> + that word -> logits of came and of went
"""

from __future__ import annotations

import numpy as np

from agent.network.fields import NUMBERS
from agent.network.modules import GRID, PLACES, TURN, VIEW, folded
from agent.vision.raster import SIDE
from nets import BatchNorm, Conv2D, Flatten, Layer, Linear, MaxPool2D, ReLU, Sequential
from nets.batches import slices

STEPS = 2 * NUMBERS - 1  # two figures' numbers differ by -12 to 12
CONTEXT = 24  # numbers of a pair that each shape is judged with
GAINS = 64  # numbers that the ink gained and lost becomes
DETAIL = 3  # that ink is averaged over so many parts of a map's cell, each way
_CERTAIN = 8.0  # logits beyond are as good as certain


class DifferenceNet(Layer):
    """The network in its parts, for pairs as `compared` describes them.

    Parameters
    ----------
    shape_count : int
        How many kinds of shape the figure head tells apart.
    """

    def __init__(self, shape_count, *, rng):
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

    def children(self):
        return self.parts

    def config(self):
        return {"shape_count": self.shape_count}

    def forward(self, x, training=False):
        """What differs in N pairs x (see `compared`).

        Returns
        -------
        dict
            "number": (N, STEPS), logits of the difference, from -12 to 12; "shape": (N, shapes, 2), logits
            that the shape came, and that it went.
        """
        gains = self.parts["gains"].forward(x["ink"], training)
        heads = [np.clip(x[side], -_CERTAIN, _CERTAIN) for side in ("before", "after")]
        told = self.parts["trunk"].forward(np.concatenate([gains, x["view"], *heads], axis=1), training)
        count, shapes = len(told), self.shape_count
        context = np.broadcast_to(told[:, None, STEPS:STEPS + CONTEXT], (count, shapes, CONTEXT))
        logits = [head[:, NUMBERS + 1:, None] for head in heads]
        joined = np.concatenate([*logits, context], axis=2).reshape(count * shapes, 2 + CONTEXT)
        shape = self.parts["each"].forward(joined, training).reshape(count, shapes, 2)
        return {"number": told[:, :STEPS], "shape": shape + told[:, STEPS + CONTEXT:].reshape(shape.shape)}

    def backward(self, dy):
        """Assign the gradients from dy, those by the outputs of `forward`, by name.

        All shapes of a pair share its context: its gradient is the sum over them. The inputs are data.
        """
        d_shape = np.ascontiguousarray(dy["shape"]).reshape(-1, 2)
        d_joined = self.parts["each"].backward(d_shape).reshape(len(dy["shape"]), self.shape_count, -1)
        d_told = np.concatenate(
            [dy["number"], d_joined[:, :, 2:].sum(axis=1), d_shape.reshape(len(d_joined), -1)], axis=1)
        d_trunk = self.parts["trunk"].backward(d_told)
        self.parts["gains"].backward(np.ascontiguousarray(d_trunk[:, :GAINS]))


def compared(first, second, view):
    """The network's input for two `Encoding` of N figures, before and after, and their `PairView`.

    Returns
    -------
    dict
        "view", (N, VIEW + TURN + PLACES), what is seen of the pair; "before" and "after", (N, NUMBERS + 1 + shapes),
        the figure head's outputs; "ink", (N, 2 * DETAIL**2, GRID, GRID), see `gains`.
    """
    return {"view": view.seen, "before": first.head, "after": second.head, "ink": view.ink}


def gains(before, after):
    """Where ink comes and goes: means over DETAIL x DETAIL parts of each cell of the map.

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
    for part in slices(len(before), 8):  # which stay in the processor's cache
        difference = (after[part] - before[part])[:, 0]
        for kind, change in enumerate((np.maximum(difference, 0.0), difference)):
            found[part, kind] = np.matmul(pool.T, (change.reshape(-1, SIDE) @ pool).reshape(-1, SIDE, cells))
    found[:, 1] = found[:, 0] - found[:, 1]
    return folded(found, DETAIL)
