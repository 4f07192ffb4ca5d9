"""The inputs of the network for a figure: what its ink tells before any weights are used."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.network.holes_and_cores import HolesAndCores, holes_and_cores
from agent.network.object_regions import COUNTS, INVARIANTS, ObjectRegions, object_regions
from agent.network.polar.polar import Polar, polar
from agent.network.polar.rotation import blocks

MIRRORS = (-1, -2)  # the axis of pictures that a reflection reverses: left-right, up-down


class FigureInputs(NamedTuple):
    """The inputs for N figures.

    Attributes
    ----------
    ink : numpy.ndarray
        float32 (N, 1, SIDE, SIDE).
    blocks : numpy.ndarray
        float32 (N, BLOCKS, BLOCKS): see `agent.network.polar.rotation.blocks`.
    polar : Polar
    objects : ObjectRegions
        Without their crops and invariants, which are needed in `parts` alone.
    parts : FigureParts
    """

    ink: np.ndarray
    blocks: np.ndarray
    polar: Polar
    objects: ObjectRegions
    parts: FigureParts


def figure_inputs(ink: np.ndarray) -> FigureInputs:
    """The `FigureInputs` of figures (N, 1, SIDE, SIDE) of float32 ink."""
    found = object_regions(ink[:, 0])
    parts = figure_parts(found, holes_and_cores(ink[:, 0]))
    places = found._replace(crop=found.crop[:, :0], invariant=found.invariant[:, :0])
    return FigureInputs(ink, blocks(ink), polar(ink[:, 0]), places, parts)


class FigureParts(NamedTuple):
    """P parts of N figures: their objects, holes and cores.

    Attributes
    ----------
    figure, kind : numpy.ndarray
        int (P,): the place of the figure in the batch; 0 for an object, else 1 + the place in
        `agent.network.holes_and_cores.KINDS`.
    crop : numpy.ndarray
        float32 (P, 2, CROP, CROP): see `agent.network.object_crops`.
    invariant : numpy.ndarray
        float32 (P, INVARIANTS) of objects, 0 for holes and cores.
    summary : numpy.ndarray
        float32 (N, SUMMARY and the width of the summary of holes and cores).
    """

    figure: np.ndarray
    kind: np.ndarray
    crop: np.ndarray
    invariant: np.ndarray
    summary: np.ndarray

    def with_mirrored(self) -> FigureParts:
        """The parts of the N figures, then those of their mirror images by each of MIRRORS: 3 N figures."""
        count, images = len(self.summary), [self]
        for axis in MIRRORS:
            summary = self.summary.copy()
            summary[:, COUNTS - 1 - axis] *= -1.0  # the mean place of the objects: across for -1, down for -2
            images.append(self._replace(
                figure=self.figure + count * len(images), crop=np.flip(self.crop, axis), summary=summary))
        return FigureParts(*(np.concatenate(parts) for parts in zip(*images, strict=True)))


def figure_parts(found: ObjectRegions, extra: HolesAndCores) -> FigureParts:
    """The `FigureParts` of figures, from their objects and their holes and cores."""
    figure, place = np.nonzero(found.present)
    invariant = np.zeros((len(figure) + len(extra.figure), INVARIANTS), np.float32)
    invariant[:len(figure)] = found.invariant[figure, place]
    return FigureParts(
        np.concatenate([figure, extra.figure]), np.concatenate([np.zeros(len(figure), int), extra.kind + 1]),
        np.concatenate([found.crop[figure, place], extra.crop]), invariant,
        np.concatenate([found.summary, extra.summary], axis=1),
    )
