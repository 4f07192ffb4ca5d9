"""Polylines of thick strokes: their corners, their kinds, and what lies on them or at their ends."""

import numpy as np
import pytest

from agent.scene.reading import read_scene, read_scenes
from agent.scene.vocabulary import name_objects
from tests.helpers.sheet import Sheet

THICK = 0.027  # of the side: five pixels
PATHS = {
    "W": [(0.12, 0.2), (0.3, 0.8), (0.5, 0.2), (0.7, 0.8), (0.88, 0.5)],
    "sharp": [(0.2, 0.14), (0.86, 0.38), (0.14, 0.5), (0.62, 0.86)],
    "shallow": [(0.12, 0.3), (0.45, 0.4), (0.65, 0.6), (0.9, 0.3)],
}


def solid(sheet, places):
    sheet.pen.polygon(sheet._scaled(places), fill=0)
    return sheet


def arrow(sheet, start, tip, shaft, head):
    along = (tip - start) / abs(tip - start)
    base = tip - head * along
    sheet.line([(place.real, place.imag) for place in (start, base)], shaft)
    return solid(sheet, [(place.real, place.imag)
                         for place in (tip, base + 0.55j * head * along, base - 0.55j * head * along)])


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_thick_polyline_is_of_one_kind_wherever_a_dot_lies_on_it(path):
    scenes = read_scenes([Sheet().line(path, THICK).dot(place, 0.07).figure() for place in path])
    assert [sorted(seen.closed for seen in scene) for scene in scenes] == [[False, True]] * len(path)
    lines = [one for one in name_objects(scenes) if not one.object.closed]
    assert {one.object.corners for one in lines} == {len(path) - 2}
    assert len({one.kind for one in lines}) == 1


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


@pytest.mark.parametrize("corner", [1, 2])
def test_a_triangle_at_a_corner_of_a_polyline_keeps_its_own_corners(corner):
    x, y = PATHS["W"][corner]
    triangle = [(x, y - 0.08), (x + 0.08, y + 0.06), (x - 0.08, y + 0.06)]
    scene = read_scene(solid(Sheet().line(PATHS["W"], THICK), triangle).figure())
    line, shape = sorted(scene, key=lambda seen: seen.closed)
    assert len(scene) == 2 and not line.closed and line.corners == 3
    assert shape.closed and shape.contour.roundness < 0.75


@pytest.mark.parametrize("angle", [0.0, 90.0, 135.0, 200.0, 315.0])
@pytest.mark.parametrize("shaft", [0.022, THICK])
def test_an_arrow_with_a_thick_shaft_is_one_stroke(angle, shaft):
    along = np.exp(1j * np.radians(angle))
    (named,) = name_objects([read_scene(arrow(Sheet(), 0.5 + 0.5j - 0.35 * along, 0.5 + 0.5j + 0.35 * along,
                                              shaft, 0.14).figure())])
    assert named.kind == "straight" and named.turn[1] == 360.0


@pytest.mark.parametrize("angle", [0.0, 45.0, 90.0, 180.0, 225.0, 315.0])
def test_an_arrow_that_touches_a_circle_around_it_stays_an_arrow(angle):
    circle = [(0.5 + 0.4 * np.cos(t), 0.5 + 0.4 * np.sin(t)) for t in np.linspace(0.0, 2.0 * np.pi, 90)[:-1]]
    tip = 0.5 + 0.5j + 0.39 * np.exp(1j * np.radians(angle))
    scene = read_scene(arrow(Sheet().outline(circle), 0.5 + 0.5j, tip, 0.012, 0.1).figure())
    assert [(seen.closed, seen.symmetry) for seen in scene if seen.closed] == [(True, 0)]
    assert [seen.curve.headed for seen in scene if not seen.closed] == [True]
