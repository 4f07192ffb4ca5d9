"""Irregular outlines, each by its number: polygons without symmetry, also with a round side, and discs with a bite."""

from __future__ import annotations

import numpy as np

from problems.drawing.outlines import arc

SMOOTH, LEAST_TURN, MOST_TURN = 0.2, 0.5, 2.6  # radians: of a curve at most, of a corner at least and at most
SHORTEST = 0.3  # distance between corners
TRIES = 500  # outlines drawn until one is plain


def irregular(number: int) -> np.ndarray:
    """The outline of a number, complex (n,): its sides do not meet, and its corners can be told from its curves."""
    rng = np.random.default_rng(number)
    makers = (_polygon, _with_round_side, _bitten)
    for _ in range(TRIES):
        outline = makers[int(rng.integers(len(makers)))](rng)
        if _is_plain(outline):
            break
    return outline


def _polygon(rng: np.random.Generator) -> np.ndarray:
    """A polygon of four to nine corners around the origin."""
    count = int(rng.integers(4, 10))
    angles = 2.0 * np.pi * (np.arange(count) + rng.uniform(-0.35, 0.35, count)) / count
    return rng.uniform(0.35, 1.0, count) * np.exp(-1j * angles)


def _with_round_side(rng: np.random.Generator) -> np.ndarray:
    """A polygon whose last side is half of a circle or less, outwards or inwards."""
    corners = _polygon(rng)
    start, stop = corners[-1], corners[0]
    half = np.radians(rng.uniform(40.0, 90.0)) * rng.choice([-1.0, 1.0])
    centre = (start + stop) / 2.0 + 1j * (stop - start) / 2.0 / np.tan(half)
    turns = np.linspace(0.0, -2.0 * half, 17)[1:-1]
    return np.concatenate([corners, centre + (start - centre) * np.exp(1j * turns)])


def _bitten(rng: np.random.Generator) -> np.ndarray:
    """A disc of which a part is cut away along one to four corners."""
    missing, count, start = rng.uniform(40.0, 170.0), int(rng.integers(1, 5)), rng.uniform(0.0, 360.0)
    angles = start + missing * (np.arange(count) + rng.uniform(0.1, 0.9, count)) / count
    inner = rng.uniform(0.05, 0.75, count) * np.exp(-1j * np.radians(angles))
    return np.concatenate([arc(start + missing, start + 360.0), inner])


def _is_plain(outline: np.ndarray) -> bool:
    """Whether every turn is a corner's or a curve's, corners are apart, and no two sides meet."""
    ahead = np.roll(outline, -1) - outline
    turns = np.abs(np.angle(ahead / np.roll(ahead, 1)))
    corners = turns > SMOOTH
    if ((turns[corners] < LEAST_TURN) | (turns[corners] > MOST_TURN)).any() or corners.sum() < 2:
        return False
    places = outline[corners]
    apart = np.abs(places[:, None] - places) + 9.0 * np.eye(len(places))
    return bool(apart.min() > SHORTEST) and not _crosses(outline)


def _crosses(outline: np.ndarray) -> bool:
    """Whether two sides of a closed polygon that are no neighbours cross."""
    ends = np.roll(outline, -1)
    beside = ((ends - outline)[:, None].conj() * (outline - outline[:, None])).imag  # [i, j]: corner j beside side i
    parted = beside * np.roll(beside, -1, axis=1) < 0.0
    near = np.eye(len(outline), dtype=bool)
    near = near | np.roll(near, 1, axis=1) | np.roll(near, -1, axis=1)
    return bool((parted & parted.T & ~near).any())
