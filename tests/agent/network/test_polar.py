"""Correlation over angles finds turns and mirror images of known figures and of their objects."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from agent.network.object_crops import CROP
from agent.network.object_regions import MOST, object_correlations, object_regions
from agent.network.polar.polar import correlations, polar
from agent.network.polar.polar_fourier import ANGLES, heights, peaks, smoothed
from agent.network.polar.rotation import MOTIONS, blocks, overlaps

INK, SILHOUETTE = 0, 1


def scene(*triangles):
    """Ink (64, 64) of scalene triangles, each (degrees, mirrored, size, centre x, centre y, solid)."""
    image = Image.new("L", (256, 256), 0)
    draw = ImageDraw.Draw(image)
    for degrees, mirrored, size, x, y, solid in triangles:
        corners = np.array([(-0.8, -0.7), (0.9, 0.6), (-0.8, 0.6)])
        if mirrored:
            corners[:, 0] *= -1.0
        angle = np.radians(degrees)
        turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]).T
        points = [tuple(4.0 * (size * corner + (x, y))) for corner in turned]
        if solid:
            draw.polygon(points, fill=255)
        else:
            draw.line(points + points[:1], fill=255, width=8)
    return np.asarray(image.resize((64, 64), Image.Resampling.BOX), dtype=np.float32) / 255.0


def triangle(degrees=0.0, mirrored=False, size=20.0, centre=32.0, solid=True):
    return scene((degrees, mirrored, size, centre, centre, solid))


def whole(before, after):
    """Correlations (2, VIEWS, ANGLES) of two figures."""
    figures = polar(np.stack([before, after]))
    return correlations(figures.take([0]), figures.take([1]))[0]


def by_object(before, after):
    found = object_regions(np.stack([before, after]))
    return object_correlations(found.take([0]), found.take([1]))[0]


def best(curve):
    """The angle (degrees) of the highest value of a correlation."""
    return float(curve.argmax()) * 360.0 / ANGLES


@pytest.mark.parametrize("correlate", [whole, by_object])
@pytest.mark.parametrize("degrees", [0, 45, 90, 200, 315])
def test_a_turn_is_the_highest_correlation_whatever_place_and_size(correlate, degrees):
    turned, mirrored = correlate(triangle(), triangle(degrees, size=14.0, centre=36.0))
    assert best(turned[INK]) == degrees
    assert turned[INK].max() > 0.93 > mirrored[INK].max() + 0.1


@pytest.mark.parametrize("correlate", [whole, by_object])
@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_mirror_image_is_found_with_its_turn(correlate, degrees):
    turned, mirrored = correlate(triangle(), triangle(degrees, mirrored=True))
    assert best(mirrored[INK]) == degrees
    assert mirrored[INK].max() > 0.93 > turned[INK].max() + 0.1


@pytest.mark.parametrize("correlate", [whole, by_object])
def test_the_silhouette_finds_the_turn_through_a_change_of_fill(correlate):
    turned, _ = correlate(triangle(20), triangle(95, solid=False))
    assert best(turned[SILHOUETTE]) == 75


def test_objects_that_turn_about_themselves_are_found_by_object_alone():
    places = [(14, 14), (48, 16), (18, 50), (48, 48)]
    before = scene(*((0, False, 11, x, y, True) for x, y in places))
    after = scene(*((125, False, 11, x, y, True) for x, y in places))
    assert best(by_object(before, after)[0][INK]) == 125
    assert best(whole(before, after)[0][INK]) != 125


def test_a_peak_lies_between_the_angles_that_are_read():
    angle = np.radians(np.arange(ANGLES) * 360.0 / ANGLES)
    height, direction = peaks(np.cos(angle - np.radians(33.0))[None])
    assert height[0] == pytest.approx(1.0, abs=1e-2)
    assert np.degrees(np.arctan2(direction[0, 1], direction[0, 0])) == pytest.approx(33.0, abs=0.1)


def test_objects_are_counted_and_placed():
    found = object_regions(scene((0, False, 11, 16, 16, True), (0, False, 6, 48, 48, False))[None])
    assert found.summary[0, :4].tolist() == [0, 0, 1, 0]
    assert found.present[0].sum() == 2
    np.testing.assert_allclose(found.place[0, :2, :2], [[-0.55, -0.45], [0.47, 0.53]], atol=0.1)
    assert found.place[0, 0, 2] > found.place[0, 1, 2]


def test_what_an_object_is_does_not_depend_on_how_it_lies():
    figures = np.stack([triangle(), triangle(70), triangle(40, mirrored=True), triangle(size=12.0)])
    shape = object_regions(figures).invariant[:, 0, :-1]
    square = np.zeros((1, 64, 64), np.float32)
    square[:, 20:44, 20:44] = 1.0
    other = object_regions(square).invariant[0, 0, :-1]
    own = np.abs(shape - shape[0]).max(axis=0).sum()
    assert own < 0.5 * np.abs(other - shape[0]).sum()


def test_more_objects_than_are_kept_leave_the_largest():
    triangles = [(0, False, 4 + 0.3 * k, 10 + 22 * (k % 3), 6 + 16 * (k // 3), True) for k in range(12)]
    found = object_regions(scene(*triangles)[None])
    assert found.present.sum() == MOST
    assert found.summary[0, 12] == 1.0
    assert (np.diff(found.place[0, :, 2]) <= 1e-6).all()


def test_blank_figures_give_finite_numbers():
    ink = np.stack([np.zeros((64, 64), np.float32), triangle()])
    figures, found = polar(ink), object_regions(ink)
    assert np.isfinite(correlations(figures, figures.take(slice(None, None, -1)))).all()
    assert np.isfinite(object_correlations(found, found.take(slice(None, None, -1)))).all()
    assert np.isfinite(figures.moments).all() and np.isfinite(found.summary).all()
    assert found.present[:, 0].tolist() == [False, True]
    assert object_regions(ink[:1]).present.sum() == 0


def test_a_curve_is_read_between_its_angles():
    angle = np.radians(np.arange(ANGLES) * 360.0 / ANGLES)
    curves = np.stack([np.cos(angle), np.sin(angle)])
    wanted = np.radians([33.0, 358.0, -90.0])
    direction = np.stack([np.cos(wanted), np.sin(wanted)], axis=1).astype(np.float32)
    found = heights(curves[None], direction[:, None])
    np.testing.assert_allclose(found, np.stack([np.cos(wanted), np.sin(wanted)], axis=1), atol=2e-3)


def test_smoothing_is_the_mean_of_nine():
    ink = np.zeros((1, 5, 5), np.float32)
    ink[0, 1, 1], ink[0, 4, 4] = 9.0, 9.0
    mean = smoothed(ink)[0]
    assert mean[:3, :3] == pytest.approx(1.0) and mean[3, 3] == pytest.approx(1.0) and mean[0, 3] == 0.0
    assert mean.sum() == pytest.approx(13.0)  # of the corner's nine, five lie outside


def test_pictures_overlap_with_their_own_motion_alone():
    before = triangle()[None, None]
    for index in range(MOTIONS):
        moved = np.rot90(before[0, 0, :, ::-1] if index > 3 else before[0, 0], index % 4)
        found = overlaps(blocks(before), blocks(np.ascontiguousarray(moved)[None, None]))[0]
        assert found.argmax() == index and found[index] == pytest.approx(1.0, abs=1e-3)


def test_a_crop_shows_one_object_at_its_own_scale():
    found = object_regions(scene((0, False, 16, 20, 20, True), (0, False, 8, 50, 50, True))[None])
    large, small = found.crop[0, 0, 0], found.crop[0, 1, 0]
    assert large.shape == (CROP, CROP)
    assert 0.1 < large.mean() < 0.5
    assert np.abs(large - small).mean() < 0.08  # alike but for the pixels they were drawn with
    assert found.crop[0, 2:].sum() == 0.0
    neighbour = object_regions(scene((0, False, 16, 20, 20, True), (0, False, 8, 38, 40, True))[None]).crop[0, 0, 0]
    np.testing.assert_allclose(neighbour, large, atol=0.1)  # what lies beside it is left out


def test_what_is_seen_of_a_figure_does_not_depend_on_the_next():
    low = scene((0, False, 16, 20, 52, True))
    alone = object_regions(low[None])
    beside = object_regions(np.stack([low, np.full((64, 64), 0.2, np.float32), triangle()]))
    for name in ("crop", "invariant", "place"):
        np.testing.assert_allclose(getattr(beside, name)[0], getattr(alone, name)[0], atol=1e-6)
