"""Dashed and dotted lines: small strokes that go on from one to the next are one curve."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from agent.scene.parsing.line_drawing import Curve
from agent.vision.components import components, label
from agent.vision.contours import enclosed_by
from agent.vision.morphology import dilate, erode, with_margin

LEAST = 5  # dashes that make a dashed line
LONGEST = 0.11  # of the figure's side: a longer stroke is no dash
GAP = 2.2  # median lengths of dashes that may lie between two of them
STRAY = np.cos(np.deg2rad(60.0))  # a gap goes on in a dash's direction up to this turn: corners fall into gaps
DOT = 1.6  # times its breadth from which a piece has a direction of its own
WIDEST_GAP = 0.035  # of the side: half of the widest gap between two dashes of an outline
LATTICE = 1.3  # times its second neighbour's distance that a dot's third must have: else the dots are a texture


def find_dashes(strokes: np.ndarray, width: float) -> tuple[list[Curve], np.ndarray]:
    """The dashed curves among strokes, bool (height, width), and the strokes without their dashes.

    Parameters
    ----------
    width : float
        The strokes' width in pixels.
    """
    pieces, count = label(strokes)
    if count < LEAST:
        return [], strokes
    side = max(strokes.shape)
    size = np.bincount(pieces.ravel(), minlength=count + 1)[1:]
    extent = np.array([max(s.stop - s.start for s in place) for place in ndimage.find_objects(pieces)])
    small = np.flatnonzero((extent <= max(LONGEST * side, 3.0 * width)) & (size <= 1.6 * extent * (width + 1.0)))
    if len(small) < LEAST:
        return [], strokes
    ends, heads, lengths = _segments(pieces, small + 1)
    reach = GAP * max(float(np.median(lengths)), width) + width
    straight = _chains(_links(ends.ravel(), heads.ravel(), reach))
    curves, gone = [], np.zeros(count + 1, bool)
    for chain, closed in _round_corners(straight, ends.ravel(), reach):
        if len(chain) < LEAST:
            continue
        gone[small[[end // 2 for end in chain]] + 1] = True
        points = np.array([place for end in chain for place in (ends.ravel()[end], ends.ravel()[end ^ 1])])
        if closed:
            points = np.append(points, points[0])
        curves.append(Curve(_evened(points), closed, () if closed else (True, True), width, dashed=True))
    return curves, strokes & ~gone[pieces]


def dashed_outlines(dashes: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Outlines that dashes make: of each its silhouette and its dashes, bool (height, width).

    Dashes are grown until few pieces are left; a piece that is a ring of many dashes is an outline.
    """
    pieces, _ = label(dashes)
    best: list[tuple[np.ndarray, np.ndarray]] = []
    covered = 0
    for reach in range(1, max(2, round(WIDEST_GAP * max(dashes.shape)) + 1)):
        found = _rings(dashes, pieces, reach + 1)
        members = sum(int(np.count_nonzero(own)) for _, own in found)
        if members > covered:
            best, covered = found, members
        if covered > 0.98 * np.count_nonzero(dashes):
            break
    return best


