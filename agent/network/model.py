"""The multi-regression network: what changed from one figure to another, as one vector.

    figure -> encoder -> map -> figure trunk -.
    objects, pieces: how many of each ---------+-> figure head -> number, fill, shapes present
    objects, pieces -> crops -> object trunk -> sum and mean --^               ^
                                         '-> object head -> the most certain --'
    pair of maps, ink gained and lost             -> pair trunk -> view -.
    correlations over angles (agent.network.rotation)      -> turn trunk -> turn -+-> pair head -> the rest
    places, sizes, mean ink of figures and objects ----------------------'

The first four lines run once a figure, the others once a pair. What differs in number and shapes is judged
from all of these by a network trained after this one (agent.difference).

Each part is a `nets.Sequential` (agent.network.modules); the composition and its gradient are written out below.
Rotation is chosen among the turns that the correlations suggest. Ink added and removed are what the
pictures themselves say: a subtraction has nothing to learn.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.difference_net import DifferenceNet, compared, gains
from agent.network.fields import NUMBERS, PAIR_HEAD, figure_outputs, split_columns
from agent.network.inputs import MIRRORS, figure_inputs
from agent.network.modules import (
    CROP_FOLD,
    FIGURE_WIDTH,
    FOLD,
    GRID,
    HEADS,
    PART_KINDS,
    POOLED,
    TURN,
    VIEW,
    DeepSet,
    build_parts,
    folded,
)
from agent.network.object_crops import distinct
from agent.network.object_regions import INVARIANTS, ObjectRegions
from agent.network.pair_trunk import halves, paired
from agent.network.polar import Polar
from agent.network.rotation import rotation_features
from nets import Layer, softmax


class Encoding(NamedTuple):
    """Figures as the network knows them, N each; index it to choose and to repeat figures.

    Attributes
    ----------
    ink, blocks, polar, objects
        As in `agent.network.inputs.FigureInputs`.
    map : numpy.ndarray
        float32 (N, channels, 8, 8), the encoder's output; nothing but in training.
    halves : numpy.ndarray
        float32 (N, 2, 64, 8, 8), see `agent.network.pair_trunk`; nothing in training.
    head : numpy.ndarray
        float32 (N, figure outputs): logits of the number, fill, logits of the shapes present.
    """

    ink: np.ndarray
    blocks: np.ndarray
    polar: Polar
    objects: ObjectRegions
    map: np.ndarray
    halves: np.ndarray
    head: np.ndarray

    def __getitem__(self, index):
        return Encoding(*(part[index] for part in self))


class PairView(NamedTuple):
    """What N pairs look like.

    Attributes
    ----------
    seen : numpy.ndarray
        float32 (N, VIEW + TURN + PLACES); the last two numbers are the shares of ink added and removed.
    candidates : numpy.ndarray
        The turns to choose from: see `agent.network.rotation.rotation_features`.
    ink : numpy.ndarray
        What `agent.network.difference_net.gains` returns.
    """

    seen: np.ndarray
    candidates: np.ndarray
    ink: np.ndarray


class TransformationNet(Layer):
    """The network in its parts, `self.parts`: name -> nets.Sequential.

    Parameters
    ----------
    shape_count : int
        How many kinds of shape the figure head tells apart.
    channels : sequence of int
        Of the encoder's three convolutions.
    difference : bool
        Whether a `DifferenceNet` belongs to it; else the figures' heads alone tell number and shapes.
    """

    def __init__(self, shape_count, channels=(16, 32, 64), difference=False, *, rng):
        super().__init__()
        self.shape_count, self.channels = shape_count, tuple(channels)
        self.difference = DifferenceNet(shape_count, rng=rng) if difference else None
        self.parts = build_parts(shape_count, self.channels, rng=rng)
        self._pool, self._seen, self._gate = DeepSet(PART_KINDS), False, None

    def children(self):
        return self.parts if self.difference is None else {**self.parts, "difference": self.difference}

    def config(self):
        return {"shape_count": self.shape_count, "channels": list(self.channels),
                "difference": self.difference is not None}

    def encode(self, ink, training=False):
        """The `Encoding` of ink (N, 1, SIDE, SIDE): the part that a figure needs but once."""
        return self.encoded(figure_inputs(ink), training)

    def encoded(self, seen, training=False):
        """As `encode`, of the figures' `FigureInputs`.

        A figure and its mirror images hold the same things: but in training the head is the mean of what it
        says of the figure and of both.
        """
        ink, held, count = seen.ink, seen.parts, len(seen.ink)
        if not training:
            ink = np.concatenate([ink, *(np.flip(ink, axis) for axis in MIRRORS)])
            held = held.with_mirrored()
        feature_map, head = self._read(ink, held, training)
        added = np.empty((count, 0))  # in training the trunk does all at once
        if not training:
            added, feature_map = halves(self.parts["pair_trunk"], feature_map[:count]), added
            head = head.reshape(1 + len(MIRRORS), count, -1).mean(axis=0)
        return Encoding(seen.ink, seen.blocks, seen.polar, seen.objects, feature_map, added, head)

    def _read(self, ink, held, training=False):
        """The map and the head of figures, from their ink and `FigureParts`."""
        feature_map = self.parts["encoder"].forward(folded(ink, FOLD), training)
        seen = self.parts["figure_trunk"].forward(feature_map, training)
        pooled, vote = self._parts(held, training)
        joined = np.concatenate([seen, pooled, held.summary], axis=1).astype(seen.dtype)
        head = self.parts["figure_head"].forward(joined, training)
        head[:, NUMBERS + 1:] += vote
        return feature_map, head

    def _parts(self, held, training):
        """What the `FigureParts` of each figure say: see `DeepSet.forward`."""
        count = len(held.summary)
        self._seen = training and len(held.crop) > 0
        if not len(held.crop):
            return np.zeros((count, POOLED), np.float32), 0.0
        # A figure's objects are often those of another: each look is worked out once, but in training.
        crops, place = (held.crop, slice(None)) if training else distinct(held.crop)
        look = self.parts["object_crop"].forward(folded(crops, CROP_FOLD), training)[place]
        joined = np.concatenate([look, held.invariant, np.eye(PART_KINDS)[held.kind]], axis=1).astype(look.dtype)
        described = self.parts["object_trunk"].forward(joined, training)
        logits = self.parts["object_head"].forward(described, training)
        return self._pool.forward(described, logits, held.figure, held.kind, count, training)

    def view(self, first, second, training=False, ink=None):
        """The `PairView` of two `Encoding` of N figures, before and after; `ink`, where known, is its `ink`."""
        ink = gains(first.ink, second.ink) if ink is None else ink
        pooled = ink.reshape(len(ink), 2, -1, GRID, GRID).mean(axis=2)
        trunk = self.parts["pair_trunk"]
        if training:
            view = trunk.forward(np.concatenate([first.map, second.map, pooled], axis=1), training)
        else:
            view = paired(trunk, first.halves, second.halves, pooled)
        features, candidates = rotation_features(first, second)
        turn = self.parts["turn_trunk"].forward(features, training)
        before, after = _places(first), _places(second)
        shares = pooled.mean(axis=(2, 3))
        return PairView(np.concatenate([view, turn, before, after, after - before, shares], axis=1), candidates, ink)

    def compare(self, first, second, training=False):
        """What changed between two `Encoding` of N figures, before and after.

        Returns
        -------
        dict
            "rotation", the other names of HEADS, "ink_added" and "ink_removed", each (N, numbers); with a
            `DifferenceNet`, but in training, its outputs too.
        """
        view = self.view(first, second, training)
        output = self.parts["pair_head"].forward(view.seen, training)
        output += self.parts["pair_shortcut"].forward(view.seen[:, VIEW + TURN:], training)
        outputs = split_columns(output * _scale(output.dtype), HEADS)
        gate = softmax(outputs.pop("turn"))
        outputs["rotation"] = (gate[:, :, None] * view.candidates).sum(axis=1)
        outputs["ink_added"], outputs["ink_removed"] = view.seen[:, -2:-1], view.seen[:, -1:]
        if training:
            self._gate = gate, view.candidates
        elif self.difference is not None:
            outputs.update(self._difference(first, second, view))
        return outputs

    def _difference(self, first, second, view):
        """What differs between two `Encoding`, of which `view` is the `PairView`: see `DifferenceNet.forward`.

        What comes one way goes the other way: the mean over both.
        """
        gained, lost = np.split(view.ink, 2, axis=1)
        behind = self.view(second, first, ink=np.concatenate([lost, gained], axis=1))
        forth = self.difference.forward(compared(first, second, view))
        back = self.difference.forward(compared(second, first, behind))
        return {name: (forth[name] + back[name][..., ::-1]) / 2 for name in forth}

    def forward(self, x, training=False):
        """Outputs by name for pairs x = {"before", "after"} of ink (N, 1, SIDE, SIDE).

        Where x has "inputs", the `FigureInputs` of the figures before, then of those after, nothing else counts. Such x
        are whole batches: a `FigureInputs` cannot be cut into parts.

        Returns
        -------
        dict
            As `compare` says, and the names of `figure_outputs` with "_before" and "_after"; each
            (N, numbers).
        """
        seen = x["inputs"] if "inputs" in x else figure_inputs(np.concatenate([x["before"], x["after"]]))
        count = len(seen.ink) // 2
        both = self.encoded(seen, training)
        outputs = self.compare(both[:count], both[count:], training)
        for name, value in split_columns(both.head, figure_outputs(self.shape_count)).items():
            outputs[f"{name}_before"], outputs[f"{name}_after"] = value[:count], value[count:]
        return outputs

    def backward(self, dy):
        """Assign every part's gradients from dy, the gradients by the outputs of `forward`, by name.

        With g = softmax(z) and r = sum_k g_k c_k: dz_k = g_k (e_k - sum_j g_j e_j), e_k = c_k . dr.
        A map feeds the figure trunk and, as one half of the channels, the pair trunk: its gradient is the
        sum of both. The ink, the parts, the correlations and the places are data and take none.
        """
        gate, candidates = self._gate
        slope = (candidates * dy["rotation"][:, None]).sum(axis=2)
        d_turn = gate * (slope - (gate * slope).sum(axis=1, keepdims=True))
        d_pair = np.concatenate([d_turn, *(dy[name] for name in HEADS if name != "turn")], axis=1)
        d_pair *= _scale(d_pair.dtype)
        self.parts["pair_shortcut"].backward(d_pair)
        d_head = self.parts["pair_head"].backward(d_pair)
        self.parts["turn_trunk"].backward(d_head[:, VIEW:VIEW + TURN])
        d_joined = self.parts["pair_trunk"].backward(d_head[:, :VIEW])
        d_map = self._figures_backward(dy)
        count, width = len(d_joined), self.channels[-1]
        d_map[:count] += d_joined[:, :width]
        d_map[count:] += d_joined[:, width:2 * width]
        self.parts["encoder"].backward(d_map)

    def _figures_backward(self, dy):
        """Gradients of the parts that a figure needs but once; returns that of the map."""
        d_figure = np.concatenate([
            np.concatenate([dy[f"{name}_{side}"] for name in figure_outputs(self.shape_count)], axis=1)
            for side in ("before", "after")
        ])
        d_joined = self.parts["figure_head"].backward(d_figure)
        if self._seen:
            self._parts_backward(d_joined[:, FIGURE_WIDTH:FIGURE_WIDTH + POOLED], d_figure[:, NUMBERS + 1:])
        else:  # without an object nothing depends on what sees them
            for name in ("object_crop", "object_trunk", "object_head"):
                for _, params, grads in self.parts[name].parameters():
                    grads.update({key: np.zeros_like(value) for key, value in params.items()})
        return self.parts["figure_trunk"].backward(d_joined[:, :FIGURE_WIDTH])

    def _parts_backward(self, d_pooled, d_vote):
        """From the gradients of what the parts said together."""
        d_described, d_logits = self._pool.backward(d_pooled, d_vote)
        d_described += self.parts["object_head"].backward(d_logits)
        d_joined = self.parts["object_trunk"].backward(d_described)
        crops = d_joined.shape[1] - INVARIANTS - PART_KINDS
        self.parts["object_crop"].backward(np.ascontiguousarray(d_joined[:, :crops]))


def _places(encoding):
    """Place, radius and mean ink of the figures, mean place, radius and spread of their objects: (N, 8)."""
    return np.concatenate([encoding.polar.moments, encoding.objects.summary[:, -4:]], axis=1)


def _scale(dtype):
    """What an output of 1 means, for every column of the pair head."""
    units = {field.name: field.head_unit for field in PAIR_HEAD}
    return np.concatenate([np.full(width, units.get(name, 1.0), dtype) for name, width in HEADS.items()])
