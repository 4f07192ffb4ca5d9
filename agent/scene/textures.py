"""Textures: many strokes or dots side by side inside an outline are a fill, not objects."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from agent.scene.tones import Tones
from agent.vision.morphology import EIGHT, bounding_box, dilate, erode, fill_holes

CELLS = 4  # cells between strokes that make a texture
NARROW = 0.3  # of the extent of a texture's silhouette: what is wider than this is no cell of a texture
ONE_WAY = 0.55  # coherence of the gradients' directions from which strokes run one way, of 1
DOTS = 6  # small like pieces inside an object that make a texture
SMALL = 0.035  # of an object's area: pieces that are larger are objects
ALIKE = 1.6  # times its smallest area that the largest of most dots may have


class Texture(NamedTuple):
    """What fills an object.

    Attributes
    ----------
    name : str
        "striped", "crosshatch" or "dotted".
    direction : float
        Degrees, 0 to 180, counter-clockwise from the right; 0 for dots.
    period : float
        Distance in pixels from one stroke or dot to the next.
    """

    name: str
    direction: float
    period: float


def hatched_regions(tones: Tones) -> tuple[Tones, dict[int, Texture]]:
    """Cells between parallel or crossed strokes made one region each, with its texture by the region's label."""
    pieces, count = ndimage.label(tones.strokes, EIGHT)
    found: dict[int, Texture] = {}
    if not count:
        return tones, found
    labels, strokes, added = tones.labels.copy(), tones.strokes.copy(), []
    touching = _cells_beside(pieces, tones, count)
    for piece, place in enumerate(ndimage.find_objects(pieces), 1):
        if len(touching[piece]) < CELLS:
            continue
        window = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in place)
        seen = _hatching(pieces[window] == piece, tones.labels[window], touching[piece], tones, window)
        if seen is None:
            continue
        mask, texture = seen
        inside = erode(mask, max(1, round(tones.width)))
        label = len(tones.tones) + len(added) + 1
        labels[window][inside] = label
        strokes[window][inside] = False
        added.append(max(0.3, float(tones.ink[window][inside].mean())))
        found[label] = texture
    if not found:
        return tones, found
    values = np.append(tones.tones, added)
    areas = np.bincount(labels.ravel(), minlength=len(values) + 1)[1:]
    return replace(tones, strokes=strokes, labels=labels, tones=values, areas=areas), found


def _cells_beside(pieces: np.ndarray, tones: Tones, count: int) -> list[set]:
    """For each piece of strokes the regions that touch it, those at the figure's edge left out."""
    touching: list[set] = [set() for _ in range(count + 1)]
    labels = tones.labels
    edge = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])).tolist())
    for axis in (0, 1):
        for shift in (-2, -1, 1, 2):
            moved = np.roll(labels, shift, axis)
            pairs = np.unique(pieces.astype(np.int64)[pieces > 0] * (len(tones.tones) + 1) + moved[pieces > 0])
            for piece, label in zip(*np.divmod(pairs, len(tones.tones) + 1), strict=True):
                if label and int(label) not in edge:
                    touching[int(piece)].add(int(label))
    return touching


def _hatching(piece: np.ndarray, labels: np.ndarray, beside: set, tones: Tones, window: tuple) -> tuple | None:
    """The silhouette, bool as `piece`, that narrow cells and the strokes between them fill, and its `Texture`."""
    whole, _ = fill_holes(piece)
    extent = np.sqrt(whole.sum())
    cells = np.zeros(len(tones.tones) + 1, bool)
    for label in beside:
        area = tones.areas[label - 1]
        if area < NARROW * extent * extent / 2.0:
            box = bounding_box(labels == label)
            deep = not erode(np.pad(labels[box] == label, 1), max(1, int(NARROW * extent / 4.0))).any()
            cells[label] = deep
    if cells.sum() < CELLS:
        return None
    inner = cells[labels]
    mask, _ = fill_holes((dilate(inner, int(np.ceil(tones.width))) & piece) | inner)
    mask = dilate(erode(mask, 1), 1) & mask
    core = erode(mask, max(1, round(1.5 * tones.width)))
    if core.sum() < 0.25 * mask.sum() or mask.sum() < 2.0 * np.median(tones.areas[cells[1:]]) * CELLS / 2.0:
        return None
    ink = tones.ink[window]
    down, across = np.gradient(ink)
    gradient = (across + 1j * down)[core]
    weight = np.abs(gradient) ** 2
    if weight.sum() < 1e-6:
        return None
    double = (gradient**2).sum() / weight.sum()
    fourfold = (gradient**4).sum() / (weight**2).sum()
    lines = (piece & core).sum() / tones.width
    if abs(double) > ONE_WAY:
        across_angle = np.degrees(np.angle(double)) / 2.0
        return mask, Texture("striped", float((-across_angle + 90.0) % 180.0), float(core.sum() / max(lines, 1.0)))
    if abs(fourfold) > ONE_WAY and cells.sum() >= 3 * CELLS:
        angle = np.degrees(np.angle(fourfold)) / 4.0
        return mask, Texture("crosshatch", float((-angle) % 90.0), float(2.0 * core.sum() / max(lines, 1.0)))
    return None


def find_dots(pieces: list[tuple[complex, float]], area: float) -> tuple[Texture, list[int]] | None:
    """The texture that many small pieces of about one size make, and which pieces are part of it.

    Parameters
    ----------
    pieces : list of (complex, float)
        Centre and area, in pixels, of each closed piece inside an object.
    area : float
        The object's, in pixels.
    """
    places = [i for i, (_, size) in enumerate(pieces) if size < SMALL * area]
    if len(places) < DOTS:
        return None
    sizes = np.array([pieces[i][1] for i in places])
    low, high = np.quantile(sizes, [0.25, 0.75])
    if high > ALIKE * low:
        return None
    centres = np.array([pieces[i][0] for i in places])
    away = np.abs(centres[None] - centres[:, None]) + np.diag(np.full(len(centres), np.inf))
    return Texture("dotted", 0.0, float(np.median(away.min(axis=1)))), places
