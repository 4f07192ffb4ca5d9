"""Several objects in every figure, each with Latin squares of its own; or two shapes and nothing at each spot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_column, latin_square
from problems.rules.rule import MatrixRule, claim

SPOTS = {"centre": (0.5, 0.5, 0.34), "corners": (0.14, 0.14, 0.2), "edges": (0.5, 0.88, 0.2)}


def draw_spots(values: dict[str, Any]) -> Drawing:
    """A shape, or nothing, at each of several spots."""
    drawing = []
    for name, (x, y, size) in SPOTS.items():
        look = values.get(name)
        if look is not None:
            drawing.append(Item(look[0], x, y, size, 0.0, False, look[1], 0.014))
    return tuple(drawing)


@dataclass(frozen=True)
class LatinNull(MatrixRule):
    """At each of two or three spots two shapes and nothing are distributed over rows and columns."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Spots that are filled by two Latin squares or three."""
        names = some(tuple(SPOTS), int(rng.integers(2, 4)), rng=rng)
        shapes = unlike(PLAIN, 6, rng=rng)
        cells: list[dict[str, Any]] = [{} for _ in range(9)]
        design = MatrixDesign(type)
        part = Part(cells, draw_spots)
        for index, name in enumerate(names):
            fills = some(("none", "solid", "grey"), 2, rng=rng)
            looks = ((shapes[2 * index], fills[0]), (shapes[2 * index + 1], fills[1]))
            part.set(name, latin_square((*looks, None), 3, rng=rng))
            right = cells[-1][name]
            wrong = (*(look for look in (*looks, None) if look != right), (looks[0][0], fills[1]))
            design.ruled.append(Axis(name, name, (right, *wrong)))
            design.parts[name] = Part([{name: cell[name]} for cell in cells], draw_spots)
            claim(design, name, "look", "distribution")
        if any(all(value is None for value in cell.values()) for cell in cells):
            raise ValueError("a figure shows nothing")
        if len(names) < 3:
            spare = unlike(PLAIN, 1, rng=rng, beside=shapes)[0]
            still = next(name for name in SPOTS if name not in names)
            design.parts[still] = Part([{still: (spare, "none")} for _ in range(9)], draw_spots)
            design.filler.append(Axis(still, still, ((spare, "none"), (spare, "solid"))))
        return design


# Where each of two or three objects lies, and how large it is; the names are those by which a reader finds them.
OBJECTS: tuple[dict[str, tuple[float, float, float]], ...] = (
    {"left": (0.27, 0.5, 0.36), "right": (0.73, 0.5, 0.36)},
    {"top": (0.5, 0.27, 0.36), "bottom": (0.5, 0.73, 0.36)},
    {"corners": (0.19, 0.19, 0.26), "centre": (0.5, 0.5, 0.26), "edges": (0.5, 0.84, 0.22)},
)
GREYS, HUES = (0.0, 0.35, 0.65, 1.0), (0.0, 60.0, 120.0, 240.0)


def draw_object(values: Values) -> Drawing:
    """One object at its spot, grey or coloured."""
    x, y, size = values["spot"]
    fill, hue = ("grey", None) if values["hue"] is None else ("solid", values["hue"])
    return (Item(values["shape"], x, y, size, 0.0, False, fill, 0.014, values["grey"], hue=hue),)


@dataclass(frozen=True)
class LatinObjects(MatrixRule):
    """Two or three objects in a figure; the shape and the grey, or the hue, of each are distributed by themselves."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """A part of the design for every object."""
        spots = OBJECTS[rng.integers(len(OBJECTS))]
        design = MatrixDesign(type, four=True)
        shapes = unlike(PLAIN, 3, rng=rng)
        for name, spot in spots.items():
            if rng.random() < 0.5:  # shapes of its own
                shapes = unlike(PLAIN, 3, rng=rng)
            colour = "hue" if rng.random() < 0.4 else "grey"
            base = {"spot": spot, "shape": shapes[0], "grey": 0.5, "hue": None}
            part = design.parts[name] = Part([dict(base) for _ in range(9)], draw_object)
            stock = some(HUES if colour == "hue" else GREYS, 3, rng=rng)
            for attribute, values in (("shape", shapes), (colour, stock)):
                sequence = rng.random() < 0.15
                laid = by_column(values, 3) if sequence else latin_square(some(values, 3, rng=rng), 3, rng=rng)
                part.set(attribute, laid)
                wrong = tuple(value for value in values if value != laid[-1])
                design.ruled.append(Axis(name, attribute, (laid[-1], *wrong)))
                reading = {"shape": "motif", "grey": "shade", "hue": "hue"}[attribute]
                claim(design, name, reading, "sequence" if sequence else "distribution")
        return design


RULES = (LatinNull("latin_null"), LatinObjects("latin_objects"))
