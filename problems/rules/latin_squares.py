"""Three values distributed over rows and columns: in several attributes at once, in three depths, or with nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.nested_analogies import HOLDERS
from problems.rules.palette import PLAIN, some, unlike
from problems.rules.patterns import by_column, by_row, latin_square
from problems.rules.rule import MatrixRule, claim

# The values of each attribute that a person tells apart, and what is read.
VALUES: dict[str, tuple[tuple[Any, ...], str]] = {
    "fill": (("none", "grey", "striped", "solid"), "fill"),
    "texture": (("striped", "dotted", "crosshatch", "grey", "wave", "brick", "checks", "rings"), "fill"),
    "size": ((0.34, 0.56, 0.84), "size"),
    "line_width": ((0.012, 0.036, 0.066), "stroke"),
    "grey": ((0.0, 0.35, 0.65, 1.0), "shade"),
    "hue": ((0.0, 60.0, 120.0, 240.0), "hue"),
    "dash": ((0.0, 0.05, 0.14), "dash"),
    "fill_angle": ((0.0, 45.0, 90.0, 135.0), "hatching"),
    "place": (((0.5, 0.28), (0.3, 0.68), (0.7, 0.68)), "place"),
}
# Attributes that can be seen together: a line width shows on no black shape, a hatching on a round one best.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("shape", "fill", "size"), ("shape", "fill", "place"), ("shape", "texture", "size"),
    ("shape", "line_width", "size"), ("fill", "size", "line_width"), ("shape", "grey", "size", "line_width"),
    ("shape", "grey", "place", "line_width"), ("shape", "grey", "size"), ("shape", "hue", "size"), ("hue", "size"),
    ("shape", "hue", "place"), ("shape", "dash", "size"), ("dash", "grey", "size"), ("shape", "fill_angle", "size"),
    ("texture", "size"), ("texture", "place"),
)  # fmt: skip


def draw_one(values: dict[str, Any]) -> Drawing:
    """One shape."""
    x, y = values.get("place", (0.5, 0.5))
    size = values["size"] if "place" not in values else min(values["size"], 0.4)  # room beside the centre
    fill = values.get("texture", values["fill"])
    return (
        Item(values["shape"], x, y, size, 0.0, False, fill, values["line_width"], values["grey"], values["fill_angle"],
             hue=values.get("hue"), dash=values.get("dash", 0.0)),
    )  # fmt: skip


@dataclass(frozen=True)
class LatinSquares(MatrixRule):
    """Two to four attributes of one shape are distributed, each by a Latin square of its own.

    Attributes
    ----------
    together : tuple of tuple of str
        The sets of attributes of which one is chosen.
    """

    types: tuple[str, ...] = ("3x3",)
    together: tuple[tuple[str, ...], ...] = TOGETHER

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """One shape a figure."""
        attributes = self.together[rng.integers(len(self.together))]
        shapes = unlike([shape for shape in PLAIN if shape not in ("heart", "flag")], 5, rng=rng)
        sizes = some((0.4, 0.26) if "place" in attributes else (0.6, 0.4), 2, rng=rng)
        base = {"shape": shapes[0], "fill": str(rng.choice(["none", "solid", "grey"])), "size": sizes[0],
                "line_width": 0.016, "grey": 0.5, "fill_angle": 0.0}  # fmt: skip
        base["fill"] = {
            "line_width": "none",
            "dash": "none",
            "fill_angle": "striped",
            "grey": "grey",
            "hue": "solid",
        }.get(
            next((name for name in ("grey", "hue", "fill_angle", "line_width", "dash") if name in attributes), ""),
            base["fill"],
        )
        # a line width does not show around black
        fills = ("none", "grey", "striped") if "line_width" in attributes else VALUES["fill"][0]
        cells = [dict(base) for _ in range(9)]
        design = MatrixDesign(type, {"main": Part(cells, draw_one)}, four=len(attributes) > 3 or rng.random() < 0.5)
        for attribute in attributes:
            stock = {"shape": shapes, "fill": fills}.get(attribute) or VALUES[attribute][0]
            values = some(stock, 3, rng=rng)
            sequence = rng.random() < 0.2 and attribute != attributes[0]
            laid = by_column(values, 3) if sequence else latin_square(values, 3, rng=rng)
            design.parts["main"].set(attribute, laid)
            others = tuple(value for value in values if value != laid[-1])
            design.ruled.append(Axis("main", attribute, (laid[-1], *others)))
            reading = "shape" if attribute == "shape" else VALUES[attribute][1]
            claim(design, "main", reading, "sequence" if sequence else "distribution")
        if "shape" not in attributes:
            design.filler.append(Axis("main", "shape", shapes[:2]))
        if "size" not in attributes:
            design.filler.append(Axis("main", "size", sizes))
        return design


DEPTHS = ((0.84, 0.46, 0.2), (0.5, 0.5))


def draw_three(values: dict[str, Any]) -> Drawing:
    """Three shapes, one inside the other, the outer ones white or grey and the inner one of any fill."""
    drawing = []
    for depth, size in enumerate(DEPTHS[0]):
        shape, fill = values[f"shape {depth}"], values[f"fill {depth}"]
        white = fill == "none"
        drawing.append(Item(shape, 0.5, 0.5, size, 0.0, False, "grey" if white else fill, 0.014, 0.0 if white else 0.4))
    return tuple(drawing)


@dataclass(frozen=True)
class NestedThree(MatrixRule):
    """Three shapes one inside the other; the shape or the fill of every depth has a rule of its own."""

    types: tuple[str, ...] = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        """Nested figures."""
        cells: list[dict[str, Any]] = [{} for _ in range(9)]
        design = MatrixDesign(type, four=rng.random() < 0.5)
        design.parts["main"] = Part(cells, draw_three, ("shape", "fill", "shade", "hatching", "pose"))
        part = design.parts["main"]
        kinds = some(("distribution", "distribution", "sequence", "constant"), 3, rng=rng)
        for depth, kind in enumerate(kinds):
            shapes = unlike(PLAIN if depth == 2 else HOLDERS, 3, rng=rng)
            # stripes do not show on stripes, black does not show on black
            fills = some(
                ("none", "grey", "striped") if depth == 0 else ("none", "grey", ("solid", "striped")[depth - 1]),
                3,
                rng=rng,
            )
            which = "shape" if len(shapes) == 3 and rng.random() < 0.5 else "fill"
            values = shapes if which == "shape" else fills
            laid = {
                "distribution": latin_square(values, 3, rng=rng),
                "sequence": by_column(values, 3),
                "constant": by_row(values, 3),
            }[kind]
            part.set(f"shape {depth}", shapes[:1] * 9)
            part.set(f"fill {depth}", fills[:1] * 9)
            part.set(f"{which} {depth}", laid)
            wrong = tuple(value for value in dict.fromkeys(laid) if value != laid[-1])
            design.ruled.append(Axis("main", f"{which} {depth}", (laid[-1], *wrong)))
            other, rest = ("fill", fills) if which == "shape" else ("shape", shapes)
            design.filler.append(Axis("main", f"{other} {depth}", (rest[0], rest[1])))
            claim(design, f"depth {depth}", "shape" if which == "shape" else "tone", kind)
        return design


RULES = (
    LatinSquares("latin_squares"),
    LatinSquares("distribution_texture", together=(("texture",), ("texture", "size"), ("texture", "shape"))),
    NestedThree("nested_three"),
)
