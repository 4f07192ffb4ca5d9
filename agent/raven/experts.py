"""Panels whose objects lie in slots: what the rules of the attributes say of the options."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from agent.raven.attribute_rules import level_factors, mix
from agent.raven.layout_rules import layout_factors
from agent.raven.levels import grey_levels, size_levels
from agent.raven.object_types import type_levels
from agent.raven.readings import kept_factor, readings
from agent.raven.region_properties import describe, locate
from agent.raven.silhouettes import find_silhouettes, stacked
from agent.raven.structures import STRAY, infer_structure

# Places of the matrix in the order in which rules read them: columns are read as the rows of the transposed matrix.
ORDER = {"rows": (0, 1, 2, 3, 4, 5, 6, 7), "columns": (0, 3, 6, 1, 4, 7, 2, 5)}
# Set while looking at the RAVEN samples; UNEVEN and RIM on generated problems.
SAMPLE = 4  # panels that are read first: where these fit no structure, all panels hardly ever do
# Settings of `find_silhouettes`, tried until all objects have a slot: as usual, for thin outlines, for blurred ones.
SETTINGS: tuple[dict[str, Any], ...] = ({}, {"threshold": 0.1, "close": True}, {"threshold": 0.5})
UNEVEN = 0.06  # `Looks.unevenness` above which a fill is not one grey but stripes, dots or another object
RIM = 1.0  # pixels; RIM / radius of the object is added to UNEVEN: blur and noise hide where an outline ends


class Expert(NamedTuple):
    """What one attribute of one component says of the options.

    Attributes
    ----------
    name : str
        Component and attribute.
    log_probabilities : numpy.ndarray
        float64 (options,), normalised.
    reason : str
        The most probable rule and its probability.
    weights : dict
        Rule -> P(rule | complete lines), "no rule" included.
    """

    name: str
    log_probabilities: np.ndarray
    reason: str
    weights: dict


def experts(problem, direction="rows"):
    """The `Expert`s of a 3x3 problem, along "rows" or "columns".

    [] where the panels share no structure, or where objects are not filled with one grey each.
    """
    figures = problem.matrix + problem.options
    if problem.type != "3x3" or len({figure.ink.shape for figure in figures}) > 1:
        return []
    stack, places, components, rows = best_reading(figures)
    if not components:
        return []
    looks = describe(stack)
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


def best_reading(figures):
    """The silhouettes, their places, the components and their objects (see `infer_structure`) that fit best.

    None, None, () and [] where no setting makes the first panels fit a structure.
    """
    ink = stacked(figures)
    best: tuple[Any, Any, tuple, list] = (None, None, (), [])
    least = np.inf
    for setting in SETTINGS:
        sample = locate(find_silhouettes(ink[:SAMPLE], **setting))
        if not infer_structure(sample, SAMPLE, STRAY * len(figures) / SAMPLE)[0]:
            continue
        stack = find_silhouettes(ink, **setting)
        places = locate(stack)
        components, rows, misfit = infer_structure(places, len(figures))
        if misfit < least:
            best, least = (stack, places, components, rows), misfit
        if not misfit:
            break
    return best


def _component_experts(component, where, levels):
    """The experts for the layout of a component, where it has several slots, and for its attributes."""
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
