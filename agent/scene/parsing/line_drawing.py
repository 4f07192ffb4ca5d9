"""Curves of a line drawing: skeletons cut at junctions and joined again where they go on smoothly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agent.scene.lines.cleaning import cleaned, degrees
from agent.scene.lines.junctions import chains, joined
from agent.vision.skeleton import SkeletonGraph, skeleton_graph, thin

STEP = 4  # points of a curve from one to the next that tell its length


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve of a line drawing.

    Attributes
    ----------
    points : numpy.ndarray
        complex (n,), x + iy in pixels, in order along the middle of the stroke.
    closed : bool
    ends : tuple of bool
        Of an open curve: whether each end is free; the others end on another curve.
    width : float
        Of the stroke, in pixels.
    dashed : bool
        Whether it is made of dashes.
    headed : bool
        Whether it is an arrow, whose head is at the last point.
    bends : int
        Corners of a polyline; 0 where it is straight or curved.
    """

    points: np.ndarray
    closed: bool
    ends: tuple = (True, True)
    width: float = 2.0
    dashed: bool = False
    headed: bool = False
    bends: int = 0

    @property
    def length(self) -> float:
        """Length in pixels, measured in steps of a few: a staircase of pixels is longer than the line."""
        return float(np.abs(np.diff(np.append(self.points[:-1:STEP], self.points[-1]))).sum())


def find_curves(strokes: np.ndarray, width: float) -> list[Curve]:
    """The curves that strokes, bool (height, width), are made of.

    Where curves cross, each goes on as it comes; a line that ends on another stops there; two that meet in a corner
    are one curve.

    Parameters
    ----------
    width : float
        The strokes' width in pixels.
    """
    if not strokes.any():
        return []
    graph = cleaned(skeleton_graph(thin(strokes)), width)
    partner = joined(graph, width)
    return _traced(graph, partner, width)


def meet_once(curves: list[Curve], reach: float) -> bool:
    """Whether all curves come within `reach` pixels of one point, where the second and the first meet."""
    first, *others = sorted(curves, key=lambda curve: -curve.length)
    gap = np.abs(first.points[:, None] - others[0].points[None])
    point = first.points[np.unravel_index(gap.argmin(), gap.shape)[0]]
    return all(np.abs(curve.points - point).min() < reach for curve in curves)


def _traced(graph: SkeletonGraph, partner: dict, width: float) -> list[Curve]:
    """Paths joined at their partners, as curves."""
    curves = [Curve(path.points, True, (), width) for path in graph.paths if not path.ends]
    degree = degrees(graph.paths)
    for chain, closed in chains(graph, partner):
        if closed:
            curves.append(Curve(_along(graph, chain), True, (), width))
            continue
        (first, start), (last, stop) = chain[0], chain[-1]
        ends = (degree[graph.paths[first].ends[start]] == 1, degree[graph.paths[last].ends[1 - stop]] == 1)
        loops, rest = ([], chain) if any(ends) else _loops_of(graph, chain)
        curves += [Curve(_along(graph, loop), True, (), width) for loop in loops]
        curves += [Curve(_along(graph, rest), False, ends, width)] if rest else []
    return curves


def _loops_of(graph: SkeletonGraph, chain: list) -> tuple[list, list]:
    """The parts of a chain of paths that come back to a node, and what is left of it."""
    loops, left = [], []
    visited = [graph.paths[chain[0][0]].ends[chain[0][1]]]
    for index, end in chain:
        node = graph.paths[index].ends[1 - end]
        left.append((index, end))
        if node in visited:
            first = visited.index(node)
            loops.append(left[first:])
            left, visited = left[:first], visited[:first + 1]
        else:
            visited.append(node)
    return loops, left


def _along(graph: SkeletonGraph, chain: list) -> np.ndarray:
    """The points of paths, each (index, end it begins with), one after the other."""
    return np.concatenate([graph.paths[index].points[::1 if end == 0 else -1] for index, end in chain])
