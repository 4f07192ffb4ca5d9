"""What the objects of a problem say of its options: rules of their attributes, under every way to name them.

For each way to share out the objects among slots (`agent.scene.slots`), series of attributes are explained by rules
or by chance. Series that part the figures alike say one thing and share one mixture; so do other readings of one
attribute. The mixtures' Bayes factors multiply, and the ways to share out are weighed by how shortly each codes the
complete lines: a figure's value costs log K nats where K values occur, less what rules save. So slots are believed by
how well exact attributes of exact objects follow rules in the complete lines, all of them.

In matrices of one complete line the analogies between whole scenes (`agent.rules.scene_analogy`) speak as well.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from scipy.special import log_softmax, logsumexp

from agent.inference.evidence import Evidence
from agent.rules.attribute_series import Series, series_of
from agent.rules.scene_analogy import analogy_scores
from agent.rules.scene_rules import BayesFactor, bayes_factors, in_words
from agent.scene.reading import read_scenes
from agent.scene.scene import Scene
from agent.scene.slots import slottings
from agent.scene.vocabulary import Named, name_objects
from agent.vision.morphology import dilate
from problems.figure import Figure
from problems.problem import Problem

# Weight of chance beside the priors of the rules: of 1, 4, 12 and 30 the best, by 3 of 456 development problems.
CHANCE = 12.0
RARE = 0.25  # prior of rules of bags, sets, sums of corners and widths, which follow from other attributes or are noisy
FLOOR = -4.0  # nats that objects count against an option at most: -3 to -7 are within two of 455 development problems
TOLD = 3  # reasons that are told
DARK = 0.5  # ink that an object must hold
SOFT = 2  # pixels around an object that its soft edge may cover
UNREAD = 0.1  # share of a figure's dark pixels that no object need hold: a texture's or a shadow's, by hand
DERIVED = ("things", "bearing")  # families that other families already code: they cost nothing


class _Reason(NamedTuple):
    """The rule that explains a group of series best, its posterior probability and what it says of the options."""

    text: str
    probability: float
    log_probabilities: np.ndarray


class _Slotting(NamedTuple):
    """One way to share out the objects: log joint of the figures with each option, and the reasons."""

    name: str
    score: np.ndarray
    reasons: list[_Reason]


def scene_evidence(problem: Problem) -> list[Evidence]:
    """The `Evidence` of the objects, one piece; none where there is nothing to say."""
    figures = problem.matrix + problem.options
    scenes = read_scenes(figures)
    if not all(map(_explained, figures, scenes)):
        return []
    named = name_objects(scenes)
    given, options = len(problem.matrix), len(problem.options)
    found = [_coded(name, [s for slot in slots for s in series_of(slot)], problem.type, given, options)
             for name, slots in slottings(named, given + options)] if named else []
    if not found:
        return []
    scores = log_softmax(logsumexp([slotting.score for slotting in found], axis=0))
    if problem.type != "3x3":
        scores = log_softmax(scores + log_softmax(analogy_scores(_by_figure(named, given + options), problem.type)))
    best = max(found, key=lambda slotting: slotting.score.max())
    weights = {reason.text: reason.probability for reason in best.reasons[:TOLD] if reason.text}
    return [Evidence("objects", best.name, weights, np.logaddexp(scores, FLOOR), "objects")]


def _explained(figure: Figure, scene: Scene) -> bool:
    """Whether the objects of a scene hold the figure's ink: what was not read can follow no rule."""
    ink = figure.ink if figure.ink.shape == scene.shape else figure.resized(*scene.shape)
    dark = ink > DARK
    held = np.zeros(scene.shape, bool)
    for seen in scene:
        held |= seen.mask
    return bool((dark & ~dilate(held, SOFT)).sum() <= UNREAD * max(1, dark.sum()))


def _by_figure(named: list[Named], figures: int) -> list[list[Named]]:
    return [[one for one in named if one.figure == figure] for figure in range(figures)]


def _coded(name: str, series: list[Series], problem_type: str, given: int, options: int) -> _Slotting:
    """How a way to share out objects explains the figures: its log joint by option."""
    groups: dict[tuple[int, ...], list[Series]] = defaultdict(list)
    for one in series:
        labels = tuple(one.labels)
        if max(labels):
            groups[labels].append(one)
    families: dict[str, list[tuple[np.ndarray, float, tuple[str, float]]]] = defaultdict(list)
    for labels, members in groups.items():
        mixture, reason = _mixed(members, problem_type, given, options)
        owner = min(members, key=lambda one: len(one.family)).family
        families[owner].append((np.log(mixture), math.log(max(labels) + 1), reason))
    score, reasons = np.zeros(options), []
    for family, readings in families.items():
        log_joint = logsumexp([joint for joint, _, _ in readings], axis=0) - math.log(len(readings))
        score = score + log_joint
        if not family.endswith(DERIVED):
            score = score - (given + 1) * min(cost for _, cost, _ in readings)
        text, probability = max((reason for _, _, reason in readings), key=lambda reason: reason[1])
        reasons.append(_Reason(text, probability, log_softmax(log_joint)))
    reasons.sort(key=lambda reason: -float(np.ptp(reason.log_probabilities)))
    return _Slotting(name, score, reasons)


def _mixed(members: list[Series], problem_type: str, given: int, options: int) -> tuple[np.ndarray, tuple[str, float]]:
    """The mean over series that part the figures alike of their mixtures of rules and chance, and the best rule."""
    mixtures, best, most = [], ("", 0.0), 0.0
    shared: list[BayesFactor] | None = None  # of categories, of which rules see labels alone
    for one in members:
        if one.kind == "category" and shared is not None:
            factors = shared
        else:
            factors = bayes_factors(one, problem_type, given)
            shared = factors if one.kind == "category" else shared
        prior = RARE if one.name.endswith((" bag", " set", "sum of corners", "width")) else 1.0
        total = CHANCE + prior * sum(factor.prior for factor in factors)
        held = CHANCE + prior * sum(factor.prior * factor.held for factor in factors)
        mixture = np.full(options, CHANCE / total)
        for factor in factors:
            share = prior * factor.prior / total * factor.joint
            mixture = mixture + share
            if share.max() > most:  # the rule that explains most with some option in the open place
                most = float(share.max())
                best = (in_words(one, factor.rule, problem_type), float(prior * factor.prior * factor.held / held))
        mixtures.append(mixture if factors else np.ones(options))
    return np.mean(mixtures, axis=0), best
