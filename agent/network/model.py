"""The multi-regression network: what changed from one figure to another, as one vector.

    figure -> FigureReader -> map, number, fill, shapes
    two maps, ink gained and lost -> pair trunk -> view ------.
    correlations over angles (rotation.py) -> turn trunk -----+-> pair head -> all other fields
    places, sizes, mean ink of figures and objects -----------'

The first line runs once for each figure (`agent.network.figure_reader`), the others once for each pair. How number and
shapes differ is judged from all of these by a second network, which is trained after this one
(`agent.network.difference_net`).

Each module is a `nets.Sequential` (`agent.network.modules`); how they are composed, and the gradients, is written out
below. The rotation is chosen among the turns that the correlations suggest. Ink added and removed are subtractions of
the pictures, in which there is nothing to learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from agent.network.difference_net import DifferenceNet, compared, gains
from agent.network.fields import PAIR_HEAD, figure_outputs, split_columns
from agent.network.figure_reader import Encoding, FigureReader
from agent.network.inputs import figure_inputs
from agent.network.modules import GRID, HEADS, TURN, VIEW, build_parts
from agent.network.pair_trunk import paired
from agent.network.polar.rotation import rotation_features
from nets import Layer, softmax


class PairView(NamedTuple):
    """What the pair head is given of N pairs.

    Attributes
    ----------
    features : numpy.ndarray
        float32 (N, VIEW + TURN + PLACES); the last two numbers are the shares of ink added and removed.
    candidates : numpy.ndarray
        The turns to choose from (`agent.network.polar.rotation.rotation_features`).
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
        self.reader = FigureReader(self.parts, shape_count)
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
        return self.reader.encoded(figure_inputs(ink), training)

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
        both = self.reader.encoded(inputs, training)
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
        d_map = self.reader.backward(dy)
        count, width = len(d_joined), self.channels[-1]
        d_map[:count] += d_joined[:, :width]
        d_map[count:] += d_joined[:, width:2 * width]
        self.parts["encoder"].backward(d_map)

def _places(encoding):
    """Place, radius and mean ink of figures; mean place, mean radius and spread of their objects: (N, 8)."""
    return np.concatenate([encoding.polar.moments, encoding.objects.summary[:, -4:]], axis=1)


def _scale(dtype):
    """What an output of 1 means, for every column of the pair head."""
    units = {field.name: field.head_unit for field in PAIR_HEAD}
    return np.concatenate([np.full(width, units.get(name, 1.0), dtype) for name, width in HEADS.items()])
