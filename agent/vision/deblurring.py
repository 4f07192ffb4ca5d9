"""Soft figures made sharp: how far their edges spread, and the inverse of that blur (Wiener 1949)."""

from __future__ import annotations

import math

import numpy as np
from scipy.fft import dctn, idctn

from agent.vision.morphology import windowed

# Chosen by hand on soft drawings of `python -m tests.benchmarks.scenes`, some with noise or JPEG.
REACH = 3  # pixels on each side of an edge that take in both of its tones
STRONG = 0.5  # of a figure's greatest step, the least step of the edges that are measured
CREST = 0.9  # of the steepest slope nearby: an edge is measured where it is as steep
SHARP = 0.5  # pixels of spread of the edges of a sharp renderer
SOFT = 0.85  # pixels of spread from which a figure is soft; scans stay below
REGULAR = 0.02  # least ratio of the power of noise to that of the drawing: JPEG shows what is sharpened more
NOISY = 13.0  # times the noise's standard deviation that is the root of that ratio


def sharpened(ink: np.ndarray) -> np.ndarray:
    """Ink, float32 (height, width), with its edges made sharp; the same array where they are."""
    spread = edge_spread(ink)
    return ink if spread < SOFT else deblurred(ink, math.sqrt(spread**2 - SHARP**2))


def edge_spread(ink: np.ndarray) -> float:
    """How far the edges of a figure spread: the standard deviation, in pixels, of the Gaussian that blurs a step so.

    Of strokes narrower than the blur it is too low by up to a third. It is 0 where there is no edge.

    Parameters
    ----------
    ink : numpy.ndarray
        float32 (height, width).
    """
    levels = np.rint(255.0 * ink).astype(np.uint8)
    step = windowed(np.maximum, levels, REACH, 0) - windowed(np.minimum, levels, REACH, 255)
    strong = step[:-1, :-1] > max(STRONG * step.max(initial=0), 1)
    falling, rising = ink[1:, 1:] - ink[:-1, :-1], ink[1:, :-1] - ink[:-1, 1:]
    slope = np.sqrt((falling**2 + rising**2) / 2.0)
    steepest = windowed(np.maximum, slope, REACH - 1, 0.0)
    crest = strong & (slope > CREST * steepest)
    if not crest.any():
        return 0.0
    return float(np.median(step[:-1, :-1][crest] / steepest[crest]) / (255.0 * math.sqrt(2.0 * math.pi)))


def deblurred(ink: np.ndarray, spread: float) -> np.ndarray:
    """Ink, float32 (height, width), without a Gaussian blur of some spread in pixels.

    The cosine transform takes a figure as mirrored at its edges. Noise is measured on its highest frequencies, of which
    blur has left nothing else.
    """
    waves = dctn(ink, norm="ortho")
    height, width = ink.shape
    noise = float(np.median(np.abs(waves[3 * height // 4:, 3 * width // 4:]))) / 0.6745  # of a Gaussian: its deviation
    down, across = (np.exp(-0.5 * (math.pi * spread * np.arange(size) / size) ** 2) for size in ink.shape)
    passed = np.float32(down[:, None] * across)
    kept = passed / (passed**2 + np.float32(max(REGULAR, (NOISY * noise) ** 2)))
    return np.clip(idctn(waves * kept, norm="ortho"), 0.0, 1.0)
