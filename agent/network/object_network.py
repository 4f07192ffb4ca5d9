"""The object network: shape, corners, symmetry, turn, mirror image, fill and texture of an object, from its crop.

    crop (silhouette, ink inside, what is visible) -> convolutions -.
    geometry (corners, harmonics ... by the contour) ---------------+-> trunk -> one head an attribute

It answers from the crop alone as well: half of its training is without the geometry, which is then 0; and from the
silhouette alone, with all else 0, as it is for half of that half.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from agent.network.modules import folded
from agent.weights import FOLDER
from agent.weights.files import load_networks
from nets import (
    BatchNorm,
    Conv2D,
    Flatten,
    Layer,
    Linear,
    MaxPool2D,
    ReLU,
    Sequential,
    fold_batch_norm,
    sigmoid,
    softmax,
)
from nets.batches import slices
from problems.drawing.item import FILLS, MORE_PATTERNS
from problems.drawing.shapes import SHAPE_CLASSES

# Part of the network: other values need it trained anew.
CROP = 32  # pixels along a side of a crop
MARGIN = 1.06  # half the side of a crop, in radii of the object
CHANNELS = 3  # of a crop: silhouette, ink inside the outline, what of the inside is visible
FOLD = 2  # blocks of FOLD x FOLD pixels become channels
HARMONICS = 24  # of the contour, to either side
MOST_CORNERS = 32  # of a star of 16 points
ORDERS = 17  # classes of the order of symmetry: 0 where any turn leaves it as it is, 1 to 16
OBJECT_FILLS = (*FILLS, *MORE_PATTERNS)
FAMILIES = ("polygon 7", "polygon 9", "polygon 10", "polygon 11", "polygon 12", "stars", "notched", "arc", "pointer",
            "other")  # fmt: skip
OBJECT_SHAPES = (*SHAPE_CLASSES, *FAMILIES)
# corners, orders, fills one-hot; harmonics; log radius, relative width of the outline, tone, closed, dashed, known
GEOMETRY = MOST_CORNERS + 1 + ORDERS + len(OBJECT_FILLS) + 2 * HARMONICS + 6
WIDTHS = (24, 48, 64)  # channels of the three convolutions
TRUNK = (160, 128)
HEADS = {"shape": len(OBJECT_SHAPES), "corners": MOST_CORNERS + 1, "symmetry": ORDERS, "turn": 2, "mirrored": 1,
         "fill": len(OBJECT_FILLS), "texture": 2}  # fmt: skip
DISTRIBUTIONS = ("shape", "corners", "symmetry", "fill")  # heads that choose among classes
ANGLES = ("turn", "texture")  # heads that give a cosine and a sine
WEIGHTS = FOLDER / "object_network.npz"


class ObjectNetwork(Layer):
    """The network of three modules, for N objects {"crop": (N, CHANNELS, CROP, CROP), "geometry": (N, GEOMETRY)}.

    Its outputs by name are (N, width) each: logits, and of "turn" and "texture" a cosine and a sine.
    """

    def __init__(self, *, rng: np.random.Generator) -> None:
        super().__init__()
        layers: list[Layer] = []
        before = CHANNELS * FOLD * FOLD
        for index, width in enumerate(WIDTHS):
            layers += [Conv2D(before, width, 3, padding=1, rng=rng), BatchNorm(width), ReLU()]
            layers += [MaxPool2D(2)] if index < 2 else []
            before = width
        self.seen = before * (CROP // FOLD // 4) ** 2
        first, second = TRUNK
        self.parts = {
            "crop": Sequential([*layers, Flatten()], input_gradient=False),
            "trunk": Sequential([
                Linear(self.seen + GEOMETRY, first, rng=rng), BatchNorm(first), ReLU(),
                Linear(first, second, rng=rng), BatchNorm(second), ReLU(),
            ]),
            "heads": Sequential([Linear(second, sum(HEADS.values()), rng=rng)]),
        }

    def children(self) -> dict[str, Sequential]:
        """The modules by name."""
        return self.parts

    def forward(self, x: dict[str, np.ndarray], training: bool = False) -> dict[str, np.ndarray]:
        """The outputs of all heads by name."""
        crop, geometry = x["crop"], x["geometry"]
        if crop.shape[1:] != (CHANNELS, CROP, CROP) or geometry.shape != (len(crop), GEOMETRY):
            raise ValueError(
                f"ObjectNetwork: expected crops of shape (N, {CHANNELS}, {CROP}, {CROP}) and geometry of shape "
                f"(N, {GEOMETRY}), got {crop.shape} and {geometry.shape}")
        seen = self.parts["crop"].forward(folded(crop, FOLD), training)
        described = self.parts["trunk"].forward(np.concatenate([seen, geometry], axis=1), training)
        joint = self.parts["heads"].forward(described, training)
        stops = np.cumsum(list(HEADS.values()))[:-1]
        return dict(zip(HEADS, np.split(joint, stops, axis=1), strict=True))

    def backward(self, dy: dict[str, np.ndarray]) -> None:
        """Assign the gradients from those of the outputs by name. The inputs are data, without gradients."""
        d_joint = np.concatenate([dy[name].reshape(len(dy[name]), -1) for name in HEADS], axis=1)
        d_joined = self.parts["trunk"].backward(self.parts["heads"].backward(d_joint))
        self.parts["crop"].backward(np.ascontiguousarray(d_joined[:, :self.seen]))


def without_geometry(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The inputs of objects of which nothing but the crop is known."""
    return {"crop": inputs["crop"], "geometry": np.zeros_like(inputs["geometry"])}


def of_silhouettes(silhouettes: np.ndarray) -> dict[str, np.ndarray]:
    """The inputs of objects of which nothing but the silhouette is known, float32 (N, 1, CROP, CROP)."""
    crop = np.zeros((len(silhouettes), CHANNELS, CROP, CROP), np.float32)
    crop[:, :1] = silhouettes
    return {"crop": crop, "geometry": np.zeros((len(crop), GEOMETRY), np.float32)}


def decode_objects(outputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The outputs as probabilities, and angles in radians: of "turn" order x angle, of "texture" its modulus's."""
    found = {name: softmax(outputs[name]) for name in DISTRIBUTIONS}
    for name in ANGLES:
        found[name] = np.arctan2(outputs[name][:, 1], outputs[name][:, 0])
    found["mirrored"] = sigmoid(outputs["mirrored"][:, 0])
    return found


def predict_objects(network: ObjectNetwork, inputs: dict[str, np.ndarray], batch: int = 32) -> dict[str, np.ndarray]:
    """`decode_objects` of N objects, 0 of them too, in batches that fit the cache of the processor."""
    parts = [network.forward({name: data[part] for name, data in inputs.items()})
             for part in slices(len(inputs["crop"]), batch)]
    if not parts:
        return decode_objects({name: np.zeros((0, width), np.float32) for name, width in HEADS.items()})
    return decode_objects({name: np.concatenate([part[name] for part in parts]) for name in HEADS})


@lru_cache(maxsize=1)
def object_network() -> ObjectNetwork:
    """The shipped network, read once a process, for answers only."""
    networks, metadata = load_networks(WEIGHTS, "objects")
    for name, expected in (("shapes", OBJECT_SHAPES), ("fills", OBJECT_FILLS)):
        if list(metadata.get(name, ())) != list(expected):
            raise ValueError(f"{WEIGHTS}: expected a network of the {name} {', '.join(expected)}; train it anew")
    network = networks["objects"].astype(np.float32)
    network.parts = {name: fold_batch_norm(part) for name, part in network.parts.items()}
    return network
