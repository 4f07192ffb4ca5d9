"""Types of objects: by harmonics and by the network, and the drawings that the network learns from."""

import numpy as np
import pytest

import nets
from agent.raven.object_types import TYPES, harmonic_types, network_types, type_levels
from agent.raven.region_properties import describe
from agent.raven.silhouette_crops import silhouette_crops
from agent.raven.silhouettes import find_silhouettes, stacked
from agent.training.train_object_types import drawn_crops, type_network
from problems.figure import Figure
from tests.helpers.raven_panels import panel


@pytest.mark.parametrize("radius", (0.06, 0.3))
def test_harmonics_and_network_know_the_types_each_by_itself(radius):
    ink = stacked([panel((kind, 0.5, 0.5, radius, 3, degrees)) for degrees in (0, 10, 45) for kind in TYPES])
    looks = describe(find_silhouettes(ink))
    for probability in (harmonic_types(looks.crops, looks.pixels), network_types(looks.crops)):
        assert probability.argmax(1).tolist() == 3 * list(range(len(TYPES)))
        assert probability.sum(1) == pytest.approx(1.0, abs=1e-5)


def test_crops_are_centred_and_have_the_same_area():
    scene = find_silhouettes(stacked([panel((kind, 0.3, 0.6, 0.2, 3, 30)) for kind in TYPES]))
    crops = silhouette_crops(scene)
    assert crops.shape == (5, 1, 24, 24) and crops.dtype == np.float32
    assert crops.mean(axis=(1, 2, 3)) == pytest.approx(crops.mean(), rel=0.03)
    middle = crops.sum(axis=(1, 2)) @ np.arange(24) / crops.sum(axis=(1, 2, 3))
    assert middle == pytest.approx(11.5, abs=0.2)


def test_a_shape_that_is_none_of_the_types_gets_a_level_of_its_own():
    figures = [panel((kind, 0.5, 0.5, 0.3, 9, 0)) for kind in TYPES]
    cross = np.zeros((160, 160), np.float32)
    cross[60:100, 20:140] = cross[20:140, 60:100] = 1.0
    figures += [Figure("A", cross), Figure("A", np.roll(cross, 5, axis=0))]
    looks = describe(find_silhouettes(stacked(figures)))
    types = type_levels(looks.crops, looks.pixels)
    assert types.argmax(1).tolist() == [0, 1, 2, 3, 4, 5, 5]


def test_training_crops_are_drawn_alike_for_the_same_seed_and_labelled():
    first, again = (drawn_crops(200, rng=np.random.default_rng(3)) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one, other)
    crops, classes, pixels = first
    assert crops.shape == (200, 1, 24, 24) and set(classes) == set(range(len(TYPES) + 1))
    read = network_types(crops).argmax(1)
    assert (read == classes).mean() > 0.95 and pixels.min() > 2


def test_the_network_learns_from_crops():
    rng = np.random.default_rng(4)
    crops, classes, _ = drawn_crops(300, rng=rng)
    network = type_network(rng=rng)
    trainer = nets.Trainer(network, nets.CrossEntropy(), nets.Adam(3e-3), rng=rng, report=None)
    history = trainer.fit((crops, classes), 3)
    assert history.rows[-1]["training_loss"] < 0.7 * history.rows[0]["training_loss"]
