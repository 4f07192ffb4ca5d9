"""Rules of number and position: how many slots are filled, and which."""

from __future__ import annotations

from math import comb

import numpy as np

from agent.raven.attribute_rules import MISREAD, STEPS, BayesFactor, Readings, level_factors


def layout_factors(given, options):
    """The `BayesFactor`s of the rules about the filled slots of a component, bool (8, slots) and (options, slots).

    A number rule leaves the places to chance; a position rule fixes them. Noise draws a number, then that many places.
    """
    found = [
        BayesFactor("number: " + factor.rule, factor.held, factor.joint)
        for factor in level_factors(_numbers(given, options), origin=1)
    ]
    for name, third in _THIRDS:
        rows = [_row_fit(third, *given[row : row + 3]) for row in (0, 3)]
        open_row = np.array([_row_fit(third, given[6], given[7], option) for option in options])
        found.append(BayesFactor("position: " + name, np.prod(rows), np.prod(rows) * open_row))
    for step in (0, *STEPS):
        moved = [np.roll(given[place], step) for place in (0, 1, 3, 4, 6, 7)]
        held = np.prod([_fit(given[place], moved[i]) for i, place in enumerate((1, 2, 4, 5))])
        joint = held * _fit(given[7], moved[4]) * np.array([_fit(option, moved[5]) for option in options])
        found.append(BayesFactor("position: " + ("progression" if step else "constant"), held, joint))
    return found + [_turns(given, options, shift) for shift in (1, 2)]


# Which slots of the third panel are filled, from those of the first two (bool arrays).
_THIRDS = (("union", lambda a, b: a | b), ("difference", lambda a, b: a & ~b))


def _numbers(given, options):
    """The `Readings` of the number of filled slots, from 1."""
    slots = given.shape[1]
    fitting = [
        (1.0 - MISREAD) * (panels.sum(axis=1)[:, None] == np.arange(1, slots + 1)) + MISREAD / slots
        for panels in (given, options)
    ]
    return Readings(*fitting, *(panels.mean(axis=1) for panels in fitting))


def _fit(panel, expected):
    """P(panel | it should be `expected`) / P(panel | chance)."""
    chance = 1.0 / (len(panel) * comb(len(panel), int(panel.sum())))
    return (1.0 - MISREAD) / chance * np.array_equal(panel, expected) + MISREAD


def _row_fit(third, a, b, c):
    return _fit(c, third(a, b))


def _turns(given, options, shift):
    """The `BayesFactor` of three different sets of slots that shift by `shift` from row to row."""
    first = given[:3]
    different = len({panel.tobytes() for panel in first}) == 3
    second, third = (np.roll(np.arange(3), -shift * row) for row in (1, 2))
    held = different * np.prod([_fit(given[3 + i], first[second[i]]) for i in range(3)])
    open_row = np.prod([_fit(given[6 + i], first[third[i]]) for i in range(2)])
    joint = held * open_row * np.array([_fit(option, first[third[2]]) for option in options])
    return BayesFactor("position: distribution of three", held, joint)
