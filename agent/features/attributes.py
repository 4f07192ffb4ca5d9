"""Numbers that describe a figure: counts, areas, places, symmetry, stroke, tone and outline."""

from __future__ import annotations

import numpy as np
from PIL import Image

from agent.scene.containment import Nesting
from agent.scene.segmentation import Segmentation
from agent.vision.morphology import FOUR, bounding_box, coordinates, erode, label, with_margin

# All set by hand, with the Basic problems and generated ones in view. Lengths are shares of the figure's side.
HARMONICS = 8  # radial harmonics of an outline: enough to tell polygons of up to 8 sides apart
ROUND = 0.0125  # largest harmonic of a circle, as a share of the mean radius; those of soft octagons are larger
STANDS_OUT = 2.0  # times that a polygon's own harmonic exceeds every other one, where it is weak
CORE = 0.05  # depth to which silhouettes are eroded to part those that touch
_RAYS = 64  # directions in which the radius of an outline is read
_CELLS = 12  # cells along a side of the coarse grey image
_RADII = (0.2, 0.3, 0.4)  # of the circles on which crossings of ink are counted
_ARM_RADII = np.arange(0.1, 0.46, 0.03)  # of the circles on which arms are counted
_STEPS = 240  # points on such a circle
_LEAST_AREA = 1e-4  # share of the figure: the area that an empty mask is given, so that its logarithm is finite

# Width b of the Laplace noise of every attribute, in the attribute's own unit (shares of the side or of the figure,
# counts, octaves): how much two renderings of one drawing differ, set by hand.
NOISE = {
    "components": 0.3,
    "holes": 0.3,
    "objects": 0.3,
    "solid objects": 0.3,
    "cores": 0.3,
    "ink area": 0.01,
    "silhouette area": 0.01,
    "tone": 0.03,
    "middle x": 0.02,
    "middle y": 0.02,
    "width": 0.02,
    "height": 0.02,
    "centroid x": 0.02,
    "centroid y": 0.02,
    "object size": 0.02,
    "scale": 0.1,
    "left-right asymmetry": 0.05,
    "up-down asymmetry": 0.05,
    "stroke": 0.004,
    "outline": 0.05,
    "sides": 0.3,
    "tone of solids": 0.03,
    "texture": 0.05,
    "grey image": 0.01,
    "aspect": 0.1,
    "rows": 0.3,
    "columns": 0.3,
    "crossings": 0.5,
    "arms": 0.3,
    "ground": 0.05,
    "inner tone": 0.05,
    "inner pieces": 0.3,
    "inner area": 0.01,
    "inner scale": 0.1,
    "inner outline": 0.05,
    "shells": 0.05,
    "levels": 0.2,
    "inner levels": 0.2,
    "inner fill": 0.1,
    "inner sides": 0.3,
}


# Attributes that tell how something is filled; the last is the network's.
FILLS = ("tone", "tone of solids", "levels", "texture", "stroke", "ground", "seen fill")
# Attributes that tell what a shape or its fill is: they are equal or not, and are never added.
KINDS = ("outline", "inner outline", "shells", "levels", "inner levels")


def attributes(view: Segmentation, nested: Nesting, main: np.ndarray) -> dict:
    """The attributes of a figure by name, each a float or an array.

    `main` is the silhouette of the main object. Lengths and areas are shares of the figure's, scales are octaves of
    length.
    """
    height, width = view.dark.shape
    silhouette, inner = _share(view.filled), _share(nested.inner)
    objects = view.object_count
    inside = nested.inside
    outline, inner_outline = harmonics(main), harmonics(nested.largest)
    core, background = _levels(view.ink[nested.core]), _levels(view.ink[nested.uncovered])
    return {
        "components": view.component_count,
        "holes": view.holes,
        "objects": objects,
        "solid objects": _solid_objects(view),
        "cores": _cores(view.filled),
        "ink area": _share(view.dark),
        "silhouette area": silhouette,
        "tone": view.ink[view.filled].mean() if objects else 0.0,
        **_place(view.dark),
        "object size": np.sqrt(silhouette / objects) if objects else 0.0,
        "scale": _scale(silhouette),
        "left-right asymmetry": _asymmetry(view.dark, view.dark[:, ::-1]),
        "up-down asymmetry": _asymmetry(view.dark, view.dark[::-1]),
        "stroke": _stroke(view.dark) / max(height, width),
        "outline": outline,
        "tone of solids": _solid_tone(view, inside),
        "texture": _texture(view, inside),
        "grey image": _coarse(view.ink),
        "aspect": _aspect(main),
        "rows": _runs(view.dark.any(1)),
        "columns": _runs(view.dark.any(0)),
        "crossings": _crossings(view.dark, _RADII),
        "arms": _arms(view.dark),
        "ground": nested.background,
        "inner tone": nested.tone,
        "inner pieces": nested.count,
        "inner area": inner,
        "inner scale": _scale(inner),
        "inner outline": inner_outline,
        "shells": np.concatenate([outline, inner_outline]),
        "levels": _levels(view.ink[inside]),
        "inner levels": core,
        # black beyond that of the background, as a share of what could be black; 0.1 keeps it finite on black
        "inner fill": max(0.0, core[2] - background[2]) / max(1.0 - background[2], 0.1),
        "sides": _sides(outline),
        "inner sides": _sides(inner_outline),
    }


def _share(mask):
    return np.count_nonzero(mask) / mask.size


def _scale(area):
    """Octaves of length, from the share of the figure that an area takes."""
    return 0.5 * np.log2(max(area, _LEAST_AREA))


