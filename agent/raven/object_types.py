"""The type of an object, softly: by the harmonics of its silhouette and by a small network, half and half.

The harmonics know exact polygons at any size and angle; the network, trained by `agent.training.train_object_types` on our
own artist's drawings, knows what rounding, blur and few pixels make of them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

import nets
from agent.raven.silhouette_crops import REACH, SIDE
from agent.weights import FOLDER
from agent.weights.files import load_networks

TYPES = ("triangle", "square", "pentagon", "hexagon", "circle")
SIDES = (3, 4, 5, 6, 0)
HARMONICS = (2, 3, 4, 5, 6, 7, 8)
WEIGHTS = FOLDER / "object_types.npz"
DOUBT = 1e-3  # chance that a reading is wrong whatever the pixels say
STRANGE = 100.0  # squared distance, in spreads, from which on a shape is none of `TYPES`


def type_levels(crops, pixels):
    """P(type) of each object over `TYPES` and then the strange shapes among them: (n, types).

    `crops` and `pixels` are those of `agent.raven.region_properties.Looks`.
    The geometric mean of both readings; the network knows all strange shapes as one.
    """
    by_harmonics = doubted(harmonic_types(crops, pixels))
    by_network = doubted(network_types(crops))
    known = len(TYPES)
    strange = np.repeat(by_network[:, known:], by_harmonics.shape[1] - known, axis=1)
    mean = np.sqrt(by_harmonics * np.hstack([by_network[:, :known], strange]))
    return doubted(mean / mean.sum(axis=1, keepdims=True))


def harmonic_types(crops, pixels):
    """P(type) by the moments of the crops: every shape unlike all known ones becomes a type of its own."""
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

    How far a shape is k-fold, at any angle and size.
    """
    steps = ((np.arange(SIDE) + 0.5) / SIDE - 0.5) * 2.0 * REACH
    z = (steps[None, :] + 1j * steps[:, None]).ravel()
    powers = np.stack([z**k for k in HARMONICS], axis=1)
    flat = crops.reshape(len(crops), -1)
    return np.hypot(flat @ powers.real, flat @ powers.imag) / (flat @ np.abs(powers))


def network_types(crops):
    """P(type) of crops over `TYPES` and "any other", by the network: (n, types + 1)."""
    if not len(crops):
        return np.zeros((0, len(TYPES) + 1))
    logits = nets.predict(type_network(), crops).astype(np.float64)
    return np.round(nets.softmax(logits), 6)  # the same for equal crops, wherever they lie in a batch


@lru_cache(maxsize=1)
def type_network():
    """The shipped network, read once a process."""
    networks, _ = load_networks(WEIGHTS, "types")
    return nets.fold_batch_norm(networks["types"].astype(np.float32))


def doubted(probability):
    """Probabilities (n, levels) that allow for a wrong reading."""
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


_MOMENTS = np.stack([_polygon_moments(sides) for sides in SIDES])
