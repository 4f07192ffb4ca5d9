"""Labelled pairs of figures without end: what a transformation network learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from problems.drawing.item import Drawing
from problems.drawing.render import Style, render
from problems.pairs import transformations as t
from problems.pairs.labels import DrawnPair, measure, stacked
from problems.pairs.layouts import CHIRAL, TELLING, Arrangement, arrangement, fits, share
from problems.pairs.random_changes import ORDER, change

FAMILIES = (
    ("identity", 0.05), ("rotate", 0.20), ("reflect", 0.15), ("fill", 0.15), ("shape", 0.13),
    ("number", 0.15), ("overlay", 0.03), ("size", 0.05), ("shift", 0.04), ("stretch", 0.01), ("unrelated", 0.04),
)  # fmt: skip
SECOND = (("rotate", 0.2), ("fill", 0.25), ("number", 0.2), ("shape", 0.15), ("size", 0.1), ("shift", 0.1))
SECOND_SHARE = 0.35
BACKWARDS = {"add": "remove", "remove": "add", "unite": "subtract"}


class PairBatch(NamedTuple):
    """Pairs, their labels, and which labels are defined.

    before, after : float32 (N, 1, side, side), 1.0 ink.
    labels, masks : dicts of float32 arrays by the names of `problems.pairs.labels.LABELS`; masks are (N,).
    pairs : list of `DrawnPair`, the drawings behind the pictures.
    """

    before: np.ndarray
    after: np.ndarray
    labels: dict
    masks: dict
    pairs: list


class PairStream:
    """An endless stream of labelled pairs; the same seed gives the same bytes.

    Parameters
    ----------
    seed : int
    side : int
        Pixels along a figure's edge.
    held_out : bool
        Draw in the styles that the training stream leaves out.
    families : tuple of (name, share)
        Which changes to draw, how often; the shares sum to 1.
    """

    def __init__(
        self, seed: int, side: int = 64, held_out: bool = False, families: Sequence[tuple[str, float]] = FAMILIES,
    ) -> None:
        self.seed, self.side, self.held_out, self.families = int(seed), side, held_out, families

    def batches(self, batch_size: int, start: int = 0) -> Iterator[PairBatch]:
        """Yield `PairBatch`es for ever, the first being number `start` of the stream."""
        while True:
            yield self.batch(batch_size, start)
            start += 1

    def batch(self, batch_size: int, number: int) -> PairBatch:
        """Batch `number` of the stream, whatever was drawn before it."""
        rng = np.random.default_rng([self.seed, self.side, int(self.held_out), number])
        pairs = [drawn_pair(share(self.families, rng=rng)[0], rng=rng) for _ in range(batch_size)]
        pictures = np.empty((2, batch_size, 1, self.side, self.side), dtype=np.float32)
        for k, pair in enumerate(pairs):
            style = Style.random(rng=rng, held_out=True) if self.held_out else Style.wide(rng=rng)
            pictures[0, k, 0] = render(pair.before, side=self.side, style=style, rng=rng)
            pictures[1, k, 0] = render(pair.after, side=self.side, style=style, rng=rng)
        labels, masks = stacked([measure(pair) for pair in pairs], *pictures)
        return PairBatch(pictures[0], pictures[1], labels, masks, pairs)


def drawn_pair(family: str, *, rng: np.random.Generator) -> DrawnPair:
    """The drawings of one random pair of a family in `FAMILIES`; a third of them change twice."""
    while True:
        pair = _drawn(family, rng=rng)
        if fits(pair.before) and fits(pair.after):
            return pair


def _drawn(family: str, *, rng: np.random.Generator) -> DrawnPair:
    first = arrangement_for(family, rng=rng)
    if family == "unrelated":
        second = arrangement(rng=rng)
        layout = f"{first.layout} to {second.layout}"
        return DrawnPair(first.drawing, second.drawing, None, ("unrelated",), layout)
    kinds = {family}
    if family not in ("identity", "stretch") and rng.random() < SECOND_SHARE:
        kinds.add(share(SECOND, rng=rng)[0])
    steps = [change(kind, first, rng=rng) for kind in ORDER if kind in kinds]
    pair = applied(first, steps, rng=rng)
    reversible = family in ("size", "number", "overlay") and len(kinds) == 1
    return backwards(pair) if reversible and rng.random() < 0.5 else pair


def backwards(pair: DrawnPair) -> DrawnPair:
    """The pair with its figures exchanged, for changes that are no rigid motion."""
    names = tuple(BACKWARDS.get(name, name) for name in pair.changes)
    return pair._replace(before=pair.after, after=pair.before, moved=pair.moved and pair.after, changes=names)


def arrangement_for(family: str, *, rng: np.random.Generator) -> Arrangement:
    """An arrangement in which a change of the family shows: several places for number, telling shapes for turns."""
    shapes = {"rotate": TELLING, "reflect": CHIRAL}.get(family, ()) if rng.random() < 0.8 else ()
    made = arrangement(shapes=shapes, rng=rng)
    while family == "number" and len(made.drawing) + len(made.spare) < 2:
        made = arrangement(rng=rng)
    return made


def applied(first: Arrangement, transformations: Sequence[t.Transformation], *, rng: np.random.Generator) -> DrawnPair:
    """The pair of an arrangement's drawing and the same after the given transformations, one after another."""
    before = after = first.drawing
    moved: Drawing | None = before
    changes: list[str] = []
    for transformation in transformations:
        after = transformation(after, spare=first.spare, rng=rng)
        for kind, _ in transformation.steps:
            changes.append(kind)
            if kind in t.RIGID and moved is not None:
                moved = transformation(moved)
            if kind in ("add", "unite", "remove", "shape", "stretch"):
                moved = None
    return DrawnPair(before, after, moved, tuple(changes), first.layout)
