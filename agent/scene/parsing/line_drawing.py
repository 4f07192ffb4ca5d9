"""Curves of a line drawing: skeletons cut at junctions and joined again where they go on smoothly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from agent.vision.skeleton import Path, SkeletonGraph, skeleton_graph, thin

STEP = 4  # points of a curve from one to the next that tell its length
SPUR = 2.5  # stroke widths, of drawings without loops; a shorter branch with a free end is the corner of a stroke
SPUR_BESIDE = 1.8  # the same where there are loops: lines across them end close behind
TIP = 75.0  # degrees between two paths below which a spur behind their node is what thinning makes of a sharp corner
BRIDGE = 2.2  # stroke widths; a shorter path between junctions is what thinning makes of one crossing
NEAR = 3.0  # pixels next to a junction where thinning bends paths
REACH = 14.0  # pixels of a path that tell how it goes on across a junction
SMOOTH = 0.75  # pixels that two paths may be off one parabola and still be one curve
TURN = 0.7  # pixels off that a turn of one radian counts as: short paths fit any parabola
CORNER = 6.0  # pixels: paths less alike than this meet in a corner only if nothing else is left


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
    """

    points: np.ndarray
    closed: bool
    ends: tuple = (True, True)
    width: float = 2.0
    dashed: bool = False
    headed: bool = False

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
    graph = _cleaned(skeleton_graph(thin(strokes)), width)
    partner = _joined(graph, width)
    return _traced(graph, partner, width)


def meet_once(curves: list[Curve], reach: float) -> bool:
    """Whether all curves come within `reach` pixels of one point, where the second and the first meet."""
    first, *others = sorted(curves, key=lambda curve: -curve.length)
    gap = np.abs(first.points[:, None] - others[0].points[None])
    point = first.points[np.unravel_index(gap.argmin(), gap.shape)[0]]
    return all(np.abs(curve.points - point).min() < reach for curve in curves)


def _cleaned(graph: SkeletonGraph, width: float) -> SkeletonGraph:
    """The graph without spurs, with the junctions of one crossing in one node and without nodes of two paths."""
    paths = list(graph.paths)
    nodes = dict(enumerate(graph.nodes))
    paths = [p for p in paths if p.ends or p.length > 2.0 * width]
    paths = _without_spurs(paths, (SPUR if len(paths) < len(nodes) else SPUR_BESIDE) * width, width)
    while True:
        degree = _degrees(paths)
        bridge = next((
            p for p in paths if p.ends and p.ends[0] != p.ends[1] and p.length < max(BRIDGE * width, NEAR + 1.0)
            and degree[p.ends[0]] > 2 and degree[p.ends[1]] > 2), None)
        if bridge is None:
            break
        kept, gone = bridge.ends
        nodes[kept] = (nodes[kept] + nodes[gone]) / 2.0
        paths = [
            Path(p.points, tuple(kept if end == gone else end for end in p.ends)) for p in paths if p is not bridge
        ]
    paths = [p for p in paths if not (p.ends and p.ends[0] == p.ends[1] and p.length < 2.5 * width)]
    return SkeletonGraph([nodes[i] for i in range(len(nodes))], _merged_pairs(paths))


def _without_spurs(paths: list, longest: float, width: float) -> list:
    """The paths but short branches with a free end, and those that are longer where they are a sharp corner's tip."""
    while True:
        degree = _degrees(paths)
        branches = [p for p in paths if p.ends and p.ends[0] != p.ends[1] and min(degree[end] for end in p.ends) == 1
                    and max(degree[end] for end in p.ends) > 1]
        spurs = [p for p in branches if p.length < longest]
        if not spurs:
            spurs = [p for p in branches if p.length < _tip_length(p, paths, degree, width)]
        if not spurs:
            return paths
        shortest = min(spurs, key=lambda p: p.length)
        paths = _merged_pairs([p for p in paths if p is not shortest])


def _tip_length(branch: Path, paths: list, degree: dict, width: float) -> float:
    """The length that a branch would have in pixels as the tip of a corner that the two other paths make."""
    node = max(branch.ends, key=lambda end: degree[end])
    arms = [_leading_to(p, node) for p in paths if node in p.ends and p is not branch]
    if len(arms) != 2 or arms[0] is arms[1]:
        return 0.0
    first, second, tip = (_heading(arm.points[::-1]) for arm in (*arms, _leading_to(branch, node)))
    between = abs(np.angle(first * np.conj(second)))
    if between > np.radians(TIP) or ((first + second) * np.conj(tip)).real > 0.0:
        return 0.0
    return width / max(np.sin(between / 2.0), 0.1) + width