def _solid_objects(view):
    if view.object_count == 0:
        return 0
    size, ink = (np.bincount(labels, minlength=view.object_count + 1)[1:]
                 for labels in (view.objects.ravel(), view.objects[view.dark]))
    return int((ink / size > 0.9).sum())


def _cores(filled):
    """The number of silhouettes after an erosion, which parts those that only touch."""
    depths = erode(filled, max(1, round(CORE * max(filled.shape))))
    return label(depths, FOUR)[1]


def _solid_tone(view, inside):
    """Mean ink inside of the silhouettes, away from their outlines."""
    return view.ink[inside].mean() if inside.any() else 0.0


def _levels(ink):
    """Shares of white, middle grey and black in the ink of some pixels, by linear interpolation between the three."""
    if not ink.size:
        return np.zeros(3)
    white, black = np.maximum(1.0 - 2.0 * ink, 0.0).mean(), np.maximum(2.0 * ink - 1.0, 0.0).mean()
    return np.array([white, 1.0 - white - black, black])


def _texture(view, inside):
    """How strongly the inside of the silhouettes is striped in each of four directions, 45 degrees apart.

    From the structure tensor (Bigun & Granlund, 1987): gradient energy, a mean over the pixels inside.
    """
    if not inside.any():
        return np.zeros(4)
    box = bounding_box(view.filled)
    y, x = (slope[inside[box]] for slope in np.gradient(view.ink[box]))
    along, across = ((x * x - y * y).mean(), (2 * x * y).mean())
    return 4 * np.maximum([along, across, -along, -across], 0.0)


def _coarse(ink):
    """The ink averaged on a grid of 12 x 12 cells, scaled so that the sum over cells is a mean."""
    image = Image.fromarray(ink).resize((_CELLS, _CELLS), Image.Resampling.BOX)
    return np.asarray(image).ravel() / _CELLS**2


def _aspect(mask):
    """log2 of height over width of what a mask holds."""
    if not mask.any():
        return 0.0
    return float(np.log2(np.count_nonzero(mask.any(1)) / np.count_nonzero(mask.any(0))))


def _runs(line):
    """How many runs of True a bool vector has."""
    return int(line[0]) + np.count_nonzero(line[1:] & ~line[:-1])


def _crossings(dark, radii):
    """How many times circles around the middle of the figure enter ink: an array, one count for each circle."""
    angle = np.arange(_STEPS) * (2 * np.pi / _STEPS)
    rows, columns = (
        np.int64((0.5 + np.outer(radii, function(angle))) * length)
        for function, length in zip((np.sin, np.cos), dark.shape, strict=True)
    )
    met = dark[rows, columns]
    return (met & ~np.roll(met, 1, axis=1)).sum(axis=1)


def _arms(dark):
    """The number of arms that go out from the middle: the commonest number of crossings, but 0."""
    counts = np.bincount(_crossings(dark, _ARM_RADII))
    return int(counts[1:].argmax()) + 1 if len(counts) > 1 else 0


def _place(dark):
    height, width = dark.shape
    down, across = dark.sum(1), dark.sum(0)  # ink by row and by column
    rows, columns = np.flatnonzero(down), np.flatnonzero(across)
    if rows.size == 0:
        return dict.fromkeys(("middle x", "middle y", "centroid x", "centroid y"), 0.5) | {
            "width": 0.0,
            "height": 0.0,
        }
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    ink = down.sum()
    return {
        "middle x": (left + right) / 2 / width,
        "middle y": (top + bottom) / 2 / height,
        "width": (right - left) / width,
        "height": (bottom - top) / height,
        "centroid x": (across @ np.arange(width) / ink + 0.5) / width,
        "centroid y": (down @ np.arange(height) / ink + 0.5) / height,
    }


def _asymmetry(dark, mirrored):
    ink = np.count_nonzero(dark)
    return np.count_nonzero(dark ^ mirrored) / (2 * ink) if ink else 0.0


def _stroke(dark):
    """Mean width of what is drawn, in pixels: twice the area over the length of its border."""
    padded = with_margin(dark)
    border = np.count_nonzero(padded[1:] != padded[:-1]) + np.count_nonzero(padded[:, 1:] != padded[:, :-1])
    return 2 * np.count_nonzero(dark) / border if border else 0.0


def _sides(outline):
    """The number of sides of the regular polygon with these harmonics; 0 where none stands out."""
    most, second = outline[2:].max(), np.sort(outline[1:])[-2]
    stands_out = most > NOISE["outline"] or most > max(ROUND, STANDS_OUT * second)
    return int(outline[2:].argmax()) + 3 if stands_out else 0


def harmonics(silhouette: np.ndarray) -> np.ndarray:
    """Amplitudes 1 to 8 of the outline's radius around its centroid, in shares of the mean radius.

    A regular polygon of n sides peaks at n, a circle nowhere. Rotation and size change nothing (Fourier descriptors,
    Zahn & Roskies, 1972). float64 (8,).
    """
    rows, columns = coordinates(silhouette)
    if rows.size == 0:
        return np.zeros(HARMONICS)
    y, x = rows - rows.mean(), columns - columns.mean()
    ray = np.int64(np.round(np.arctan2(y, x) / (2 * np.pi) * _RAYS)) % _RAYS
    radius = np.zeros(_RAYS)
    np.maximum.at(radius, ray, np.hypot(x, y))
    neighbours = np.maximum(np.roll(radius, 1), np.roll(radius, -1))
    radius = np.where(radius > 0, radius, neighbours)  # small silhouettes leave some rays without a pixel
    spectrum = np.abs(np.fft.rfft(radius)) / max(radius.sum(), 1e-9)
    return 2 * spectrum[1 : HARMONICS + 1]
