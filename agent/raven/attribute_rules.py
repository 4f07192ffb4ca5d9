"""Rules of one attribute in rows of three: how probable each is (Bayes factors), and what it says of the options."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

STEPS = (-2, -1, 1, 2)  # levels between neighbours in a progression; those of RAVEN
MISREAD = 1e-3  # probability that a panel which follows a rule is misread; set while looking at the RAVEN samples


@dataclass(frozen=True, eq=False)
class Readings:
    """How well the panels fit each level of an attribute, the given panels row by row.

    Attributes
    ----------
    given, options : numpy.ndarray
        P(panel | level): (8, levels) and (options, levels).
    given_noise, option_noise : numpy.ndarray
        P(panel | no rule): (8,) and (options,).
    """

    given: np.ndarray
    options: np.ndarray
    given_noise: np.ndarray
    option_noise: np.ndarray


@dataclass(frozen=True, eq=False)
class BayesFactor:
    """How much better than noise one variant of a rule explains the panels: Bayes factors.

    Attributes
    ----------
    rule : str
        The rule that this is a variant of.
    held : float
        For the complete rows.
    joint : numpy.ndarray
        For all rows, with each option in the open place: (options,).
    """

    rule: str
    held: float
    joint: np.ndarray


@cache
def row_tables(levels, origin):
    """The rules that hold in each row by itself: names, and P(row | variant), (variants, levels, levels, levels).

    `origin` is the value of the lowest level in sums (1 for numbers), None where levels cannot be added.
    """
    a, b, c = np.indices((levels, levels, levels))
    variants = [("constant", (a == b) & (b == c))]
    variants += [("progression", (b - a == step) & (c - b == step)) for step in STEPS]
    if origin is not None:
        variants += [("sum", c == a + b + origin), ("difference", c == a - b - origin)]
    variants = [(name, table / table.sum()) for name, table in variants if table.any()]
    return [name for name, _ in variants], np.array([table for _, table in variants])


def level_factors(readings, origin):
    """The `BayesFactor`s of all rules about a level: those of `row_tables`, and the distribution of three."""
    given, options = readings.given, readings.options
    names, tables = row_tables(given.shape[1], origin)
    held = np.ones(len(names))
    for row in (0, 3):
        held = held * np.einsum("vabc,a,b,c->v", tables, *given[row : row + 3])
    joint = held[:, None] * (np.einsum("vabc,a,b->vc", tables, given[6], given[7]) @ options.T)
    found = list(zip(names, held, joint, strict=True))
    found += [("distribution of three", *_turns(given, options, shift)) for shift in (1, 2)]
    noise = np.prod(readings.given_noise[:6])
    open_noise = np.prod(readings.given_noise[6:]) * readings.option_noise
    return [BayesFactor(name, held / noise, joint / noise / open_noise) for name, held, joint in found]


def _turns(given, options, shift):
    """P(complete rows), and P(all rows) by option, where three different levels shift by `shift` from row to row."""
    a, b, c = np.indices((given.shape[1],) * 3)
    table = ((a != b) & (b != c) & (a != c)).astype(float)
    table *= np.einsum("a,b,c->abc", *given[:3]) / table.sum()
    second, third = ("abc"[turn:] + "abc"[:turn] for turn in (shift, 2 * shift % 3))
    table = np.einsum(f"abc,{','.join(second)}->abc", table, *given[3:6])
    open_row = np.einsum(f"abc,{third[0]},{third[1]}->{third[2]}", table, given[6], given[7])
    return table.sum(), open_row @ options.T


def mix(factors):
    """The log evidence for the options, and P(rule | complete rows); "no rule" is one of the rules.

    All rules have the same prior, which their variants share. The evidence is log P(all panels, with the option in the
    open place), less its value if the option stands there by chance.

    Returns
    -------
    evidence : numpy.ndarray
        float64 (options,), normalised.
    weights : dict
        Rule to probability, "no rule" included.
    """
    rules = sorted({factor.rule for factor in factors})
    variants = {rule: sum(factor.rule == rule for factor in factors) for rule in rules}
    prior = 1.0 / (len(rules) + 1)
    weights = dict.fromkeys(rules, 0.0)
    weights["no rule"] = prior
    likelihood = prior
    for factor in factors:
        share = prior / variants[factor.rule]
        weights[factor.rule] += share * factor.held
        likelihood = likelihood + share * factor.joint
    total = sum(weights.values())
    evidence = np.log(likelihood)
    return evidence - np.logaddexp.reduce(evidence), {rule: held / total for rule, held in weights.items()}
