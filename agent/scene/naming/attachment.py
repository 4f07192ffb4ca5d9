"""Dots on outlines: where along the outline of another object a small one sits, in the frame of the outline's kind.

A dot that walks along a shape is told by the share of the outline that it has passed, and by the share of its corners:
walks go by length or from corner to corner, and sides need not be of one length. The frame is that of the kind's
largest object, so the shares stay as they are where shape and dot are turned or mirrored together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from agent.scene.naming.named import Named

ON = 0.5  # of a dot's radius: how far its centre may be from an outline that it lies on; a dot that touches is at 1
SMALLER = 0.35  # of the radius of the shape that a dot on its outline has at most: by hand
CORNERS = 3  # of an outline from which a dot's way along it is told by corners
TRIED = 64  # points of an outline by which its frame is found


def attach(found: Sequence[Named], side: int) -> None:
    """Set `along` of each closed object whose centre lies on the outline of a larger one, in figures `side` wide."""
    firsts: dict[int | str, Named] = {}
    by_figure: dict[int, list[Named]] = {}
    for one in sorted(found, key=lambda one: -one.outline.radius):
        firsts.setdefault(one.kind, one)
        by_figure.setdefault(one.figure, []).append(one)
    for objects in by_figure.values():
        for one in objects:
            host = _host(one, objects, side) if one.object.closed else None
            if host is not None:
                share = _share(one.centre * side, host, firsts[host.kind])
                shares = np.array([share, _by_corners(share, firsts[host.kind])])
                # a line is followed there and back: both ways lead to one place
                one.along = shares if host.object.closed else np.minimum(shares, 1.0 - shares)


def _host(dot: Named, objects: Sequence[Named], side: int) -> Named | None:
    """The largest object on whose outline the centre of a dot lies; None where there is none."""
    radius, centre = dot.outline.radius, dot.centre * side
    larger = [one for one in objects if one is not dot and radius <= SMALLER * one.outline.radius]
    on = [one for one in larger if np.abs(one.outline.even - centre).min() < ON * radius]
    return max(on, key=lambda one: one.outline.radius, default=None)


def _share(centre: complex, host: Named, first: Named) -> float:
    """The share of the outline of a kind's `first` object, 0 to 1, that lies before a dot at `centre` on `host`."""
    rep = _normal(first.outline.even, first)
    own, point = _normal(host.outline.even, host)[:: len(rep) // TRIED], _normal(centre, host)
    best, share = math.inf, 0.0
    angle = 0.0
    if host.turn is not None and first.turn is not None:  # turns of plain strokes are directions, not from the first's
        angle = math.radians(host.turn[0] - first.turn[0])
    for mirrored in (False, True) if host.mirror else (False,):
        for sign in (1.0, -1.0):
            turn = np.exp(1j * sign * angle)
            moved = (own.conj() if mirrored else own) * turn
            misfit = float(np.abs(moved[:, None] - rep[None]).min(axis=1).mean())
            if misfit < best - 1e-9:
                best = misfit
                share = float(np.abs((np.conj(point) if mirrored else point) * turn - rep).argmin()) / len(rep)
    return share


def _by_corners(share: float, first: Named) -> float:
    """A share of an outline as a share of its corners, 0 to 1: halfway along one of n sides is half of 1 / n on."""
    corners = first.outline.corners / len(first.outline.even)
    if len(corners) < CORNERS:
        return share
    places = np.arange(len(corners) + 2) / len(corners)
    known = np.concatenate([[corners[-1] - 1.0], corners, [corners[0] + 1.0]])
    return float(np.interp(share, known, places)) % 1.0


def _normal(points: np.ndarray | complex, of: Named) -> np.ndarray:
    """Points in pixels relative to an object's centre, in its radii."""
    return np.asarray((points - of.outline.centre) / max(of.outline.radius, 1e-9))
