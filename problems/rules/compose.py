"""Composition: one or two rules on a group of their own, or on an outer and an inner group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from problems.rules.categories import SIZES
from problems.rules.group import CAPACITY, ITEM_SIZE
from problems.rules.matrix_design import Axis, MatrixDesign, Part
from problems.rules.palette import FILLS, PLAIN, ROOMY, some, unlike
from problems.rules.patterns import by_row
from problems.rules.rule import Allowed, AttributeRule

_LAYOUTS = ("single", "row", "column", "diagonal", "grid", "ring", "scatter", "concentric")
LINES = {"row": 0.92, "column": 0.92, "diagonal": 0.86}  # their length where they hold one item more
_FIXED: Allowed = {"spread": (0.18,), "x": (0.5,), "y": (0.5,), "grey": (0.5,), "fill_angle": (0.0,), "aspect": (1.0,)}
# What a part's attributes may be where no rule limits them.
DOMAINS: dict[str, Allowed] = {
    "main": {
        "shape": PLAIN, "fill": FILLS, "size": (*SIZES, 0.2, 0.22, 0.26, 0.3, 0.36, 0.52, 0.68, 0.84),
        "rotation": (0.0,), "mirrored": (False,), "line_width": (0.012, 0.016, 0.022), "number": (1, 2, 3, 4),
        "layout": _LAYOUTS, **_FIXED,
    },
    "outer": {
        "shape": ROOMY, "fill": ("none", "grey"), "size": (0.8,), "rotation": (0.0,),
        "mirrored": (False,), "line_width": (0.012, 0.016), "number": (1,), "layout": ("single",),
        **_FIXED,
    },
    "inner": {
        "shape": PLAIN, "fill": ("none", "solid", "striped"), "size": (0.34,), "rotation": (0.0,),
        "mirrored": (False,), "line_width": (0.012, 0.016), "number": (1,), "layout": ("single",),
        **_FIXED,
    },
}  # fmt: skip
for _where, _x, _y in (("left", 0.26, 0.5), ("right", 0.74, 0.5), ("top", 0.5, 0.26), ("bottom", 0.5, 0.74)):
    DOMAINS[_where] = {**DOMAINS["inner"], "size": (0.4,), "x": (_x,), "y": (_y,)}


def share(rules: Sequence[AttributeRule]) -> bool:
    """True where the rules can rule one part together: none touches what another one rules."""
    ruled = [attribute for rule in rules for attribute in rule.attributes]
    if len(set(ruled)) < len(ruled):
        return False
    turning = any("rotation" in rule.attributes for rule in rules)
    if turning and ("shape" in ruled or any(rule.name == "identity" for rule in rules)):
        return False
    if any(rule.name in ("reflection", "identity") for rule in rules) and len(rules) > 1:
        return False
    return True


def compose(placed: dict[str, list[AttributeRule]], type: str, *, rng: np.random.Generator) -> MatrixDesign:
    """The design of a matrix.

    Parameters
    ----------
    placed : dict of str to list of AttributeRule
        {"main": rules} or {"outer": rules, "inner": rules}; a part without rules stays the same along rows.
    """
    design = MatrixDesign(type)
    sides = {}
    for where, rules in placed.items():
        allowed = limited(DOMAINS[where], rules, where)
        sides[where] = allowed
        design.parts[where] = _base(where, rules, allowed, design, rng)
    for where, rules in placed.items():
        for index, rule in enumerate(rules):
            across = index == 1 and type == "2x2" and rng.random() < 0.6
            if across:
                design.transposed()
            rule.apply(design, where, sides[where], rng=rng)
            if across:
                design.transposed()
    for where, rules in placed.items():
        _fillers(where, rules, sides[where], design, rng)
    return design


def limited(domain: Allowed, rules: Sequence[AttributeRule], where: str) -> Allowed:
    """The values that every rule bears, attribute by attribute."""
    allowed = dict(domain)
    limits: set[str] = set()
    for rule in rules:
        for attribute, values in rule.limits.items():
            # what a rule needs of a lone group, or of its own attribute, goes beyond the domain
            free = attribute not in limits and (where == "main" or attribute in rule.attributes)
            kept = values if free else tuple(value for value in values if value in allowed[attribute])
            if not kept:
                raise ValueError(f"rule {rule.name}: the {where} part bears no {attribute} of {values}")
            allowed[attribute] = kept
            limits.add(attribute)
    return allowed


def _base(
    where: str, rules: Sequence[AttributeRule], allowed: Allowed, design: MatrixDesign, rng: np.random.Generator
) -> Part:
    """A part with the same values in every cell, but for what differs from row to row."""
    ruled = {attribute for rule in rules for attribute in rule.attributes}
    layout = _layout(ruled, allowed, rng)
    number = 1
    if layout != "single":
        numbers = [n for n in allowed["number"] if 2 <= n <= CAPACITY[layout]]
        number = int(rng.choice(numbers))
    values = {attribute: choices[rng.integers(len(choices))] for attribute, choices in allowed.items()}
    values.update(layout=layout, number=number, scatter=int(rng.integers(2**31)))
    values["size"] = _size(where, layout, ruled, allowed, rng)
    if layout in LINES and not ruled & {"number", "spread"}:
        values["spread"], values["size"] = LINES[layout] / (number + 1), 0.8 * LINES[layout] / (number + 1)
    count = design.side**2
    part = Part([dict(values) for _ in range(count)], frees=tuple(f for rule in rules for f in rule.frees))
    if layout == "scatter":
        part.set("scatter", [int(seed) for seed in rng.integers(2**31, size=count)])
        part.frees += ("place",)
    free = [
        attribute for attribute in ("shape", "fill") if attribute not in ruled and len(allowed[attribute]) > 2
    ]
    identity = any(rule.name == "identity" for rule in rules)
    for attribute in some(free, len(free), rng=rng)[: 2 if identity else 1]:
        if identity or rng.random() < 0.55:
            rows = (
                unlike(allowed["shape"], design.side, rng=rng)
                if attribute == "shape"
                else some(allowed["fill"], len(allowed["fill"]), rng=rng)
            )
            if len(rows) >= design.side:
                part.set(attribute, by_row(rows, design.side))
    return part


def _layout(ruled: set[str], allowed: Allowed, rng: np.random.Generator) -> str:
    layouts = allowed["layout"]
    if "number" in ruled:
        layouts = tuple(layout for layout in layouts if CAPACITY[layout] >= max(allowed["number"]))
        if not layouts:
            raise ValueError("no layout holds the numbers of the rules together")
        return layouts[rng.integers(len(layouts))]
    if "single" in layouts and rng.random() < 0.75:
        return "single"
    # a grid filled in part tells a number; where the number says nothing it only looks lopsided
    others = [layout for layout in layouts if layout != "grid"]
    return others[rng.integers(len(others))]


def _size(where: str, layout: str, ruled: set[str], allowed: Allowed, rng: np.random.Generator) -> float:
    if where != "main" or len(allowed["size"]) < 3:
        return allowed["size"][rng.integers(len(allowed["size"]))]
    if layout == "concentric":
        return 0.2
    if layout != "single":
        return ITEM_SIZE[layout]
    return float(rng.choice([0.44, 0.52, 0.6, 0.68]))


def _fillers(
    where: str, rules: Sequence[AttributeRule], allowed: Allowed, design: MatrixDesign, rng: np.random.Generator
) -> None:
    """Axes on what no rule governs: options that change what should stay."""
    part = design.parts[where]
    ruled = {attribute for rule in rules for attribute in rule.attributes}
    answer = part.cells[-1]
    if "shape" not in ruled:
        used = [shape for shape in part.column("shape") if shape != answer["shape"]]
        shapes = unlike([shape for shape in allowed["shape"]], 3, rng=rng, beside=(answer["shape"],))
        pick = used[:1] if used and rng.random() < 0.7 else shapes[:1]
        if pick:
            design.filler.append(Axis(where, "shape", (answer["shape"], *pick)))
    if "fill" not in ruled and "line_width" not in ruled:
        used = [fill for fill in part.column("fill") if fill != answer["fill"]]
        others = [fill for fill in allowed["fill"] if fill != answer["fill"]]
        if others:
            pick = used[0] if used and rng.random() < 0.7 else others[rng.integers(len(others))]
            design.filler.append(Axis(where, "fill", (answer["fill"], pick)))
    if "size" not in ruled and answer["layout"] == "single":
        roomy = where == "main" and answer["size"] * max(1.0, *part.column("aspect")) * 1.35 < 0.9
        factors = [0.7, 1.35] if roomy else [0.7]
        design.filler.append(
            Axis(where, "size", (answer["size"], round(answer["size"] * float(rng.choice(factors)), 3)))
        )
    if "number" not in ruled and answer["layout"] not in ("single", "concentric"):
        other = answer["number"] + int(rng.choice([-1, 1]))
        if len(allowed["number"]) > 1 and 1 <= other <= CAPACITY[answer["layout"]]:
            design.filler.append(Axis(where, "number", (answer["number"], other)))
