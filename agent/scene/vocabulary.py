"""A problem's vocabulary: the objects of all its figures named by kinds of shape, fills, sizes and places that recur.

Rules compare names for equality. So what differs by no more than two drawings of one thing do gets one name over all
figures of the problem: shapes modulo turn, mirror image and scale; sizes, tones and places by their gaps.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from agent.scene.attachment import attach
from agent.scene.notches import notch_direction
from agent.scene.scene import Object, Scene
from agent.scene.shapes import Contour, correlations, mirrored, turns_both_ways

# Of shapes of one kind: how far, in shares of the radius, their contours may differ, and by how many pixels more.
# Chosen on drawn polygons: the same shape turned differs by half as much, pentagons and hexagons by twice as much.
SHAPE_NOISE, SHAPE_PIXELS = 0.03, 0.45
SIZE_STEP = 0.055  # share of a size by which the next differs at least: by hand
TONE_STEP = 0.045  # ink by which two tones differ at least: half a grey level of common data sets
PLACE_STEP = 0.03  # share of the side by which two places differ at least: by hand
WIDTH_STEP = 0.4  # logarithm of the ratio of two widths of outlines that differ: thin and thick, not soft and sharp
HUE_STEP = 20.0  # degrees by which two hues differ at least: a third of the step from red to yellow
TURN_STEP = 9.0  # degrees by which two orientations differ at least: less than half of common turns of 22.5
ROUND = 0.85  # area as a share of that of a circle of the same perimeter: regular pentagons have 0.865, squares 0.785
ROLE_GAP = 0.35  # logarithm of the ratio of sizes that parts large from small objects: by hand


@dataclass(eq=False)
class Named:
    """An object with its names.

    Attributes
    ----------
    figure : int
        Index of its figure.
    object : Object
    depth : int
        How many objects are around it.
    kind : int or str
        Of shape, modulo turn, mirror image and scale; of open strokes "straight", "arc" or "wave".
    turn : tuple of float or None
        Orientation relative to its kind's first object and what it repeats after, degrees; None where none shows.
    mirror : bool
        Whether it is the mirror image of its kind's first object.
    corners : int
        Of most objects of its kind: small ones are read less exactly.
    within : complex
        Its centroid, x + iy in shares of the side, from that of the object around it, or from the figure's corner.
    along : float or None
        Where its centre lies on the outline of a larger object, as a share of that kind's outline; None off outlines.
    notch : float or None
        Direction of its main concavity in degrees.
    names : dict of str to hashable
        Its names by attribute: "kind", "corners", "fill", "size", "radius", "box size", "place", "box place", "turn",
        "mirror", "notch", "width", "closed", "role".
    """

    figure: int
    object: Object
    depth: int = 0
    kind: int | str = 0
    turn: tuple[float, float] | None = None
    mirror: bool = False
    corners: int = 0
    within: complex = 0j
    along: float | None = None
    notch: float | None = None
    names: dict[str, Any] = field(default_factory=dict)

    @property
    def centre(self) -> complex:
        """The centre of its box, x + iy in shares of the side."""
        left, top, right, bottom = self.object.box
        return complex(left + right, top + bottom) / 2.0

    @property
    def radius(self) -> float:
        """Distance of its farthest point from its centre; of a stroke half its length."""
        shape = self.object.contour
        if not self.object.closed or shape.area <= 0.0:
            return self.object.size / 2.0
        return float(np.abs(shape.even - shape.centre).max()) * self.object.size / math.sqrt(shape.area)

    @property
    def sizes(self) -> np.ndarray:
        """Its size by its radius, its area and its box, float (3,), in shares of the side."""
        left, top, right, bottom = self.object.box
        return np.array([2.0 * self.radius, self.object.size, math.sqrt((right - left) * (bottom - top))])


def name_objects(scenes: Sequence[Scene]) -> list[Named]:
    """The objects of all scenes of a problem, named."""
    found = [Named(figure, seen, _depth(scene, seen), within=_within(scene, seen))
             for figure, scene in enumerate(scenes) for seen in scene]
    if not found:
        return found
    _name_shapes([named for named in found if named.object.closed])
    for named in found:
        if not named.object.closed:
            named.kind, named.turn = stroke_kind(named.object), _stroke_direction(named.object)
        else:
            named.notch = notch_direction(named.object.contour)
    side = max(max(scene.shape) for scene in scenes)
    _vote_on_corners(found)
    for named in found:
        named.names |= {"kind": named.kind, "corners": (named.object.closed, named.corners),
                        "mirror": named.mirror, "closed": named.object.closed}
    _name_measures(found, side)
    _name_turns(found)
    _name_roles(found)
    attach(found, side)
    return found


def _depth(scene: Scene, seen: Object) -> int:
    depth = 0
    while seen.parent is not None:
        depth, seen = depth + 1, scene.objects[seen.parent]
    return depth


def _within(scene: Scene, seen: Object) -> complex:
    around = scene.objects[seen.parent].place if seen.parent is not None else (0.0, 0.0)
    return complex(*seen.place) - complex(*around)


def _name_shapes(closed: list[Named]) -> None:
    """Kinds of closed shapes: each object joins the kind whose first, and largest, object it matches best."""
    spectra: list[np.ndarray] = []
    firsts: list[Named] = []
    chiral: list[bool] = []
    for named in sorted(closed, key=lambda named: -named.object.contour.radius):
        shape = named.object.contour
        best = None
        if firsts:
            known = np.stack(spectra)
            noise = SHAPE_NOISE + SHAPE_PIXELS / np.maximum(
                1.0, np.minimum(shape.radius, [first.object.contour.radius for first in firsts]))
            direct, turns = correlations(shape.spectrum[None], known)
            flipped, flipped_turns = correlations(shape.spectrum[None], mirrored(known))
            apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * np.maximum(direct, flipped)))[0]
            best = int(np.argmin(apart / noise))
            if apart[best] >= noise[best]:
                best = None
        if best is None:
            firsts.append(named)
            spectra.append(shape.spectrum)
            chiral.append(_is_chiral(shape))
            named.kind, turn, order = len(firsts) - 1, 0.0, named.object.symmetry
        else:
            # a mirror image only where the shape itself fits clearly worse
            worse = math.sqrt(max(0.0, 2.0 - 2.0 * direct[0, best])) - apart[best]
            named.kind, named.mirror = best, bool(chiral[best] and worse > 0.3 * noise[best])
            turn = math.degrees((flipped_turns if named.mirror else turns)[0, best])
            order = firsts[best].object.symmetry
        if order:
            named.turn = (-turn % (360.0 / order), 360.0 / order)


def _vote_on_corners(found: list[Named]) -> None:
    """Corners of closed shapes: the number that most objects of the kind have, each counting by its radius.

    Polygons that are nearly round keep their own: two of them can be of one kind and still differ in a corner.
    """
    votes: dict[int | str, Counter[int]] = defaultdict(Counter)
    for named in found:
        votes[named.kind][named.object.corners] += round(100.0 * named.object.contour.radius)
    for named in found:
        votes_count = named.object.closed and named.object.contour.roundness < ROUND
        named.corners = votes[named.kind].most_common(1)[0][0] if votes_count else named.object.corners


def _is_chiral(shape: Contour) -> bool:
    """Whether a shape differs from its mirror image, however that is turned, by more than two drawings of it do."""
    alike, _ = correlations(shape.spectrum[None], mirrored(shape.spectrum[None]))
    return math.sqrt(max(0.0, 2.0 - 2.0 * float(alike[0, 0]))) > SHAPE_NOISE + SHAPE_PIXELS / max(1.0, shape.radius)


def stroke_kind(seen: Object) -> str:
    """Whether an open stroke is straight, bends one way, or waves."""
    points = seen.curve.points if seen.curve is not None else np.zeros(0, complex)
    if len(points) < 5:
        return "straight"
    chord = points[-1] - points[0]
    if abs(chord) < 1e-6:
        return "arc"
    aside = ((points - points[0]) * chord.conjugate()).imag / abs(chord)
    away = np.abs(aside).max()
    if away > 1.5 and turns_both_ways(points):
        return "wave"
    return "straight" if away < 0.035 * abs(chord) else "arc"


def _stroke_direction(seen: Object) -> tuple[float, float]:
    """The direction of a stroke's chord and what it repeats after: of an arrow, which points to its head, 360."""
    period = 360.0 if seen.curve is not None and seen.curve.headed else 180.0
    chord = seen.curve.points[-1] - seen.curve.points[0] if seen.curve is not None else 1.0
    return float(np.degrees(np.angle(np.conj(chord)))) % period, period


