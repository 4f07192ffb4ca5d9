"""Which paths of a skeleton go on into each other across its junctions."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product

import numpy as np

from agent.scene.lines.cleaning import NEAR, REACH
from agent.vision.skeleton import Path, SkeletonGraph

SMOOTH = 0.75  # pixels that two paths may be off one parabola and still be one curve
TURN = 0.7  # pixels off that a turn of one radian counts as: short paths fit any parabola
CORNER = 6.0  # pixels: paths less alike than this meet in a corner only if nothing else is left
END = 1.0  # pixels off that a path which ends at a junction counts as, and ...
LOOP_END = 2.0  # ... one that could be a part of a closed curve
SHORT = 5.0  # stroke widths: a shorter path with a free end, a tip for one, ends at a junction at no cost
DOUBT = 1.5  # pixels off up to which another way across a junction may be the right one
FAULT = 1.0  # pixels off that a curve which comes back to a junction counts as
MOST_DOUBTS = 5  # junctions with several ways of which all combinations are tried


def joined(graph: SkeletonGraph, width: float) -> dict:
    """The partner, as (path, end), of each end of a path that goes on across its node.

    Where a node allows several ways that are nearly as smooth, those are taken by which the fewest curves cross
    themselves or end on others.
    """
    at = defaultdict(list)
    for index, path in enumerate(graph.paths):
        for end, node in enumerate(path.ends):
            at[node].append((index, end))
    dangling = _dangling(graph)
    ways = [_ways(graph, met, dangling, width) for met in at.values() if len(met) > 1]
    if not ways:
        return {}
    doubtful = sorted((found for found in ways if len(found) > 1), key=lambda found: found[1][0] - found[0][0])
    doubtful = doubtful[:MOST_DOUBTS]
    certain = [pair for found in ways if found not in doubtful for pair in found[0][1]]
    tried = []
    for choice in product(*doubtful):
        partner = _partners(certain + [pair for _, pairs in choice for pair in pairs])
        faults = _faults(graph, partner) if doubtful else 0
        tried.append((sum(cost for cost, _ in choice) + FAULT * faults, partner))
    return min(tried, key=lambda found: found[0])[1]


def _partners(pairs: list[tuple]) -> dict:
    """The partner of each end that is in one of the pairs."""
    return {**dict(pairs), **{b: a for a, b in pairs}}


def _ways(graph: SkeletonGraph, met: list, dangling: set, width: float) -> list[tuple]:
    """The ways in which paths that meet at a node can go on, each its cost and pairs of ends, the best first."""
    approach = {end: _approach(graph.paths[end[0]], end[1], width) for end in met}
    cost = {pair: _misfit(approach[pair[0]], approach[pair[1]]) for pair in combinations(met, 2)}
    for pair in cost:  # a loop that meets others in one point is whole
        if pair[0][0] == pair[1][0]:
            cost[pair] = min(cost[pair], SMOOTH / 4.0)

    def priced(pairs: list[tuple]) -> tuple:
        ends = set(met).difference(*pairs)
        alone = sum(_alone(graph.paths[end[0]], end[0] in dangling, width) for end in ends)
        return sum(min(CORNER, cost[pair]) for pair in pairs) + alone, pairs

    best = priced(_pairs(met, cost, dangling))
    if len(met) == 4:
        others = [priced(_of_four(way, cost, dangling)) for way in _halves(met)]
    else:
        others = [priced([pair]) for pair in cost] if len(met) == 3 else []
    near = [way for way in others if way[1] != best[1] and way[0] < best[0] + DOUBT]
    return [best, *sorted(near, key=lambda way: way[0])]


def _alone(path: Path, dangling: bool, width: float) -> float:
    """What it costs that a path ends at a junction."""
    if not dangling:
        return LOOP_END
    return 0.0 if path.length < SHORT * width else END


def _faults(graph: SkeletonGraph, partner: dict) -> int:
    """How often curves come back to a node where they have been."""
    faults = 0
    for chain, closed in chains(graph, partner):
        nodes = [graph.paths[index].ends[end] for index, end in chain]
        if not closed:
            nodes.append(graph.paths[chain[-1][0]].ends[1 - chain[-1][1]])
        faults += len(nodes) - len(set(nodes))
    return faults


def chains(graph: SkeletonGraph, partner: dict) -> list[tuple[list, bool]]:
    """Paths that go on into each other, each as (index, end it begins with), and whether they close."""
    found, used = [], set()
    starts = [(i, e) for i, p in enumerate(graph.paths) for e in range(len(p.ends)) if (i, e) not in partner]
    starts += [(i, 0) for i, p in enumerate(graph.paths) if p.ends]
    for start in starts:
        if start[0] in used:
            continue
        chain, here = [], start
        while True:
            used.add(here[0])
            chain.append(here)
            leaving = (here[0], 1 - here[1])
            if leaving not in partner or partner[leaving][0] in used:
                break
            here = partner[leaving]
        found.append((chain, start in partner and partner.get(leaving) == start))
    return found


def _halves(met: list) -> list[tuple]:
    """The three ways to make two pairs of four."""
    return [((met[0], met[k]), tuple(end for end in met[1:] if end is not met[k])) for k in (1, 2, 3)]


def _of_four(way: tuple, cost: dict, dangling: set) -> list[tuple]:
    """Those of two pairs that go on into each other: of what leads to free ends, only what is smooth."""
    kept = [pair for pair in way if cost[pair] < SMOOTH]
    loose = [pair for pair in way if cost[pair] >= SMOOTH]
    return kept + [pair for pair in loose if not (pair[0][0] in dangling and pair[1][0] in dangling and kept)]


def _pairs(met: list, cost: dict, dangling: set) -> list[tuple]:
    """Which paths go on into each other at a node: of four both pairs at least cost, else the smooth ones."""
    if len(met) == 4:
        best = min(_halves(met), key=lambda way: min(CORNER, cost[way[0]]) + min(CORNER, cost[way[1]]))
        return _of_four(best, cost, dangling)
    free, pairs = set(met), []
    for pair in sorted(cost, key=cost.__getitem__):
        if cost[pair] < SMOOTH and free.issuperset(pair):
            pairs.append(pair)
            free -= set(pair)
    left = [end for end in met if end in free]
    rest = [end for end in left if end[0] not in dangling]
    if len(rest) == 2 or (not rest and len(left) == 2):
        pairs.append(tuple(rest or left))
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
