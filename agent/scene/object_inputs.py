"""What the object network sees of an object: a crop in its own place and scale, and what geometry says of it.

The crop shows the object as it lies, so that it turns as the object turns; place, size and the width of the outline
leave no trace in it. Objects inside of it are erased.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from agent.network.object_network import (
    CHANNELS,
    CROP,
    GEOMETRY,
    HARMONICS,
    MARGIN,
    MOST_CORNERS,
    OBJECT_FILLS,
    ORDERS,
)
from agent.scene.scene import Object, Scene
from agent.vision.morphology import dilate, erode

SAMPLES = 4  # along a side of a pixel of the silhouette
STROKE = 2.2  # pixels of a crop: width of every open stroke
SOFT = 1  # pixels beside an outline that its soft edge may cover
FAINTEST = 3e-3  # harmonics below this share of the radius are noise


def object_inputs(scenes: Sequence[Scene], inks: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The inputs of all objects of some scenes, in order.

    Parameters
    ----------
    scenes : sequence of Scene
    inks : sequence of numpy.ndarray
        float (height, width): the ink of each figure, in the size that was read.

    Returns
    -------
    dict
        "crop": float32 (N, CHANNELS, CROP, CROP); "geometry": float32 (N, GEOMETRY).
    """
    count = sum(len(scene) for scene in scenes)
    crops = np.zeros((count, CHANNELS, CROP, CROP), np.float32)
    geometry = np.zeros((count, GEOMETRY), np.float32)
    place = 0
    for scene, ink in zip(scenes, inks, strict=True):
        for index, seen in enumerate(scene.objects):
            crops[place] = object_crop(scene, index, ink)
            geometry[place] = geometry_of(seen, max(scene.shape))
            place += 1
    return {"crop": crops, "geometry": geometry}


def object_crop(scene: Scene, index: int, ink: np.ndarray) -> np.ndarray:
    """The silhouette of an object, the ink inside its outline, and what of the inside is visible."""
    seen = scene.objects[index]
    points = seen.contour.even if seen.curve is None else seen.curve.points
    centre = seen.contour.centre if seen.curve is None else complex(points.mean())
    reach = MARGIN * max(float(np.abs(points - centre).max()), 1.0)
    crop = np.empty((CHANNELS, CROP, CROP), np.float32)
    crop[0] = _silhouette((points - centre) / reach, seen.curve is None)
    rows, columns = _window(seen, ink.shape)
    visible = _visible(scene, index, rows, columns)
    shown = np.stack([ink[rows, columns] * visible, visible]).astype(np.float32)
    corner = complex(columns.start, rows.start)
    crop[1:] = sampled(shown, centre - corner, reach)
    return crop


def sampled(images: np.ndarray, centre: complex, reach: float) -> np.ndarray:
    """The square around a centre, to `reach` pixels from it, of images (..., height, width): (..., CROP, CROP)."""
    down = covering(centre.imag - reach, 2.0 * reach, images.shape[-2])
    across = covering(centre.real - reach, 2.0 * reach, images.shape[-1])
    return down @ images @ across.T


def _silhouette(points: np.ndarray, closed: bool) -> np.ndarray:
    """A contour or a curve of complex points in units of half the crop, drawn: float32 (CROP, CROP), 0 to 1."""
    canvas = Image.new("L", (SAMPLES * CROP,) * 2)
    places = ((points + (1.0 + 1.0j)) * (0.5 * SAMPLES * CROP) - (0.5 + 0.5j)).astype(complex)
    drawn = places.view(np.float64).tolist()
    if closed and len(points) > 2:
        ImageDraw.Draw(canvas).polygon(drawn, fill=255)
    elif len(points) > 1:
        ImageDraw.Draw(canvas).line(drawn, fill=255, width=round(STROKE * SAMPLES), joint="curve")
    return np.asarray(canvas.reduce(SAMPLES), np.float32) / 255.0


def _window(seen: Object, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of a figure that hold an object."""
    side = max(shape)
    left, top, right, bottom = (round(side * edge) for edge in seen.box)
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _visible(scene: Scene, index: int, rows: slice, columns: slice) -> np.ndarray:
    """The pixels inside an object's outline that no smaller object covers: bool, of a window of the figure."""
    seen = scene.objects[index]
    width = 0 if seen.stroke is None else round(seen.stroke * max(scene.shape))
    visible = erode(seen.mask[rows, columns], width + SOFT) if seen.closed else seen.mask[rows, columns].copy()
    for other in scene.objects[index + 1:]:
        covers = other.mask[rows, columns]
        if covers.any():
            visible &= ~dilate(covers, SOFT)
    return visible


def covering(start: float, length: float, pixels: int) -> np.ndarray:
    """The mean over each of CROP equal parts of a stretch of pixels, as a matrix: float32 (CROP, pixels).

    The stretch is `length` pixels long and begins at `start`; beyond the pixels everything is 0.
    """
    step = length / CROP
    edges = start + step * np.arange(CROP + 1)[:, None]
    places = np.arange(pixels)
    overlap = np.minimum(edges[1:], places + 1) - np.maximum(edges[:-1], places)
    return (np.maximum(overlap, 0.0) / step).astype(np.float32)


def geometry_of(seen: Object, side: int) -> np.ndarray:
    """What contour, harmonics and layers say of an object in a figure of `side` pixels: float32 (GEOMETRY,)."""
    harmonics = np.abs(np.delete(seen.contour.spectrum, 0))[:2 * HARMONICS]
    radius = max(seen.contour.radius, 1.0)
    stroke = 0.0 if seen.stroke is None else seen.stroke * side / radius
    return np.concatenate([
        _one_hot(seen.corners, MOST_CORNERS + 1), _one_hot(seen.symmetry, ORDERS),
        _one_hot(OBJECT_FILLS.index(seen.fill), len(OBJECT_FILLS)),
        0.4 * np.log(np.maximum(harmonics, FAINTEST)) + 1.0,
        [0.5 * math.log(radius) - 1.5, min(stroke, 2.0), seen.tone, seen.closed, seen.dashed, 1.0],
    ]).astype(np.float32)


def _one_hot(value: int, classes: int) -> np.ndarray:
    hot = np.zeros(classes, np.float32)
    hot[min(value, classes - 1)] = 1.0
    return hot
