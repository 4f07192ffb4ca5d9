"""Classes of drawings on which the reading of scenes is measured, each a function of a random generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.pairs.layouts import uniform
from problems.pairs.transformations import rotate_figure
from tests.benchmarks.scene_drawings import arrangements, attributes, lines, nesting
from tests.benchmarks.scene_drawings.placing import PALE, scaled


class Case(NamedTuple):
    """A drawing and the same with each item, or the whole figure, turned."""

    drawing: Drawing
    turned: Drawing


class DrawingClass(NamedTuple):
    """How to draw it, and whether its items turn where they stand; else the whole figure turns."""

    draw: Callable[..., Drawing]
    items_turn: bool = True


CLASSES = {
    "single": DrawingClass(arrangements.single),
    "apart": DrawingClass(arrangements.apart),
    "touching": DrawingClass(arrangements.touching, False),
    "nested": DrawingClass(nesting.nested),
    "three deep": DrawingClass(nesting.three_deep),
    "several inside": DrawingClass(nesting.several_inside),
    "framed": DrawingClass(nesting.framed),
    "overlapping": DrawingClass(arrangements.overlapping, False),
    "occluding": DrawingClass(arrangements.occluding, False),
    "grid": DrawingClass(arrangements.grid),
    "dividers": DrawingClass(arrangements.dividers),
    "ring": DrawingClass(arrangements.ring),
    "row": DrawingClass(arrangements.row),
    "along a path": DrawingClass(arrangements.along_a_path),
    "round a centre": DrawingClass(arrangements.round_a_centre, False),
    "strokes": DrawingClass(lines.strokes),
    "strokes and solids": DrawingClass(lines.strokes_and_solids),
    "curves": DrawingClass(lines.curves),
    "bundles": DrawingClass(lines.bundles, False),
    "dots on polylines": DrawingClass(lines.dots_on_polylines, False),
    "lines across": DrawingClass(lines.lines_across, False),
    "polygons": DrawingClass(attributes.polygons),
    "stars": DrawingClass(attributes.stars),
    "notched": DrawingClass(attributes.notched),
    "textured": DrawingClass(attributes.textured),
    "more textures": DrawingClass(attributes.more_textures),
    "grey": DrawingClass(attributes.grey),
    "half filled": DrawingClass(attributes.half_filled),
    "dashed": DrawingClass(attributes.dashed),
    "hue": DrawingClass(attributes.hue),
}


def _is_frame(item: Item) -> bool:
    """Whether the figure's edge would cut an item, turned in its place."""
    return 0.5 * item.size > min(item.x, 1.0 - item.x, item.y, 1.0 - item.y)


def case(name: str, number: int, seed: int) -> Case:
    """Case `number` of a class, the same for the same seed, whatever other classes there are."""
    rng = np.random.default_rng([seed, *name.encode(), number])
    drawing = CLASSES[name].draw(rng)
    if CLASSES[name].items_turn:
        turns = [0.0 if item.ink < PALE or _is_frame(item) else uniform(0.0, 360.0, rng=rng) for item in drawing]
        turned = [replace(item, rotation=item.rotation + turn) for item, turn in zip(drawing, turns, strict=True)]
        return Case(drawing, tuple(turned))
    reach = max(abs(complex(item.x - 0.5, item.y - 0.5)) + 0.5 * item.size for item in drawing)
    drawing = scaled(drawing, min(1.0, 0.49 / reach))
    return Case(drawing, rotate_figure(uniform(0.0, 360.0, rng=rng))(drawing))
