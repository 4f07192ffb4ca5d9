"""The symmetries of training pairs: the labels stay true of the pictures."""

import numpy as np
import pytest

from agent.network.polar.polar import correlations, polar
from agent.network.polar.polar_fourier import peaks
from agent.training.pairs import pair_pool
from agent.training.pairs.pair_pool import PairPool
from problems.drawing.symmetry import MOTIONS
from problems.pairs.stream import PairStream
from problems.pairs.symmetries import exchanged, moved

SYMMETRIES = [(mirror, turns) for mirror in (0, 1) for turns in range(4)]


@pytest.fixture(scope="module")
def drawn():
    batch = PairStream(5).batch(60, 0)
    return np.concatenate([batch.before, batch.after], axis=1), batch.labels, batch.masks


def centre(ink):
    """Centre of ink (x, y) in fractions of the side."""
    place = (np.arange(ink.shape[-1]) + 0.5) / ink.shape[-1]
    mass = ink.sum(axis=(1, 2))
    return np.stack([ink.sum(axis=1) @ place / mass, ink.sum(axis=2) @ place / mass], axis=1)


@pytest.mark.parametrize("mirror, turns", SYMMETRIES)
def test_the_shift_moves_with_the_pictures(mirror, turns):
    ink = np.zeros((1, 2, 64, 64), np.float32)
    ink[0, 0, 20:30, 10:20] = 1.0
    ink[0, 1, 24:34, 40:50] = 1.0
    labels = {
        "shift": (centre(ink[:, 1]) - centre(ink[:, 0])).astype(np.float32),
        "rotation": np.float32([[1, 0]]), "reflection": np.float32([0]),
        "motions": np.ones((1, 8), np.float32),
    }
    ink, labels = moved(ink, labels, mirror, turns)
    np.testing.assert_allclose(labels["shift"], centre(ink[:, 1]) - centre(ink[:, 0]), atol=1e-6)


@pytest.mark.parametrize("mirror, turns", SYMMETRIES)
def test_the_rotation_is_still_what_the_polar_correlation_finds(drawn, mirror, turns):
    def misses(ink, labels):
        figures = polar(ink.reshape(-1, 64, 64))
        found = peaks(correlations(figures.take(slice(0, None, 2)), figures.take(slice(1, None, 2)))[:, 0, 0])[1]
        return 1.0 - (found * labels["rotation"]).sum(axis=1)

    ink, labels, masks = drawn
    chosen = masks["rotation"] * (misses(ink, labels) < 0.01) > 0.0
    assert chosen.sum() > 8
    ink, labels = moved(ink[chosen], {name: values[chosen] for name, values in labels.items()}, mirror, turns)
    assert misses(ink, labels).max() < 0.02


@pytest.mark.parametrize("mirror, turns", SYMMETRIES)
def test_the_motions_still_carry_one_figure_into_the_other(mirror, turns):
    corner = np.zeros((64, 64), np.float32)
    corner[4:24, 4:14] = 1.0
    images = {
        0.0: corner, 90.0: np.rot90(corner), 180.0: np.rot90(corner, 2), 270.0: np.rot90(corner, 3),
        "left_right": corner[:, ::-1], "up_down": corner[::-1], "diagonal": corner.T,
        "antidiagonal": np.rot90(corner.T, 2),
    }
    ink = np.stack([np.stack([corner, images[motion]]) for motion in MOTIONS])
    labels = {
        "shift": np.zeros((8, 2), np.float32), "rotation": np.ones((8, 2), np.float32),
        "reflection": np.float32([0, 0, 0, 0, 1, 2, 3, 3]), "motions": np.eye(8, dtype=np.float32),
    }
    ink, labels = moved(ink, labels, mirror, turns)
    truth = zip(ink, labels["motions"], labels["reflection"], strict=True)
    for (before, after), motions, reflection in truth:
        kind = MOTIONS[int(motions.argmax())]
        again = {
            0.0: before, 90.0: np.rot90(before), 180.0: np.rot90(before, 2), 270.0: np.rot90(before, 3),
            "left_right": before[:, ::-1], "up_down": before[::-1], "diagonal": before.T,
            "antidiagonal": np.rot90(before.T, 2),
        }[kind]
        np.testing.assert_array_equal(again, after)
        assert reflection == {"left_right": 1, "up_down": 2, "diagonal": 3, "antidiagonal": 3}.get(kind, 0)


def test_exchanging_twice_changes_nothing(drawn):
    ink, labels, masks = drawn
    once = exchanged(ink, labels, masks)
    assert (once[1]["number_before"] == labels["number_after"]).all()
    again = exchanged(*once)
    np.testing.assert_array_equal(again[0], ink)
    for name, values in labels.items():
        np.testing.assert_array_equal(again[1][name], values)


def test_an_epoch_is_the_same_for_the_same_seed():
    pool = PairPool(3, 120, 64, 32)
    first, second = (
        [inputs["after"] for inputs, _, _ in pool.epoch(np.random.default_rng(4))] for _ in range(2)
    )
    for inputs, _, _ in pool.epoch(np.random.default_rng(4)):
        np.testing.assert_array_equal(inputs["inputs"].ink, np.concatenate([inputs["before"], inputs["after"]]))
    assert [len(ink) for ink in first] == [32, 32]
    np.testing.assert_array_equal(np.concatenate(first), np.concatenate(second))


def test_a_pool_holds_the_batches_of_a_stream(monkeypatch):
    """Each batch is the same by itself: so processes may share them out (`parallel_map`)."""
    monkeypatch.setattr(pair_pool, "CHUNK", 4)
    pool = PairPool(3, 10, 8, 4)
    assert len(pool.ink) == 10 and pool.ink.dtype == np.uint8 and pool.ink.max() == 255
    second = PairStream(3, side=pool.ink.shape[-1]).batch(4, 1)
    np.testing.assert_allclose(pool.ink[4:8, 1] / 255.0, second.after[:, 0], atol=0.5 / 255)
    for name, values in pool.labels.items():
        assert len(values) == len(pool.masks[name]) == 10
        np.testing.assert_array_equal(values[4:8], second.labels[name])
        np.testing.assert_array_equal(pool.masks[name][4:8], second.masks[name])
