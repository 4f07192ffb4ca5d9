"""A problem's vocabulary: the objects of all its figures named by kinds of shape, fills, sizes and places that recur.

Rules compare names for equality. So what differs by no more than two drawings of one thing do gets one name over all
figures of the problem: shapes modulo turn, mirror image and scale; sizes, tones and places by their gaps.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import numpy as np

from agent.scene.naming.attachment import attach
from agent.scene.naming.named import Named
from agent.scene.naming.notches import notch_direction
from agent.scene.naming.shape_kinds import name_shapes, vote_on_corners
from agent.scene.naming.stroke_kinds import name_strokes
from agent.scene.naming.value_labels import gaps, spots, turns
from agent.scene.scene import Object, Scene

SIZE_STEP = 0.055  # share of a size by which the next differs at least: by hand
TONE_STEP = 0.045  # ink by which two tones differ at least: half a grey level of common data sets
WIDTH_STEP = 0.4  # logarithm of the ratio of two widths of outlines that differ: thin and thick, not soft and sharp
HUE_STEP = 20.0  # degrees by which two hues differ at least: a third of the step from red to yellow
TURN_STEP = 9.0  # degrees by which two orientations differ at least: less than half of common turns of 22.5
ROUNDNESS_STEP = 0.012  # by which the roundness of hulls differs at least: of octagons and decagons by 0.02
ROLE_GAP = 0.35  # logarithm of the ratio of sizes that parts large from small objects: by hand


def name_objects(scenes: Sequence[Scene], given: int | None = None) -> list[Named]:
    """The objects of all scenes of a problem, named; the first `given`, or all, are figures of the matrix."""
    found = [Named(figure, seen, _depth(scene, seen), within=_within(scene, seen))
             for figure, scene in enumerate(scenes) for seen in scene]
    if not found:
        return found
    name_shapes([named for named in found if named.object.closed])
    name_strokes([named for named in found if not named.object.closed])
    for named in found:
        if named.object.closed:
            named.notch = notch_direction(named.object.contour)
    side = max(max(scene.shape) for scene in scenes)
    vote_on_corners(found)
    for named in found:
        named.names |= {"kind": named.kind, "corners": (named.object.closed, named.corners),
                        "mirror": named.mirror, "closed": named.object.closed}
    _name_roundness([named for named in found if named.object.closed])
    _name_measures(found, side)
    _name_turns(found)
    _name_roles(found, len(scenes) if given is None else given)
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


def _name_roundness(closed: list[Named]) -> None:
    """Ranks of the objects by how round they are but for notches: triangles, squares, pentagons ... circles."""
    ranks = gaps([named.object.contour.hull_roundness for named in closed], lambda value: ROUNDNESS_STEP)
    for named, rank in zip(closed, ranks, strict=True):
        named.names["roundness"] = rank


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
        for named, label in zip(found, spots(places), strict=True):
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


def _name_roles(found: list[Named], given: int) -> None:
    """Open strokes, and large and small closed objects where a gap parts the sizes of the `given` figures."""
    sizes = np.sort([named.object.size for named in found if named.object.closed and named.figure < given])
    steps = np.diff(np.log(np.maximum(sizes, 1e-6)))
    cut = 0.0
    if steps.size and steps.max() > ROLE_GAP:
        cut = float(sizes[steps.argmax():][:2].mean())
    for named in found:
        large = "large" if named.object.size > cut else "small"
        named.names["role"] = large if named.object.closed else "stroke"
