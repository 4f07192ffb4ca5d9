"""The layout of panels: components and their slots, inferred from all panels of a problem together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEAR = 0.05  # panel sides from the centre of a slot within which an object lies in it; set on the RAVEN samples
STRAY = 0.08  # share of all objects that may lie in no slot, with the slots that stay empty; set on the RAVEN samples


@dataclass(frozen=True)
class Component:
    """Slots that share their rules.

    Attributes
    ----------
    name : str
    slots : tuple of tuple of float
        Centres (x, y) in panel sides, in reading order.
    reach : float
        Half the extent of a slot, in panel sides: the unit of sizes.
    nested : bool
        Whether the objects lie inside another object.
    """

    name: str
    slots: tuple
    reach: float
    nested: bool = False


def _grid(*places):
    return tuple((x, y) for y in places for x in places)


# Slots that several of the layouts have; places and reach in panel sides, as RAVEN draws them.
_CENTRE = ((0.5, 0.5),)
_INNER = Component("inner", _CENTRE, 0.165, nested=True)
_INNER_GRID = Component("inner", _grid(0.42, 0.58), 0.075, nested=True)

# The layouts of RAVEN (Zhang et al., CVPR 2019, figure 2), from few slots to many.
STRUCTURES = (
    (Component("centre", _CENTRE, 0.5),),
    (Component("left", ((0.25, 0.5),), 0.25), Component("right", ((0.75, 0.5),), 0.25)),
    (Component("up", ((0.5, 0.25),), 0.25), Component("down", ((0.5, 0.75),), 0.25)),
    (Component("outer", _CENTRE, 0.5), _INNER),
    (Component("grid", _grid(0.25, 0.75), 0.25),),
    (Component("outer", _CENTRE, 0.5), _INNER_GRID),
    (Component("grid", _grid(0.16, 0.5, 0.83), 0.165),),
)


def infer_structure(places, panels, stray=STRAY):
    """The simplest structure that all panels fit, and which object is where.

    Parameters
    ----------
    places : agent.raven.region_properties.Places
    panels : int
        Number of panels.
    stray : float
        Objects and empty places that may fit no slot, as a share of all objects.

    Returns
    -------
    components : tuple of Component
        () where no structure fits.
    rows : list of numpy.ndarray
        For each component int (panels, slots): the object there, -1 for none.
    misfit : float
        Objects in no slot and components without an object, as a share of all objects.
    """
    for components in STRUCTURES:
        rows = [_place(places, component, panels) for component in components]
        unplaced = len(places) - sum(int((row >= 0).sum()) for row in rows)
        empty = sum(int((row < 0).all(axis=1).sum()) for row in rows)
        if unplaced + empty <= stray * len(places):
            return components, rows, (unplaced + empty) / max(len(places), 1)
    return (), [], 1.0


def _place(places, component, panels):
    """The nearest object to each slot of each panel: int (panels, slots), -1 for none."""
    rows = np.full((panels, len(component.slots)), -1)
    radius = np.sqrt(places.area / np.pi)
    fit = np.flatnonzero((places.nested == component.nested) & (radius < component.reach))
    if not len(fit):
        return rows
    away = np.abs(places.centre[fit, None, :] - np.array(component.slots)).max(axis=2)
    slot = np.argmin(away, axis=1)
    nearest = away.min(axis=1)
    for index in np.argsort(-nearest):  # the nearest is written last
        if nearest[index] <= NEAR:
            rows[places.panel[fit[index]], slot[index]] = fit[index]
    return rows
