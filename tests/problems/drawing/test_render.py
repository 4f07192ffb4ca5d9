"""Rendering: exact areas, transparent outlines, opaque fills, styles."""

import numpy as np
import pytest

from problems.drawing.fills import fill_level
from problems.drawing.item import FILLS, MORE_PATTERNS, Item
from problems.drawing.painting import repeated_steps
from problems.drawing.render import CLEAN, Style, render
from problems.drawing.shapes import SHAPES


def test_a_square_has_the_ink_of_its_area():
    size = 0.5 * 2**0.5
    solid = render((Item("square", size=size, fill="solid", line_width=0.0),), side=100)
    assert solid.shape == (100, 100) and solid.dtype == np.float32
    assert solid.mean() == pytest.approx(0.25, abs=0.003)
    ring = render((Item("square", size=size, line_width=0.04),), side=100)
    assert ring.mean() == pytest.approx(0.54**2 - 0.46**2, abs=0.004)
    assert ring[50, 50] == 0.0 and ring[50, 25] == 1.0


@pytest.mark.parametrize("shape", ["square", "triangle", "star", "heart", "circle"])
def test_small_shapes_with_thick_lines_keep_no_stray_white(shape):
    ink = render((Item(shape, size=0.5, fill="solid", line_width=0.05),), side=64)
    outline = render((Item(shape, size=0.5, line_width=0.05),), side=64)
    assert (outline <= ink + 0.3).all()
    assert outline.mean() < ink.mean()


def test_x_runs_right_and_y_runs_down():
    ink = render((Item("circle", x=0.8, y=0.3, size=0.2, fill="solid"),), side=50)
    rows, columns = np.nonzero(ink > 0.5)
    assert rows.mean() == pytest.approx(14.5, abs=0.6) and columns.mean() == pytest.approx(39.5, abs=0.6)


def test_rotation_is_counter_clockwise_and_mirroring_comes_first():
    arrow = Item("l_shape", size=0.8, fill="solid")
    upright = render((arrow,), side=90)
    turned = render((Item("l_shape", size=0.8, fill="solid", rotation=90.0),), side=90)
    assert abs(np.rot90(upright) - turned).mean() < 0.004
    both = render((Item("l_shape", size=0.8, fill="solid", rotation=90.0, mirrored=True),), side=90)
    assert abs(np.rot90(np.fliplr(upright)) - both).mean() < 0.004


def test_an_unfilled_item_is_transparent_and_a_filled_one_hides():
    behind = Item("circle", size=0.4, line_width=0.03)
    alone = render((behind,))
    ring = render((Item("square", size=0.9),))
    assert np.array_equal(render((behind, Item("square", size=0.9))), np.maximum(alone, ring))
    white = Item("square", size=0.9, fill="grey", grey=0.0)
    assert np.array_equal(render((behind, white)), ring)


@pytest.mark.parametrize("fill", FILLS + MORE_PATTERNS)
def test_the_inside_is_as_full_as_the_level_says(fill):
    item = Item("square", size=0.9, fill=fill, line_width=0.0, grey=0.3)
    inside = render((item,), side=184)[42:-42, 42:-42]
    assert inside.mean() == pytest.approx(fill_level(item), abs=0.08)


@pytest.mark.parametrize("fill", ["striped", "dotted", "crosshatch", "wave", "zigzag", "brick", "checks"])
def test_patterns_repeat_after_two_periods_along_and_across(fill):
    item = Item("square", size=1.3, fill=fill, line_width=0.0, rotation=0.0)
    ink = render((item,), side=200, style=Style(period=0.08))
    middle, step = np.arange(60, 100), 32  # 0.08 * 200 = 16 pixels
    for down, right in ((step, 0), (0, step)):
        moved = ink[np.ix_(middle + down, middle + right)]
        assert abs(moved - ink[60:100, 60:100]).mean() < 0.02
    assert abs(ink[np.ix_(middle + 8, middle)] - ink[60:100, 60:100]).mean() > 0.1


def test_rings_lie_around_the_centre():
    ink = render((Item("square", size=1.3, fill="rings", line_width=0.0),), side=200, style=Style(period=0.1))
    assert [ink[100, 100 + away] for away in (2, 10, 20, 30, 40, 50, 60)] == [1, 0, 1, 0, 1, 0, 1]


def test_half_fill_lies_where_its_angle_points():
    def top_and_right(angle):
        ink = render((Item("circle", size=0.8, fill="half", fill_angle=angle, line_width=0.0),), side=60)
        return ink[:30].sum() / ink.sum(), ink[:, 30:].sum() / ink.sum()

    assert top_and_right(0.0)[1] > 0.97
    assert top_and_right(90.0)[0] > 0.97
    assert top_and_right(180.0)[1] < 0.03


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_with_every_fill_in_any_style_is_ink_between_0_and_1(shape):
    rng = np.random.default_rng(5)
    for fill in FILLS:
        item = Item(shape, size=0.7, rotation=33.0, fill=fill, aspect=0.8)
        ink = render((item,), side=48, style=Style.random(rng=rng), rng=rng)
        assert 0.0 <= ink.min() and ink.max() <= 1.0 and 0.005 < ink.mean() < 0.6


def test_one_sample_a_pixel_gives_two_levels():
    ink = render((Item("circle", fill="solid"), Item("star")), style=Style(samples=1))
    assert set(np.unique(ink)) == {0.0, 1.0}
    assert len(np.unique(render((Item("circle"),)))) > 2


def test_jitter_needs_a_generator_and_others_do_not():
    with pytest.raises(ValueError, match="expected rng"):
        render((Item("circle"),), style=Style(jitter=0.01))
    first = render((Item("circle"),), style=Style(jitter=0.01), rng=np.random.default_rng(1))
    second = render((Item("circle"),), style=Style(jitter=0.01), rng=np.random.default_rng(2))
    assert not np.array_equal(first, second)
    assert np.array_equal(render((Item("circle"),)), render((Item("circle"),), style=CLEAN))


def test_an_empty_drawing_is_white():
    assert not render(()).any()


def test_wide_styles_lie_around_those_held_out_and_not_among_them():
    rng = np.random.default_rng(8)
    styles = [Style.wide(rng=rng) for _ in range(3000)]
    held_out = [Style.random(rng=rng, held_out=True) for _ in range(3000)]
    for name, gaps in {"line": ((0.55, 0.7), (1.8, 2.2)), "blur": ((0.009, 0.012),),
                       "wobble": ((0.012, 0.018),), "period": ((0.052, 0.058),)}.items():
        values = np.array([getattr(style, name) for style in styles])
        left_out = np.array([getattr(style, name) for style in held_out])
        inside = np.any([(left_out >= low) & (left_out <= high) for low, high in gaps], axis=0)
        assert (inside | (left_out == 0.0)).all() and inside.mean() > 0.4
        assert not any(((values > low) & (values < high)).any() for low, high in gaps)
        for low, high in gaps:
            assert (values <= low).any() and (values >= high).any()


@pytest.mark.parametrize("fill", [*FILLS, *MORE_PATTERNS])
def test_an_item_that_recurs_is_painted_as_the_first_time(fill):
    below, item = Item("square", size=0.8, fill="grey"), Item("circle", x=0.4, size=0.5, rotation=20, fill=fill)
    repeated_steps.cache_clear()
    first = render((below, item), side=60)
    found = repeated_steps.cache_info()
    np.testing.assert_array_equal(render((below, item), side=60), first)
    assert repeated_steps.cache_info().hits == found.hits + 2
    assert (render((below, item), side=60, style=Style(phase=1.0)) == first).all()  # phase counts where outlines wobble
