"""Arrows: lines with a head at one of their ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agent.scene.parsing.line_drawing import Curve

REACH = 3.0  # stroke widths around an end of a line that tell whether a head is there
MORE = 1.2  # times the black of the other end, and half a square of the width more, that a head has at least
LONG = 5.0  # times that reach that a line with a head is long at least


def pointed(curve: Curve, black: np.ndarray) -> Curve:
    """An open curve in the direction of its head, `headed` where it has one.

    Parameters
    ----------
    curve : Curve
    black : numpy.ndarray
        bool (height, width): what is drawn.
    """
    reach = REACH * curve.width + 1.0
    if curve.closed or curve.dashed or curve.length < LONG * reach:
        return curve
    first, last = (_black_near(black, place, reach) for place in (curve.points[0], curve.points[-1]))
    if max(first, last) < MORE * min(first, last) + 0.5 * curve.width**2:
        return curve
    return replace(curve, points=curve.points[::-1] if first > last else curve.points, headed=True)


def _black_near(black: np.ndarray, place: complex, reach: float) -> int:
    """The number of black pixels within `reach` pixels of a place."""
    top, left = max(0, int(place.imag - reach)), max(0, int(place.real - reach))
    part = black[top:int(place.imag + reach) + 2, left:int(place.real + reach) + 2]
    rows, columns = np.indices(part.shape)
    return int(np.count_nonzero(part & (np.abs(columns + left + 0.5 + 1j * (rows + top + 0.5) - place) <= reach)))