def _heading(points: np.ndarray) -> complex:
    """The direction in which a path sets out, without its beginning that a junction bends."""
    ahead = points[min(len(points) - 1, round(NEAR + REACH))] - points[min(round(NEAR), len(points) // 3)]
    return complex(ahead / max(abs(ahead), 1e-9))


def _degrees(paths: list) -> dict:
    degree: dict = defaultdict(int)
    for path in paths:
        for end in path.ends:
            degree[end] += 1
    return degree


def _merged_pairs(paths: list) -> list:
    """Paths that meet in a node of no other path as one."""
    while True:
        at = defaultdict(list)
        for path in paths:
            for end in path.ends:
                at[end].append(path)
        node = next((n for n, met in at.items() if len(met) == 2 and met[0] is not met[1]), None)
        if node is None:
            loops = [n for n, met in at.items() if len(met) == 2 and met[0] is met[1]]
            return [Path(p.points[:-1]) if p.ends and p.ends[0] == p.ends[1] and p.ends[0] in loops else p
                    for p in paths]
        first, second = at[node]
        a, b = _leading_to(first, node), _leading_to(second, node)
        points = np.concatenate([a.points, b.points[::-1][1:]])
        paths = [p for p in paths if p is not first and p is not second]
        paths.append(Path(points, (a.ends[0], b.ends[0])))


def _leading_to(path: Path, node: int) -> Path:
    """The path in the direction in which it ends at a node."""
    if path.ends[1] == node:
        return path
    return Path(path.points[::-1], path.ends[::-1])


def _joined(graph: SkeletonGraph, width: float) -> dict:
    """The partner, as (path, end), of each end of a path that goes on across its node."""
    at = defaultdict(list)
    for index, path in enumerate(graph.paths):
        for end, node in enumerate(path.ends):
            at[node].append((index, end))
    dangling = _dangling(graph)
    partner = {}
    for met in at.values():
        if len(met) < 2:
            continue
        approach = {end: _approach(graph.paths[end[0]], end[1], width) for end in met}
        cost = {pair: _misfit(approach[pair[0]], approach[pair[1]]) for pair in combinations(met, 2)}
        for pair in cost:  # a loop that meets others in one point is whole
            if pair[0][0] == pair[1][0]:
                cost[pair] = min(cost[pair], SMOOTH / 4.0)
        for a, b in _pairs(met, cost, dangling):
            partner[a], partner[b] = b, a
    return partner


def _pairs(met: list, cost: dict, dangling: set) -> list[tuple]:
    """Which paths go on into each other at a node: of four both pairs at least cost, else the smooth ones."""
    if len(met) == 4:
        ways = [((met[0], met[k]), tuple(end for end in met[1:] if end is not met[k])) for k in (1, 2, 3)]
        best = min(ways, key=lambda way: min(CORNER, cost[way[0]]) + min(CORNER, cost[way[1]]))
        kept = [pair for pair in best if cost[pair] < SMOOTH]
        loose = [pair for pair in best if cost[pair] >= SMOOTH]
        return kept + [pair for pair in loose if not (pair[0][0] in dangling and pair[1][0] in dangling and kept)]
    free, pairs = set(met), []
    for pair in sorted(cost, key=cost.__getitem__):
        if cost[pair] < SMOOTH and free.issuperset(pair):
            pairs.append(pair)
            free -= set(pair)
    rest = [end for end in free if end[0] not in dangling]
    if len(rest) == 2 or (not rest and len(free) == 2):
        pairs.append(tuple(rest) if len(rest) == 2 else tuple(free))
    return pairs


def _dangling(graph: SkeletonGraph) -> set:
    """The paths that lead to free ends only: no closed curve goes through them."""
    left = {i: path.ends for i, path in enumerate(graph.paths) if path.ends}
    gone: set = set()
    while True:
        degree: dict = defaultdict(int)
        for ends in left.values():
            for end in ends:
                degree[end] += 1
        ends_here = [i for i, ends in left.items() if min(degree[end] for end in ends) == 1]
        if not ends_here:
            return gone
        gone.update(ends_here)
        for i in ends_here:
            del left[i]


def _approach(path: Path, end: int, width: float) -> np.ndarray:
    """The points of a path towards one of its ends, nearest first, without what the junction distorts."""
    points = path.points if end == 0 else path.points[::-1]
    along = np.append(0.0, np.cumsum(np.abs(np.diff(points))))
    kept = (along >= min(max(width, NEAR), along[-1] / 3.0)) & (along <= width + REACH)
    return points[kept]


def _misfit(first: np.ndarray, second: np.ndarray) -> float:
    """How far, in pixels, two approaches to a junction are off one parabola, with a penalty for how they turn."""
    if not (len(first) and len(second)):
        return np.inf
    points = np.concatenate([first[::-1], second])
    axis = second[-1] - first[-1]
    if abs(axis) < 1e-6:
        return np.inf
    local = (points - first[-1]) * np.conj(axis) / abs(axis) ** 2
    if np.any(np.diff(local.real) < -0.05):  # it turns back
        return CORNER + abs(axis) / 100.0
    basis = np.stack([np.ones(len(points)), local.real, local.real**2], axis=1)
    rest = local.imag - basis @ np.linalg.lstsq(basis, local.imag, rcond=None)[0]
    leaving, coming = second[-1] - second[0], first[0] - first[-1]
    turn = abs(np.angle(leaving * np.conj(coming))) if abs(leaving) * abs(coming) > 0 else 0.0
    return float(np.sqrt(np.mean(rest**2)) * abs(axis)) + TURN * turn


def _traced(graph: SkeletonGraph, partner: dict, width: float) -> list[Curve]:
    """Paths joined at their partners, as curves."""
    curves, used = [], set()
    for index, path in enumerate(graph.paths):
        if not path.ends:
            curves.append(Curve(path.points, True, (), width))
            used.add(index)
    degree = _degrees(graph.paths)
    starts = [(i, e) for i, p in enumerate(graph.paths) for e in range(len(p.ends)) if (i, e) not in partner]
    starts += [(i, 0) for i, p in enumerate(graph.paths) if p.ends]
    for start in starts:
        if start[0] in used:
            continue
        chain, here = [], start
        while True:
            index, end = here
            used.add(index)
            chain.append(here)
            leaving = (index, 1 - end)
            if leaving not in partner or partner[leaving][0] in used:
                break
            here = partner[leaving]
        if start in partner and partner.get(leaving) == start:
            curves.append(Curve(_along(graph, chain), True, (), width))
            continue
        ends = (degree[graph.paths[start[0]].ends[start[1]]] == 1, degree[graph.paths[index].ends[leaving[1]]] == 1)
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
