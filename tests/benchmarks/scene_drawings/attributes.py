"""Drawings that differ by what their objects look like: corners, notches, fills, outlines and hues."""

from __future__ import annotations

from dataclasses import replace

from problems.drawing.item import MORE_PATTERNS, Drawing, Item
from problems.drawing.made_shapes import POLYGON_CORNERS, STAR_POINTS, shape_named
from problems.drawing.notches import Notch
from problems.pairs.layouts import pick, uniform
from tests.benchmarks.scene_drawings.placing import CLOSED, PLAIN, random_item, scattered

PATTERNS = ("striped", "dotted", "crosshatch")
POLYGONS = tuple(f"polygon {n}" for n in range(POLYGON_CORNERS[0], POLYGON_CORNERS[1] + 1))
STARS = tuple(f"star {n}" for n in range(STAR_POINTS[0], STAR_POINTS[1] + 1))
NOTCHED = ("circle", "circle", "square", "ellipse", "rectangle", "diamond", "triangle", *POLYGONS)
EDGED = tuple(name for name in CLOSED if name not in ("circle", "clover", "egg"))  # rings on others are no fill
HUES = (0.0, 30.0, 60.0, 120.0, 180.0, 240.0, 300.0)


def _apart(most: int, rng, smallest: float, largest: float, shapes=CLOSED, fills=PLAIN) -> Drawing:
    """One to `most` objects apart."""
    slots = scattered(1 + int(most * rng.random()), rng, smallest, largest)
    return tuple(random_item(slot, rng, shapes, fills) for slot in slots)


def polygons(rng) -> Drawing:
    """Regular polygons of 3 to 12 corners."""
    return _apart(3, rng, 0.3, 0.6, POLYGONS)


def stars(rng) -> Drawing:
    """Stars of 3 to 16 points."""
    return _apart(2, rng, 0.42, 0.8, STARS)


def notched(rng) -> Drawing:
    """Shapes with a wedge, a slot or a mouth cut out."""
    return tuple(replace(item, notch=_notch(item, rng)) for item in _apart(3, rng, 0.38, 0.6, NOTCHED))


def _notch(item: Item, rng) -> Notch:
    """A notch at a corner or in the middle of an edge, where no sliver of the shape stays beside it."""
    corners = shape_named(item.shape).symmetry
    angle = 90.0 + (180.0 / corners if corners else 1.0) * int(360 * rng.random())
    factor = 0.75 if corners in (1, 2, 3) else 1.0
    if rng.random() < 0.6:
        return Notch("wedge", angle, factor * uniform(0.5, 0.9, rng=rng), pick((0.6, 1.0), rng=rng))
    return Notch("slot", angle, factor * uniform(0.36, 0.5, rng=rng), uniform(0.4, 0.7, rng=rng))


def textured(rng) -> Drawing:
    """Shapes with stripes, dots or hatching."""
    return _apart(3, rng, 0.34, 0.6, fills=PATTERNS)


def more_textures(rng) -> Drawing:
    """Shapes with waves, zigzag lines, bricks, checks or rings."""
    return _apart(2, rng, 0.4, 0.7, EDGED, MORE_PATTERNS)


def grey(rng) -> Drawing:
    """Grey shapes."""
    return _apart(4, rng, 0.18, 0.42, fills=("grey",))


def half_filled(rng) -> Drawing:
    """Shapes of which one half is black."""
    return _apart(3, rng, 0.18, 0.42, fills=("half",))


def dashed(rng) -> Drawing:
    """Shapes with a dashed outline."""
    length = uniform(0.035, 0.06, rng=rng)
    return tuple(replace(item, dash=length) for item in _apart(2, rng, 0.4, 0.7, fills=("none", "none", "grey")))


def hue(rng) -> Drawing:
    """Coloured shapes, with a black outline, without one, or outlined in their colour; some are black."""
    return tuple(
        replace(
            item, hue=None if rng.random() < 0.2 else pick(HUES, rng=rng),
            line_width=0.0 if item.fill == "solid" and rng.random() < 0.5 else item.line_width,
        )
        for item in _apart(4, rng, 0.2, 0.45, fills=("solid", "solid", "none", "grey"))
    )  # fmt: skip
