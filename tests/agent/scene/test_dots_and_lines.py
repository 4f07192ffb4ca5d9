"""Dots on outlines, lines over grey shapes, arrows, and readings that recur."""

import numpy as np
import pytest

from agent.scene.reading import read_scene, read_scenes
from agent.scene.vocabulary import name_objects
from tests.helpers.sheet import Sheet

MOUTH = [(0.5, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1), (0.3, 0.1), (0.4, 0.5)]


def mouth(corner):
    return Sheet().outline(MOUTH).dot(MOUTH[corner]).figure()


def test_an_outline_keeps_its_kind_wherever_a_dot_lies_on_it():
    scenes = read_scenes([mouth(corner) for corner in range(1, 7)])
    assert [len(scene) for scene in scenes] == [2] * 6
    named = name_objects(scenes)
    assert len({one.kind for one in named if one.object.fill == "none"}) == 1
    assert len({(one.kind, one.names["corners"]) for one in named if one.object.fill == "solid"}) == 1


def test_a_dot_on_a_line_does_not_part_it():
    scene = read_scene(Sheet().line([(0.1, 0.5), (0.5, 0.5), (0.9, 0.2)]).dot((0.5, 0.5)).figure())
    assert sorted(seen.closed for seen in scene) == [False, True]
    line = next(seen for seen in scene if not seen.closed)
    assert line.size == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("count", [1, 3])
def test_lines_over_a_grey_shape_leave_it_whole(count):
    square = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]
    sheet = Sheet().outline(square, fill=128)
    for place in np.linspace(0.4, 0.6, count):
        sheet.line([(0.1, place), (0.9, place + 0.05)])
    plain, crossed = read_scenes([Sheet().outline(square, fill=128).figure(), sheet.figure()])
    assert sorted((seen.closed, seen.fill) for seen in crossed) == [(False, "none")] * count + [(True, "grey")]
    assert len({one.kind for one in name_objects([plain, crossed]) if one.object.closed}) == 1


@pytest.mark.parametrize("angle", [0.0, 60.0, 180.0, 250.0])
def test_an_arrow_points_to_its_head(angle):
    along = np.exp(-1j * np.radians(angle))
    start, tip = 0.5 + 0.5j - 0.3 * along, 0.5 + 0.5j + 0.3 * along
    head = [tip, tip - 0.05 * along + 0.025j * along, tip - 0.05 * along - 0.025j * along]
    sheet = Sheet().line([(place.real, place.imag) for place in (start, tip - 0.04 * along)])
    sheet.pen.polygon(sheet._scaled([(place.real, place.imag) for place in head]), fill=0)
    (named,) = name_objects([read_scene(sheet.figure())])
    direction, period = named.turn
    assert period == 360.0 and abs((direction - angle + 180.0) % 360.0 - 180.0) < 6.0


def test_a_line_without_a_head_has_no_direction():
    (named,) = name_objects([read_scene(Sheet().line([(0.2, 0.3), (0.8, 0.7)]).figure())])
    assert named.turn[1] == 180.0


@pytest.mark.parametrize("bow, kind", [
    (lambda x: 0.0 * x, "straight"), (lambda x: 0.6 * (x - x**2), "arc"),
    (lambda x: 0.06 * np.sin(2 * np.pi * x), "wave"), (lambda x: 0.03 * np.sin(6 * np.pi * x), "wave")])
@pytest.mark.parametrize("turn", [0.0, 33.0, 108.0])
def test_strokes_are_straight_bow_or_wave(bow, kind, turn):
    x = np.linspace(0.0, 1.0, 60)
    places = 0.5 + 0.5j + 0.8 * (x - 0.5 + 1j * (bow(x) - bow(x).mean())) * np.exp(1j * np.radians(turn))
    (named,) = name_objects([read_scene(Sheet().line([(z.real, z.imag) for z in places]).figure())])
    assert named.kind == kind


def test_of_two_readings_the_one_that_recurs_is_taken():
    bar = [(0.2, 0.2), (0.6, 0.2), (0.6, 0.5), (0.2, 0.5)]
    step = [(0.2, 0.5), (0.6, 0.5), (0.8, 0.8), (0.1, 0.8)]
    both = Sheet().outline(bar).outline(step).figure()
    scenes = read_scenes([both, Sheet().outline(bar).figure(), Sheet().outline(step).figure()])
    assert [len(scene) for scene in scenes] == [2, 1, 1]
    assert len({one.kind for one in name_objects(scenes)}) == 2


def test_a_dot_over_the_corner_where_two_outlines_meet_leaves_both():
    box = [(0.9, 0.1), (0.98, 0.1), (0.98, 0.3), (0.9, 0.25)]
    figures = [Sheet().outline(MOUTH).outline(box, fill=None).dot(place).figure()
               for place in (MOUTH[0], MOUTH[2], MOUTH[3], MOUTH[6], MOUTH[1])]
    scenes = read_scenes(figures)
    assert [sorted(seen.fill for seen in scene) for scene in scenes] == [["none", "none", "solid"]] * 5
    assert len({one.kind for one in name_objects(scenes)}) == 3
