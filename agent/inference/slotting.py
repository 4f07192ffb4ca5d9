"""One way to share out the objects among slots: how shortly it codes the figures, and what it says of the options.

Series of attributes are explained by rules or by chance. Series that part the figures alike say one thing and share one
mixture of rules; so do other readings of one attribute. The mixtures' Bayes factors multiply. A figure's value costs
log K nats where K values occur, less what rules save, and in a slot of several objects it takes some more to say which
of them has which value: that is the code length by which slottings are compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

import numpy as np

from agent.rules.objects.attribute_series import Series
from agent.rules.objects.scene_rules import BayesFactor, bayes_factors

# Weight of chance beside the priors of the rules: of 1, 4, 12 and 30 the best, by 3 of 456 development problems.
CHANCE = 12.0
RARE = 0.25  # factor on the prior of the rules of series that are rare (`Series.rare`): by hand


class Told(NamedTuple):
    """What a family of series says of the options, and the rule that explains it best.

    Attributes
    ----------
    series : Series
    rule : str
        The rule's name; "" where chance explains the series no worse.
    log_probabilities : numpy.ndarray
        float (options,): of all rules and chance together; those of all families add up to the score of a slotting,
        but for one constant.
    """

    series: Series
    rule: str
    log_probabilities: np.ndarray


class _Best(NamedTuple):
    """The rule that explains series that part the figures alike best, and its posterior probability."""

    series: Series
    rule: str
    probability: float


class Slotting(NamedTuple):
    """One way to share out the objects.

    Attributes
    ----------
    name : str
    score : numpy.ndarray
        float (options,): log joint of the figures with each option in the open place, up to a constant.
    reasons : list of Told
        The most telling first.
    """

    name: str
    score: np.ndarray
    reasons: list[Told]


def coded(name: str, series: list[Series], problem_type: str, given: int, options: int) -> Slotting:
    """How a way to share out objects explains the figures, `given` of the matrix and then the options."""
    groups: dict[tuple[int, ...], list[Series]] = defaultdict(list)
    for one in series:
        labels = tuple(one.labels)
        if max(labels):
            groups[labels].append(one)
    families: dict[str, list[tuple[np.ndarray, float, _Best]]] = defaultdict(list)
    for labels, members in groups.items():
        mixture, reason = _mixed(members, problem_type, given, options)
        cost = 0.0 if members[0].derived else math.log(max(labels) + 1)  # what the first to measure it says
        families[members[0].family].append((np.log(mixture), cost, reason))
    pairing = {one.family: one.pairing for one in series if one.pairing}
    score, reasons = np.full(options, -sum(pairing.values())), []
    for readings in families.values():
        log_joint = np.logaddexp.reduce([joint for joint, _, _ in readings]) - math.log(len(readings))
        score = score + log_joint
        score = score - (given + 1) * min(cost for _, cost, _ in readings)
        best = max((reason for _, _, reason in readings), key=lambda reason: reason.probability)
        reasons.append(Told(best.series, best.rule, log_joint - np.logaddexp.reduce(log_joint)))
    reasons.sort(key=lambda reason: -float(np.ptp(reason.log_probabilities)))
    return Slotting(name, score, reasons)


def _mixed(members: list[Series], problem_type: str, given: int, options: int) -> tuple[np.ndarray, _Best]:
    """The mixture of chance and of the rules of series that part the figures alike, and the best rule."""
    rules = _rules(members, problem_type, given)
    total = CHANCE + sum(prior for prior, _, _ in rules)
    held = CHANCE + sum(prior * factor.held for prior, factor, _ in rules)
    mixture, best, most = np.full(options, CHANCE / total), _Best(members[0], "", 0.0), 0.0
    for prior, factor, one in rules:
        share = prior / total * factor.joint
        mixture = mixture + share
        if share.max() > most:  # the rule that explains most with some option in the open place
            most = float(share.max())
            best = _Best(one, factor.rule, float(prior * factor.held / held))
    return mixture, best


def _rules(members: list[Series], problem_type: str, given: int) -> list[tuple[float, BayesFactor, Series]]:
    """The rules of all members, each by the member that it explains best: prior, factor and series."""
    rules: dict[str, tuple[float, BayesFactor, Series]] = {}
    seen_category = False  # of categories, rules see labels alone, which are the same here
    for one in members:
        if one.kind == "category" and seen_category:
            continue
        seen_category = seen_category or one.kind == "category"
        rare = RARE if one.rare else 1.0
        for factor in bayes_factors(one, problem_type, given):
            prior, known = rare * factor.prior, rules.get(factor.rule)
            if known is None or prior * factor.joint.max() > known[0] * known[1].joint.max():
                rules[factor.rule] = (prior, factor, one)
    return list(rules.values())
