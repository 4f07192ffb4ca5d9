"""Options around an answer so balanced that nobody finds it without the matrix.

Every attribute in which the options differ takes each of its values equally often, as in the attribute
bisection tree of Hu et al. 2021 ("Stratified rule-aware network for abstract visual reasoning"), and every
option has the same number of neighbours at the same distance, so no option is the most typical one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from problems.drawing.item import Drawing
from problems.rules.matrix_design import Axis, MatrixDesign

# A cube without two opposite corners: six corners, each attribute's two values thrice.
_HEXAGONS = (((1, 0, 0), (0, 1, 1)), ((0, 1, 0), (1, 0, 1)), ((0, 0, 1), (1, 1, 0)))


def balanced_options(design: MatrixDesign, count: int, *, rng: np.random.Generator) -> list[Drawing]:
    """The drawings of `count` (6 or 8) options of a design, the answer first.

    Raises
    ------
    ValueError
        Where the design has too few axes.
    """
    if count not in (6, 8):
        raise ValueError(f"options can be balanced for a count of 6 or 8, got {count}")
    long = 4 if count == 8 else 3
    ruled = [design.ruled[index] for index in rng.permutation(len(design.ruled))]
    filler = [design.filler[index] for index in rng.permutation(len(design.filler))]
    axes = ruled + filler
    if design.four and count == 8 and len(axes) >= 4:
        corners = [corner for corner in product(range(2), repeat=4) if sum(corner) % 2 == 0]
        return _drawings(design, [(axis, 2) for axis in axes[:4]], corners, rng)
    graded = [axis for axis in ruled if len(axis.values) >= long]
    if graded and len(axes) >= 2 and (len(axes) < 3 or rng.random() < 0.4):
        other = next(axis for axis in axes if axis is not graded[0])
        corners = list(product(range(long), range(2)))
        return _drawings(design, [(graded[0], long), (other, 2)], corners, rng)
    if len(axes) < 3:
        raise ValueError(f"balanced options need three axes, got {len(axes)}")
    corners = list(product(range(2), repeat=3))
    if count == 6:
        left_out = _HEXAGONS[rng.integers(len(_HEXAGONS))]
        corners = [corner for corner in corners if corner not in left_out]
    return _drawings(design, [(axis, 2) for axis in axes[:3]], corners, rng)


def _drawings(
    design: MatrixDesign, axes: list[tuple[Axis, int]], corners: Sequence[tuple[int, ...]], rng: np.random.Generator
) -> list[Drawing]:
    levels = [_levels(axis, count, rng) for axis, count in axes]
    last = design.side**2 - 1
    return [
        design.drawing(
            last,
            [(axis.part, axis.attribute, level[at]) for (axis, _), level, at in zip(axes, levels, corner, strict=True)],
        )
        for corner in corners
    ]


def _levels(axis: Axis, count: int, rng: np.random.Generator) -> list[Any]:
    """The right value, then count - 1 of the wrong ones."""
    wrong = axis.values[1:]
    return [axis.values[0]] + [wrong[index] for index in rng.permutation(len(wrong))[: count - 1]]
