"""The type of an object, as probabilities: half by the moments of its silhouette, half by the object network.

The moments are exact for polygons of any size and angle. The network, which is given the silhouette alone, knows what
rounding, blur and few pixels make of them.
"""

from __future__ import annotations

import numpy as np

import nets
from agent.network.object_network import OBJECT_SHAPES, object_network, of_silhouettes, predict_objects

TYPES = ("triangle", "square", "pentagon", "hexagon", "circle")  # the types of RAVEN's objects
SIDES = (3, 4, 5, 6, 0)  # of the TYPES; 0 for the circle
# Classes of the object network that count as each of the TYPES: few pixels tell no disc from a polygon of many corners.
CLASSES = (("triangle",), ("square",), ("pentagon",), ("hexagon",),
           ("circle", "octagon", "polygon 9", "polygon 10", "polygon 11", "polygon 12"))  # fmt: skip
HARMONICS = (2, 3, 4, 5, 6, 7, 8)  # orders k of the moments
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
    side = crops.shape[-1]
    steps = (np.arange(side) + 0.5) / (0.5 * side) - 1.0
    z = (steps[None, :] + 1j * steps[:, None]).ravel()
    powers = np.stack([z**k for k in HARMONICS], axis=1)
    flat = crops.reshape(len(crops), -1)
    return np.hypot(flat @ powers.real, flat @ powers.imag) / (flat @ np.abs(powers))


def network_types(crops):
    """P(type) of crops over the TYPES and "any other", by the object network: (n, types + 1)."""
    shapes = predict_objects(object_network(), of_silhouettes(crops))["shape"].astype(np.float64)
    columns = [[OBJECT_SHAPES.index(name) for name in names] for names in CLASSES]
    known = np.stack([shapes[:, chosen].sum(axis=1) for chosen in columns], axis=1)
    rest = np.maximum(1.0 - known.sum(axis=1, keepdims=True), 0.0)
    return np.round(np.hstack([known, rest]), 6)  # so that equal crops get equal values wherever they lie in a batch


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
