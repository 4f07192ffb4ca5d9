"""Types of objects: by harmonics and by the object network, each by itself, and by both."""

import numpy as np
import pytest

from agent.network.object_network import CROP
from agent.raven.object_types import TYPES, harmonic_types, network_types, type_levels
from agent.raven.region_properties import describe
from agent.raven.silhouette_crops import silhouette_crops
from agent.raven.silhouettes import find_silhouettes, stacked
from problems.figure import Figure
from tests.helpers.raven_panels import panel


@pytest.mark.parametrize("radius", (0.06, 0.3))
def test_harmonics_and_network_know_the_types_each_by_itself(radius):
    ink = stacked([panel((kind, 0.5, 0.5, radius, 3, degrees)) for degrees in (0, 10, 45) for kind in TYPES])
    looks = describe(find_silhouettes(ink))
    for probability in (harmonic_types(looks.crops, looks.pixels), network_types(looks.crops)):
        assert probability.argmax(1).tolist() == 3 * list(range(len(TYPES)))
        assert probability.sum(1) == pytest.approx(1.0, abs=1e-5)


def test_crops_are_centred_and_reach_just_beyond_the_farthest_pixel():
    scene = find_silhouettes(stacked([panel((kind, 0.3, 0.6, 0.2, 3, 30)) for kind in TYPES]))
    crops = silhouette_crops(scene)
    assert crops.shape == (5, 1, CROP, CROP) and crops.dtype == np.float32
    middle = crops.sum(axis=(1, 2)) @ np.arange(CROP) / crops.sum(axis=(1, 2, 3))
    assert middle == pytest.approx(0.5 * (CROP - 1), abs=0.01)
    across = np.arange(CROP) - 0.5 * (CROP - 1)
    radii = np.where(crops[:, 0] > 0.0, np.hypot(across, across[:, None]), 0.0).max(axis=(1, 2))
    assert radii == pytest.approx(0.5 * CROP / 1.06, abs=1.0)


def test_crops_hold_the_share_of_each_pixel_that_is_covered():
    ink = np.zeros((1, 60, 60), np.float32)
    ink[0, 20:41, 10:41] = 1.0
    crop = silhouette_crops(find_silhouettes(ink))[0, 0]
    reach = 1.06 * (np.hypot(15, 10) + 0.5)
    assert crop.sum() * (2 * reach / CROP) ** 2 == pytest.approx(21 * 31, rel=1e-4)
    assert crop[CROP // 2, CROP // 2] == pytest.approx(1.0) and crop[0].max() == 0.0


def test_without_objects_there_are_no_crops_and_no_types():
    crops = silhouette_crops(find_silhouettes(np.zeros((2, 40, 40), np.float32)))
    assert crops.shape == (0, 1, CROP, CROP) and network_types(crops).shape == (0, len(TYPES) + 1)


def test_a_shape_that_is_none_of_the_types_gets_a_level_of_its_own():
    figures = [panel((kind, 0.5, 0.5, 0.3, 9, 0)) for kind in TYPES]
    cross = np.zeros((160, 160), np.float32)
    cross[60:100, 20:140] = cross[20:140, 60:100] = 1.0
    figures += [Figure("A", cross), Figure("A", np.roll(cross, 5, axis=0))]
    looks = describe(find_silhouettes(stacked(figures)))
    types = type_levels(looks.crops, looks.pixels)
    assert types.argmax(1).tolist() == [0, 1, 2, 3, 4, 5, 5]
