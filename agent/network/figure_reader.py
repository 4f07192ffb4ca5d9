"""How the network reads figures: all that runs once for each figure, and its gradients.

    figure -> encoder -> map -> figure trunk -----------------+-> figure head -> number, fill, shapes
    objects, holes, cores: how many of each ------------------+                    ^
    objects, holes, cores -> crops -> object trunk -> sum and mean                 |
                                         '-> object head -> most certain logits ---'

The map goes on to the pair trunk (`agent.network.model`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.fields import NUMBERS, figure_outputs
from agent.network.inputs import MIRRORS, FigureInputs
from agent.network.modules import CROP_FOLD, FIGURE_WIDTH, FOLD, PART_KINDS, POOLED, DeepSet, folded
from agent.network.object_crops import distinct
from agent.network.object_regions import INVARIANTS, ObjectRegions
from agent.network.pair_trunk import halves
from agent.network.polar.polar import Polar
from agent.network.polar.polar_fourier import Index
from nets import Sequential


class Encoding(NamedTuple):
    """What the network keeps of N figures.

    Attributes
    ----------
    ink, blocks, polar, objects
        As in `agent.network.inputs.FigureInputs`.
    map : numpy.ndarray
        float32 (N, channels, GRID, GRID): the output of the encoder; empty except in training.
    halves : numpy.ndarray
        float32 (N, 2, 64, GRID, GRID): see `agent.network.pair_trunk`; empty in training.
    head : numpy.ndarray
        float32 (N, figure outputs): logits of the number, the fill, logits of the shapes that are present.
    """

    ink: np.ndarray
    blocks: np.ndarray
    polar: Polar
    objects: ObjectRegions
    map: np.ndarray
    halves: np.ndarray
    head: np.ndarray

    def take(self, index: Index) -> Encoding:
        """The same of chosen figures."""
        return Encoding(self.ink[index], self.blocks[index], self.polar.take(index), self.objects.take(index),
                        self.map[index], self.halves[index], self.head[index])


class FigureReader:
    """Composes the modules that read figures. `backward` follows the latest `encoded` of training.

    Parameters
    ----------
    parts : dict of str to nets.Sequential
        All modules of the network by name (`agent.network.modules.build_parts`).
    shape_count : int
        Kinds of shape that the figure head tells apart.
    """

    def __init__(self, parts: dict[str, Sequential], shape_count: int) -> None:
        self.parts, self.shape_count = parts, shape_count
        self._pool, self._any_part = DeepSet(PART_KINDS), False

    def encoded(self, inputs: FigureInputs, training: bool = False) -> Encoding:
        """The `Encoding` of figures from their `FigureInputs`.

        A figure and its mirror images hold the same things. So, except in training, the head is the mean of its
        outputs for the figure and for two mirror images.
        """
        ink, parts, count = inputs.ink, inputs.parts, len(inputs.ink)
        if not training:
            ink = np.concatenate([ink, *(np.flip(ink, axis) for axis in MIRRORS)])
            parts = parts.with_mirrored()
        feature_map, head = self._read(ink, parts, training)
        shares = np.empty((count, 0))  # in training the trunk does all at once
        if not training:
            shares, feature_map = halves(self.parts["pair_trunk"], feature_map[:count]), shares
            head = head.reshape(1 + len(MIRRORS), count, -1).mean(axis=0)
        return Encoding(inputs.ink, inputs.blocks, inputs.polar, inputs.objects, feature_map, shares, head)

    def _read(self, ink, parts, training=False):
        """The map and the head outputs of figures, from their ink and `FigureParts`."""
        feature_map = self.parts["encoder"].forward(folded(ink, FOLD), training)
        whole = self.parts["figure_trunk"].forward(feature_map, training)
        pooled, vote = self._pooled(parts, training)
        joined = np.concatenate([whole, pooled, parts.summary], axis=1).astype(whole.dtype)
        head = self.parts["figure_head"].forward(joined, training)
        head[:, NUMBERS + 1:] += vote
        return feature_map, head

    def _pooled(self, parts, training):
        """The `FigureParts` of each figure, pooled, and their vote on its shapes (see `DeepSet.forward`)."""
        count = len(parts.summary)
        self._any_part = training and len(parts.crop) > 0
        if not len(parts.crop):
            return np.zeros((count, POOLED), np.float32), 0.0
        # Figures often share objects: except in training, equal crops are described once.
        crops, place = (parts.crop, slice(None)) if training else distinct(parts.crop)
        look = self.parts["object_crop"].forward(folded(crops, CROP_FOLD), training)[place]
        joined = np.concatenate([look, parts.invariant, np.eye(PART_KINDS)[parts.kind]], axis=1).astype(look.dtype)
        described = self.parts["object_trunk"].forward(joined, training)
        logits = self.parts["object_head"].forward(described, training)
        return self._pool.forward(described, logits, parts.figure, parts.kind, count, training)

    def backward(self, dy: dict[str, np.ndarray]) -> np.ndarray:
        """Assign the gradients of the modules of `encoded` but the encoder's; returns that of the map.

        dy holds the gradients by the outputs of `figure_outputs`, by name, with "_before" and "_after": those of the
        first half of the figures, then those of the second.
        """
        d_figure = np.concatenate([
            np.concatenate([dy[f"{name}_{side}"] for name in figure_outputs(self.shape_count)], axis=1)
            for side in ("before", "after")
        ])
        d_joined = self.parts["figure_head"].backward(d_figure)
        if self._any_part:
            self._parts_backward(d_joined[:, FIGURE_WIDTH:FIGURE_WIDTH + POOLED], d_figure[:, NUMBERS + 1:])
        else:  # without parts nothing depends on the modules that read them
            for name in ("object_crop", "object_trunk", "object_head"):
                for _, params, grads in self.parts[name].parameters():
                    grads.update({key: np.zeros_like(value) for key, value in params.items()})
        return self.parts["figure_trunk"].backward(d_joined[:, :FIGURE_WIDTH])

    def _parts_backward(self, d_pooled, d_vote):
        """Assign the gradients of the modules that read parts, from those of their pooled outputs."""
        d_described, d_logits = self._pool.backward(d_pooled, d_vote)
        d_described += self.parts["object_head"].backward(d_logits)
        d_joined = self.parts["object_trunk"].backward(d_described)
        crops = d_joined.shape[1] - INVARIANTS - PART_KINDS
        self.parts["object_crop"].backward(np.ascontiguousarray(d_joined[:, :crops]))
