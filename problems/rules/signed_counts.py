"""Marks that count against each other: black against white, upright against on their head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.group import LATTICE
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.number_lines import nearest, number_lines
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.rule import MatrixRule, claim, lay

LINE = 0.016


def draw_signed(values: dict[str, Any]) -> Drawing:
    """Marks of two kinds that count against each other, in cells of a lattice in order."""
    plus, minus = values["signed"]
    cells = [(x, y) for y in LATTICE for x in LATTICE]
    drawing = []
    for index, (x, y) in enumerate(cells[: plus + minus]):
        first = index < plus
        turn = 0.0 if first or not values["turns"] else 180.0
        fill = values["fill"] if values["turns"] else "solid" if first else "none"
        drawing.append(Item(values["shape"], x, y, values["size"], turn, False, fill, LINE))
    return tuple(drawing)


@dataclass(frozen=True)
class SignedCounts(MatrixRule):
    """Black marks count up, white ones down (or upright ones against those on their head): the rows add up."""

    types: tuple[str, ...] = ("3x3",)
    turns: bool = False

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Each figure shows marks of one kind or of both; the third shows what the first two leave."""
        reach = tuple(range(-5, 6))
        numbers, pattern = number_lines(tuple(n for n in reach if n), ("sum", "sum", "difference"), rng=rng)
        mixed = rng.random() < 0.4
        pairs = []
        for cell, number in enumerate(numbers):
            extra = int(rng.integers(0, 3)) if mixed and cell % 3 < 2 else 0
            pairs.append((max(number, 0) + extra, max(-number, 0) + extra))
        firsts = [line for row in range(3) for line in (pairs[3 * row : 3 * row + 2],)]
        if not any(_signs(line) for line in firsts[:2]):
            raise ValueError("no complete row shows that the kinds count against each other")
        shapes = ("triangle", "heart", "t_shape", "house", "droplet") if self.turns else unlike(PLAIN, 3, rng=rng)
        shape, other = some(shapes, 2, rng=rng)
        fills = some(("none", "solid", "grey"), 2, rng=rng)
        sizes = some((0.2, 0.13), 2, rng=rng)
        look = {"shape": shape, "turns": self.turns, "fill": fills[0], "size": sizes[0]}
        cells = [{**look, "signed": pair} for pair in pairs]
        frees = ("number", "place", "fill", "pose") if not self.turns else ("number", "place", "pose")
        design = MatrixDesign(type, {"main": Part(cells, draw_signed, frees)})
        right = numbers[-1]
        wrong = [number for number in (-right, *nearest(reach, right)) if number]
        chosen = tuple(dict.fromkeys((max(n, 0), max(-n, 0)) for n in wrong))
        lay(design, "main", "signed", tuple(pairs), chosen[:1] + some(chosen[1:6], 4, rng=rng))
        design.filler.append(Axis("main", "shape", (shape, other)))
        design.filler.append(Axis("main", "size", sizes))
        claim(design, "main", "signed_turn" if self.turns else "signed_fill", pattern)
        return design


def _signs(pairs: list[tuple[int, int]]) -> bool:
    """True where both kinds appear in the first two figures of a row."""
    return any(plus for plus, _ in pairs) and any(minus for _, minus in pairs)


RULES = (SignedCounts("signed_counts"), SignedCounts("signed_turns", turns=True))
