"""The graph of a skeleton without what thinning makes of corners and crossings."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from agent.vision.skeleton import Path, SkeletonGraph

SPUR = 2.5  # stroke widths, of drawings without loops; a shorter branch with a free end is the corner of a stroke
SPUR_BESIDE = 1.8  # the same where there are loops: lines across them end close behind
TIP = 75.0  # degrees between two paths below which a spur behind their node is what thinning makes of a sharp corner
BRIDGE = 2.2  # stroke widths; a shorter path between junctions is what thinning makes of one crossing
LONGEST_BRIDGE = 6.0  # stroke widths; a longer path is none, however acute the angle at which lines cross
STRAIGHT = 0.35  # radians by which the two parts of a line may differ in direction at either end of a bridge
NEAR = 3.0  # pixels next to a junction where thinning bends paths
HEADING = 10.0  # pixels of a path up to which its direction near a junction is measured
REACH = 14.0  # pixels of a path that tell how it goes on across a junction


def cleaned(graph: SkeletonGraph, width: float) -> SkeletonGraph:
    """The graph without spurs, with the junctions of one crossing in one node and without nodes of two paths."""
    paths = list(graph.paths)
    nodes = dict(enumerate(graph.nodes))
    paths = [p for p in paths if p.ends or p.length > 2.0 * width]
    paths = _without_spurs(paths, (SPUR if len(paths) < len(nodes) else SPUR_BESIDE) * width, width)
    while True:
        degree = degrees(paths)
        bridge = next((
            p for p in paths if p.ends and p.ends[0] != p.ends[1]
            and degree[p.ends[0]] > 2 and degree[p.ends[1]] > 2 and (
                p.length < max(BRIDGE * width, NEAR + 1.0) or _is_slanted_crossing(p, paths, degree, width))), None)
        if bridge is None:
            break
        kept, gone = bridge.ends
        nodes[kept] = (nodes[kept] + nodes[gone]) / 2.0
        paths = [
            Path(p.points, tuple(kept if end == gone else end for end in p.ends)) for p in paths if p is not bridge
        ]
    paths = [p for p in paths if not (p.ends and p.ends[0] == p.ends[1] and p.length < 2.5 * width)]
    return SkeletonGraph([nodes[i] for i in range(len(nodes))], _merged_pairs(paths))


def _is_slanted_crossing(bridge: Path, paths: list, degree: dict, width: float) -> bool:
    """Whether two paths at either end of a bridge go on as the opposite two at its other end: lines at an acute angle.

    Two strokes of one width that cross at an angle are one for about the width, and a pixel, by the tangent of half of
    the angle.
    """
    if bridge.length > LONGEST_BRIDGE * (width + 1.0) or any(degree[end] != 3 for end in bridge.ends):
        return False
    along = bridge.points[-1] - bridge.points[0]
    sides = []
    for node, axis in zip(bridge.ends, (along, -along), strict=True):
        arms = [p for p in paths if node in p.ends and p is not bridge]
        if len(arms) != 2 or arms[0] is arms[1]:
            return False
        # angles to the bridge's line, of paths that lead away from it
        turns = sorted(float(np.angle(-_heading(leading_to(arm, node).points[::-1]) * np.conj(axis))) for arm in arms)
        sides.append(turns)
    (low, high), (other_low, other_high) = sides
    if not (low < 0.0 < high and other_low < 0.0 < other_high):
        return False
    between = min(high - low, other_high - other_low)
    return (abs(low - other_low) < STRAIGHT and abs(high - other_high) < STRAIGHT and between < np.pi / 2.0
            and bridge.length < 1.3 * (width + 1.0) / np.tan(between / 2.0))


def _without_spurs(paths: list, longest: float, width: float) -> list:
    """The paths but short branches with a free end, and those that are longer where they are a sharp corner's tip."""
    while True:
        degree = degrees(paths)
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
    arms = [leading_to(p, node) for p in paths if node in p.ends and p is not branch]
    if len(arms) != 2 or arms[0] is arms[1]:
        return 0.0
    first, second, tip = (_heading(arm.points[::-1]) for arm in (*arms, leading_to(branch, node)))
    between = abs(np.angle(first * np.conj(second)))
    if between > np.radians(TIP) or ((first + second) * np.conj(tip)).real > 0.0:
        return 0.0
    return width / max(np.sin(between / 2.0), 0.1) + width


def _heading(points: np.ndarray) -> complex:
    """The direction in which a path sets out, without its beginning that a junction bends."""
    ahead = points[min(len(points) - 1, round(HEADING))] - points[min(round(NEAR), len(points) // 3)]
    return complex(ahead / max(abs(ahead), 1e-9))


def degrees(paths: list) -> dict:
    """The number of paths that end at each node."""
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
        a, b = leading_to(first, node), leading_to(second, node)
        points = np.concatenate([a.points, b.points[::-1][1:]])
        paths = [p for p in paths if p is not first and p is not second]
        paths.append(Path(points, (a.ends[0], b.ends[0])))


def leading_to(path: Path, node: int) -> Path:
    """A path in the direction in which it ends at a node."""
    if path.ends[1] == node:
        return path
    return Path(path.points[::-1], path.ends[::-1])
