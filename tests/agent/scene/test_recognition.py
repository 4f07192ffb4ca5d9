"""What the network corrects in scenes: only what it is certain of, and nothing else of an object."""

import numpy as np
import pytest

from agent.network.object_network import HEADS
from agent.scene import recognition
from agent.scene.reading import parse_scenes
from agent.scene.recognition import recognised, settled
from agent.scene.scene import Scene
from problems.drawing.item import Item
from problems.drawing.render import render
from problems.figure import Figure


def answers(corners, order, probability):
    """A stand-in for the network: the same answer for every object, with a probability."""

    def predict(network, inputs):
        found = {}
        for name, best in (("corners", corners), ("symmetry", order)):
            found[name] = np.full((len(inputs["crop"]), HEADS[name]), (1.0 - probability) / (HEADS[name] - 1))
            found[name][:, best] = probability
        return found

    return predict


@pytest.fixture
def square():
    figure = Figure("A", render((Item("square", rotation=20.0),), side=160))
    (scene,), (ink,) = parse_scenes([figure])
    return scene, ink


def corrected(square, monkeypatch, *answer):
    scene, ink = square
    monkeypatch.setattr(recognition, "object_network", lambda: None)
    monkeypatch.setattr(recognition, "predict_objects", answers(*answer))
    return recognised([scene], [ink])[0].objects[0]


def test_what_the_network_doubts_stays_as_geometry_read_it(square, monkeypatch):
    seen = corrected(square, monkeypatch, 7, 1, 0.4)
    assert (seen.corners, seen.symmetry) == (4, 4) and seen.orientation == square[0].objects[0].orientation


def test_what_the_network_is_certain_of_is_taken_and_the_orientation_follows_the_order(square, monkeypatch):
    seen = corrected(square, monkeypatch, 8, 2, 0.99)
    assert (seen.corners, seen.symmetry) == (8, 2) and 0.0 <= seen.orientation < 180.0
    assert seen.mask is square[0].objects[0].mask and seen.fill == "none"


def test_a_scene_without_objects_stays_empty():
    (found,) = recognised([Scene((), (8, 8))], [np.zeros((8, 8), np.float32)])
    assert len(found) == 0 and found.shape == (8, 8)


@pytest.mark.parametrize("probabilities, wanted", [((0.05, 0.95), 1), ((0.4, 0.3), 3)])
def test_a_class_is_settled_by_certainty(probabilities, wanted):
    assert settled(3, np.array(probabilities)) == wanted
