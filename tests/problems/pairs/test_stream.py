"""Pairs: repeatable, and their labels agree with the drawings and with the pictures."""

import math

import numpy as np
import pytest
from PIL import Image

from problems.drawing.item import Item
from problems.drawing.render import render
from problems.drawing.shapes import SHAPE_CLASSES
from problems.drawing.symmetry import MOTIONS
from problems.pairs.contact_sheet import main as draw_contact_sheet
from problems.pairs.labels import LABELS, DrawnPair, measure
from problems.pairs.stream import FAMILIES, PairStream, drawn_pair
from problems.pairs.transformations import KINDS as TRANSFORMATIONS

ON_PICTURES = {
    0.0: lambda p: p, 90.0: np.rot90, 180.0: lambda p: np.rot90(p, 2), 270.0: lambda p: np.rot90(p, 3),
    "left_right": np.fliplr, "up_down": np.flipud, "diagonal": np.transpose,
    "antidiagonal": lambda p: np.rot90(p, 2).T,
}  # fmt: skip


@pytest.fixture(scope="module")
def batch():
    return PairStream(7).batch(400, 0)


def test_the_same_seed_gives_the_same_bytes(batch):
    again = PairStream(7).batch(400, 0)
    assert again.before.tobytes() == batch.before.tobytes() and again.pairs == batch.pairs
    for name in LABELS:
        assert np.array_equal(again.labels[name], batch.labels[name])
    stream = PairStream(7).batches(40)
    first, following = next(stream), next(stream)
    assert following.after.tobytes() == next(PairStream(7).batches(40, start=1)).after.tobytes()
    assert following.after.tobytes() != first.after.tobytes()
    assert PairStream(8).batch(4, 0).before.tobytes() != PairStream(7).batch(4, 0).before.tobytes()


def test_held_out_styles_and_other_sides():
    held_out = PairStream(7, side=40, held_out=True).batch(3, 0)
    assert held_out.before.shape == (3, 1, 40, 40)
    assert held_out.before.tobytes() != PairStream(7, side=40).batch(3, 0).before.tobytes()


def test_arrays_are_float32_of_the_documented_shapes(batch):
    assert batch.before.shape == batch.after.shape == (400, 1, 64, 64)
    assert batch.before.dtype == batch.after.dtype == np.float32
    for name, numbers in LABELS.items():
        label, mask = batch.labels[name], batch.masks[name]
        assert label.dtype == mask.dtype == np.float32 and np.isfinite(label).all()
        assert label.shape == ((400, numbers) if numbers > 1 else (400,))
        assert mask.shape == (400,) and set(np.unique(mask)) <= {0.0, 1.0} and mask.any()


def test_labels_vary_and_every_family_is_drawn(batch):
    kinds = {change for pair in batch.pairs for change in pair.changes} | {"identity"}
    assert kinds >= set(TRANSFORMATIONS) - {"stretch"} | {"unrelated"}
    reflection = batch.labels["reflection"][batch.masks["reflection"] > 0]
    assert all((reflection == c).sum() >= 5 for c in range(4))
    for name in ("number", "fill", "size"):
        assert 0.1 < (abs(batch.labels[name]) > 1e-6).mean() < 0.6
    assert len({pair.layout for pair in batch.pairs if " to " not in pair.layout}) == 12
    assert {len(pair.before) for pair in batch.pairs} >= set(range(1, 10))


def test_labels_say_what_the_drawings_hold(batch):
    for k, pair in enumerate(batch.pairs):
        label = {name: batch.labels[name][k] for name in LABELS}
        assert label["number"] == len(pair.after) - len(pair.before)
        present = {SHAPE_CLASSES[i] for i in np.nonzero(label["shapes_after"])[0]}
        assert present >= {item.shape for item in pair.after if item.aspect == 1.0}
        assert np.array_equal(label["shape"], label["shapes_after"] - label["shapes_before"])
        assert label["fill"] == pytest.approx(label["fill_after"] - label["fill_before"], abs=1e-6)
        gained = np.maximum(batch.after[k] - batch.before[k], 0).mean()
        assert label["ink_added"] == pytest.approx(gained, abs=1e-5)


