"""What is seen before any network looks: mirror images are not looked at again, nor is an object seen twice."""

import numpy as np
import pytest

from agent.network import figure_reader, model
from agent.network.inputs import MIRRORS, figure_inputs
from agent.network.model import TransformationNet
from agent.network.object_crops import distinct
from agent.vision.raster import SIDE


@pytest.fixture
def figures():
    """Three figures (3, 1, SIDE, SIDE) of an L each, one the mirror image of another; beside the last two squares."""
    ink = np.zeros((3, 1, SIDE, SIDE), np.float32)
    for figure, (top, left) in zip(ink[:, 0], ((10, 20), (40, 12), (60, 60)), strict=True):
        figure[top:top + 30, left:left + 9] = figure[top + 21:top + 30, left:left + 24] = 1.0
    ink[1] = ink[0, :, :, ::-1]
    ink[2, 0, 4:24, 4:24] = ink[2, 0, 4:24, 34:54] = 1.0
    return ink


def test_mirror_images_are_seen_without_looking_again(figures):
    seen = figure_inputs(figures).parts
    found = seen.with_mirrored()
    parts = len(seen.figure)
    assert len(found.summary) == 9 and len(found.figure) == 3 * parts
    for look, axis in enumerate(MIRRORS, start=1):
        expected = figure_inputs(np.ascontiguousarray(np.flip(figures, axis))).parts
        own = slice(look * parts, (look + 1) * parts)
        np.testing.assert_array_equal(found.figure[own], seen.figure + 3 * look)
        np.testing.assert_array_equal(found.kind[own], seen.kind)
        np.testing.assert_allclose(found.summary[3 * look:3 * look + 3], expected.summary, atol=1e-5)
        order = np.lexsort((expected.crop[:, 0].sum(axis=(1, 2)).round(1), expected.kind, expected.figure))
        mirrored = np.lexsort((found.crop[own][:, 0].sum(axis=(1, 2)).round(1), seen.kind, seen.figure))
        off, unmirrored = (np.abs(crop[mirrored] - expected.crop[order]).sum() for crop in (found.crop[own], seen.crop))
        assert off < 0.1 * unmirrored


def test_distinct_crops_are_all_there_are():
    rng = np.random.default_rng(0)
    looks = rng.random((4, 2, 3, 3)).astype(np.float32)
    crops = looks[[2, 0, 2, 1, 1, 0]]
    found, place = distinct(crops)
    np.testing.assert_array_equal(found, looks[[2, 0, 1]])
    np.testing.assert_array_equal(found[place], crops)


def test_an_object_seen_twice_is_described_as_each_alone(figures, monkeypatch):
    net = TransformationNet(4, rng=np.random.default_rng(0))
    worked_out = []
    monkeypatch.setattr(figure_reader, "distinct", lambda crops: worked_out.append(distinct(crops)) or worked_out[-1])
    head = net.encode(figures).head
    [(crops, place)] = worked_out
    owner, kind = (getattr(figure_inputs(figures).parts.with_mirrored(), name) for name in ("figure", "kind"))
    pair = {number for number, figure, of in zip(place, owner, kind, strict=True) if figure % 3 < 2 and of == 0}
    assert len(pair) == 4  # an L and its mirror images, of which one is the other figure's L
    assert len(crops) < len(place)
    monkeypatch.setattr(figure_reader, "distinct", lambda crops: (crops, slice(None)))
    np.testing.assert_allclose(net.encode(figures).head, head, rtol=1e-5, atol=1e-5)


def test_pairs_seen_beforehand_come_to_the_same(figures, monkeypatch):
    net = TransformationNet(4, rng=np.random.default_rng(0))
    pairs = {"before": figures, "after": figures[[1, 2, 0]]}
    expected = net.forward(pairs, training=True)
    pairs["inputs"] = figure_inputs(np.concatenate([pairs["before"], pairs["after"]]))
    monkeypatch.setattr(model, "figure_inputs", None)
    for name, values in net.forward(pairs, training=True).items():
        np.testing.assert_array_equal(values, expected[name])
