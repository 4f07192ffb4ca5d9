"""Objects described: the place, size, shape, fill and colour of what was found in a figure."""

from __future__ import annotations

import math

import numpy as np

from agent.scene.ink.hues import full_hue, mean_hue
from agent.scene.ink.layers import Layers
from agent.scene.ink.tones import GREY
from agent.scene.parsing.found import Found
from agent.scene.scene import Object
from agent.scene.shapes import Contour, even_under_half_turn, half_turn, orientation, symmetry

HALF = 0.15  # of an object's inside that is black, and that is paper, from which it counts as filled in half


def describe(found: list[Found], layers: Layers, hues: np.ndarray | None, blurred: bool) -> tuple[Object, ...]:
    """The `Object` of each of what was found in a figure, in the same order.

    Parameters
    ----------
    found : list of Found
        Nested: each knows its area and the index of its parent.
    layers : Layers
        Of the figure.
    hues : numpy.ndarray or None
        Of the figure's pixels, see `agent.scene.ink.hues`; None where it is grey.
    blurred : bool
        Whether the figure's edges are soft.
    """
    description = _Description(found, layers, hues, blurred)
    return tuple(map(description.described, range(len(found))))


class _Description:
    """Describes what was found in one figure."""

    def __init__(self, found: list[Found], layers: Layers, hues: np.ndarray | None, blurred: bool) -> None:
        self.found, self.layers, self.hues, self.blurred = found, layers, hues, blurred
        self.side = max(layers.ink.shape)

    def described(self, index: int) -> Object:
        seen = self.found[index]
        contour = Contour(seen.contour, seen.rounded or self.blurred)
        rows, columns = np.flatnonzero(seen.mask.any(axis=1)), np.flatnonzero(seen.mask.any(axis=0))
        box = tuple(float(v) / self.side for v in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))
        if seen.curve is None:
            place, size = contour.centre, math.sqrt(seen.area)
            corners, order = len(contour.corners), symmetry(contour, 0.025 + 0.5 / max(contour.radius, 1.0))
        else:
            place, size = complex(seen.curve.points.mean()), seen.curve.length
            corners = seen.curve.bends
            order = 1 + (half_turn(seen.curve.points) and even_under_half_turn(contour) and not seen.curve.headed)
        fill, tone = self._fill(index)
        hue = None if self.hues is None else mean_hue(self.hues[self._own(index)])
        if self.hues is not None and fill == "grey" and full_hue(self.hues[seen.inner & self._own(index)]):
            fill = "solid"
        texture = None
        if seen.texture is not None:
            fill, texture = seen.texture.name, (seen.texture.direction, seen.texture.period / self.side)
        turn = orientation(contour, order)
        return Object(contour, seen.mask, (place.real / self.side, place.imag / self.side), size / self.side, box,
                      corners, order, fill, tone, texture, closed=seen.closed, dashed=seen.dashed, parent=seen.parent,
                      curve=seen.curve,
                      stroke=None if seen.stroke is None else seen.stroke / self.side, orientation=turn, hue=hue)

    def _own(self, index: int) -> np.ndarray:
        """The pixels of an object that no object inside of it covers, bool (height, width)."""
        own = self.found[index].mask.copy()
        for other in self.found:
            if other.parent == index:
                own &= ~other.mask
        return own

    def _fill(self, index: int) -> tuple[str, float]:
        """The fill of an object by the regions inside its outline that no object inside of it covers."""
        seen, layers = self.found[index], self.layers
        if not seen.closed:
            return "none", float(layers.ink[seen.mask].mean())
        inside = seen.inner.copy()
        for other in self.found:
            if other.parent == index:
                inside &= ~other.mask
        total = np.count_nonzero(inside)
        if not total:
            return "none", 0.0
        black = np.count_nonzero(inside & layers.black) / total
        area = np.bincount(layers.regions[inside], minlength=len(layers.tones))
        area[0] = 0
        paper = area[layers.tones < GREY[0]].sum() / total
        tone = float(area @ layers.tones / total + black)
        if seen.half:
            return "half", tone
        if black > 0.85:
            return "solid", tone
        if paper > 0.85:
            return "none", tone
        return ("half", tone) if black > HALF and paper > HALF else ("grey", float(layers.tones[area.argmax()]))
