"""Kinds of open strokes: straight, arc, wave, and polylines that bend, told apart by their shapes."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from agent.scene.naming.named import Named
from agent.scene.naming.shape_kinds import name_shapes
from agent.scene.scene import Object
from agent.scene.shapes import turns_both_ways


def name_strokes(strokes: list[Named]) -> None:
    """Kinds and directions of open strokes; polylines are of one kind modulo turn, mirror image and scale."""
    curved = [named for named in strokes if stroke_kind(named.object) != "straight"]
    name_shapes(curved)
    shapes: dict[int | str, list[Named]] = defaultdict(list)
    for named in curved:
        shapes[named.kind].append(named)
    bent: set[int] = set()
    for alike in shapes.values():  # a bend that is missed in one figure is seen in others
        if 2 * sum(map(_is_bent, alike)) > len(alike):
            bent.update(map(id, alike))
    for named in strokes:
        if id(named) in bent:
            named.kind = f"bent {named.kind}"
        else:
            named.kind, named.turn, named.mirror = stroke_kind(named.object), stroke_direction(named.object), False


def _is_bent(named: Named) -> bool:
    """Whether a stroke turns at bends; to turn both ways it needs two."""
    return named.object.corners > (stroke_kind(named.object) == "wave")


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


def stroke_direction(seen: Object) -> tuple[float, float]:
    """The direction of a stroke's chord and what it repeats after: of an arrow, which points to its head, 360."""
    period = 360.0 if seen.curve is not None and seen.curve.headed else 180.0
    chord = seen.curve.points[-1] - seen.curve.points[0] if seen.curve is not None else 1.0
    return float(np.degrees(np.angle(np.conj(chord)))) % period, period
