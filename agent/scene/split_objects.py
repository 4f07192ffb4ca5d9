"""Figures of two objects: each object, seen by itself, makes a matrix of its own with a rule of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

GAP = 0.02  # least paper between the two, in shares of the side
_SIDES = {1: ("left", "right"), 0: ("top", "bottom")}  # by the axis along which they lie


def split_by_object(problem, views):
    """The problem as each of two objects makes it, in the middle and by itself.

    Parameters
    ----------
    problem : Problem
    views : sequence of agent.features.extractor.View
        Of the figures of its matrix.

    Returns
    -------
    dict of str to Problem
        "left" and "right", or "top" and "bottom"; empty unless every figure of the matrix shows two objects, and the
        same paper lies between them in all.
    """
    if len({view.filled.shape for view in views}) > 1 or any(view.object_count != 2 for view in views):
        return {}
    for axis, names in _SIDES.items():
        shown = np.array([view.filled.any(axis=1 - axis) for view in views])
        places, length = np.flatnonzero(shown.any(axis=0)), shown.shape[1]
        gaps = np.flatnonzero(np.diff(places) - 1 >= GAP * length)
        if len(gaps) != 1:
            continue
        before, after = places[gaps[0]] + 1, places[gaps[0] + 1]  # the gap
        cut = (before + after) // 2
        if shown[:, :cut].any(axis=1).all() and shown[:, cut:].any(axis=1).all():
            first = _kept(problem, axis, slice(0, cut), (length - places[0] - before) // 2)
            second = _kept(problem, axis, slice(cut, length), (length - after - places[-1] - 1) // 2)
            return dict(zip(names, (first, second)))
    return {}


def _kept(problem, axis, part, shift):
    """The problem with nothing but a part of all figures along an axis, moved by some pixels."""

    def kept(figure):
        along = np.moveaxis(figure.ink, axis, 0)
        start = max(part.start, -shift)
        stop = max(start, min(part.stop, len(along), len(along) - shift))  # of a small option nothing may be left
        ink = np.zeros_like(figure.ink)
        np.moveaxis(ink, axis, 0)[start + shift:stop + shift] = along[start:stop]
        return replace(figure, ink=ink, rgb=None)

    return replace(problem, matrix=tuple(map(kept, problem.matrix)), options=tuple(map(kept, problem.options)))
