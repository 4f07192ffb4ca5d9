"""Named transformations of drawings: composable, applied to any drawing, compared by name and value."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import shape_named
from problems.drawing.shapes import SHAPES
from problems.drawing.symmetry import REFLECTION_AXES

Chance = np.random.Generator | None


@dataclass(frozen=True)
class Transformation:
    """Steps applied one after another; `first + second` composes, equality is equality of the steps.

    Attributes
    ----------
    steps : tuple of (kind, value)
        The kinds are the keys of `KINDS`; none at all is the identity.
    """

    steps: tuple = ()

    @property
    def name(self) -> str:
        """For people: "rotate_items 90.0 + fill solid"."""
        return " + ".join(f"{kind} {value}" for kind, value in self.steps) or "identity"

    def __add__(self, other: Transformation) -> Transformation:
        return Transformation(self.steps + other.steps)

    def __call__(
        self, drawing: Drawing, *, spare: Sequence[Item] = (), rng: np.random.Generator | None = None,
    ) -> Drawing:
        """The changed drawing.

        `spare` holds the items that "add" may take, in order; "remove" takes the last items, or any where
        `rng` is given.
        """
        for kind, value in self.steps:
            drawing = KINDS[kind](drawing, value, spare, rng)
        return drawing


IDENTITY = Transformation()


def rotate_items(degrees: float) -> Transformation:
    """Every item turns about its own centre."""
    return Transformation((("rotate_items", float(degrees)),))


def rotate_figure(degrees: float) -> Transformation:
    """The whole figure turns about its centre."""
    return Transformation((("rotate_figure", float(degrees)),))


def reflect_items(axis: str) -> Transformation:
    """Every item is reflected at an axis of `REFLECTION_AXES` through its own centre."""
    return Transformation((("reflect_items", _known(axis, REFLECTION_AXES, "an axis")),))


def reflect_figure(axis: str) -> Transformation:
    """The whole figure is reflected at an axis of `REFLECTION_AXES` through its centre."""
    return Transformation((("reflect_figure", _known(axis, REFLECTION_AXES, "an axis")),))


def fill(name: str, grey: float = 0.5, count: int | None = None) -> Transformation:
    """All items (or the first `count`) take a fill, save lines and items that would hide others."""
    return Transformation((("fill", (name, grey, count)),))


def shape(name: str, count: int | None = None) -> Transformation:
    """All items (or the first `count`) take a shape."""
    return Transformation((("shape", (_known(name, SHAPES, "a shape"), count)),))


def add(count: int) -> Transformation:
    """The first `count` spare items appear."""
    return Transformation((("add", int(count)),))


def unite(items: Sequence[Item]) -> Transformation:
    """The given items are drawn as well: the union of the ink where they have no fill."""
    return Transformation((("unite", tuple(items)),))


def remove(count: int) -> Transformation:
    """`count` items vanish."""
    return Transformation((("remove", int(count)),))


def resize(factor: float) -> Transformation:
    """Every item grows about its own centre."""
    return Transformation((("resize", float(factor)),))


def shift(dx: float, dy: float) -> Transformation:
    """Everything moves, in fractions of the side, to the right and down."""
    return Transformation((("shift", (float(dx), float(dy))),))


def stretch(factor: float) -> Transformation:
    """Every item's unturned height grows by a factor."""
    return Transformation((("stretch", float(factor)),))


def _known(name: str, table: Iterable[str], what: str) -> str:
    if name not in table:
        raise ValueError(f"transformation: expected {what} of {', '.join(table)}, got {name!r}")
    return name


def _rotate_items(drawing: Drawing, degrees: float, spare: Sequence[Item], rng: Chance) -> Drawing:
    return tuple(replace(item, rotation=(item.rotation + degrees) % 360.0) for item in drawing)


def _rotate_figure(drawing: Drawing, degrees: float, spare: Sequence[Item], rng: Chance) -> Drawing:
    turn = cmath.rect(1.0, -math.radians(degrees))
    return tuple(_moved(item, turn * _offset(item)) for item in _rotate_items(drawing, degrees, spare, rng))