def test_identical_pairs_look_alike_and_others_do_not(batch):
    looked_at = {0.0: 0, 1.0: 0}
    for k, pair in enumerate(batch.pairs):
        identical = float(batch.labels["identical"][k])
        before, after = render(pair.before, side=96), render(pair.after, side=96)
        looked_at[identical] += 1
        if identical:
            assert abs(before - after).mean() < 0.002, pair
        else:
            assert abs(before - after).max() > 0.09, pair
    assert looked_at[1.0] > 10


def lone(kind, count, seed):
    """Pairs of one shape in the figure's middle under one motion."""
    rng = np.random.default_rng(seed)
    found = []
    while len(found) < count:
        pair = drawn_pair(kind, rng=rng)
        middle = all((item.x, item.y) == (0.5, 0.5) for item in pair.before)
        if middle and len(pair.changes) == 1 and pair.before != pair.after:
            found.append(pair)
    return found


def test_the_labelled_turn_carries_before_into_after():
    told = 0
    for pair in lone("rotate", 60, 1):
        labels, masks = measure(pair)
        before, after = render(pair.before, side=160), render(pair.after, side=160)
        if masks["rotation"]:
            degrees = math.degrees(math.atan2(labels["rotation"][1], labels["rotation"][0]))
            image = Image.fromarray(before).rotate(degrees, Image.Resampling.BILINEAR)
            assert abs(np.asarray(image) - after).mean() < 0.12 * after.mean() + 0.004, pair
            told += 1
    assert told > 25


def test_the_labels_of_figures_of_many_items_carry_their_pictures():
    rng, told = np.random.default_rng(4), 0
    while told < 24:
        pair = drawn_pair(["rotate", "reflect"][told % 2], rng=rng)
        labels, masks = measure(pair)
        turn = math.degrees(math.atan2(labels["rotation"][1], labels["rotation"][0])) % 360.0
        before, after = render(pair.before, side=160), render(pair.after, side=160)
        if pair.changes == ("rotate_figure",) and masks["rotation"]:
            carried = np.asarray(Image.fromarray(before).rotate(turn, Image.Resampling.BILINEAR))
        elif pair.changes == ("reflect_figure",) and masks["reflection"] and 0 < labels["reflection"] < 3:
            carried = {1: np.fliplr, 2: np.flipud}[labels["reflection"]](before)
        else:
            continue
        assert abs(carried - after).mean() < 0.15 * after.mean() + 0.004, pair
        told += 1


@pytest.mark.parametrize("kind", ["rotate", "reflect"])
def test_motions_are_exactly_those_that_carry_the_picture(kind):
    for pair in lone(kind, 40, 2):
        labels, masks = measure(pair)
        before, after = render(pair.before, side=128), render(pair.after, side=128)
        gaps = [abs(ON_PICTURES[motion](before) - after).mean() / after.mean() for motion in MOTIONS]
        for gap, holds in zip(gaps, labels["motions"], strict=True):
            assert gap < 0.12 if holds else gap > 0.03, pair
        if labels["reflection"] and masks["reflection"]:
            classes = np.array([0, 0, 0, 0, 1, 2, 3, 3])
            assert min(np.array(gaps)[classes == labels["reflection"]]) < 0.12, pair


def test_masks_where_a_label_has_no_meaning():
    def masks_of(before, after, moved, *changes):
        return measure(DrawnPair(before, after, moved, changes, "single"))[1]

    circle, square = (Item("circle"),), (Item("square"),)
    turned = (Item("square", rotation=45.0),)
    assert masks_of(square, turned, turned, "rotate_items")["rotation"] == 0
    changed = masks_of(circle, square, None, "shape")
    assert changed["rotation"] == changed["reflection"] == changed["size"] == 0
    emptied = masks_of(circle, (), None, "remove")
    assert emptied["fill_after"] == emptied["shift"] == emptied["fill"] == 0 and emptied["fill_before"] == 1
    blocks = DrawnPair(square, square, square, (), "blocks")
    assert measure(blocks)[1]["number"] == 0


def test_family_shares_sum_to_one():
    assert sum(share for _, share in FAMILIES) == pytest.approx(1.0)


@pytest.mark.parametrize("extra", [["--count", "8"], ["--shapes"], ["--count", "4", "--held-out"]])
def test_the_contact_sheet_is_written(tmp_path, extra):
    draw_contact_sheet([str(tmp_path / "sheet.png"), *extra])
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert min(sheet.size) > 50 and len(sheet.convert("L").getcolors(256)) > 10
