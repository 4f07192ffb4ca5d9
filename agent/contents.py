"""What figures hold: their objects and pieces one after another, as the figure head is told of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.objects import COUNTS, INVARIANTS

MIRRORS = (-1, -2)  # the axis of pictures that a reflection reverses: left-right, up-down


class Contents(NamedTuple):
    """P objects and pieces of N figures.

    Attributes
    ----------
    figure, kind : numpy.ndarray
        int (P,): the figure's place in the batch; 0 for an object, else 1 + the place in `agent.pieces.KINDS`.
    crop : numpy.ndarray
        float32 (P, 2, CROP, CROP), see agent.crops.
    invariant : numpy.ndarray
        float32 (P, INVARIANTS) of objects, 0 for pieces.
    summary : numpy.ndarray
        float32 (N, SUMMARY and the pieces' summary).
    """

    figure: np.ndarray
    kind: np.ndarray
    crop: np.ndarray
    invariant: np.ndarray
    summary: np.ndarray

    def with_mirrored(self):
        """The same of N figures, then of their mirror images by each of MIRRORS: 3 N figures."""
        count, looks = len(self.summary), [self]
        for axis in MIRRORS:
            summary = self.summary.copy()
            summary[:, COUNTS - 1 - axis] *= -1.0  # the objects' mean place: across for -1, down for -2
            looks.append(self._replace(
                figure=self.figure + count * len(looks), crop=np.flip(self.crop, axis), summary=summary))
        return Contents(*(np.concatenate(parts) for parts in zip(*looks)))


def contents(found, extra):
    """The `Contents` of figures of which `found` are the `Objects` and `extra` the `Pieces`."""
    figure, place = np.nonzero(found.present)
    known = np.zeros((len(figure) + len(extra.figure), INVARIANTS), np.float32)
    known[:len(figure)] = found.invariant[figure, place]
    return Contents(
        np.concatenate([figure, extra.figure]), np.concatenate([np.zeros(len(figure), int), extra.kind + 1]),
        np.concatenate([found.crop[figure, place], extra.crop]), known,
        np.concatenate([found.summary, extra.summary], axis=1),
    )