def _reflect_items(drawing: Drawing, axis: str, spare: Sequence[Item], rng: Chance) -> Drawing:
    double = 2.0 * REFLECTION_AXES[axis] - 180.0
    return tuple(
        replace(item, rotation=(double - item.rotation) % 360.0, mirrored=not item.mirrored)
        for item in drawing
    )


def _reflect_figure(drawing: Drawing, axis: str, spare: Sequence[Item], rng: Chance) -> Drawing:
    turn = cmath.rect(1.0, -2.0 * math.radians(REFLECTION_AXES[axis]))
    reflected = _reflect_items(drawing, axis, spare, rng)
    return tuple(_moved(item, turn * _offset(item).conjugate()) for item in reflected)


def _offset(item: Item) -> complex:
    return complex(item.x - 0.5, item.y - 0.5)


def _moved(item: Item, offset: complex) -> Item:
    return replace(item, x=0.5 + offset.real, y=0.5 + offset.imag)


def hides(item: Item, drawing: Drawing) -> bool:
    """Whether `item`, were it filled, would cover a smaller item of the drawing."""
    return any(
        other.size < 0.9 * item.size and abs(_offset(other) - _offset(item)) < 0.5 * item.size
        for other in drawing
    )


def _fill(drawing: Drawing, value: tuple[str, float, int | None], spare: Sequence[Item], rng: Chance) -> Drawing:
    name, grey, count = value
    free = [k for k, item in enumerate(drawing) if not shape_named(item.shape).thin and not hides(item, drawing)]
    chosen = free[:count]
    return tuple(
        replace(item, fill=name, grey=grey) if k in chosen else item for k, item in enumerate(drawing)
    )


def _shape(drawing: Drawing, value: tuple[str, int | None], spare: Sequence[Item], rng: Chance) -> Drawing:
    name, count = value
    count = len(drawing) if count is None else count
    dressed = "none" if SHAPES[name].thin else None
    changed = tuple(replace(item, shape=name, fill=dressed or item.fill) for item in drawing[:count])
    return changed + drawing[count:]


def _add(drawing: Drawing, count: int, spare: Sequence[Item], rng: Chance) -> Drawing:
    if count > len(spare):
        raise ValueError(f"add: expected at least {count} spare items, got {len(spare)}")
    return by_size(drawing + tuple(spare[:count]))


def _unite(drawing: Drawing, items: Sequence[Item], spare: Sequence[Item], rng: Chance) -> Drawing:
    return by_size(drawing + tuple(items))


def by_size(drawing: Iterable[Item]) -> Drawing:
    """The drawing with larger items first, so that none is hidden by a larger one."""
    return tuple(sorted(drawing, key=lambda item: -item.size))


def _remove(drawing: Drawing, count: int, spare: Sequence[Item], rng: Chance) -> Drawing:
    if count > len(drawing):
        raise ValueError(f"remove: expected at least {count} items, got {len(drawing)}")
    if rng is None:
        return drawing[: len(drawing) - count]
    gone = set(rng.permutation(len(drawing))[:count].tolist())
    return tuple(item for k, item in enumerate(drawing) if k not in gone)


def _resize(drawing: Drawing, factor: float, spare: Sequence[Item], rng: Chance) -> Drawing:
    return tuple(replace(item, size=item.size * factor) for item in drawing)


def _shift(drawing: Drawing, value: tuple[float, float], spare: Sequence[Item], rng: Chance) -> Drawing:
    return tuple(replace(item, x=item.x + value[0], y=item.y + value[1]) for item in drawing)


def _stretch(drawing: Drawing, factor: float, spare: Sequence[Item], rng: Chance) -> Drawing:
    return tuple(replace(item, aspect=item.aspect * factor) for item in drawing)


KINDS: dict[str, Callable[..., Drawing]] = {
    "rotate_items": _rotate_items, "rotate_figure": _rotate_figure, "reflect_items": _reflect_items,
    "reflect_figure": _reflect_figure, "fill": _fill, "shape": _shape, "add": _add, "unite": _unite,
    "remove": _remove,
    "resize": _resize, "shift": _shift, "stretch": _stretch,
}  # fmt: skip
RIGID = ("rotate_items", "rotate_figure", "reflect_items", "reflect_figure")
