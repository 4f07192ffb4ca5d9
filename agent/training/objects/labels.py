"""What is true of a drawn object, as targets of the object network, also where its crop is turned and mirrored."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from agent.network.object_network import HEADS, MOST_CORNERS, OBJECT_FILLS, OBJECT_SHAPES, ORDERS
from problems.drawing.item import Item
from problems.drawing.shapes import SHAPE_CLASSES
from problems.drawing.symmetry import state
from problems.drawing.truth import DrawnObject

Arrays = dict[str, np.ndarray]
_SAME = {"polygon 3": "triangle", "polygon 4": "square", "polygon 5": "pentagon", "polygon 6": "hexagon",
         "polygon 8": "octagon", "bar": "line", "star": "stars", "star4": "stars", "star6": "stars"}  # fmt: skip

NO_AXIS, NO_UPRIGHT = -1.0, -2.0


class ObjectLabels(NamedTuple):
    """What is true of N objects.

    Attributes
    ----------
    shape, corners, symmetry, fill : numpy.ndarray
        int (N,): classes of the heads of these names, -1 where none is right.
    rotation : numpy.ndarray
        float (N,), degrees counter-clockwise after any reflection.
    mirrored : numpy.ndarray
        float (N,), 0 or 1: whether a chiral shape is reflected left-right before it is turned.
    axis : numpy.ndarray
        float (N,), degrees: a mirror axis of the unturned shape; NO_AXIS where there is none, NO_UPRIGHT where the
        shape is irregular: then neither its turn nor its mirror image is defined.
    direction, modulus : numpy.ndarray
        float (N,), degrees: of a texture; a modulus of 0 where there is none.
    """

    shape: np.ndarray
    corners: np.ndarray
    symmetry: np.ndarray
    fill: np.ndarray
    rotation: np.ndarray
    mirrored: np.ndarray
    axis: np.ndarray
    direction: np.ndarray
    modulus: np.ndarray

    def take(self, places: np.ndarray | slice) -> ObjectLabels:
        """The labels of some of the objects."""
        return ObjectLabels(*(column[places] for column in self))

    def turned(self, degrees: np.ndarray, flipped: np.ndarray) -> ObjectLabels:
        """The labels of the objects mirrored left to right where `flipped`, then turned: (N,) each."""
        rotation = np.where(flipped, -self.rotation, self.rotation)
        mirrored = np.where(flipped, 1.0 - self.mirrored, self.mirrored)
        reducible = (self.axis >= 0.0) & (mirrored > 0.5)  # a mirror axis makes a reflection a turn
        rotation = np.where(reducible, rotation + 180.0 - 2.0 * self.axis, rotation)
        direction = np.where(flipped, 180.0 - self.direction, self.direction)
        return self._replace(
            rotation=rotation + degrees, direction=direction + degrees,
            mirrored=np.where(reducible, 0.0, mirrored))


def label(item: Item, truth: DrawnObject) -> tuple:
    """One row of `ObjectLabels` for an item and what can be seen of it."""
    settled = state(replace(item, fill="none"), fills=False)
    corners = -1 if truth.corners is None or truth.corners > MOST_CORNERS else truth.corners
    fill = OBJECT_FILLS.index(truth.fill) if truth.closed else -1
    direction, modulus = (0.0, 0.0) if truth.texture is None else (truth.texture.direction, truth.texture.modulus)
    axis = NO_AXIS if settled.axis is None else settled.axis
    if item.shape.startswith("irregular "):
        axis = NO_UPRIGHT
    return (
        OBJECT_SHAPES.index(shape_class(item)), corners, min(truth.symmetry, ORDERS - 1), fill, settled.rotation,
        float(settled.mirrored), axis, direction, modulus)


def shape_class(item: Item) -> str:
    """The class of an item's shape among OBJECT_SHAPES; all stars are one, and all notched shapes."""
    if item.notch is not None:
        return "notched"
    family = item.shape.split(" ")[0]
    name = _SAME.get(item.shape) or ("stars" if family == "star" else item.shape)
    if name in OBJECT_SHAPES:
        return name
    return family if family in ("arc", "pointer", *SHAPE_CLASSES) else "other"


def targets_of(labels: ObjectLabels) -> tuple[Arrays, Arrays]:
    """Targets and weights of all heads: a weight is 0 where an attribute is not defined."""
    classes = {name: np.maximum(getattr(labels, name), 0) for name in ("shape", "corners", "symmetry", "fill")}
    turn = np.radians(labels.rotation * np.maximum(labels.symmetry, 1))
    texture = np.radians(labels.direction * 360.0 / np.maximum(labels.modulus, 1.0))
    targets = {**classes, "turn": _direction(turn), "texture": _direction(texture),
               "mirrored": labels.mirrored[:, None].astype(np.float32)}
    weights = {name: getattr(labels, name) >= 0 for name in classes}
    weights |= {"turn": (labels.symmetry > 0) & (labels.axis != NO_UPRIGHT), "texture": labels.modulus > 0.0,
                "mirrored": labels.axis == NO_AXIS}
    return ({name: targets[name] for name in HEADS},
            {name: weights[name].astype(np.float32) for name in HEADS})


def _direction(angle: np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)
