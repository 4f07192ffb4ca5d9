"""How well panels fit the levels of an attribute: one level for all objects, or the same levels along a row."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from agent.raven.attribute_rules import MISREAD, BayesFactor, Readings


def readings(levels, where):
    """The `Readings` of panels, from the levels of their objects.

    Parameters
    ----------
    levels : numpy.ndarray
        P(level) of each object, (n, levels).
    where : numpy.ndarray
        int (8 + options, slots), the object in each slot of each panel, -1 for none.

    Notes
    -----
    A rule is about one level that all objects of a panel share. Without a rule, the objects share a level with
    probability 1/2.
    """
    present = where[:, :, None] >= 0
    alike = np.where(present, levels[where], 1.0).prod(axis=1)
    mixed = np.where(present, levels[where].mean(axis=2, keepdims=True), 1.0).prod(axis=(1, 2))
    noise = 0.5 * alike.mean(axis=1) + 0.5 * mixed
    return Readings(alike[:8], alike[8:], noise[:8], noise[8:])


def kept_factor(levels, where, panels):
    """The `BayesFactor` of the rule that all panels of a row hold the same levels, in any places.

    Objects are paired in the order of their expected levels; all arrangements of the levels of a panel are equally
    likely.
    """
    noise = np.append(panels.given_noise, panels.option_noise)
    ranked = []
    for row in where:
        own = levels[row[row >= 0]]
        own = own[np.argsort(own @ np.arange(levels.shape[1]))]
        ranked.append(own)

    def fit(before, after):
        a, b = ranked[before], ranked[after]
        if len(a) != len(b):
            return MISREAD
        arrangements = gammaln(len(b) + 1) - gammaln(b.sum(axis=0) + 1).sum()
        return max(np.exp(np.log((a * b).sum(axis=1)).sum() - arrangements) / noise[after], MISREAD)

    held = np.prod([fit(before, before + 1) for before in (0, 1, 3, 4)])
    open_row = np.array([fit(7, option) for option in range(8, len(where))])
    return BayesFactor("kept", held, held * fit(6, 7) * open_row)
