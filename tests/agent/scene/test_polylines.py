"""Polylines: their corners are sharp, and curves have none."""

import numpy as np
import pytest

from agent.scene.reading import read_scene
from tests.helpers.sheet import Sheet

THICK = 0.027  # of the side: five pixels
PATHS = {
    "W": [(0.12, 0.2), (0.3, 0.8), (0.5, 0.2), (0.7, 0.8), (0.88, 0.5)],
    "sharp": [(0.2, 0.14), (0.86, 0.38), (0.14, 0.5), (0.62, 0.86)],
    "shallow": [(0.12, 0.3), (0.45, 0.4), (0.65, 0.6), (0.9, 0.3)],
}


@pytest.mark.parametrize("width", [0.008, 0.016, THICK, 0.04])
def test_corners_of_a_polyline_are_where_they_are_drawn(width):
    (line,) = read_scene(Sheet().line(PATHS["sharp"], width).figure())
    for x, y in PATHS["sharp"][1:-1]:
        assert np.abs(line.curve.points / 184 - complex(x, y)).min() < 0.01


@pytest.mark.parametrize("width", [0.012, THICK])
@pytest.mark.parametrize("half_waves", [1, 2, 4])
def test_waves_and_arcs_have_no_corners(width, half_waves):
    x = np.linspace(0.0, 1.0, 80)
    y = 0.5 + (0.16 / half_waves + 0.03) * np.sin(half_waves * np.pi * x)
    (line,) = read_scene(Sheet().line(list(zip(0.1 + 0.8 * x, y, strict=True)), width).figure())
    assert line.corners == 0