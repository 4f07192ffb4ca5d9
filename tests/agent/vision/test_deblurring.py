"""Tests of agent/vision/deblurring.py."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from agent.vision.deblurring import SOFT, deblurred, edge_spread, sharpened


def board(width=10):
    """Bars of black on paper, with a solid beside them, and one grey square."""
    ink = np.zeros((120, 120), np.float32)
    for left in range(10, 60, 2 * width):
        ink[10:110, left:left + width] = 1.0
    ink[20:60, 70:110] = 1.0
    ink[75:105, 75:105] = 0.5
    return ink


def blurred(ink, spread):
    picture = Image.fromarray(np.uint8(np.rint(255.0 * ink))).filter(ImageFilter.GaussianBlur(spread))
    return np.asarray(picture, np.float32) / np.float32(255.0)


@pytest.mark.parametrize("spread", [1.0, 1.5])
def test_the_spread_of_blurred_edges_is_measured(spread):
    assert edge_spread(blurred(board(), spread)) == pytest.approx(np.hypot(spread, 0.4), rel=0.2)


def test_sharp_figures_stay_as_they_are():
    ink = board()
    assert edge_spread(ink) < SOFT
    assert sharpened(ink) is ink


@pytest.mark.parametrize("shape", [(1, 1), (2, 90), (40, 40)])
@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_figures_without_edges_stay_as_they_are(shape, level):
    ink = np.full(shape, level, np.float32)
    assert sharpened(ink) is ink


def test_soft_figures_become_sharp():
    ink = board()
    soft = blurred(ink, 1.5)
    sharp = sharpened(soft)
    assert sharp.dtype == np.float32 and sharp.min() >= 0.0 and sharp.max() <= 1.0
    assert np.abs(sharp - ink).mean() < 0.7 * np.abs(soft - ink).mean()


def test_gaps_that_blur_closes_open_again():
    soft = blurred(board(2), 1.5)
    row = 90
    contrast = np.ptp(soft[row, 20:50])
    assert np.ptp(sharpened(soft)[row, 20:50]) > 2.0 * contrast


def test_noise_is_not_blown_up():
    soft = blurred(board(), 1.5)
    noisy = soft + 0.03 * np.random.default_rng(0).standard_normal(soft.shape).astype(np.float32)
    paper = deblurred(np.clip(noisy, 0.0, 1.0), 1.5)[112:, :]
    assert paper.std() < 0.05