def _name_measures(found: list[Named], side: int) -> None:
    """Names for tones, textures, sizes, places and widths."""
    tones = gaps([named.object.tone for named in found], lambda tone: TONE_STEP)
    for named, tone in zip(found, tones, strict=True):
        fill = named.object.fill
        named.names["fill"] = (fill if fill == "half" else "tone", tone) if named.object.closed else ("stroke", 0)
    textured = [(named, named.object.texture[0]) for named in found if named.object.texture is not None]
    directions = turns([direction for _, direction in textured], 180.0, 12.0)
    for (named, _), direction in zip(textured, directions, strict=True):
        named.names["fill"] = (named.object.fill, 0 if named.object.fill == "dotted" else direction)
    coloured = [(named, named.object.hue) for named in found if named.object.hue is not None]
    for (named, _), hue in zip(coloured, turns([hue for _, hue in coloured], 360.0, HUE_STEP), strict=True):
        named.names["fill"] = (*named.names["fill"], f"hue {hue}")
    boxes = [math.sqrt((o.box[2] - o.box[0]) * (o.box[3] - o.box[1])) for o in (named.object for named in found)]
    for name, values, pixels in (
        ("size", [named.object.size for named in found], 1.6),
        ("radius", [named.radius for named in found], 1.3),
        ("box size", boxes, 1.6),
    ):
        for named, label in zip(found, gaps(values, partial(_size_step, pixels / side)), strict=True):
            named.names[name] = label
    for name, places in (("place", [complex(*named.object.place) for named in found]),
                         ("box place", [named.centre for named in found])):
        for named, label in zip(found, _spots(places), strict=True):
            named.names[name] = label
    widths = [math.log(max((named.object.stroke or 0.0) * side, 0.8)) for named in found]
    for named, label in zip(found, gaps(widths, lambda width: WIDTH_STEP), strict=True):
        named.names["width"] = (None if named.object.stroke is None else label, named.object.dashed)


