"""The default solver: relations with evidence, over everything that perception sees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agent.apart import alone
from agent.changes import change_evidence, frames_alone, network_evidence
from agent.encoder import default_encoder
from agent.evidence import SAME, Candidates, Evidence, both_ways, held_relations, mixed
from agent.lines import directions
from agent.panels import experts
from agent.perception import Perception, VectorStack, side_by_side
from agent.perception.attributes import KINDS
from agent.relations import (
    OF_ALL,
    OF_BEARINGS,
    OF_FIGURES,
    OF_IMAGES,
    OF_KINDS,
    OF_NUMBERS,
    OF_PARTS,
    OF_PLACED,
    constant,
)
from agent.seen import SHAPES, seen_features
from agent.solver import Solution, by_look
from agent.weighing import default_weighing
from nets import single_blas_thread

DECIDED = 6.0  # nats between the best two options at which no more evidence is sought
LARGEST_SIDE = 256  # pixels; larger figures are reduced, which keeps the time a problem takes bounded
KIND_NAMES = (*KINDS, SHAPES)  # of features that tell what a thing is
# Images that turn and combine in their place.
PLACED = ("figure", "silhouette", "black", "surround", "contents", "inner", "innermost")


class RelationalSolver:
    """Scores options by log probability under the relations that the matrix's own lines support.

    Every `Evidence` adds its log probabilities, weighted (agent.weighing): a product of experts (Hinton,
    2002). It is sought in steps, and no further once the best two options are DECIDED apart. Objects in slots are
    cheap to read and speak clearly or not at all, so they are asked first; then pictures, numbers, the network.

    Parameters
    ----------
    weighing : agent.weighing.Weighing or None
        None stands for the shipped weights.
    """

    name = "relations"

    def __init__(self, weighing=None):
        self.weighing = weighing or default_weighing()

    def solve(self, problem):
        """Log probabilities of all options, and the evidence that tells them apart, weightiest first."""
        order, evidence = weighable_evidence(problem, self.weighing)
        weighed = self.weighing.weighed(evidence, problem.type)
        scores = _normalised(sum(e.log_probabilities for e in weighed))
        telling = sorted((e for e in weighed if e.says_something), key=lambda e: -np.ptp(e.log_probabilities))
        back = np.argsort(order)
        reasons = [str(e.reordered(back)) for e in telling]
        return Solution(scores[back], reasons, confidence=float(np.exp(scores.max())))


def weighable_evidence(problem, weighing=None):
    """The `Evidence` of a problem, its options in an order that depends on what is drawn alone.

    Parameters
    ----------
    problem : Problem
    weighing : agent.weighing.Weighing or None
        Where given, no more evidence is sought than it takes to decide by these weights; else, all.

    Returns
    -------
    order : list of int
        Option i of the evidence is option order[i] of the problem, counted from 0.
    evidence : list of Evidence
        That of the panels alone where it decides.
    """
    order = by_look(problem.options)
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

    Where figures show two objects, each list has what either says by itself as well (agent.apart).
    """
    seeing = Perception(problem.matrix + problem.options)
    objects = {f" of the {name} object": full_evidence(by_itself)
               for name, by_itself in alone(problem, seeing.views[:len(problem.matrix)]).items()}
    for found in _steps(problem, seeing):
        for whose, steps in objects.items():
            found += [replace(e, direction=e.direction + whose) for e in next(steps) if e.feature != "repeats"]
        yield found


def _steps(problem, seeing):
    """Yield the evidence of figures as wholes, in the order of `full_evidence`; `seeing` is their `Perception`."""
    given, steps = len(problem.matrix), seeing.features()
    pictures = next(steps)
    whole, candidates = pictures[0], Candidates(pictures[0])
    yield [*_evidence_of(pictures, whole, problem, candidates), repeats(whole, given)]
    yield _evidence_of(next(steps), whole, problem, candidates)
    comparable = not frames_alone(seeing.framed(), problem.type)
    yield _evidence_of(next(steps), whole, problem, candidates, changes=comparable)
    encoder = default_encoder()
    encoding = encoder.encode_problem(problem)
    found = collect(seen_features(encoder, encoding), whole, problem, candidates)
    yield found + (network_evidence(encoder, encoding, problem, candidates) if comparable else [])


def _evidence_of(features, whole, problem, candidates, changes=True):
    """The evidence of the relations and, if wanted, of the changes of those features that tell options apart."""
    telling = [feature for feature in features if feature.tells_apart(slice(len(problem.matrix), None))]
    found = collect(telling, whole, problem, candidates)
    return found + (change_evidence(telling, problem, candidates) if changes else [])


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


def collect(features, whole, problem, candidates):
    """The evidence of all features' relations along all directions, a list of `Evidence`; `whole` shows all ink."""
    given = len(problem.matrix)
    evidence = []
    for feature in side_by_side(features, apart=KIND_NAMES):
        known = {}
        for direction in directions(problem.type, diagonals=True):
            for kind, relations in _asked(feature, feature is whole, direction.is_diagonal):
                known[direction.name, kind] = held_relations(feature, relations, direction, candidates)
        if problem.type == "3x3":  # a single complete line each way tells too little of both
            known["rows and columns", "both"] = both_ways(known["rows", ""], known["columns", ""])
        for (direction, kind), held in known.items():
            if held is None:
                continue
            if isinstance(feature, VectorStack):
                evidence += [mixed(one, direction, held.of(place), given, kind)
                             for place, one in enumerate(feature.features)]
            else:
                evidence.append(mixed(feature, direction, held, given, kind))
    return evidence


def _asked(feature, is_whole, diagonal):
    """The groups of relations that a feature is asked for, (kind, relations): each is evidence of its own."""
    if isinstance(feature, VectorStack):
        if feature.directions is not None:
            others = OF_BEARINGS
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


def _normalised(log_probabilities):
    """The same up to a constant, with probabilities that sum to 1."""
    shifted = log_probabilities - log_probabilities.max()
    return shifted - np.log(np.exp(shifted).sum())
