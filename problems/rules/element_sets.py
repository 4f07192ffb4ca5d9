"""Scenes: figures put together from elements, which come, go and combine along a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.rules.elements import Elements, vocabulary
from problems.rules.matrix_design import Axis, MatrixDesign, Part, Values
from problems.rules.palette import some
from problems.rules.patterns import by_column, by_row, latin_square
from problems.rules.rule import BOTH_TYPES, MatrixRule, claim

MERGERS = {
    "logic_or": lambda a, b: a | b,
    "logic_and": lambda a, b: a & b,
    "logic_xor": lambda a, b: a ^ b,
    "addition": lambda a, b: a | b,
    "subtraction": lambda a, b: a - b,
}
PATTERN = {
    "logic_or": "union",
    "logic_and": "intersection",
    "logic_xor": "exclusive",
    "addition": "union",
    "subtraction": "difference",
}


def subset(elements: Iterable[int], count: int, *, rng: np.random.Generator) -> frozenset[int]:
    """A random set of `count` of the elements."""
    ordered = sorted(elements)
    return frozenset(ordered[index] for index in rng.permutation(len(ordered))[:count])


def operands(name: str, count: int, *, rng: np.random.Generator) -> tuple[frozenset[int], frozenset[int]]:
    """The first two scenes of a row, of `count` elements: two sets that the operation combines visibly."""
    everything = frozenset(range(count))
    if name == "addition":  # nothing is drawn twice
        first = subset(everything, int(rng.integers(1, count // 2 + 1)), rng=rng)
        rest = everything - first
        return first, subset(rest, int(rng.integers(1, min(3, len(rest)) + 1)), rng=rng)
    if name == "subtraction":  # nothing is taken away that is not there
        first = subset(everything, int(rng.integers(3, count)), rng=rng)
        return first, subset(first, int(rng.integers(1, len(first))), rng=rng)
    shared = subset(everything, int(rng.integers(1, 4)), rng=rng)
    rest = everything - shared
    left = subset(rest, int(rng.integers(1, 3)), rng=rng)
    right = subset(rest - left, min(int(rng.integers(1, 3)), len(rest - left)), rng=rng)
    return shared | left, shared | right


@dataclass(frozen=True)
class Merge(MatrixRule):
    """The third figure of a row is the first and the second combined by one operation of sets."""

    types: tuple = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        elements = vocabulary(rng=rng)
        scenes = []
        for _ in range(3):
            first, second = operands(self.name, len(elements), rng=rng)
            scenes += [first, second, MERGERS[self.name](first, second)]
        result = set_design(type, elements, scenes, hidden=scenes[-3] | scenes[-2], rng=rng)
        claim(result, "main", "items", PATTERN[self.name])
        return result


@dataclass(frozen=True)
class Edit(MatrixRule):
    """The same elements come or go from figure to figure in every row."""

    types: tuple = BOTH_TYPES

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        side = int(type[0])
        elements = vocabulary(rng=rng)
        everything = frozenset(range(len(elements)))
        steps = [
            subset(everything, int(rng.integers(1, 3 if side == 3 else 4)), rng=rng) for _ in range(side - 1)
        ]
        if side == 3:
            steps[1] = subset(everything - steps[0], len(steps[1]), rng=rng)
        touched = frozenset().union(*steps)
        coming = rng.random(len(elements)) < 0.5
        scenes = []
        for _ in range(side):
            rest = everything - touched
            scene = subset(rest, int(rng.integers(1, min(4, len(rest)))), rng=rng)
            scene |= frozenset(element for element in touched if not coming[element])
            scenes.append(scene)
            for step in steps:
                scene = scene ^ step
                scenes.append(scene)
        result = set_design(type, elements, scenes, hidden=touched | scenes[-2], rng=rng)
        claim(result, "main", "items", "edit")
        return result


FRAMES = {"circle": 0.92, "square": 1.2, "pentagon": 0.94}  # sizes with room for a scene of half size


def draw_frame(values: Values) -> Drawing:
    """A frame around a scene."""
    return (Item(values["shape"], 0.5, 0.5, FRAMES[values["shape"]], 0.0, False, "none", 0.016),)


@dataclass(frozen=True)
class Framed(MatrixRule):
    """Scenes of half size combine along a row while the shape of their frame goes by a rule of its own."""

    types: tuple = ("3x3",)

    def design(self, type: str, *, rng: np.random.Generator) -> MatrixDesign:
        name = some(tuple(MERGERS), 1, rng=rng)[0]
        inner = Merge(name).design(type, rng=rng)
        scene = inner.parts["main"]
        shapes = some(tuple(FRAMES), 3, rng=rng)
        kind = str(rng.choice(["constant", "sequence", "distribution"]))
        values = {
            "constant": by_row(shapes, 3),
            "sequence": by_column(shapes, 3),
            "distribution": latin_square(shapes, 3, rng=rng),
        }[kind]
        frame = Part([{"shape": shape} for shape in values], draw_frame, ("size", "largest", "pose"))
        half = Part(scene.cells, lambda cell: tuple(map(halved, scene.draw(cell))))
        design = MatrixDesign(type, {"outer": frame, "inner": half})
        design.ruled = [replace(axis, part="inner") for axis in inner.ruled]
        others = tuple(shape for shape in shapes if shape != values[-1])
        design.ruled[-1] = Axis("outer", "shape", (values[-1], *others))
        claim(design, "outer", "shape", kind)
        claim(design, "inner", "items", PATTERN[name])
        return design


def halved(item: Item) -> Item:
    """The item at half its size, drawn towards the figure's centre."""
    return replace(
        item, x=0.25 + item.x / 2, y=0.25 + item.y / 2, size=item.size / 2, line_width=item.line_width / 1.6
    )


def set_design(
    type: str, elements: Elements, scenes: list[frozenset[int]], *, hidden: frozenset[int], rng: np.random.Generator
) -> MatrixDesign:
    """The design of scenes, sets of indices of elements, with an axis for every element.

    `hidden` are the elements of the open line: those that an option may well miss or keep.
    """

    def draw(values: Values) -> Drawing:
        return tuple(item for index, items in enumerate(elements) if values[str(index)] for item in items)

    cells = [{str(index): index in scene for index in range(len(elements))} for scene in scenes]
    design = MatrixDesign(type, {"main": Part(cells, draw)})
    axes = [
        Axis("main", str(index), (index in scenes[-1], index not in scenes[-1]))
        for index in range(len(elements))
    ]
    design.ruled = toggles(axes, hidden, rng=rng)
    return design


def toggles(axes: list[Axis], hidden: frozenset[int], *, rng: np.random.Generator) -> list[Axis]:
    """Three of the axes, hidden elements first.

    Each is in the answer or not as by a coin, so that the answer is no more often the fullest option, or the emptiest,
    than any other.
    """
    inside = int(rng.binomial(3, 0.5))
    order = sorted(rng.permutation(len(axes)), key=lambda index: index not in hidden)
    there = [axes[index] for index in order if axes[index].values[0]]
    missing = [axes[index] for index in order if not axes[index].values[0]]
    chosen = there[:inside] + missing[: 3 - inside]
    return (chosen + [axis for axis in there + missing if axis not in chosen])[:3]


RULES = (*(Merge(name) for name in MERGERS), Edit("edit"), Framed("framed_logic"))
