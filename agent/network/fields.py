"""The transformation vector, field by field: the one table of what the network measures, and how.

What a label means is said in `problems.pairs.labels`; how labels change when both figures are turned, mirrored or
exchanged, in `problems.pairs.symmetries`. Everything else about a field is here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from nets import BinaryCrossEntropy, CrossEntropy, Huber, sigmoid, softmax

NUMBERS = 13  # classes of a figure's number: 0 to 12 items, as many as the generator draws
REFLECTIONS = ("none", "left-right", "up-down", "diagonal")  # classes of the field "reflection"
MOTIONS = 8  # rigid motions of a square: four turns, each of the figure and of its mirror image
RIGHT = "right"  # unit of fields whose error is the share of answers that are right


@dataclass(frozen=True)
class Field:
    """One part of the transformation vector.

    A Huber loss of width d behaves like |error| beyond d, which is what the scores compare; its scale is chosen so
    that an error as large as the label's typical spread costs about 1.

    Attributes
    ----------
    name : str
    kind : str
        What its numbers are. "direction": cosine and sine; "class": probabilities of classes, one of which is true;
        "flags": probabilities, each of which may be true; "count": a whole number; "shapes": for each kind of shape
        1 where it came, -1 where it went; "amount": one real number; "place": x and y.
    unit : str
        Of its error; RIGHT for the share of pairs that are right.
    width : int
        Numbers in the vector; 0 for one a kind of shape.
    pair_head : bool
        Whether the pair head gives the field itself.
    head_unit : float
        How much an output of 1 of the pair head means, in the field's own unit.
    figure_output : str or None
        The output of the figure head whose difference between both figures the field is, if it is one.
    loss : callable or None
        Makes the loss of the outputs from which the field is read; None where nothing is learned.
    loss_scale : float
        What the loss is multiplied by in the sum over all outputs.
    unchanged : float
        Labels up to this size, in the field's own unit, count as no change in tables of errors.
    """

    name: str
    kind: str
    unit: str
    width: int = 1
    pair_head: bool = False
    head_unit: float = 1.0
    figure_output: str | None = None
    loss: Callable | None = None
    loss_scale: float = 1.0
    unchanged: float = 0.5


# In the order of the vector. "motions" tells which of the MOTIONS carry one figure into the other.
FIELDS = {
    field.name: field
    for field in (
        Field("rotation", "direction", "degrees", 2, loss=partial(Huber, 0.05), loss_scale=30.0),
        Field("reflection", "class", RIGHT, len(REFLECTIONS), pair_head=True, loss=CrossEntropy),
        Field("motions", "flags", RIGHT, MOTIONS, pair_head=True, loss=BinaryCrossEntropy, loss_scale=4.0),
        Field("number", "count", RIGHT, figure_output="number", loss=CrossEntropy, loss_scale=2.0),
        Field("fill", "amount", "of 1", figure_output="fill", loss=partial(Huber, 0.03), loss_scale=66.0,
              unchanged=0.02),
        Field("shape", "shapes", RIGHT, 0, figure_output="shapes", loss=BinaryCrossEntropy, loss_scale=60.0),
        Field("size", "amount", "octaves", pair_head=True, head_unit=0.2, loss=partial(Huber, 0.3), loss_scale=25.0,
              unchanged=0.02),
        Field("shift", "place", "of side", 2, pair_head=True, head_unit=0.1, loss=partial(Huber, 0.01),
              loss_scale=1000.0, unchanged=0.005),
        Field("ink_added", "amount", "of area", unchanged=0.002),
        Field("ink_removed", "amount", "of area", unchanged=0.002),
        Field("identical", "flags", RIGHT, pair_head=True, loss=BinaryCrossEntropy),
    )
}
# The fields that the head for pairs gives, and those that the head for single figures gives.
PAIR_HEAD = tuple(field for field in FIELDS.values() if field.pair_head)
FIGURE_HEAD = tuple(field for field in FIELDS.values() if field.figure_output)


def field_slices(shape_count: int) -> dict[str, slice]:
    """The place of every field in the vector, for so many kinds of shape."""
    slices, start = {}, 0
    for name, field in FIELDS.items():
        stop = start + (field.width or shape_count)
        slices[name], start = slice(start, stop), stop
    return slices


def figure_outputs(shape_count: int) -> dict[str, int]:
    """The outputs of the figure head and the numbers of each: logits of the number and of shapes, and the fill."""
    widths = {"count": NUMBERS, "shapes": shape_count}
    return {str(field.figure_output): widths.get(field.kind, field.width) for field in FIGURE_HEAD}


def split_columns(values: np.ndarray, widths: Mapping[str, int]) -> dict[str, np.ndarray]:
    """The columns of `values` (N, sum of widths) by name: (N, width) each."""
    parts, start = {}, 0
    for name, width in widths.items():
        parts[name] = values[:, start:start + width]
        start += width
    return parts


def decode_outputs(outputs: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The fields of a transformation, (N, width) each, from a network's outputs (`TransformationNet.forward`).

    Rotation as cosine and sine, reflection, motions and identical as probabilities, number, fill and shape as
    differences. Number and shape are what a `DifferenceNet` says, where there is one.
    """
    judged = number_and_shape(outputs) if "number" in outputs else {}
    return {name: judged[name] if name in judged else _decoded(field, outputs) for name, field in FIELDS.items()}


def _decoded(field: Field, outputs: Mapping[str, np.ndarray]) -> np.ndarray:
    read = _READ.get(field.kind, _unchanged)
    if field.figure_output is None:
        return read(outputs[field.name])
    return read(outputs[f"{field.figure_output}_after"]) - read(outputs[f"{field.figure_output}_before"])


def number_and_shape(outputs: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The fields number and shape from the outputs of a `DifferenceNet`."""
    came = sigmoid(outputs["shape"])
    return {"number": expected_number(outputs["number"]) - outputs["number"].shape[1] // 2,
            "shape": came[..., 0] - came[..., 1]}


def expected_number(logits: np.ndarray) -> np.ndarray:
    """The mean of the number's distribution, (N, 1)."""
    return softmax(logits) @ np.arange(logits.shape[1], dtype=logits.dtype)[:, None]


def _unchanged(values: np.ndarray) -> np.ndarray:
    return values


_READ = {"class": softmax, "flags": sigmoid, "count": expected_number, "shapes": sigmoid}  # by kind of field
