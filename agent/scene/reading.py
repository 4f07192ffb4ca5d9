"""Reading a figure: strokes and regions of one tone become objects."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from agent.scene.dashes import find_dashes
from agent.scene.line_drawing import Curve, find_curves
from agent.scene.scene import Object, Scene
from agent.scene.shapes import Contour, symmetry
from agent.scene.textures import SMALL, Texture, find_dots, hatched_regions
from agent.scene.tones import PAPER, USUAL, Tones, find_tones, stroke_width
from agent.vision.contours import outer_contour
from agent.vision.morphology import EIGHT, dilate, erode, fill_holes
from problems.figure import Figure

MOST = 60  # objects of a figure; the largest are kept
SPECK = 5  # pixels: less is no object
HALF = 0.15  # of an object's inside that is black, and that is paper, from which it counts as filled in half
CROSSED = 0.03  # share of the pixels around an outline that another stroke may cover
OUTLINE = 0.6  # share of a curve with a filled region on one side alone from which it is that region's outline


@dataclass(eq=False)
class _Found:
    """An object while the figure is read: its silhouette, what is inside its outline, and its outline."""

    mask: np.ndarray
    inner: np.ndarray
    contour: np.ndarray
    stroke: float | None
    curve: Curve | None = None
    parent: int | None = None
    region: int = 0
    dashed: bool = False
    area: int = 0
    sample: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    texture: Texture | None = None

    @property
    def closed(self) -> bool:
        return self.curve is None


def read_scene(figure: Figure) -> Scene:
    """The `Scene` of a figure read by itself; see `read_scenes`."""
    return read_scenes([figure])[0]


def read_scenes(figures: Sequence[Figure]) -> list[Scene]:
    """The `Scene` of each figure of a problem; any figure gives one, if need be without an object.

    Strokes are as wide in one figure as in another, so their width is measured over all.
    """
    widths = [width for width in (stroke_width(figure.ink) for figure in figures) if width is not None]
    width = float(np.median(widths)) if widths else USUAL
    return [_Reader(figure.ink, width).scene() for figure in figures]


class _Reader:
    """Reads one figure; its steps share strokes, regions and what was found."""

    def __init__(self, ink: np.ndarray, width: float):
        self.side, self.width = max(ink.shape), width
        tones = _strokes_whole(find_tones(ink, width))
        self.dashed, strokes = find_dashes(tones.strokes, width)
        tones, self.textures = hatched_regions(replace(tones, strokes=strokes))
        self.tones = _solids_whole(tones)
        self.ground = _ground(self.tones)
        self.found: list[_Found] = []

    def scene(self) -> Scene:
        """Loops first, then regions that no loop explains, then the strokes that outline neither."""
        curves = self.dashed + find_curves(self.tones.strokes, self.width)
        opened = [curve for curve in curves if not curve.closed]
        self._join_regions(opened)
        for curve in curves:
            if curve.closed and curve.length > 2.5 * self.width:
                self._add_loop(curve)
        self._add_regions()
        self._add_strokes(opened)
        self._nest()
        if self._fill_with_dots():
            self._nest()
        del self.found[MOST:]
        return Scene(tuple(map(self._described, range(len(self.found)))), self.tones.ink.shape)

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
        self.found.append(_Found(mask, inside & ~self.tones.strokes, loop.points if contour is None else contour,
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
            self.found.append(_Found(mask, filled, outer_contour(mask) if contour is None else contour,
                                     self.width if outlined else None,
                                     region=label, texture=self.textures.get(label)))

    def _fills(self, region: np.ndarray, loop: _Found) -> bool:
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
            self.found.append(_Found(mask, mask, outer_contour(mask), curve.width, curve,
                                     dashed=curve.dashed))

    def _nest(self) -> None:
        """Sort the objects, large before small, and find the smallest that holds each."""
        for seen in self.found:
            places = np.flatnonzero(seen.mask)
            seen.area = len(places)
            seen.sample = places[:: max(1, len(places) // 64)]
        self.found.sort(key=lambda seen: -seen.area)
        for index, seen in enumerate(self.found):
            seen.parent = None
            for other in range(index - 1, -1, -1):
                if self.found[other].closed and self.found[other].mask.ravel()[seen.sample].mean() > 0.95:
                    seen.parent = other
                    break

    def _fill_with_dots(self) -> bool:
        """Give objects the texture that dots inside of them make; whether there was any."""
        gone: set[int] = set()
        for index, seen in enumerate(self.found):
            inside = [i for i, other in enumerate(self.found) if other.parent == index]
            pieces = [(_centre(self.found[i].mask), self.found[i].area if self.found[i].closed else np.inf) for i in inside]
            dots = find_dots(pieces, float(seen.area))
            if dots is not None:
                seen.texture = dots[0]
                gone |= {inside[m] for m in dots[1]}
                # what touches the outline is cut off: a dot in part
                gone |= {i for i in inside if self.found[i].area < SMALL * seen.area}
        self.found = [seen for index, seen in enumerate(self.found) if index not in gone]
        return bool(gone)

    def _described(self, index: int) -> Object:
        seen = self.found[index]
        contour = Contour(seen.contour)
        rows, columns = np.flatnonzero(seen.mask.any(axis=1)), np.flatnonzero(seen.mask.any(axis=0))
        box = tuple(float(v) / self.side for v in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))
        if seen.curve is None:
            place, size = contour.centre, math.sqrt(seen.mask.sum())
            corners, order = len(contour.corners), symmetry(contour, 0.025 + 0.5 / max(contour.radius, 1.0))
        else:
            place, size, corners, order = complex(seen.curve.points.mean()), seen.curve.length, 0, 2
        fill, tone = self._fill(index)
        texture = None
        if seen.texture is not None:
            fill, texture = seen.texture.name, (seen.texture.direction, seen.texture.period / self.side)
        return Object(contour, seen.mask, (place.real / self.side, place.imag / self.side), size / self.side, box,
                      corners, order, fill, tone, texture, closed=seen.closed, dashed=seen.dashed, parent=seen.parent,
                      curve=seen.curve,
                      stroke=None if seen.stroke is None else seen.stroke / self.side)

    def _fill(self, index: int) -> tuple[str, float]:
        """The fill of an object by the regions inside its outline that no object inside of it covers."""
        seen = self.found[index]
        if not seen.closed:
            return "none", float(self.tones.ink[seen.mask].mean())
        inside = seen.inner.copy()
        for other in self.found:
            if other.parent == index:
                inside &= ~other.mask
        area = np.bincount(self.tones.labels[inside], minlength=len(self.tones.tones) + 1)[1:]
        if not area.sum():
            return "none", 0.0
        share = area / area.sum()
        most = int(share.argmax()) + 1
        if seen.texture is None and most in self.textures and share[most - 1] > 0.6:
            seen.texture = self.textures[most]
        tone = float(share @ self.tones.tones)
        black, paper = share[self.tones.tones > 0.9].sum(), share[self.tones.tones < PAPER].sum()
        if black > 0.9:
            return "solid", tone
        if paper > 0.9:
            return "none", tone
        return "half" if black > HALF and paper > HALF else "grey", tone


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


def _centre(mask: np.ndarray) -> complex:
    rows, columns = np.nonzero(mask)
    return complex(columns.mean() + 0.5, rows.mean() + 0.5)


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
