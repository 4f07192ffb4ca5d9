"""Skeletons of strokes: thinning, and the graph of paths between ends and junctions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from agent.vision.components import label
from agent.vision.morphology import dilate, erode, with_margin

# The eight neighbours clockwise from the top, as (row, column).
NEIGHBOURS = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def _tables() -> tuple[np.ndarray, np.ndarray]:
    """Which neighbourhoods, as bits in the order of NEIGHBOURS, each half-step removes (Zhang and Suen 1984)."""
    bits = (np.arange(256)[:, None] >> np.arange(8)) & 1
    count = bits.sum(axis=1)
    rises = ((bits == 0) & (np.roll(bits, -1, axis=1) == 1)).sum(axis=1)
    plain = (count >= 2) & (count <= 6) & (rises == 1)
    top, right, bottom, left = bits[:, 0], bits[:, 2], bits[:, 4], bits[:, 6]
    first = plain & (top * right * bottom == 0) & (right * bottom * left == 0)
    second = plain & (top * right * left == 0) & (top * bottom * left == 0)
    return first, second


def _careful_tables() -> tuple[np.ndarray, np.ndarray]:
    """The same for a thinning that leaves diagonal lines two pixels wide (Guo and Hall 1989)."""
    bits = (np.arange(256)[:, None] >> np.arange(8)) & 1
    after = np.stack([bits[:, k] | bits[:, k + 1] for k in (0, 2, 4, 6)]).sum(axis=0)
    before = np.stack([bits[:, k - 1] | bits[:, k] for k in (0, 2, 4, 6)]).sum(axis=0)
    parts = np.stack([(1 - bits[:, k]) & (bits[:, k + 1] | bits[:, (k + 2) % 8]) for k in (0, 2, 4, 6)]).sum(axis=0)
    fewest = np.minimum(after, before)
    plain = (parts == 1) & (fewest >= 2) & (fewest <= 3)
    first = (bits[:, 0] | bits[:, 1] | (1 - bits[:, 3])) & bits[:, 2]
    second = (bits[:, 4] | bits[:, 5] | (1 - bits[:, 7])) & bits[:, 6]
    return plain & (first == 0), plain & (second == 0)


_TABLES = _tables()
_CAREFUL_TABLES = _careful_tables()
LOST = 4  # pixels from its skeleton within which all of a thin line lies
# Neighbourhoods whose pixel can go without parting what is left: two neighbours side by side make a
# stair, and nothing hangs on the pixel's other side.
_STAIRS = np.array([
    any(all((code >> bit) & 1 == want for bit, want in enumerate(pattern) if want is not None)
        for pattern in (
            (1, None, 1, None, 0, 0, 0, None), (0, None, 1, None, 1, None, 0, 0),
            (0, 0, 0, None, 1, None, 1, None), (1, None, 0, 0, 0, None, 1, None)))
    for code in range(256)
])


def thin(mask: np.ndarray) -> np.ndarray:
    """The skeleton of a bool mask (height, width): one pixel wide, connected as the mask is.

    The thinning of Zhang and Suen makes the smoother paths, but loses diagonal lines that are two pixels wide; where
    it does so, that of Guo and Hall is taken.
    """
    thinned = _thinned(mask, _TABLES)
    thin_parts = mask & ~dilate(erode(mask, 2), LOST)
    return _thinned(mask, _CAREFUL_TABLES) if (thin_parts & ~dilate(thinned, LOST)).any() else thinned


def _thinned(mask: np.ndarray, tables: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    padded = with_margin(mask)
    steps = np.array([row * padded.shape[1] + column for row, column in NEIGHBOURS])
    present = padded.ravel()  # of drawings of lines, few pixels are: each pass looks at these alone
    left = np.flatnonzero(present)
    while True:
        before = len(left)
        for table in tables:
            goes = table[_codes(present, left, steps)]
            present[left[goes]] = False
            left = left[~goes]
        if len(left) == before:
            break
    pixels = bytearray(present)
    for place in left[_STAIRS[_codes(present, left, steps)]].tolist():
        if _STAIRS[sum((pixels[place + step] > 0) << bit for bit, step in enumerate(steps.tolist()))]:
            pixels[place] = False
    return np.frombuffer(pixels, bool).reshape(padded.shape)[1:-1, 1:-1]


def _codes(present: np.ndarray, places: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The neighbourhoods of pixels as bits in the order of NEIGHBOURS, uint8 (n,).

    `steps` lead from a place in the flat image to its neighbours.
    """
    return np.packbits(present[places[:, None] + steps], axis=1, bitorder="little")[:, 0]


