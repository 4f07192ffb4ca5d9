"""Analogies on shapes one inside the other: what is outside goes, fills or shapes change places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.rule import ANALOGIES, MatrixRule, claim

LINE = 0.016
SIZES = {2: (0.84, 0.36), 3: (0.88, 0.48, 0.22), 4: (0.9, 0.66, 0.42, 0.2), 5: (0.92, 0.74, 0.56, 0.38, 0.2)}
HOLDERS = ("circle", "square", "diamond", "pentagon", "hexagon", "octagon")  # what a smaller shape fits in
RINGS = ("circle", "square", "pentagon", "hexagon", "octagon")  # shapes that nest in themselves
FILLS = ("none", "solid", "grey", "striped")
Change = Callable[[tuple[str, ...]], tuple[str, ...]]
# How the shapes, or the fills, of the second figure follow from those of the first, from the outside in; and
# the name of that pattern.
CHANGES: dict[str, tuple[Change, str]] = {
    "stay": (lambda seen: seen, "constant"),
    "outer_goes": (lambda seen: seen[1:], "outermost_goes"),
    "outer_stays": (lambda seen: seen[:-1], "innermost_goes"),
    "take_outer": (lambda seen: seen[:1] * len(seen), "outer_for_all"),
    "take_inner": (lambda seen: seen[-1:] * len(seen), "inner_for_all"),
    "reverse": (lambda seen: seen[::-1], "reversed"),
    "inwards": (lambda seen: seen[-1:] + seen[:-1], "inwards"),
}


def draw_depths(values: dict[str, Any]) -> Drawing:
    """Shapes about one centre, from the outside in; an empty one inside a filled one is white paper."""
    shapes, fills = values["shapes"], values["fills"]
    sizes = SIZES[values["depth"]]
    drawing = []
    for depth, (shape, fill) in enumerate(zip(shapes, fills, strict=True)):
        white = fill == "none" and depth > 0
        size = round(sizes[depth] * values["scale"], 4)
        drawing.append(Item(shape, 0.5, 0.5, size, 0.0, False, "grey" if white else fill, LINE, 0.0 if white else 0.5))
    return tuple(drawing)


def shows(shapes: tuple[str, ...], fills: tuple[str, ...]) -> bool:
    """True where every shape has room for the next one and none is black on black, or stripes on stripes."""
    roomy = all(shape in HOLDERS for shape in shapes[:-1])
    return roomy and not any(a == b and a in ("solid", "striped") for a, b in pairwise(fills))


@dataclass(frozen=True)
class NestedAnalogy(MatrixRule):
    """Nested shapes whose order, shapes or fills change from the first figure to the second.

    Attributes
    ----------
    changes : tuple of (str, str)
        Names in `CHANGES` for the shapes and for the fills, one pair of which is chosen.
    depths : tuple of int
        How many shapes there are.
    """

    types: tuple[str, ...] = ANALOGIES
    changes: tuple[tuple[str, str], ...] = ()
    depths: tuple[int, ...] = (2,)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Two rows of figures, the second of each row changed."""
        depth = int(rng.choice(self.depths))
        names = self.changes[rng.integers(len(self.changes))]
        change_shapes, change_fills = (CHANGES[name][0] for name in names)
        cells: list[dict[str, Any]] = []
        pool = unlike(HOLDERS, 4, rng=rng)
        for row in range(2):
            if depth == 2:
                shapes = (pool[row], *unlike(PLAIN, 1, rng=rng, beside=pool))
                shapes = pool[2 * row : 2 * row + 2] if rng.random() < 0.6 else shapes
            else:
                shapes = some(pool, depth, rng=rng)
            fills = some(FILLS, depth, rng=rng)
            cells.append({"shapes": shapes, "fills": fills})
            cells.append({"shapes": change_shapes(shapes), "fills": change_fills(fills)})
        scales = some((1.0, 0.7), 2, rng=rng)
        for cell in cells:
            if not shows(cell["shapes"], cell["fills"]):
                raise ValueError("a shape of the figures does not show")
            cell.update(depth=depth, scale=scales[0])
        design = MatrixDesign(type, {"main": Part(cells, draw_depths)})
        design.filler.append(Axis("main", "scale", scales))
        _options(design, cells, rng)
        claim(design, "main", "depth_shapes", CHANGES[names[0]][1])
        claim(design, "main", "depth_fills", CHANGES[names[1]][1])
        fewer = len(cells[1]["shapes"]) < depth  # the next shape grows to the size of the one that goes
        claim(design, "main", "depth_sizes", "innermost_goes" if fewer else "constant")
        return design


