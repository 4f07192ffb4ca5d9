"""The default solver: relations with evidence, over everything that perception sees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from agent.encoder import default_encoder
from agent.evidence import SAME, Candidates, Evidence, gather
from agent.lines import directions
from agent.panels import experts
from agent.perception import ImageFeature, perceive
from agent.relations import OF_ALL, OF_FIGURES, OF_IMAGES, OF_PLACED, OF_PARTS, OF_VECTORS, constant
from agent.solver import Solution
from agent.transformation import matrix_distances
from nets import single_blas_thread

OVERLAP = 0.7  # share at which evidence of parts and sides of a figure counts, since it overlaps
REPEAT_PENALTY = 3.0  # nats against an option that repeats a given figure where all given ones differ
DECIDED = 6.0  # nats between the panels' best two options at which no more evidence is sought
LARGEST_SIDE = 256  # pixels; larger figures are reduced, which keeps the time a problem takes bounded
PLACED = ("figure", "silhouette", "surround", "contents")  # images that turn and combine in their place


class RelationalSolver:
    """Scores options by log probability under the relations that the matrix's own lines support.

    A product of experts (Hinton, 2002): every `Evidence` adds its log probabilities. Objects in slots
    are cheap to read and speak clearly or not at all, so they are asked first; where they leave the
    matter open, the network's transformations and every feature's relations are added.
    """

    name = "relations"

    def solve(self, problem):
        order = _by_look(problem.options)
        with single_blas_thread():  # how BLAS shares a product out among threads shows in the last digits
            evidence, scores = _weigh(problem.permuted(order))
        scores = scores[np.argsort(order)]
        reordered = [e.reordered(np.argsort(order)) for e in evidence if e.says_something]
        reordered.sort(key=lambda e: -np.ptp(e.log_probabilities))
        return Solution(_normalised(scores), [str(e) for e in reordered])


def _weigh(problem):
    """All evidence of a problem, and the scores of its options."""
    problem = _reduced(problem)
    evidence = panel_evidence(problem)
    if _decided(evidence):
        return evidence, combine(evidence)
    features = perceive(problem)
    evidence = evidence + collect(features, problem) + [network_evidence(problem)]
    return evidence, combine(evidence) - repeat_penalties(features[0], len(problem.matrix))


def _reduced(problem):
    """The problem with no figure larger than LARGEST_SIDE."""

    def reduced(figures):
        return tuple(
            replace(f, ink=f.resized(LARGEST_SIDE)) if max(f.ink.shape) > LARGEST_SIDE else f for f in figures
        )

    return replace(problem, matrix=reduced(problem.matrix), options=reduced(problem.options))


def _by_look(options):
    """The options' indices in an order that depends on what is drawn alone, so that theirs cannot matter."""
    return sorted(range(len(options)), key=lambda i: (float(options[i].ink.sum()), options[i].ink.tobytes()))


def panel_evidence(problem):
    """What the slots of structured panels say along rows and, where that does not decide, columns."""
    evidence = []
    for name in ("rows", "columns"):
        found = experts(problem, name)
        evidence += [Evidence(e.name, name, e.weights, e.log_probabilities, True) for e in found]
        if not found or _decided(evidence):
            break
    return evidence


def network_evidence(problem):
    """What the transformation network says: the seed's criterion, a mean over the lines' pairs.

    Its distances are in nats (see agent.scales).
    """
    distances = matrix_distances(default_encoder(), problem).mean(axis=0).sum(axis=1)
    return Evidence("transformation network", "all lines", {}, _normalised(-distances), True)


def collect(features, problem):
    """The evidence of all features along all directions, a list of `Evidence`."""
    given = len(problem.matrix)
    options = list(range(given, given + len(problem.options)))
    candidates = Candidates(features[0])
    found = (
        gather(feature, relations, direction, options, candidates)
        for direction in directions(problem.type, diagonals=True)
        for feature in features
        for relations in _asked(feature, feature is features[0], direction.is_diagonal)
    )
    return [evidence for evidence in found if evidence is not None]


def _asked(feature, is_whole, diagonal):
    """The groups of relations that a feature is asked for; each group is evidence of its own."""
    if not isinstance(feature, ImageFeature):
        return [(constant,)] if diagonal else [OF_ALL + OF_VECTORS]
    if diagonal:
        return [(constant,), OF_PARTS] if is_whole else []
    relations = OF_ALL + OF_IMAGES
    if feature.name in PLACED:
        relations += OF_PLACED
    return [relations + (OF_FIGURES if is_whole else ()), OF_PARTS]


def combine(evidence):
    """The scores of the options, float64 (options,): the evidence's log probabilities, weighted, added."""
    return sum((e.log_probabilities if e.is_whole else OVERLAP * e.log_probabilities) for e in evidence)


def repeat_penalties(whole, given):
    """Nats against every option, float64 (options,), for repeating one of `given` figures that all differ."""
    distances = whole.distances
    if distances[:given, :given][np.triu_indices(given, 1)].min() <= SAME:
        return np.zeros(len(distances) - given)
    return REPEAT_PENALTY * np.exp(-distances[:given, given:].min(0))


def _decided(evidence):
    """Whether the best option leads the second by DECIDED; without evidence nothing is decided."""
    if not evidence:
        return False
    ranked = np.sort(combine(evidence))
    return len(ranked) > 1 and ranked[-1] - ranked[-2] >= DECIDED


def _normalised(log_probabilities):
    """The same up to a constant, with probabilities that sum to 1."""
    shifted = log_probabilities - log_probabilities.max()
    return shifted - np.log(np.exp(shifted).sum())