def _rings(dashes: np.ndarray, pieces: np.ndarray, reach: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Silhouettes and dashes of the rings that dashes grown by `reach` make."""
    found = []
    for ring in components(dilate(with_margin(dashes, reach), reach)):
        own = np.unique(pieces[dashes & ring[reach:-reach, reach:-reach]])
        if len(own) < LEAST:
            continue
        filled = enclosed_by(ring)
        if np.count_nonzero(filled & ~ring) > (2 * reach) ** 2:
            mask = erode(filled, reach)[reach:-reach, reach:-reach]
            found.append((mask, dashes & np.isin(pieces, own)))
    return found


def _round_corners(chains: list, places: np.ndarray, reach: float) -> list:
    """Chains of dashes joined where their ends meet at a corner: as `_chains` gives them."""
    open_chains = [chain for chain, closed in chains if not closed and len(chain) >= 2]
    rest = [found for found in chains if found[1] or len(found[0]) < 2]
    if not open_chains:
        return chains
    tips = np.array([[places[chain[0]], places[chain[-1] ^ 1]] for chain in open_chains]).ravel()
    away = np.abs(tips[None] - tips[:, None])
    own = np.arange(len(tips))
    lengths = np.repeat([len(chain) for chain in open_chains], 2)
    closing = (own[:, None] // 2 == own[None] // 2) & (lengths[:, None] < LEAST)
    cost = np.where((own[:, None] == own[None]) | closing | (away > reach), np.inf, away)
    nearest, known = cost.argmin(axis=1), np.isfinite(cost.min(axis=1))
    link = [int(j) if known[i] and nearest[j] == i else -1 for i, j in enumerate(nearest.tolist())]
    joined = []
    for order, closed in _chains(link):
        members: list[int] = []
        for tip in order:
            chain = open_chains[tip // 2]
            members += chain if tip % 2 == 0 else [end ^ 1 for end in reversed(chain)]
        joined.append((members, closed))
    return rest + joined


def _segments(pieces: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ends (n, 2), outward directions at both (n, 2) and lengths (n,) of small pieces, along their long axis."""
    places = np.array(ndimage.center_of_mass(pieces > 0, pieces, chosen))
    centre = places[:, 1] + 0.5 + 1j * (places[:, 0] + 0.5)
    axis, length = np.zeros(len(chosen), complex), np.zeros(len(chosen))
    boxes = ndimage.find_objects(pieces)
    for index, piece in enumerate(chosen.tolist()):
        rows, columns = np.nonzero(pieces[boxes[piece - 1]] == piece)
        local = (columns - columns.mean()) + 1j * (rows - rows.mean())
        spread = np.sqrt(np.mean(local**2) + 0j)
        direction = spread / abs(spread) if abs(spread) > 1e-6 else 1.0
        along, across = (local * np.conj(direction)).real, (local * np.conj(direction)).imag
        length[index] = np.ptp(along) + 1.0
        if length[index] >= DOT * (np.ptp(across) + 1.0):
            axis[index] = direction
    _point_dots(centre, axis)
    half = axis * (np.maximum(length, 1.0)[:, None].T[0] / 2.0)
    return np.stack([centre - half, centre + half], axis=1), np.stack([-axis, axis], axis=1), length


def _point_dots(centre: np.ndarray, axis: np.ndarray) -> None:
    """Give each dot the direction of the line through it and its two nearest neighbours; in place."""
    if len(centre) < LEAST:
        return
    gap = centre[None] - centre[:, None]
    away = np.abs(gap) + np.diag(np.full(len(centre), np.inf))
    order = np.argsort(away, axis=1)[:, :3]
    for index in np.flatnonzero(axis == 0):
        first, second, third = order[index]
        before, after = gap[index, first], gap[index, second]
        opposite = -(before * np.conj(after)).real / max(abs(before) * abs(after), 1e-9)
        if away[index, third] > LATTICE * away[index, second] and opposite > 0.0:
            axis[index] = (after - before) / abs(after - before)


def _links(places: np.ndarray, heads: np.ndarray, reach: float) -> list[int]:
    """For each end of a dash the end it goes on to, where both are each other's nearest; -1 for none."""
    gap = places[None, :] - places[:, None]
    away = np.abs(gap)
    onward = ((gap * heads[:, None].conj()).real >= STRAY * away) & (heads[:, None] != 0)
    own = np.arange(len(places)) // 2
    cost = np.where((own[:, None] == own[None, :]) | ~onward | ~onward.T | (away > reach), np.inf, away)
    nearest = cost.argmin(axis=1)
    known = np.isfinite(cost.min(axis=1))
    return [int(j) if known[i] and nearest[j] == i else -1 for i, j in enumerate(nearest.tolist())]


def _chains(link: list[int]) -> list[tuple[list[int], bool]]:
    """Dashes in order, each by the end that comes first, and whether they close."""
    chains, used = [], set()
    for start in sorted(range(len(link)), key=lambda end: link[end] >= 0):  # open chains begin at a free end
        chain, end = [], start
        while end >= 0 and end // 2 not in used:
            used.add(end // 2)
            chain.append(end)
            end = link[end ^ 1]
        if chain:
            chains.append((chain, end == start))
    return chains


def _evened(points: np.ndarray) -> np.ndarray:
    """The points with gaps filled, about a pixel apart."""
    along = np.append(0.0, np.cumsum(np.abs(np.diff(points))))
    places = np.linspace(0.0, along[-1], max(2, round(along[-1]) + 1))
    return np.interp(places, along, points.real) + 1j * np.interp(places, along, points.imag)