@dataclass(eq=False)
class Path:
    """A curve of a skeleton between two nodes, or a closed one.

    Attributes
    ----------
    points : numpy.ndarray
        complex (n,), x + iy of pixel centres in order; the nodes' own places at both ends.
    ends : tuple of int
        The nodes at both ends; empty for a closed curve.
    """

    points: np.ndarray
    ends: tuple = field(default=())

    @property
    def length(self) -> float:
        """Length in pixels."""
        return float(np.abs(np.diff(self.points)).sum())


@dataclass(eq=False)
class SkeletonGraph:
    """Paths between nodes: ends of lines and junctions.

    Attributes
    ----------
    nodes : list of complex
    paths : list of Path
    """

    nodes: list
    paths: list


def skeleton_graph(skeleton: np.ndarray) -> SkeletonGraph:
    """The `SkeletonGraph` of a skeleton, bool (height, width)."""
    padded = with_margin(skeleton)
    height, width = padded.shape
    flat = np.flatnonzero(padded)
    beside = flat[:, None] + np.array([row * width + column for row, column in NEIGHBOURS])
    drawn = padded.ravel()[beside]
    degree = np.count_nonzero(drawn, axis=1)
    is_node = np.zeros(height * width, bool)
    is_node[flat] = degree != 2
    places = np.flatnonzero(is_node)
    if is_node[beside[degree != 2]].any():
        node_labels, count = label(is_node.reshape(height, width))
        owner = node_labels.ravel()
    else:  # each pixel is a node of its own
        owner, count = np.zeros(height * width, np.int32), len(places)
        owner[places] = np.arange(1, count + 1)
    y, x = np.divmod(places, width)
    size = np.maximum(np.bincount(owner[places], minlength=count + 1), 1)
    mean_x, mean_y = (np.bincount(owner[places], along, count + 1) / size for along in (x, y))
    centre = mean_x - 0.5 + 1j * (mean_y - 0.5)  # the margin is a pixel, a pixel's centre half of one
    node_of = owner.tolist()
    neighbours, stops = beside[drawn].tolist(), np.cumsum(degree).tolist()
    follow = {i: neighbours[start:stop] for i, start, stop in zip(flat.tolist(), [0, *stops], stops, strict=False)}
    taken: set = set()
    paths = []

    def place(index: int) -> complex:
        return complex(index % width - 0.5, index // width - 0.5)

    for start in places.tolist():
        for second in follow[start]:
            if node_of[second]:
                if node_of[second] != node_of[start] and (second, start) not in taken:
                    taken.add((start, second))
                    paths.append(Path(np.array([centre[node_of[start]], centre[node_of[second]]]),
                                      (node_of[start] - 1, node_of[second] - 1)))
                continue
            if second in taken:
                continue
            chain, before, here = [second], start, second
            while True:
                taken.add(here)
                ahead = [n for n in follow[here] if n != before]
                # beside a node both the node and a neighbour of it may touch: the node comes first
                nodes = [n for n in ahead if node_of[n] and not (len(chain) == 1 and node_of[n] == node_of[start])]
                if nodes:
                    end = nodes[0]
                    break
                ahead = [n for n in ahead if n not in taken and not node_of[n]]
                if not ahead:
                    end = start
                    break
                before, here = here, ahead[0]
                chain.append(here)
            points = [centre[node_of[start]], *map(place, chain), centre[node_of[end]]]
            paths.append(Path(np.array(points), (node_of[start] - 1, node_of[end] - 1)))
    for start in flat.tolist():
        if start in taken or node_of[start]:
            continue
        ring: list[complex] = []
        ahead = [start]
        while ahead:
            taken.add(ahead[0])
            ring.append(place(ahead[0]))
            ahead = [n for n in follow[ahead[0]] if n not in taken and not node_of[n]]
        paths.append(Path(np.array(ring)))
    return SkeletonGraph(centre[1:].tolist(), paths)
