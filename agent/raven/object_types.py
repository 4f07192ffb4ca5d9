"""The type of an object, as probabilities: half by the moments of its silhouette, half by a small network.

The moments are exact for polygons of any size and angle. The network, trained by `agent.training.train_object_types` on
the drawings of this project alone, knows what rounding, blur and few pixels make of them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

import nets
from agent.raven.silhouette_crops import REACH, SIDE
from agent.weights import FOLDER
from agent.weights.files import load_networks

TYPES = ("triangle", "square", "pentagon", "hexagon", "circle")  # the types of RAVEN's objects
SIDES = (3, 4, 5, 6, 0)  # of the TYPES; 0 for the circle
HARMONICS = (2, 3, 4, 5, 6, 7, 8)  # orders k of the moments
WEIGHTS = FOLDER / "object_types.npz"
DOUBT = 1e-3  # probability that a reading is wrong, whatever the pixels say; set by hand
STRANGE = 100.0  # squared distance, in spreads, beyond which a shape is none of the TYPES; set by hand


def type_levels(crops, pixels):
    """P(type) of each object over the TYPES, then over the other shapes that occur: (n, types).

    The geometric mean of both readings; to the network all other shapes are one type. `crops` and `pixels` are those of
    `agent.raven.region_properties.Looks`.
    """
    by_harmonics = doubted(harmonic_types(crops, pixels))
    by_network = doubted(network_types(crops))
    known = len(TYPES)
    strange = np.repeat(by_network[:, known:], by_harmonics.shape[1] - known, axis=1)
    mean = np.sqrt(by_harmonics * np.hstack([by_network[:, :known], strange]))
    return doubted(mean / mean.sum(axis=1, keepdims=True))


def harmonic_types(crops, pixels):
    """P(type) by the moments of the crops; every shape unlike all types so far becomes a new type."""
    moments = crop_moments(crops)
    spread = 0.02 + 0.5 / np.maximum(pixels, 1.0)
    templates = _MOMENTS
    distance = _distance(moments, templates, spread)
    while len(distance) and distance.min(axis=1).max() > STRANGE:
        strangest = np.argmax(distance.min(axis=1))
        templates = np.vstack([templates, moments[strangest]])
        distance = _distance(moments, templates, spread)
    return nets.softmax(-0.5 * distance)


def crop_moments(crops):
    """|sum z^k| / sum |z|^k over each silhouette, z from its centroid, for k in `HARMONICS`: (n, harmonics).

    They tell how nearly a shape has k-fold symmetry, at any angle and size.
    """
    steps = ((np.arange(SIDE) + 0.5) / SIDE - 0.5) * 2.0 * REACH
    z = (steps[None, :] + 1j * steps[:, None]).ravel()
    powers = np.stack([z**k for k in HARMONICS], axis=1)
    flat = crops.reshape(len(crops), -1)
    return np.hypot(flat @ powers.real, flat @ powers.imag) / (flat @ np.abs(powers))


def network_types(crops):
    """P(type) of crops over the TYPES and "any other", by the network: (n, types + 1)."""
    if not len(crops):
        return np.zeros((0, len(TYPES) + 1))
    logits = nets.predict(type_network(), crops).astype(np.float64)
    return np.round(nets.softmax(logits), 6)  # so that equal crops get equal values wherever they lie in a batch


@lru_cache(maxsize=1)
def type_network():
    """The shipped network, read once a process."""
    networks, _ = load_networks(WEIGHTS, "types")
    return nets.fold_batch_norm(networks["types"].astype(np.float32))


def doubted(probability):
    """The probabilities (n, levels) mixed with an even distribution, which allows for wrong readings."""
    return (1.0 - DOUBT) * probability + DOUBT / probability.shape[1]


def _distance(moments, templates, spread):
    """Squared distance in spreads of each object (n,) from each template: (n, templates)."""
    return np.sum(((moments[:, None, :] - templates) / spread[:, None, None]) ** 2, axis=2)


def _polygon_moments(sides):
    """`crop_moments` of a regular polygon (0 sides: a disc) without an outline.

    With the edge at e(t) in direction t, |integral of e^(k+2) exp(i k t) dt| / integral of e^(k+2) dt.
    """
    if not sides:
        return np.zeros(len(HARMONICS))
    angle = (np.arange(2400) + 0.5) / 2400 * 2 * np.pi
    edge = 1.0 / np.cos(angle % (2 * np.pi / sides) - np.pi / sides)
    return np.array([
        np.abs(np.mean(edge ** (k + 2) * np.exp(1j * k * angle))) / np.mean(edge ** (k + 2))
        for k in HARMONICS
    ])


# The moments of an ideal shape of each type, with which those of a silhouette are compared.
_MOMENTS = np.stack([_polygon_moments(sides) for sides in SIDES])
