"""What is seen of figures before any network looks: it depends on the ink alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from agent.contents import Contents, contents
from agent.objects import Objects, objects
from agent.pieces import pieces
from agent.polar import Polar, polar
from agent.turning import blocks


class Sight(NamedTuple):
    """N figures.

    Attributes
    ----------
    ink : numpy.ndarray
        float32 (N, 1, SIDE, SIDE).
    blocks : numpy.ndarray
        float32 (N, BLOCKS, BLOCKS), see `agent.turning.blocks`.
    polar : Polar
    objects : Objects
        Without their crops and invariants, which pairs do not need.
    contents : Contents
    """

    ink: np.ndarray
    blocks: np.ndarray
    polar: Polar
    objects: Objects
    contents: Contents


def sight(ink):
    """The `Sight` of figures (N, 1, SIDE, SIDE) of float32 ink."""
    found = objects(ink[:, 0])
    held = contents(found, pieces(ink[:, 0]))
    matched = found._replace(crop=found.crop[:, :0], invariant=found.invariant[:, :0])
    return Sight(ink, blocks(ink), polar(ink[:, 0]), matched, held)
