"""Changes of single objects: T over matched objects, each drawn alone in its figure.

The vector of two whole figures mixes what becomes of their objects. Where both hold the same few objects, the objects
are matched at least cost, and each pair of them has a vector of its own. Two such sets of changes are compared by
matching them at least cost once more: it does not matter which object changes so, but that one does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from agent.inference.analogy import bounded
from agent.matrix import OPEN, Comparison
from agent.network.encoder import TransformationEncoder
from agent.scene.assignment import match
from agent.scene.reading import read_scenes
from agent.scene.scene import Object, Scene
from agent.scene.vocabulary import Named, name_objects
from agent.vision.morphology import dilate, erode
from problems.figure import Figure
from problems.problem import Problem

Pair = tuple[int, int]

FEWEST, MOST = 2, 4  # objects of a figure that are compared one by one; T of the figure itself tells of a single one
SOFT = 1  # pixels around an object that its soft edge covers
EDGE = 2  # pixels: width of the outline by which an object is drawn that is white on black


def object_distances(
    encoder: TransformationEncoder, problem: Problem, compared: Sequence[Comparison]
) -> np.ndarray:
    """The distances by field between the changes of objects: (comparisons, options, fields).

    A distance is the mean over the matched changes, bounded and in units of the noise like that of whole figures
    (`agent.inference.analogy.line_distances`). Options without the number of objects that the complete lines have are
    as far as the farthest other one. Everything is 0 where the complete lines do not hold the same few objects.
    """
    given, count = len(problem.matrix), len(problem.options)
    opened = [[(given + option if first == OPEN else first, given + option if last == OPEN else last)
               for option in range(count)] for first, last in (comparison.open for comparison in compared)]
    wanted = {pair for comparison, pairs in zip(compared, opened, strict=True)
              for pair in (*comparison.complete, *pairs)}
    changes = object_changes(encoder, problem, sorted(wanted))
    found = np.zeros((len(compared), count, len(encoder.fields)))
    for row, comparison, pairs in zip(found, compared, opened, strict=True):
        complete = [changes.get(pair, ()) for pair in comparison.complete]
        known = [option for option, pair in enumerate(pairs) if len(changes.get(pair, ())) == len(complete[0]) > 0]
        if not known or len({len(vectors) for vectors in complete}) > 1:
            continue
        for option in known:
            distances = [_matched(bounded(_between(encoder, vectors, changes[pairs[option]]), encoder.bounds))
                         for vectors in complete]
            row[option] = np.mean(distances, axis=0)
        if len(complete) > 1:
            row /= 1.0 + _matched(_between(encoder, *complete)) / encoder.bounds
        row[np.setdiff1d(np.arange(count), known)] = row[known].max(axis=0)
    return found


def object_changes(encoder: TransformationEncoder, problem: Problem, pairs: Iterable[Pair]) -> dict[Pair, np.ndarray]:
    """The transformation vectors of the matched objects, (objects, width), of each pair of figures that has them.

    Pairs hold indices into the figures of the problem, those of the matrix first.
    """
    figures = problem.matrix + problem.options
    scenes = read_scenes(figures)
    held: list[list[Named]] = [[] for _ in figures]
    for named in name_objects(scenes):
        held[named.figure].append(named)
    pairs = [(a, b) for a, b in pairs if FEWEST <= len(held[a]) == len(held[b]) <= MOST]
    if not pairs:
        return {}
    first = {figure: 0 for pair in pairs for figure in pair}  # figure -> the place of its first object in `drawn`
    drawn: list[Figure] = []
    for figure in first:
        first[figure] = len(drawn)
        drawn += [drawn_alone(figures[figure], scenes[figure], index) for index in range(len(held[figure]))]
    before, after = [], []
    for a, b in pairs:
        before += range(first[a], first[a] + len(held[a]))
        after += (first[b] + match(_unlikeness(held[a], held[b]))).tolist()
    vectors = encoder.vectors(encoder.encode_once(drawn), before, after)
    ends = np.cumsum([len(held[a]) for a, _ in pairs])
    return dict(zip(pairs, np.split(vectors, ends[:-1]), strict=True))


def drawn_alone(figure: Figure, scene: Scene, index: int) -> Figure:
    """The figure with one object of its scene alone, in its place, and without what lies inside of that."""
    seen: Object = scene.objects[index]
    whole = figure.ink if figure.ink.shape == scene.shape else figure.resized(*scene.shape)
    ink = np.where(dilate(seen.mask, SOFT), whole, 0.0).astype(np.float32)
    for other in scene:
        if other.parent == index:
            ink[dilate(other.mask, SOFT) & seen.mask] = seen.tone
    if ink.max() < 0.5:  # white on black: its outline shows it
        ink[seen.mask & ~erode(seen.mask, EDGE)] = 1.0
    return replace(figure, ink=ink, rgb=None)


def _unlikeness(first: Sequence[Named], second: Sequence[Named]) -> np.ndarray:
    """How unlike objects of two figures are in shape, fill, size and place: (objects, objects)."""
    return np.array([[
        (a.names["kind"] != b.names["kind"]) + (a.names["fill"] != b.names["fill"])
        + abs(math.log(max(a.object.size, 1e-6) / max(b.object.size, 1e-6))) + abs(a.centre - b.centre)
        for b in second] for a in first])


def _between(encoder: TransformationEncoder, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The distances of every vector from every other, by field: (objects, objects, fields)."""
    return encoder.distances(first[:, None], second[None])


def _matched(distances: np.ndarray) -> np.ndarray:
    """The mean over the pairs of changes that lie least apart in all, by field: (fields,)."""
    return distances[np.arange(len(distances)), match(distances.sum(axis=2))].mean(axis=0)
