"""Tests of agent/scene/ink/dividers.py."""

import numpy as np

from agent.scene.ink.dividers import without_dividers


def board():
    """A pale cross from edge to edge, and a black square that lies on its upright line."""
    ink = np.zeros((120, 120), np.float32)
    ink[59:61] = ink[:, 79:81] = 0.2
    ink[20:40, 70:90] = 1.0
    return ink


def test_pale_lines_from_edge_to_edge_are_taken_off_and_what_lies_on_them_stays():
    square = np.zeros((120, 120), np.float32)
    square[20:40, 70:90] = 1.0
    assert (without_dividers(board()) == square).all()


def test_lines_of_small_figures_are_taken_off_though_they_cut_each_other():
    ink = np.zeros((40, 40), np.float32)
    ink[[13, 27], 1:39] = ink[1:39, [13, 27]] = 0.2
    assert without_dividers(ink).max() == 0.0


def test_the_lines_may_be_broken_in_places():
    ink = board()
    ink[59:61, 30:36] = 0.0
    assert without_dividers(ink)[60].max() == 0.0


def test_dark_lines_short_lines_and_wide_grey_shapes_stay():
    for rows, columns, level in [((59, 61), (0, 120), 0.9), ((59, 61), (20, 100), 0.2), ((30, 90), (0, 120), 0.2)]:
        ink = np.zeros((120, 120), np.float32)
        ink[slice(*rows), slice(*columns)] = level
        assert without_dividers(ink) is ink


def test_a_wide_grey_shape_is_not_cut_at_its_widest_rows():
    rows, columns = np.mgrid[:120, :120]
    ink = np.where(abs(rows - 60) + abs(columns - 60) < 56, 0.2, 0.0).astype(np.float32)
    assert without_dividers(ink) is ink
