"""Collecting the objects of a figure: what a whole piece of black, a stroke or a region of grey becomes."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from agent.scene.ambiguity.necks import cut_at_necks
from agent.scene.ambiguity.templates import Template, made_of_templates
from agent.scene.ink.layers import Layers
from agent.scene.ink.tones import GREY
from agent.scene.parsing.assembly import take_apart
from agent.scene.parsing.found import Found
from agent.scene.parsing.line_drawing import Curve, find_curves, meet_once
from agent.scene.parsing.piece_kinds import kind_of
from agent.scene.parsing.pieces import SPECK, Piece
from agent.vision.contours import enclosed_by, outer_contour
from agent.vision.masks import line_mask, polygon
from agent.vision.morphology import dilate, erode

CELLULAR = 30  # holes of a piece from which it is not taken apart


class ObjectCollector:
    """The layers of a figure and the objects that were found in them.

    Parameters
    ----------
    layers : Layers
    """

    def __init__(self, layers: Layers) -> None:
        self.side = max(layers.ink.shape)
        self.layers = layers
        self.found: list[Found] = []
        self.ambiguous: list[list[list[Found]]] = []  # of each piece that can be read in two ways both readings
        self.alone: list[Found] = []  # outlines that stand alone
        self.composed: list[tuple[Piece, list[list[Found]]]] = []  # pieces that are several objects, and their readings
        self.owned: set[int] = set()
        self.kinds: dict[int, str] = {}
        self.rims = np.zeros(self.layers.ink.shape, bool)

    def add(self, piece: Piece, width: float) -> None:
        """Add what a piece of black is, where most strokes are `width` pixels wide."""
        getattr(self, "_add_" + self._kind(piece, width))(piece, width)

    def _whole(self, piece: Piece, part: np.ndarray) -> np.ndarray:
        """A mask in a piece's box as one of the figure's size."""
        mask = np.zeros(self.layers.ink.shape, bool)
        mask[piece.window] = part
        return mask

    def _add_outline(self, piece: Piece, width: float) -> None:
        self.owned.update(piece.holes.tolist())
        self.alone.append(Found(self._whole(piece, piece.filled), self._whole(piece, piece.filled & ~piece.mask),
                                piece.outline.points, piece.width))
        self.found.append(self.alone[-1])

    def _add_half(self, piece: Piece, width: float) -> None:
        self.owned.update(piece.holes.tolist())
        filled = self._whole(piece, piece.filled)
        self.found.append(Found(filled, filled, piece.outline.points, width, half=True))

    def _add_solid(self, piece: Piece, width: float) -> None:
        """A black object, or several that touch; what shows through it are objects on it."""
        parts = [] if piece.holes.size else cut_at_necks(piece.outline)
        if len(parts) > 1:
            masks = [polygon(part.points, self.layers.ink.shape) for part in parts]
            split = [Found(mask, mask, part.points, None) for mask, part in zip(masks, parts, strict=True)]
            mask = self._whole(piece, piece.mask)
            self.ambiguous.append([split, [Found(mask, mask, piece.outline.points, None)]])
            return
        self.found.append(Found(self._whole(piece, piece.filled), self._whole(piece, piece.mask),
                                piece.outline.points, None))
        self.owned.update(piece.holes.tolist())
        for region in piece.holes.tolist():
            hole = enclosed_by(self.layers.regions[piece.window] == region)
            if np.count_nonzero(hole) < 2 * SPECK:
                continue
            self.found.append(Found(self._whole(piece, hole), self._whole(piece, hole), piece.contour_of(hole), None))

    def _add_stroke(self, piece: Piece, width: float) -> None:
        corner = complex(piece.window[1].start, piece.window[0].start)
        curves = find_curves(piece.mask, piece.width)
        if not curves:
            return self._add_solid(piece, width)
        longest = max(curves, key=lambda curve: curve.length)
        if all(curve is longest or curve.length < 0.5 * longest.length for curve in curves):
            curves = [longest]  # an arrow, or a line with short branches
        points = [curve.points + corner for curve in curves]
        if len(curves) == 1 and len(curves[0].points) < 3:
            return self._add_solid(piece, width)
        apart = [self._stroke(piece, replace(curve, points=at), len(curves) > 1)
                 for curve, at in zip(curves, points, strict=True)]
        if len(curves) > 1 and meet_once(curves, 2.0 * piece.width):  # a cross or a fork, or lines that cross
            whole = self._stroke(piece, replace(longest, points=longest.points + corner), False)
            self.ambiguous.append([[whole], apart])
        else:
            self.found += apart

    def _stroke(self, piece: Piece, curve: Curve, beside: bool) -> Found:
        """The stroke of a piece along a curve: all of the piece, or, beside other curves, what lies along its own."""
        mask = self._whole(piece, piece.mask)
        if beside:
            mask &= line_mask(curve.points, piece.width + 2.0, mask.shape)
        breadth = (math.sqrt(curve.length**2 + 4.0 * np.count_nonzero(mask)) - curve.length) / 2.0
        return Found(mask, mask, outer_contour(mask), breadth, replace(curve, closed=False, width=breadth))

    def _add_composed(self, piece: Piece, width: float) -> None:
        if len(piece.holes) > CELLULAR:  # noise, or a pattern without a period
            return self._add_outline(piece, width)
        self.owned.update(np.unique(self.layers.regions[piece.window][piece.filled]).tolist())
        readings = [[part for part in reading if part.mask.any()] for reading in take_apart(piece, width)]
        if piece.holes.size > 1:
            self.composed.append((piece, readings))
        else:
            self._settle(readings)

    @property
    def outlined(self) -> list[Found]:
        """The outlines in the likelier reading of each piece that is several objects."""
        return [part for _, readings in self.composed for part in readings[0]
                if part.closed and part.stroke is not None and not part.dashed]

    def take_apart_by(self, templates: list[Template]) -> None:
        """Settle what outlines that cross are: those that stand alone in other figures, if they make it up."""
        for piece, readings in self.composed:
            solids = [part for part in readings[0] if part.closed and part.stroke is None]
            found = made_of_templates(piece, templates, solids)
            self._settle(readings if found is None else [found, *readings])
        self.composed = []

    def _settle(self, readings: list[list[Found]]) -> None:
        """Keep what a piece is if there is one reading of it only, else all of them."""
        if len(readings) == 1:
            self.found += readings[0]
        else:
            self.ambiguous.append(readings)

    def add_greys(self, width: float) -> None:
        """Grey regions that no whole outline holds, each with what is left of its outline."""
        layers = self.layers
        for label in np.flatnonzero((layers.tones > GREY[0]) & (layers.areas >= 2 * SPECK)).tolist():
            if label in self.owned:
                continue
            inner = enclosed_by(layers.regions == label)
            around = dilate(inner, math.ceil(width) + 1)
            outlined = np.count_nonzero(around & self.rims) > 0.5 * width * np.count_nonzero(inner & ~erode(inner, 1))
            level = 0.5 if outlined else layers.tones[label] / 2.0
            mask = enclosed_by(inner | (around & (layers.regions == 0) & ((layers.ink > level) | self.rims)))
            self.found.append(Found(mask, inner, outer_contour(mask, layers.ink, level), width if outlined else None))

    def _kind(self, piece: Piece, width: float) -> str:
        """The `kind_of` a piece, worked out once."""
        if piece.label not in self.kinds:
            self.kinds[piece.label] = kind_of(piece, width)
        return self.kinds[piece.label]


def nest(found: list[Found]) -> None:
    """Sort the objects of a figure, large before small, and find the smallest that holds each; in place."""
    for seen in found:
        places = np.flatnonzero(seen.mask)
        seen.area = len(places)
        seen.sample = places[:: max(1, len(places) // 64)]
    found.sort(key=lambda seen: -seen.area)
    for index, seen in enumerate(found):
        seen.parent = None
        for other in range(index - 1, -1, -1):
            if found[other].closed and found[other].mask.ravel()[seen.sample].mean() > 0.95:
                seen.parent = other
                break
