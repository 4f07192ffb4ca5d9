"""Kinds of shape: the outlines of all figures of a problem modulo turn, mirror image and scale."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from agent.scene.naming.named import Named
from agent.scene.shapes import Contour, correlations, mirrored

# Of shapes of one kind: how far, in shares of the radius, their contours may differ, and by how many pixels more.
# Chosen on drawn polygons: the same shape turned differs by half as much, pentagons and hexagons by twice as much.
SHAPE_NOISE, SHAPE_PIXELS = 0.03, 0.45
# In units of that noise: what is surely one kind, what surely is not, and the ratio of distances that makes a gap.
TIGHT, LOOSE, GAP = 0.3, 2.0, 2.6
ROUND = 0.85  # area as a share of that of a circle of the same perimeter: regular pentagons have 0.865, squares 0.785


def name_shapes(objects: list[Named]) -> None:
    """Set kind, turn and mirror image of objects by their outlines; a kind's largest object is its measure."""
    shapes = sorted(objects, key=lambda named: -named.outline.radius)
    spectra = np.array([named.outline.spectrum for named in shapes])
    kinds = _kinds(shapes, spectra)
    for kind in range(max(kinds, default=-1) + 1):
        places = [place for place, own in enumerate(kinds) if own == kind]
        first = shapes[places[0]]
        order, chiral = first.object.symmetry, _is_chiral(first.outline)
        known = spectra[places[:1]]
        direct, turns = correlations(spectra[places], known)
        flipped, flipped_turns = correlations(spectra[places], mirrored(known))
        worse = _distance(direct) - _distance(np.maximum(direct, flipped))
        noise = _noise([shapes[place] for place in places], [first])
        # a mirror image only where the shape itself fits clearly worse
        images = (worse > 0.3 * noise) & chiral
        for place, image, turn in zip(places, images, np.where(images, flipped_turns, turns), strict=True):
            named = shapes[place]
            named.kind, named.mirror = kind, bool(image[0])
            if order:
                named.turn = (-math.degrees(turn[0]) % (360.0 / order), 360.0 / order)


def _kinds(shapes: list[Named], spectra: np.ndarray) -> list[int]:
    """The kind of each object, from 0 in the order of their first objects.

    What differs by less than TIGHT is one kind. How much more one kind's objects may differ, the problem tells: up to
    the first clear gap among the distances at which clusters merge, LOOSE at most, or else up to the noise.
    """
    leaders: list[int] = []
    leader = []
    for place in range(len(shapes)):
        apart = _apart(shapes, spectra, [place], leaders)[0]
        if not leaders or apart.min() >= TIGHT:
            leaders.append(place)
        leader.append(len(leaders) - 1 if leaders[-1] == place else int(apart.argmin()))
    labels = np.zeros(len(leaders), int)
    if len(leaders) > 1:
        apart = _apart(shapes, spectra, leaders, leaders)
        tree = linkage(squareform(np.minimum(apart, apart.T), checks=False), "average")
        labels = fcluster(tree, _cut(tree[:, 2]), "distance")
    names = {label: kind for kind, label in enumerate(dict.fromkeys(labels.tolist()))}
    return [names[int(labels[k])] for k in leader]


def _cut(heights: np.ndarray) -> float:
    """The distance, in units of the noise, up to which clusters that merge at `heights` are one kind."""
    steps = np.concatenate([[TIGHT], np.clip(heights, TIGHT, None), [math.inf]])
    for low, high in pairwise(steps.tolist()):
        if low < LOOSE and high > GAP * low:
            return min(math.sqrt(low * high), LOOSE)
    return 1.0


def _apart(shapes: list[Named], spectra: np.ndarray, first: list[int], second: list[int]) -> np.ndarray:
    """How far shapes are apart, modulo turn and mirror image, in units of the noise: float (n, m)."""
    if not second:
        return np.zeros((len(first), 0))
    direct, _ = correlations(spectra[first], spectra[second])
    flipped, _ = correlations(spectra[first], mirrored(spectra[second]))
    noise = _noise([shapes[k] for k in first], [shapes[k] for k in second])
    return _distance(np.maximum(direct, flipped)) / noise


def _distance(likeness: np.ndarray) -> np.ndarray:
    """The root mean square distance of contours, in shares of their radius, by their correlation."""
    return np.sqrt(np.maximum(0.0, 2.0 - 2.0 * likeness))


def _noise(first: list[Named], second: list[Named]) -> np.ndarray:
    """How far shapes of one kind are apart at most where nothing else tells: float (n, m)."""
    radii = [np.array([named.outline.radius for named in objects]) for objects in (first, second)]
    return SHAPE_NOISE + SHAPE_PIXELS / np.maximum(1.0, np.minimum(radii[0][:, None], radii[1]))


def vote_on_corners(found: list[Named]) -> None:
    """Corners of closed shapes: the number that most objects of the kind have, each counting by its radius.

    Polygons that are nearly round keep their own: two of them can be of one kind and still differ in a corner.
    """
    votes: dict[int | str, Counter[int]] = defaultdict(Counter)
    for named in found:
        votes[named.kind][named.object.corners] += round(100.0 * named.outline.radius)
    for named in found:
        votes_count = named.object.closed and named.outline.roundness < ROUND
        named.corners = votes[named.kind].most_common(1)[0][0] if votes_count else named.object.corners


def _is_chiral(shape: Contour) -> bool:
    """Whether a shape differs from its mirror image, however that is turned, by more than two drawings of it do."""
    alike, _ = correlations(shape.spectrum[None], mirrored(shape.spectrum[None]))
    return math.sqrt(max(0.0, 2.0 - 2.0 * float(alike[0, 0]))) > SHAPE_NOISE + SHAPE_PIXELS / max(1.0, shape.radius)