def _options(design: MatrixDesign, cells: list[dict[str, Any]], rng: np.random.Generator) -> None:
    """Options that change otherwise than the answer, in the shapes or in the fills."""
    start, answer = cells[2], cells[3]
    stock: tuple[str, ...]
    for attribute, stock in (("shapes", HOLDERS), ("fills", FILLS)):
        right = answer[attribute]
        stock = PLAIN if attribute == "shapes" and len(right) == 1 else stock  # it need hold nothing
        near = [change(start[attribute]) for change, _ in CHANGES.values()]
        near += [
            (*right[:at], other, *right[at + 1 :]) for at in range(len(right)) for other in some(stock, 2, rng=rng)
        ]
        wrong = []
        for value in near:
            pair = (value, answer["fills"]) if attribute == "shapes" else (answer["shapes"], value)
            if len(value) == len(right) and value != right and value not in wrong and shows(*pair):
                wrong.append(value)
        if wrong:
            design.ruled.append(Axis("main", attribute, (right, *wrong)))


def draw_rings(values: dict[str, Any]) -> Drawing:
    """One shape inside itself, the fills taking turns from the outside in."""
    fills = tuple(values["fills"][depth % 2] for depth in range(values["count"]))
    shapes = (values["shape"],) * values["count"]
    return draw_depths({"shapes": shapes, "fills": fills, "depth": values["count"], "scale": values["scale"]})


@dataclass(frozen=True)
class AlternateRings(MatrixRule):
    """Rings of one shape, however many, become filled by turns from the outside in."""

    types: tuple[str, ...] = ANALOGIES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """White rings, then rings filled by turns; the second row has another shape or number."""
        shapes = unlike(RINGS, 2, rng=rng)
        counts = [int(count) for count in rng.choice([3, 4, 5], size=2)]
        two = some((("solid", "none"), ("none", "solid"), ("grey", "none"), ("solid", "grey"), ("grey", "solid")),
                   5, rng=rng)  # fmt: skip
        cells = [
            {"shape": shape, "count": count, "fills": fills, "scale": 1.0}
            for shape, count in zip(shapes, counts, strict=True)
            for fills in (("none", "none"), two[0])
        ]
        design = MatrixDesign(type, {"main": Part(cells, draw_rings)})
        design.ruled.append(Axis("main", "fills", (two[0], *two[1:])))
        others = tuple(count for count in (3, 4, 5) if count != counts[1])
        design.filler.append(Axis("main", "count", (counts[1], *some(others, 2, rng=rng))))
        design.filler.append(Axis("main", "shape", (shapes[1], shapes[0])))
        claim(design, "main", "depth_shapes", "constant")
        claim(design, "main", "depth_fills", "alternate")
        return design


_STAY_OR_NOT = ("stay", "reverse", "take_outer", "take_inner")
RULES = (
    NestedAnalogy("outer_goes", changes=(("outer_goes", "outer_goes"), ("outer_goes", "outer_stays"))),
    NestedAnalogy(
        "fills_exchanged", changes=(("stay", "reverse"), ("stay", "reverse"), ("stay", "inwards")), depths=(2, 3)
    ),
    NestedAnalogy("outline_taken", changes=(("take_inner", "stay"), ("take_outer", "stay"))),
    NestedAnalogy(
        "nesting_order", changes=(("reverse", "stay"), ("inwards", "stay"), ("reverse", "reverse")), depths=(3,)
    ),
    NestedAnalogy(
        "nested_changes",
        changes=tuple((shapes, fills) for shapes in _STAY_OR_NOT[1:] for fills in _STAY_OR_NOT[1:]),
        depths=(2, 3),
    ),
    AlternateRings("alternate_rings"),
)
