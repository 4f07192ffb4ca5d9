"""What the object network corrects in scenes: what geometry reads wrongly of soft, small or rough outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from agent.network.object_network import object_network, predict_objects
from agent.scene.object_inputs import object_inputs
from agent.scene.scene import Object, Scene
from agent.scene.shapes import asymmetry, orientation

CERTAIN = 0.5  # probability from which the network's answer replaces geometry's: more probable than all others
# Distance, in shares of its radius, of an outline from the symmetry that the network says from which the network is not
# asked: drawn outlines of which it is right are nearly always nearer; by hand.
CONTRADICTED = 0.12


def recognised(scenes: Sequence[Scene], inks: Sequence[np.ndarray]) -> list[Scene]:
    """The scenes with corners and symmetry corrected where the network is certain.

    Parameters
    ----------
    scenes : sequence of Scene
    inks : sequence of numpy.ndarray
        float (height, width): the ink of each figure, in the size that was read.
    """
    if not any(map(len, scenes)):
        return list(scenes)
    different = {id(scene): (scene, ink) for scene, ink in zip(scenes, inks, strict=True)}  # equal figures share one
    inputs = object_inputs(*zip(*different.values(), strict=True))
    found = predict_objects(object_network(), inputs)
    corners, orders = iter(found["corners"]), iter(found["symmetry"])
    corrected = {
        key: replace(scene, objects=tuple(_corrected(seen, next(corners), next(orders)) for seen in scene.objects))
        for key, (scene, _) in different.items()}
    return [corrected[id(scene)] for scene in scenes]


def _corrected(seen: Object, corners: np.ndarray, orders: np.ndarray) -> Object:
    if seen.curve is not None and seen.curve.bends:
        return seen  # a polyline, whose corners are where its straight parts meet
    order = settled(seen.symmetry, orders)
    if order != seen.symmetry and asymmetry(seen.contour, order) > CONTRADICTED:
        return seen  # a shape unlike those that it was trained on
    turn = seen.orientation if order == seen.symmetry else orientation(seen.contour, order)
    return replace(seen, corners=settled(seen.corners, corners), symmetry=order, orientation=turn)


def settled(read: int, probabilities: np.ndarray) -> int:
    """The class that geometry read, or the one of which the network is certain."""
    best = int(probabilities.argmax())
    return best if probabilities[best] > CERTAIN else read
