"""Figures of two separate objects: one problem for each object, whose rule may differ from the other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from agent.scene.segmentation import Segmentation
from problems.figure import Figure
from problems.problem import Problem

GAP = 0.02  # least width of the paper between the two objects, as a share of the side; set by hand
_SIDES = {1: ("left", "right"), 0: ("top", "bottom")}  # axis along which the objects lie -> their names


def split_by_object(problem: Problem, views: Sequence[Segmentation]) -> dict[str, Problem]:
    """The problem once for each of its two objects, with that object alone and in the middle of every figure.

    Parameters
    ----------
    problem : Problem
    views : sequence of Segmentation
        One for each figure of the matrix.

    Returns
    -------
    dict of str to Problem
        "left" and "right", or "top" and "bottom". Empty unless every figure of the matrix shows two objects and one
        straight gap separates them in all figures.
    """
    if len({view.filled.shape for view in views}) > 1 or any(view.object_count != 2 for view in views):
        return {}
    for axis, names in _SIDES.items():
        shown = np.array([view.filled.any(axis=1 - axis) for view in views])
        places, length = np.flatnonzero(shown.any(axis=0)), shown.shape[1]
        gaps = np.flatnonzero(np.diff(places) - 1 >= GAP * length)
        if len(gaps) != 1:
            continue
        before, after = places[gaps[0]] + 1, places[gaps[0] + 1]  # where the gap begins and ends
        cut = (before + after) // 2
        if shown[:, :cut].any(axis=1).all() and shown[:, cut:].any(axis=1).all():
            first = _cropped(problem, axis, slice(0, cut), (length - places[0] - before) // 2)
            second = _cropped(problem, axis, slice(cut, length), (length - after - places[-1] - 1) // 2)
            return dict(zip(names, (first, second), strict=True))
    return {}


def _cropped(problem: Problem, axis: int, part: slice, shift: int) -> Problem:
    """The problem with one part of every figure along an axis, moved by `shift` pixels, and the rest white."""

    def cropped(figure: Figure) -> Figure:
        along = np.moveaxis(figure.ink, axis, 0)
        start = max(part.start, -shift)
        stop = max(start, min(part.stop, len(along), len(along) - shift))  # nothing may be left of a small option
        ink = np.zeros_like(figure.ink)
        np.moveaxis(ink, axis, 0)[start + shift:stop + shift] = along[start:stop]
        return replace(figure, ink=ink, rgb=None)

    return replace(problem, matrix=tuple(map(cropped, problem.matrix)), options=tuple(map(cropped, problem.options)))
