"""Pixel logic: the last figure is composed of the others, pixel by pixel or half by half."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agent.features.image_feature import ImageFeature
from agent.rules.prediction import Line, Prediction
from agent.vision.components import fill_holes
from agent.vision.morphology import bounding_box, erode
from agent.vision.raster import SIDE

ALIKE = 0.05  # share of the pixels of a frame that may lie beside the other frame; set by hand
_SHARED = 20  # pixels that two figures share at least, for it to mean anything; set by hand
_Y, _X = np.mgrid[:SIDE, :SIDE].reshape(2, -1) < SIDE // 2
_HALVES = {"top of a, bottom of b": _Y, "bottom of a, top of b": ~_Y}
_HALVES |= {"left of a, right of b": _X, "right of a, left of b": ~_X}


def pixel_logic(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """Or, and, exclusive or, and both differences of the first two figures of the line.

    What all given figures share (a frame, a middle) may stay, whatever the operation, and so may a frame that the
    figures of the line share.
    """
    if len(line.given) != 2:
        return
    a, b = feature.images[list(line.given)]
    near_a, near_b = feature.grown[list(line.given)]
    common = np.zeros_like(a)
    if line.examples:
        common = (a | b) & feature.grown[[*line.given, *(i for other in line.examples for i in other)]].all(axis=0)
    exact = {"a or b": a | b, "a and b": a & b, "a xor b": a ^ b, "a without b": a & ~b, "b without a": b & ~a}
    only_a, only_b = a & ~near_b, b & ~near_a  # two drawings of one stroke may differ by a pixel or so
    tolerant = [a | b, (a & near_b) | (b & near_a), only_a | only_b, only_a, only_b]
    kept = [common] if common.any() else []
    frame = _frame(feature, line.given[0])
    if np.count_nonzero(frame & ~near_b) < ALIKE * np.count_nonzero(frame):
        kept.append(frame)
    pictures = np.stack([*exact.values(), *tolerant, *(picture | stays for stays in kept for picture in tolerant)])
    costs = feature.costs(pictures).reshape(-1, len(exact), len(feature.distances)).min(axis=0)
    for name, cost in zip(exact, costs, strict=True):
        yield Prediction(name, 0.3, cost)


def _frame(feature: ImageFeature, figure: int) -> np.ndarray:
    """The component of a picture that encloses all others, bool (SIDE * SIDE,); empty if none does, or a solid one."""
    labels, _ = feature.components[figure]
    piece, none = labels == 1, np.zeros(SIDE * SIDE, bool)  # the component of the topmost pixel
    if bounding_box(piece) != bounding_box(labels > 0):
        return none
    filled = feature.filled[figure]
    beside_paper = filled & ~erode(filled, 1)
    if (labels[beside_paper] > 1).any() or 2 * np.count_nonzero(piece) > np.count_nonzero(filled):
        return none
    return piece.ravel()


def equivalence(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """Exclusive or, inverted inside the outlines: black where the first two figures agree."""
    if len(line.given) != 2:
        return
    a, b = feature.images[list(line.given)]
    near_a, near_b = feature.grown[list(line.given)]
    filled = _filled(feature, *line.given)
    if (filled == (a | b)).all():
        return  # nothing white is enclosed that could become black
    pictures = np.stack([filled & ~(a ^ b), filled & ~((a & ~near_b) | (b & ~near_a))])
    yield Prediction("a xnor b", 0.1, feature.costs(pictures).min(axis=0))


def _filled(feature: ImageFeature, first: int, second: int) -> np.ndarray:
    """Two pictures over each other with their holes filled, bool (SIDE * SIDE,): halves may enclose only together."""
    a, b = feature.images[[first, second]]
    each = (feature.filled[first] | feature.filled[second]).ravel()
    if not ((b & ~a).any() and (a & ~b).any() and (feature.grown[first] & b).any()):
        return each  # one holds the other, or they do not touch
    return fill_holes((a | b).reshape(SIDE, SIDE)).ravel()


def halves(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """One half of the first figure and the other half of the second."""
    if len(line.given) != 2:
        return
    a, b = feature.images[list(line.given)]
    pictures = np.stack([np.where(half, a, b) for half in _HALVES.values()])
    for name, costs in zip(_HALVES, feature.costs(pictures), strict=True):
        yield Prediction(name, 0.05, costs)


def frame_removed(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """The last figure is the one before it without the frame that encloses all else."""
    before = feature.images[line.given[-1]]
    frame = _frame(feature, line.given[-1])
    if frame.any() and (before & ~frame).any():
        yield Prediction("without its frame", 0.1, feature.costs((before & ~frame)[None])[0])


def inverted(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """Inside the figure before, white becomes black and black becomes white; outlines may stay."""
    before, filled = feature.images[line.given[-1]].reshape(SIDE, SIDE), feature.filled[line.given[-1]]
    other = filled & ~before
    outline = filled & ~erode(filled, 1)
    pictures = np.stack([other, other | outline]).reshape(2, -1)
    yield Prediction("inverted", 0.1, feature.costs(pictures).min(axis=0))


def common_part(feature: ImageFeature, line: Line) -> Iterator[Prediction]:
    """What the first two figures share is in the last one too; the rest is left open."""
    if len(line.given) != 2:
        return
    a, b = feature.images[list(line.given)]
    shared = a & b
    area = np.count_nonzero(shared)
    if area >= _SHARED:
        missing = area - feature.grown @ shared.astype(np.float32)
        yield Prediction("keeps the common part", 0.5, (missing / area / feature.noise).astype(np.float64))
