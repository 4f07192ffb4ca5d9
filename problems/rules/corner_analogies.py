"""Analogies of corners: one more with another size or fill; one rule for however many objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules import categories, progressions, turning
from problems.rules.compose import compose
from problems.rules.group import CAPACITY
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import FILLS, some
from problems.rules.patterns import by_row
from problems.rules.rule import ANALOGIES, AttributeRule, MatrixRule, claim

LINE = 0.016


# Regular polygons by their corners: as many as a person still counts.
POLYGON = {3: "triangle", 4: "square", 5: "pentagon", 6: "hexagon", 7: "polygon 7", 8: "octagon", 9: "polygon 9"}
STAR = {points: f"star {points}" for points in range(3, 11)}


def draw_polygon(values: dict[str, Any]) -> Drawing:
    """A regular polygon, or a star."""
    kinds = STAR if values.get("star") else POLYGON
    return (Item(kinds[values["corners"]], 0.5, 0.5, values["size"], 0.0, False, values["fill"], LINE),)


@dataclass(frozen=True)
class CornersGrow(MatrixRule):
    """The second polygon of each row has so many corners more, or fewer, and another size or fill."""

    types: tuple[str, ...] = ANALOGIES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Two rows of two polygons."""
        step = int(rng.choice([-2, -1, 1, 2]))
        firsts = [count for count in POLYGON if count + step in POLYGON]
        starts = some(firsts, 2, rng=rng)
        sizes = some((0.36, 0.56, 0.8), 2, rng=rng)
        fills = some(FILLS, 2, rng=rng)
        which = ("size", "fill")[rng.integers(2)]
        cells: list[Values] = [
            {"corners": start + step * column,
             "size": sizes[column if which == "size" else 0],
             "fill": fills[column] if which == "fill" else fills[0]}
            for start in starts for column in range(2)
        ]  # fmt: skip
        design = MatrixDesign(type, {"main": Part(cells, draw_polygon)})
        answer = cells[-1]
        wrong = sorted((count for count in POLYGON if count != answer["corners"]),
                       key=lambda count: abs(count - answer["corners"]))  # fmt: skip
        design.ruled.append(Axis("main", "corners", (answer["corners"], *wrong[:3])))
        design.ruled.append(Axis("main", "size", (answer["size"], *(s for s in sizes if s != answer["size"]))))
        design.ruled.append(Axis("main", "fill", (answer["fill"], *(f for f in fills if f != answer["fill"]))))
        claim(design, "main", "corners", "progression")
        claim(design, "main", which, "ratio" if which == "size" else "sequence")
        return design


@dataclass(frozen=True)
class ForAll(MatrixRule):
    """Every object changes by one rule, however many there are: the rows differ in number."""

    types: tuple[str, ...] = ANALOGIES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Groups of different number in the two rows."""
        rule = some(_GROUP_RULES, 1, rng=rng)[0]
        design = compose({"main": [rule]}, type, rng=rng)
        part = design.parts["main"]
        layout = str(rng.choice(["ring", "grid"] if "rotation" not in rule.attributes else ["row", "column"]))
        most = 3 if "rotation" in rule.attributes else min(6, CAPACITY[layout])
        numbers = some(range(1, most + 1), 2, rng=rng)
        size = 0.22 if "size" not in rule.attributes else None
        part.set("layout", (layout,) * 4)
        part.set("number", by_row(numbers, 2))
        part.set("spread", (0.3,) * 4)
        if size is not None:
            part.set("size", (size,) * 4)
        design.filler = [axis for axis in design.filler if axis.attribute not in ("size", "number")]
        wrong = tuple(number for number in range(1, most + 1) if number != numbers[1])
        design.filler.append(Axis("main", "number", (numbers[1], *some(wrong, 2, rng=rng))))
        return design


_GROUP_RULES: tuple[AttributeRule, ...] = tuple(
    rule
    for module in (categories, progressions, turning)
    for rule in module.RULES
    if rule.name in ("fill", "shape", "texture", "shade", "rotation")
)
RULES = (CornersGrow("corners_grow"), ForAll("one_rule_for_all"))
