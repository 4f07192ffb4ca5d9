"""The multi-regression network: what changed from one figure to another, as one vector.

    figure -> encoder -> map -> figure trunk -----------------+-> figure head -> number, fill, shapes
    objects, holes, cores: how many of each ------------------+                    ^
    objects, holes, cores -> crops -> object trunk -> sum and mean                 |
                                         '-> object head -> most certain logits ---'
    two maps, ink gained and lost -> pair trunk -> view ------.
    correlations over angles (rotation.py) -> turn trunk -----+-> pair head -> all other fields
    places, sizes, mean ink of figures and objects -----------'

The first four lines run once for each figure, the others once for each pair. How number and shapes differ is judged
from all of these by a second network, which is trained after this one (`agent.network.difference_net`).

Each module is a `nets.Sequential` (`agent.network.modules`); how they are composed, and the gradients, is written out
below. The rotation is chosen among the turns that the correlations suggest. Ink added and removed are subtractions of
the pictures, in which there is nothing to learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from agent.network.difference_net import DifferenceNet, compared, gains
from agent.network.fields import NUMBERS, PAIR_HEAD, figure_outputs, split_columns
from agent.network.inputs import MIRRORS, FigureInputs, figure_inputs
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
from agent.network.polar_fourier import Index
from agent.network.rotation import rotation_features
from nets import Layer, softmax


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


class PairView(NamedTuple):
    """What the pair head is given of N pairs.

    Attributes
    ----------
    features : numpy.ndarray
        float32 (N, VIEW + TURN + PLACES); the last two numbers are the shares of ink added and removed.
    candidates : numpy.ndarray
        The turns to choose from (`agent.network.rotation.rotation_features`).
    ink : numpy.ndarray
        The ink gained and lost (`agent.network.difference_net.gains`).
    """

    features: np.ndarray
    candidates: np.ndarray
    ink: np.ndarray


class TransformationNet(Layer):
    """The network, composed of modules, `self.parts`: name -> nets.Sequential.

    Parameters
    ----------
    shape_count : int
        Kinds of shape that the figure head tells apart.
    channels : sequence of int
        Channels of the three convolutions of the encoder.
    difference : bool
        Whether a `DifferenceNet` judges number and shapes; else they follow from the figure heads alone.
    """

    def __init__(
        self, shape_count: int, channels: Sequence[int] = (16, 32, 64), difference: bool = False, *,
        rng: np.random.Generator,
    ) -> None:
        super().__init__()
        self.shape_count, self.channels = shape_count, tuple(channels)
        self.difference = DifferenceNet(shape_count, rng=rng) if difference else None
        self.parts = build_parts(shape_count, self.channels, rng=rng)
        self._pool, self._any_part = DeepSet(PART_KINDS), False
        self._gate = self._candidates = np.zeros(0)

    def children(self) -> dict[str, Layer]:
        """The modules by name, with the `DifferenceNet` where there is one."""
        return dict(self.parts) if self.difference is None else {**self.parts, "difference": self.difference}

    def config(self) -> dict[str, Any]:
        """What a checkpoint needs to build the network anew."""
        return {"shape_count": self.shape_count, "channels": list(self.channels),
                "difference": self.difference is not None}

    def encode(self, ink: np.ndarray, training: bool = False) -> Encoding:
        """The `Encoding` of ink (N, 1, SIDE, SIDE): all that is worked out once for each figure."""
        return self.encoded(figure_inputs(ink), training)

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

    def view(
        self, first: Encoding, second: Encoding, training: bool = False, ink: np.ndarray | None = None
    ) -> PairView:
        """The `PairView` of N pairs, from the `Encoding`s of the figures before and after.

        `ink` is that of the `PairView`, where it is known already.
        """
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

    def compare(self, first: Encoding, second: Encoding, training: bool = False) -> dict[str, np.ndarray]:
        """The outputs for N pairs, from the `Encoding`s of the figures before and after.

        Returns
        -------
        dict
            "rotation", the other names in HEADS but "turn", "ink_added" and "ink_removed", (N, numbers) each; with a
            `DifferenceNet`, except in training, its outputs too.
        """
        view = self.view(first, second, training)
        output = self.parts["pair_head"].forward(view.features, training)
        output += self.parts["pair_shortcut"].forward(view.features[:, VIEW + TURN:], training)
        outputs = split_columns(output * _scale(output.dtype), HEADS)
        gate = softmax(outputs.pop("turn"))
        outputs["rotation"] = (gate[:, :, None] * view.candidates).sum(axis=1)
        outputs["ink_added"], outputs["ink_removed"] = view.features[:, -2:-1], view.features[:, -1:]
        if training:
            self._gate, self._candidates = gate, view.candidates
        elif self.difference is not None:
            outputs.update(self._differences(self.difference, first, second, view))
        return outputs

    def _differences(self, network, first, second, view):
        """The outputs of a `DifferenceNet` for pairs of which `view` is the `PairView`.

        They are a mean over both orders of the figures: what comes in one order goes in the other.
        """
        gained, lost = np.split(view.ink, 2, axis=1)
        exchanged = self.view(second, first, ink=np.concatenate([lost, gained], axis=1))
        forth = network.forward(compared(first, second, view))
        back = network.forward(compared(second, first, exchanged))
        return {name: (forth[name] + back[name][..., ::-1]) / 2 for name in forth}

    def forward(self, x: dict, training: bool = False) -> dict[str, np.ndarray]:
        """The outputs for N pairs x = {"before", "after"} of ink (N, 1, SIDE, SIDE), by name.

        Where x has "inputs", the `FigureInputs` of the figures before and then of those after, only these are used.
        Such an x has to be a whole batch: a `FigureInputs` cannot be cut into parts.

        Returns
        -------
        dict
            Those of `compare`, and those of `figure_outputs` with "_before" and "_after", (N, numbers) each.
        """
        inputs = x["inputs"] if "inputs" in x else figure_inputs(np.concatenate([x["before"], x["after"]]))
        count = len(inputs.ink) // 2
        both = self.encoded(inputs, training)
        outputs = self.compare(both.take(slice(count)), both.take(slice(count, None)), training)
        for name, value in split_columns(both.head, figure_outputs(self.shape_count)).items():
            outputs[f"{name}_before"], outputs[f"{name}_after"] = value[:count], value[count:]
        return outputs

    def backward(self, dy: dict[str, np.ndarray]) -> None:
        """Assign the gradients of every module from dy, the gradients by the outputs of `forward`, by name.

        With g = softmax(z) and r = sum_k g_k c_k: dz_k = g_k (e_k - sum_j g_j e_j), e_k = c_k . dr.
        A map is an input of the figure trunk and of the pair trunk, so its gradient is the sum of both. The ink, the
        parts, the correlations and the places are data, without gradients.
        """
        gate, candidates = self._gate, self._candidates
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
        """Assign the gradients of the modules that run once for each figure; returns that of the map."""
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


def _places(encoding):
    """Place, radius and mean ink of figures; mean place, mean radius and spread of their objects: (N, 8)."""
    return np.concatenate([encoding.polar.moments, encoding.objects.summary[:, -4:]], axis=1)


def _scale(dtype):
    """What an output of 1 means, for every column of the pair head."""
    units = {field.name: field.head_unit for field in PAIR_HEAD}
    return np.concatenate([np.full(width, units.get(name, 1.0), dtype) for name, width in HEADS.items()])
