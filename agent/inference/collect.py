"""All evidence of a problem, gathered in steps, the cheapest first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agent.features.attributes import KINDS
from agent.features.extractor import FeatureExtractor
from agent.features.network_outputs import SHAPES, network_features
from agent.features.vector_feature import VectorStack, stack_features
from agent.inference.change_evidence import change_evidence, frames_alone, network_evidence
from agent.inference.evidence import Evidence
from agent.inference.posterior import SAME, DistinctFigures, mixture, relation_posteriors, rows_and_columns
from agent.matrix import comparisons, directions
from agent.network.encoder import default_encoder
from agent.raven.experts import experts
from agent.rules import (
    OF_ALL,
    OF_ANGLES,
    OF_FIGURES,
    OF_IMAGES,
    OF_KINDS,
    OF_NUMBERS,
    OF_PARTS,
    OF_PLACED,
    constant,
)
from agent.scene.split_objects import split_by_object
from nets import single_blas_thread
from problems.figure import canonical_order

DECIDED = 6.0  # nats between the best two options at which no more evidence is sought
LARGEST_SIDE = 256  # pixels; larger figures are reduced, which keeps the time a problem takes bounded
KIND_NAMES = (*KINDS, SHAPES)  # of features that tell what a thing is
# Images that turn and combine in their place.
PLACED = ("figure", "silhouette", "black", "surround", "contents", "inner", "innermost")


def collect_evidence(problem, weighing=None):
    """The `Evidence` of a problem, its options in an order that depends on what is drawn alone.

    Parameters
    ----------
    problem : Problem
    weighing : agent.inference.weights.EvidenceWeights or None
        Where given, no more evidence is sought than it takes to decide by these weights; else, all.

    Returns
    -------
    order : list of int
        Option i of the evidence is option order[i] of the problem, counted from 0.
    evidence : list of Evidence
        That of the panels alone where it decides.
    """
    order = canonical_order(problem.options)
    with single_blas_thread():  # how BLAS shares a product out among threads shows in the last digits
        problem = _reduced(problem.permuted(order))
        evidence = panel_evidence(problem)
        if _decided(evidence):
            return order, [replace(found, kind="decided") for found in evidence]
        for found in full_evidence(problem):
            evidence += found
            if weighing is not None and _decided(weighing.weighed(evidence, problem.type)):
                break
        return order, evidence


def full_evidence(problem):
    """Yield all `Evidence` but that of panels, in four lists: pictures of figures, of parts, numbers, the network.

    Where figures show two objects, each list has what either says by itself as well (agent.scene.split_objects).
    """
    seeing = FeatureExtractor(problem.matrix + problem.options)
    objects = {f" of the {name} object": full_evidence(by_itself)
               for name, by_itself in split_by_object(problem, seeing.views[:len(problem.matrix)]).items()}
    for found in _steps(problem, seeing):
        for whose, steps in objects.items():
            found += [replace(e, direction=e.direction + whose) for e in next(steps) if e.feature != "repeats"]
        yield found


def _steps(problem, seeing):
    """Yield the evidence of figures as wholes, in the order of `full_evidence`; `seeing` is their `FeatureExtractor`."""
    given, steps = len(problem.matrix), seeing.features()
    compared = comparisons(problem.type, diagonals=True)
    pictures = next(steps)
    whole, candidates = pictures[0], DistinctFigures(pictures[0])
    yield [*_evidence_of(pictures, whole, problem, candidates, compared), repeats(whole, given)]
    yield _evidence_of(next(steps), whole, problem, candidates, compared)
    comparable = not frames_alone(seeing.framed(), compared)
    yield _evidence_of(next(steps), whole, problem, candidates, compared if comparable else ())
    encoder = default_encoder()
    encoding = encoder.encode_problem(problem)
    found = relation_evidence(network_features(encoder, encoding), whole, problem, candidates)
    yield found + (network_evidence(encoder, encoding, problem, candidates, compared) if comparable else [])


def _evidence_of(features, whole, problem, candidates, compared):
    """The evidence of the relations and of the changes that are `compared`, of features that tell options apart."""
    telling = [feature for feature in features if feature.tells_apart(slice(len(problem.matrix), None))]
    found = relation_evidence(telling, whole, problem, candidates)
    return found + (change_evidence(telling, problem, candidates, compared) if compared else [])


def _reduced(problem):
    """The problem with no figure larger than LARGEST_SIDE, all reduced by the same factor."""
    largest = max(max(figure.ink.shape) for figure in problem.matrix + problem.options)
    if largest <= LARGEST_SIDE:
        return problem

    def reduced(figure):
        height, width = (max(1, round(side * LARGEST_SIDE / largest)) for side in figure.ink.shape)
        return replace(figure, ink=figure.resized(height, width))

    return replace(problem, matrix=tuple(map(reduced, problem.matrix)), options=tuple(map(reduced, problem.options)))


def panel_evidence(problem):
    """What the slots of structured panels say along rows and, where that does not decide, columns."""
    evidence = []
    for name in ("rows", "columns"):
        found = experts(problem, name)
        evidence += [Evidence(e.name, name, e.weights, e.log_probabilities, "panels") for e in found]
        if not found or _decided(evidence):
            break
    return evidence


def relation_evidence(features, whole, problem, candidates):
    """The evidence of all features' relations along all directions, a list of `Evidence`; `whole` shows all ink."""
    given = len(problem.matrix)
    evidence = []
    for feature in stack_features(features, apart=KIND_NAMES):
        known = {}
        for direction in directions(problem.type, diagonals=True):
            for kind, relations in _asked(feature, feature is whole, direction.is_diagonal):
                known[direction.name, kind] = relation_posteriors(feature, relations, direction, candidates)
        if problem.type == "3x3":  # a single complete line each way tells too little of both
            known["rows and columns", "both"] = rows_and_columns(known["rows", ""], known["columns", ""])
        for (direction, kind), held in known.items():
            if held is None:
                continue
            if isinstance(feature, VectorStack):
                evidence += [mixture(one, direction, held.of(place), given, kind)
                             for place, one in enumerate(feature.features)]
            else:
                evidence.append(mixture(feature, direction, held, given, kind))
    return evidence


def _asked(feature, is_whole, diagonal):
    """The groups of relations that a feature is asked for, (kind, relations): each is evidence of its own."""
    if isinstance(feature, VectorStack):
        if feature.directions is not None:
            others = OF_ANGLES
        else:
            others = OF_KINDS if feature.features[0].name in KIND_NAMES else OF_NUMBERS
        return [("", (constant,) if diagonal else OF_ALL + others)]
    if diagonal:
        return [("", (constant,)), ("part", OF_PARTS)] if is_whole else []
    relations = OF_ALL + OF_IMAGES
    if feature.name in PLACED:
        relations += OF_PLACED
    return [("", relations + (OF_FIGURES if is_whole else ())), ("part", OF_PARTS)]


def repeats(whole, given):
    """The `Evidence` against options that repeat one of `given` figures that all differ."""
    distances = whole.distances
    lost = np.zeros(len(distances) - given)
    if distances[:given, :given][np.triu_indices(given, 1)].min() > SAME:
        lost = np.exp(-distances[:given, given:].min(0))
    return Evidence("repeats", "all figures", {}, -lost)


def _decided(evidence):
    """Whether the best option leads the second by DECIDED; without evidence nothing is decided."""
    if not evidence:
        return False
    ranked = np.sort(sum(e.log_probabilities for e in evidence))
    return len(ranked) > 1 and ranked[-1] - ranked[-2] >= DECIDED
