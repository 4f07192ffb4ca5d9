"""Panels laid out in slots: what the rules of their objects' attributes say of the options."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.raven.attribute_rules import level_factors, mix
from agent.raven.layout_rules import layout_factors
from agent.raven.levels import grey_levels, size_levels
from agent.raven.object_types import type_levels
from agent.raven.readings import kept_factor, readings
from agent.raven.region_properties import describe, locate
from agent.raven.silhouettes import find_silhouettes, stacked
from agent.raven.structures import STRAY, infer_structure

ORDER = {"rows": (0, 1, 2, 3, 4, 5, 6, 7), "columns": (0, 3, 6, 1, 4, 7, 2, 5)}
SAMPLE = 4  # panels that are looked at first: where these fit no structure, all hardly ever do
# Looks at the panels until all objects have a place: plainly, for thin outlines, for blurred ones.
LOOKS = ({}, {"threshold": 0.1, "close": True}, {"threshold": 0.5})
# `Looks.unevenness` of stripes, dots or an object in an object that was not seen: of what is not one grey. The
# rim of an object shows in it by so much over its radius in pixels, where noise or a blur hides where it ends.
UNEVEN = 0.06
RIM = 1.0


class Expert(NamedTuple):
    """What one feature says of the options.

    Attributes
    ----------
    name : str
        Component and attribute.
    log_probabilities : numpy.ndarray
        float64 (options,), normalised.
    reason : str
        The rule that holds best and its probability, in a line.
    weights : dict
        Rule -> P(rule | complete lines), "no rule" included.
    """

    name: str
    log_probabilities: np.ndarray
    reason: str
    weights: dict


def experts(problem, direction="rows"):
    """The `Expert`s of a 3x3 problem for its "rows" or "columns".

    [] where its panels share no structure, or their objects are not filled with one grey each.
    """
    figures = problem.matrix + problem.options
    if problem.type != "3x3" or len({figure.ink.shape for figure in figures}) > 1:
        return []
    scene, places, components, rows = best_look(figures)
    if not components:
        return []
    looks = describe(scene)
    if (looks.unevenness > UNEVEN + RIM / looks.pixels).mean() > STRAY:
        return []
    types, greys = type_levels(looks.crops, looks.pixels), grey_levels(looks)
    order = np.append(ORDER[direction], np.arange(8, len(figures)))
    found = []
    for component, where in zip(components, rows, strict=True):
        sizes = size_levels(places, looks, types, component.reach)
        levels = {"type": (types, None), "size": (sizes, 1), "grey": (greys, 0)}
        found += _component_experts(component, where[order], levels)
    return found


def best_look(figures):
    """The scene, places, components and their objects (see `infer_structure`) where they fit best.

    None, None, () and [] where the first panels fit no structure.
    """
    ink = stacked(figures)
    best, least = (None, None, (), []), np.inf
    for look in LOOKS:
        sample = locate(find_silhouettes(ink[:SAMPLE], **look))
        if not infer_structure(sample, SAMPLE, STRAY * len(figures) / SAMPLE)[0]:
            continue
        scene = find_silhouettes(ink, **look)
        places = locate(scene)
        components, rows, misfit = infer_structure(places, len(figures))
        if misfit < least:
            best, least = (scene, places, components, rows), misfit
        if not misfit:
            break
    return best


def _component_experts(component, where, levels):
    """The experts for a component's layout, where it has several slots, and for its attributes."""
    several = len(component.slots) > 1
    found = []
    if several:
        found.append(_expert(f"{component.name} layout", layout_factors(where[:8] >= 0, where[8:] >= 0)))
    for name, (probability, origin) in levels.items():
        panels = readings(probability, where)
        factors = level_factors(panels, origin)
        if several:
            factors.append(kept_factor(probability, where, panels))
        found.append(_expert(f"{component.name} {name}", factors))
    return found


def _expert(name, factors):
    evidence, weights = mix(factors)
    rule = max(weights, key=weights.get)
    return Expert(name, evidence, f"{rule} ({weights[rule]:.0%})", weights)
