"""All evidence of a problem, gathered in steps, the cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from agent.features.attributes import KINDS
from agent.features.extractor import FeatureExtractor
from agent.features.image_feature import ImageFeature
from agent.features.network_outputs import SHAPES, network_features
from agent.features.vector_feature import VectorFeature, VectorStack, stack_features
from agent.inference.change_evidence import change_evidence, frames_alone, network_evidence
from agent.inference.evidence import Evidence
from agent.inference.posterior import SAME, DistinctFigures, mixture, relation_posteriors, rows_and_columns
from agent.inference.scene_evidence import scene_evidence
from agent.inference.weights import EvidenceWeights
from agent.matrix import Comparison, comparisons, directions
from agent.network.encoder import default_encoder
from agent.raven.experts import experts
from agent.rules import (
    OF_ALL,
    OF_FIGURES,
    OF_IMAGES,
    OF_NUMBERS,
    OF_PARTS,
    OF_PLACED,
    Relation,
    constant,
)
from agent.rules.prediction import Feature
from agent.scene.split_objects import split_by_object
from nets import single_blas_thread
from problems.figure import Figure
from problems.problem import Problem

DECIDED = 6.0  # nats between the best two options at which the search for evidence ends; set by hand
LARGEST_SIDE = 256  # pixels; larger figures are reduced to it, so that no problem takes much longer than others
KIND_NAMES = (*KINDS, SHAPES)  # features that tell what a thing is
# Pictures to which rigid motions and logic apply: they show things where they lie.
PLACED = ("figure", "black", "contents", "inner")


def collect_evidence(problem: Problem, weights: EvidenceWeights | None = None) -> list[Evidence]:
    """The `Evidence` of a problem; only that of the panels where it decides.

    Parameters
    ----------
    problem : Problem
    weights : EvidenceWeights or None
        Where given, the search ends as soon as the evidence decides by these weights; else all evidence is gathered.
    """
    with single_blas_thread():  # how BLAS divides a product among threads changes its last digits
        return until_decided(*evidence_parts(problem), problem.type, weights)


def evidence_parts(
    problem: Problem,
) -> tuple[list[Evidence], Iterator[list[Evidence]], Callable[..., list[Evidence]]]:
    """The evidence of the panels, the lists of `full_evidence` and a call of `scene_evidence`, these two yet to run."""
    problem = _reduced(problem)
    return panel_evidence(problem), full_evidence(problem), partial(scene_evidence, problem)


def until_decided(
    panels: Sequence[Evidence], steps: Iterable[list[Evidence]], objects: Callable[..., list[Evidence]],
    problem_type: str, weights: EvidenceWeights | None,
) -> list[Evidence]:
    """The panels alone where they decide; else panels, objects and steps up to the one that decides by `weights`."""
    if _decided(panels):
        return [replace(found, kind="decided") for found in panels]
    evidence = [*panels, *objects()]
    for found in steps:
        evidence += found
        if weights is not None and _decided(weights.weighed(evidence, problem_type)):
            break
    return evidence


def full_evidence(problem: Problem) -> Iterator[list[Evidence]]:
    """Yield all `Evidence` but that of panels in four lists: pictures of figures, of parts, numbers, the network.

    Where all figures show two objects, each list also holds what each object alone says (`agent.scene.split_objects`).
    """
    extractor = FeatureExtractor(problem.matrix + problem.options)
    objects = {f" of the {name} object": full_evidence(single)
               for name, single in split_by_object(problem, extractor.views[:len(problem.matrix)]).items()}
    for found in _steps(problem, extractor):
        for suffix, steps in objects.items():
            found += [replace(e, direction=e.direction + suffix) for e in next(steps) if e.feature != "repeats"]
        yield found


def _steps(problem: Problem, extractor: FeatureExtractor) -> Iterator[list[Evidence]]:
    """Yield the evidence of whole figures in the order of `full_evidence`."""
    given, steps = len(problem.matrix), extractor.features()
    compared = comparisons(problem.type, diagonals=True)
    pictures = next(steps)
    whole, candidates = pictures[0], DistinctFigures(pictures[0])
    yield [*_evidence_of(pictures, whole, problem, candidates, compared), repeats(whole, given)]
    yield _evidence_of(next(steps), whole, problem, candidates, compared)
    comparable = not frames_alone(extractor.framed(), compared)
    yield _evidence_of(next(steps), whole, problem, candidates, compared if comparable else ())
    encoder = default_encoder()
    encoding = encoder.encode_problem(problem)
    found = relation_evidence(network_features(encoder, encoding), whole, problem, candidates)
    yield found + (network_evidence(encoder, encoding, problem, candidates, compared) if comparable else [])


def _evidence_of(
    features: Sequence[ImageFeature | VectorFeature], whole: ImageFeature, problem: Problem,
    candidates: DistinctFigures, compared: Sequence[Comparison],
) -> list[Evidence]:
    """The evidence from relations and from the changes that are `compared`, of features that tell options apart."""
    different = [feature for feature in features if feature.tells_apart(slice(len(problem.matrix), None))]
    found = relation_evidence(different, whole, problem, candidates)
    return found + (change_evidence(different, problem, candidates, compared) if compared else [])


def _reduced(problem: Problem) -> Problem:
    """The problem with all figures reduced by one factor, so that none is larger than LARGEST_SIDE."""
    largest = max(max(figure.ink.shape) for figure in problem.matrix + problem.options)
    if largest <= LARGEST_SIDE:
        return problem

    def reduced(figure: Figure) -> Figure:
        height, width = (max(1, round(side * LARGEST_SIDE / largest)) for side in figure.ink.shape)
        return replace(figure, ink=figure.resized(height, width))

    return replace(problem, matrix=tuple(map(reduced, problem.matrix)), options=tuple(map(reduced, problem.options)))


def panel_evidence(problem: Problem) -> list[Evidence]:
    """What objects in slots say along rows and, where that does not decide, along columns."""
    evidence: list[Evidence] = []
    for name in ("rows", "columns"):
        found = experts(problem, name)
        evidence += [Evidence(e.name, name, e.weights, e.log_probabilities, "panels") for e in found]
        if not found or _decided(evidence):
            break
    return evidence


def relation_evidence(
    features: Sequence[ImageFeature | VectorFeature], whole: ImageFeature, problem: Problem, candidates: DistinctFigures
) -> list[Evidence]:
    """The evidence from the relations of all features along all directions; `whole` is the picture of all ink."""
    given = len(problem.matrix)
    evidence = []
    for feature in stack_features(features, apart=KIND_NAMES):
        posteriors = {}
        for direction in directions(problem.type, diagonals=True):
            for kind, relations in _relations_for(feature, feature is whole, direction.is_diagonal):
                posteriors[direction.name, kind] = relation_posteriors(feature, relations, direction, candidates)
        if problem.type == "3x3":  # with a single complete line each way, both together are hardly tested
            rows, columns = posteriors["rows", ""], posteriors["columns", ""]
            if rows is not None and columns is not None:
                posteriors["rows and columns", "both"] = rows_and_columns(rows, columns)
        for (name, kind), posterior in posteriors.items():
            if posterior is None:
                continue
            if isinstance(feature, VectorStack):
                evidence += [mixture(one.name, name, posterior.of(place), given, kind)
                             for place, one in enumerate(feature.features)]
            else:
                evidence.append(mixture(feature.name, name, posterior, given, kind))
    return evidence


def _relations_for(feature: Feature, is_whole: bool, diagonal: bool) -> list[tuple[str, tuple[Relation, ...]]]:
    """The groups of relations for which a feature is tested, (kind, relations): each gives evidence of its own."""
    if isinstance(feature, VectorStack):
        others = () if feature.features[0].name in KIND_NAMES else OF_NUMBERS
        return [("", (constant,) if diagonal else OF_ALL + others)]
    if diagonal:
        return [("", (constant,)), ("part", OF_PARTS)] if is_whole else []
    relations = OF_ALL + OF_IMAGES
    if feature.name in PLACED:
        relations += OF_PLACED
    return [("", relations + (OF_FIGURES if is_whole else ())), ("part", OF_PARTS)]


def repeats(whole: ImageFeature, given: int) -> Evidence:
    """The `Evidence` against options that repeat one of `given` figures, where these all differ."""
    distances = whole.distances
    lost = np.zeros(len(distances) - given)
    if distances[:given, :given][np.triu_indices(given, 1)].min() > SAME:
        lost = np.exp(-distances[:given, given:].min(0))
    return Evidence("repeats", "all figures", {}, -lost)


def _decided(evidence: Sequence[Evidence]) -> bool:
    """Whether the best option leads the second by DECIDED nats or more; False without evidence."""
    if not evidence:
        return False
    ranked = np.sort(sum(e.log_probabilities for e in evidence))
    return bool(len(ranked) > 1 and ranked[-1] - ranked[-2] >= DECIDED)
