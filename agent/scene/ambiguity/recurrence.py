"""The choice among readings of ambiguous pieces: the one whose objects recur in other figures of the problem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from agent.scene.parsing.found import Found
from agent.scene.shapes import Contour, correlations, mirrored

# How far, in shares of the radius, contours of one shape differ at most, and by how many pixels more
NOISE, PIXELS = 0.03, 0.45
SIZE = 0.06  # logarithm of the ratio of sizes that differ at most in one object drawn twice
CERTAIN = 2.0  # times as much as a match with an ambiguous object a match with one read in one way counts
PASSES = 2  # of choosing: what is chosen in one figure changes what recurs for another


class _Pool(NamedTuple):
    """Objects by the spectrum and the size of their contours, and what a match with each counts."""

    spectra: np.ndarray
    radii: np.ndarray
    weights: np.ndarray


def chosen_readings(
    found: Sequence[list[Found]], ambiguous: Sequence[list[list[list[Found]]]]
) -> list[list[list[Found]]]:
    """Of each figure the reading of each of its ambiguous pieces.

    Parameters
    ----------
    found : sequence of list of Found
        Of each figure what is read in one way only.
    ambiguous : sequence
        Of each figure its ambiguous pieces: of each its readings, the likelier first.

    Returns
    -------
    list of list of list of Found
        Of each figure one reading a piece.
    """
    chosen = [[readings[0] for readings in pieces] for pieces in ambiguous]
    if not any(chosen) or len(found) < 2:
        return chosen
    shapes: dict[int, Contour] = {}
    for _ in range(PASSES):
        for figure, pieces in enumerate(ambiguous):
            if not pieces:
                continue
            others = [k for k in range(len(found)) if k != figure]
            pool = _pool([part for k in others for part in found[k]],
                         [part for k in others for reading in chosen[k] for part in reading], shapes)
            for index, readings in enumerate(pieces):
                scores = [_recurring(reading, pool, shapes) for reading in readings]
                chosen[figure][index] = readings[int(np.argmax(scores))]
    return chosen


def _contour(part: Found, shapes: dict[int, Contour]) -> Contour:
    if id(part) not in shapes:
        shapes[id(part)] = Contour(part.contour)
    return shapes[id(part)]


def _pool(certain: list[Found], doubtful: list[Found], shapes: dict[int, Contour]) -> _Pool | None:
    contours = [_contour(part, shapes) for part in certain + doubtful]
    if not contours:
        return None
    return _Pool(np.stack([contour.spectrum for contour in contours]), np.array([c.radius for c in contours]),
                 np.repeat([CERTAIN, 1.0], [len(certain), len(doubtful)]))


def _recurring(reading: list[Found], pool: _Pool | None, shapes: dict[int, Contour]) -> float:
    """How much of a reading's objects other figures show too, 0 to CERTAIN."""
    if pool is None or not reading:
        return 0.0
    contours = [_contour(part, shapes) for part in reading]
    spectra, radii = np.stack([c.spectrum for c in contours]), np.array([[c.radius] for c in contours])
    alike = np.maximum(correlations(spectra, pool.spectra)[0], correlations(spectra, mirrored(pool.spectra))[0])
    apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * alike))
    noise = NOISE + PIXELS / np.maximum(1.0, np.minimum(radii, pool.radii))
    sized = np.abs(np.log(np.maximum(pool.radii, 1e-6) / np.maximum(radii, 1e-6)))
    same = (apart < noise) & (sized < SIZE + np.log1p(1.0 / np.maximum(radii, 1.0)))
    return float((same * pool.weights).max(axis=1).mean())
