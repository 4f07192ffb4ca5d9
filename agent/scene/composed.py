"""A connected piece of black that is several objects, taken apart: strokes and regions of one tone."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from agent.scene.found import Found
from agent.scene.line_drawing import Curve, find_curves
from agent.scene.textures import hatched_regions
from agent.scene.tones import PAPER, Tones, find_tones
from agent.vision.contours import outer_contour
from agent.vision.morphology import EIGHT, dilate, erode, fill_holes

SPECK = 5  # pixels: less is no object
CROSSED = 0.03  # share of the pixels around an outline that another stroke may cover
OUTLINE = 0.6  # share of a curve with a filled region on one side alone from which it is that region's outline


class Composed:
    """Takes one piece apart; its steps share strokes, regions and what was found."""

    def __init__(self, ink: np.ndarray, width: float):
        self.side, self.width = max(ink.shape), width
        tones = _strokes_whole(find_tones(ink, width))
        tones, self.textures = hatched_regions(tones)
        self.tones = _solids_whole(tones)
        self.ground = _ground(self.tones)
        self.found: list[Found] = []

    def parts(self) -> list[Found]:
        """Loops first, then regions that no loop explains, then the strokes that outline neither."""
        curves = find_curves(self.tones.strokes, self.width)
        opened = [curve for curve in curves if not curve.closed]
        self._join_regions(opened)
        for curve in curves:
            if curve.closed and curve.length > 2.5 * self.width:
                self._add_loop(curve)
        self._add_regions()
        self._add_strokes(opened)
        return self.found

    def _join_regions(self, curves: list[Curve]) -> None:
        """Regions of one tone, other than paper, that a stroke parts are one: the stroke lies on them."""
        labels, tones = self.tones.labels, self.tones.tones
        same = np.arange(len(tones) + 1)
        for curve in curves:
            left, right = self._beside(curve)
            values = np.append(0.0, tones)
            if not len(left) or (np.abs(values[left] - values[right]) > PAPER).mean() > 1.0 - OUTLINE:
                continue  # it outlines something
            pairs = np.unique(np.stack([left, right]), axis=1)
            for a, b in pairs.T.tolist():
                if a and b and a != b and tones[a - 1] > PAPER and abs(tones[a - 1] - tones[b - 1]) < PAPER:
                    same[same == same[a]] = same[b]
        if (same != np.arange(len(same))).any():
            joined = same[labels]
            areas = np.bincount(joined.ravel(), minlength=len(tones) + 1)[1:]
            old = self.tones
            self.tones = Tones(old.ink, old.strokes, joined, tones, areas, int(same[old.outside]), old.width)

    def _beside(self, curve: Curve) -> tuple[np.ndarray, np.ndarray]:
        """The regions to the left and to the right of a curve along it, int (n,) each; 0 for strokes."""
        points = curve.points[::2]
        if len(points) < 4:
            return np.zeros(0, int), np.zeros(0, int)
        ahead = np.gradient(points)
        normal = 1j * ahead / np.maximum(np.abs(ahead), 1e-9)
        return self._labels_at(points + normal * (self.width / 2 + 1.6)), self._labels_at(
            points - normal * (self.width / 2 + 1.6))

    def _labels_at(self, points: np.ndarray) -> np.ndarray:
        height, width = self.tones.labels.shape
        rows = np.clip(np.floor(points.imag).astype(int), 0, height - 1)
        columns = np.clip(np.floor(points.real).astype(int), 0, width - 1)
        return self.tones.labels[rows, columns]

    def _add_loop(self, loop: Curve) -> None:
        inside = _polygon(loop.points, self.tones.ink.shape)
        if not self._encloses(loop, inside):
            return
        mask = inside | (dilate(inside, math.ceil(self.width)) & self.tones.strokes)
        contour = loop.points if loop.dashed else self._outline(mask)
        self.found.append(Found(mask, inside & ~self.tones.strokes, loop.points if contour is None else contour,
                                 loop.width, dashed=loop.dashed))

    def _outline(self, mask: np.ndarray) -> np.ndarray | None:
        """The contour of a mask to a part of a pixel by its ink; None where other strokes cross it."""
        border, ink = mask & ~erode(mask, 1), self.tones.ink
        around = dilate(mask, 2) & ~dilate(mask, 1)
        inside, outside = float(np.median(ink[border])), float(np.median(ink[around])) if around.any() else 0.0
        level = (inside + outside) / 2.0
        crossed = np.abs(ink[around] - outside) > 0.3
        if crossed.mean() > CROSSED:
            return None
        return outer_contour(mask, ink, level)

    def _encloses(self, loop: Curve, inside: np.ndarray) -> bool:
        """Whether what is inside a loop is its own: not regions of several tones, nor one that goes on outside.

        A line drawn over a filled region has that region on both sides and tells nothing of it.
        """
        tones = self.tones
        left, right = self._beside(loop)
        if not len(left) or (left == right).mean() > OUTLINE:
            return True
        area = np.bincount(tones.labels[inside], minlength=len(tones.tones) + 1)[1:]
        if area.sum() < (2.0 * self.width) ** 2:
            return False
        filled = (tones.tones > PAPER) & (area > 0.1 * area.sum())
        if not filled.any():
            return True
        return filled.sum() == 1 and area[filled][0] > 0.9 * tones.areas[filled][0]

    def _add_regions(self) -> None:
        """Solids, filled shapes whose outline is not whole, and paper enclosed in solids."""
        tones, loops = self.tones, list(self.found)
        for label in range(1, len(tones.tones) + 1):
            if label in self.ground or tones.areas[label - 1] < SPECK:
                continue
            region = tones.labels == label
            if any(self._fills(region, loop) for loop in loops):
                continue
            filled, _ = fill_holes(region)
            rim = dilate(filled, math.ceil(self.width)) & tones.strokes
            outlined = rim.sum() > OUTLINE * self.width * (filled & ~erode(filled, 1)).sum()
            if rim.any() and (min(_extent(filled)) < 2.0 * self.width or filled.sum() < (2.0 * self.width + 1.5) ** 2):
                continue  # what strokes leave between them
            mask = fill_holes(filled | rim)[0] if outlined else filled
            contour = self._outline(mask)
            self.found.append(Found(mask, filled, outer_contour(mask) if contour is None else contour,
                                     self.width if outlined else None,
                                     region=label, texture=self.textures.get(label)))

    def _fills(self, region: np.ndarray, loop: Found) -> bool:
        """Whether a region lies inside a loop and touches its stroke: it is then what fills the loop."""
        if _share(region, loop.inner) < 0.8:
            return False
        near = dilate(region, math.ceil(self.width) + 1)
        rim = loop.mask & ~loop.inner
        return bool((near & rim).sum() > 0.1 * rim.sum())

    def _add_strokes(self, curves: list[Curve]) -> None:
        """Open curves but those that outline a region which is an object by itself."""
        own = np.zeros(len(self.tones.tones) + 1, bool)
        own[[seen.region for seen in self.found]] = True
        own[0] = False
        for curve in curves:
            left, right = self._beside(curve)
            if len(left) and ((left != right) & (own[left] | own[right])).mean() > OUTLINE:
                continue
            mask = _line(curve.points, self.width, self.tones.ink.shape)
            if not curve.dashed:
                mask = mask & self.tones.strokes
            if mask.sum() < SPECK or (curve.length < 3.0 * self.width and own.any() and not all(curve.ends)):
                continue
            self.found.append(Found(mask, mask, outer_contour(mask), curve.width, curve,
                                     dashed=curve.dashed))


def _ground(tones: Tones) -> set[int]:
    """The figure's ground: the region outside and those of its tone that reach the figure's edge."""
    if not tones.outside:
        return set()
    labels = tones.labels
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return {int(i) for i in edge if i and abs(tones.tones[i - 1] - tones.tones[tones.outside - 1]) < PAPER}


def _strokes_whole(tones: Tones) -> Tones:
    """The tones with what is dark and hardly wider than a stroke given to the strokes: corners and crossings of lines."""
    if not tones.strokes.any():
        return tones
    ink = float(np.median(tones.ink[tones.strokes]))
    small = (tones.tones > ink - 0.3) & (tones.areas <= (2.2 * tones.width + 1.0) ** 2)
    if not small.any():
        return tones
    pieces, count = ndimage.label(tones.strokes, EIGHT)
    extent = np.array([0] + [max(s.stop - s.start for s in place) for place in ndimage.find_objects(pieces)])
    lines = dilate((extent > 4.0 * tones.width)[pieces], 1)
    touched = np.unique(tones.labels[lines])
    chosen = np.zeros(len(tones.tones) + 1, bool)
    chosen[touched] = np.append(False, small)[touched]
    blob = chosen[tones.labels]
    labels = np.where(blob, 0, tones.labels)
    areas = np.bincount(labels.ravel(), minlength=len(tones.tones) + 1)[1:]
    return Tones(tones.ink, tones.strokes | blob, labels, tones.tones, areas, tones.outside, tones.width)


def _solids_whole(tones: Tones) -> Tones:
    """Corners and tips of solids given back to them, and dots made regions: an opening takes both for strokes."""
    pieces, count = ndimage.label(tones.strokes, EIGHT)
    if not count:
        return tones
    labels, strokes, added = tones.labels.copy(), tones.strokes.copy(), []
    reach = 3.0 * tones.width + 2.0
    for piece, place in enumerate(ndimage.find_objects(pieces), 1):
        extent = max(s.stop - s.start for s in place)
        window = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in place)
        own = pieces[window] == piece
        around = labels[window][dilate(own, 1) & ~own]
        around = around[around > 0]
        darkest = tones.ink[window][own].max()
        dark = around[tones.tones[around - 1] > darkest - 0.25]
        solid = int(np.bincount(dark).argmax()) if dark.size else 0
        if solid and extent < max(reach, math.sqrt(tones.areas[solid - 1])):
            labels[window][own] = solid
        elif extent < reach and max(s.stop - s.start for s in place) <= 1.6 * min(s.stop - s.start for s in place) and (
                own.sum() > 0.6 * own[1:-1, 1:-1].size):
            added.append(darkest)
            labels[window][own] = len(tones.tones) + len(added)
        else:
            continue
        strokes[window][own] = False
    values = np.append(tones.tones, added)
    areas = np.bincount(labels.ravel(), minlength=len(values) + 1)[1:]
    return Tones(tones.ink, strokes, labels, values, areas, tones.outside, tones.width)


def _polygon(points: np.ndarray, shape: tuple) -> np.ndarray:
    """The pixels inside a closed curve, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    if len(points) > 2:
        ImageDraw.Draw(canvas).polygon((points - (0.5 + 0.5j)).view(np.float64).tolist(), fill=1)
    return np.asarray(canvas)


def _line(points: np.ndarray, width: float, shape: tuple) -> np.ndarray:
    """The pixels of a stroke, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    places = (points - (0.5 + 0.5j)).view(np.float64).tolist()
    ImageDraw.Draw(canvas).line(places, fill=1, width=math.ceil(width) + 2)
    return np.asarray(canvas)


def _share(mask: np.ndarray, other: np.ndarray) -> float:
    """The share of a mask that lies in another one."""
    return float((mask & other).sum()) / max(int(mask.sum()), 1)


def _extent(mask: np.ndarray) -> tuple[int, int]:
    """Height and width of what a mask holds."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[-1] - rows[0] + 1), int(columns[-1] - columns[0] + 1)