def _size_step(least: float, size: float) -> float:
    """By how much the next size differs at least."""
    return max(SIZE_STEP * size, least)


def _name_turns(found: list[Named]) -> None:
    """Names for orientations within a kind, and for the directions of notches over all kinds."""
    turned: dict[tuple[int | str, float], list[tuple[Named, float]]] = defaultdict(list)
    for named in found:
        if named.turn is not None:
            turned[named.kind, named.turn[1]].append((named, named.turn[0]))
    for (_, period), chosen in turned.items():
        for (named, _), label in zip(chosen, turns([angle for _, angle in chosen], period, TURN_STEP), strict=True):
            named.names["turn"] = label
    notched = [(named, named.notch) for named in found if named.notch is not None]
    for (named, _), label in zip(notched, turns([angle for _, angle in notched], 360.0, TURN_STEP), strict=True):
        named.names["notch"] = label
    for named in found:
        named.names.setdefault("turn", None)
        named.names.setdefault("notch", "none")  # a value like others: rules take None for no prediction


def _name_roles(found: list[Named]) -> None:
    """Open strokes, and large and small closed objects where a gap parts their sizes."""
    sizes = np.sort([named.object.size for named in found if named.object.closed])
    steps = np.diff(np.log(np.maximum(sizes, 1e-6)))
    cut = 0.0
    if steps.size and steps.max() > ROLE_GAP:
        cut = float(sizes[steps.argmax():][:2].mean())
    for named in found:
        large = "large" if named.object.size > cut else "small"
        named.names["role"] = large if named.object.closed else "stroke"


def gaps(values: Sequence[float], step: Callable[[float], float]) -> list[int]:
    """Labels of values, from 0 upwards: sorted, two neighbours farther apart than `step` of the lower one differ."""
    order = np.argsort(values, kind="stable")
    labels, label = [0] * len(values), 0
    for before, after in pairwise(order):
        if values[after] - values[before] > step(values[before]):
            label += 1
        labels[after] = label
    return labels


def turns(values: Sequence[float], period: float, step: float) -> list[int]:
    """Labels of angles modulo `period`, degrees: each joins the first that is nearer than `step`."""
    firsts: list[float] = []
    labels = []
    for value in values:
        near = (i for i, first in enumerate(firsts) if abs((value - first + period / 2) % period - period / 2) < step)
        label = next(near, len(firsts))
        if label == len(firsts):
            firsts.append(value)
        labels.append(label)
    return labels


def _spots(values: Sequence[complex]) -> list[int]:
    """Labels of places: each joins the nearest group whose mean is nearer than PLACE_STEP."""
    groups: list[list[complex]] = []
    labels = []
    for value in values:
        away = [abs(value - sum(group) / len(group)) for group in groups]
        label = int(np.argmin(away)) if away and min(away) < PLACE_STEP else len(groups)
        if label == len(groups):
            groups.append([])
        groups[label].append(value)
        labels.append(label)
    return labels
