"""An object with its names, which are equal for what is the same over all figures of a problem."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from agent.scene.scene import Object
from agent.scene.shapes import Contour


@dataclass(eq=False)
class Named:
    """An object with its names.

    Attributes
    ----------
    figure : int
        Index of its figure.
    object : Object
    depth : int
        How many objects are around it.
    kind : int or str
        Of shape, modulo turn, mirror image and scale; of open strokes "straight", "arc", "wave", or
        "bent" with a number for each shape.
    turn : tuple of float or None
        Orientation relative to its kind's first object and what it repeats after, degrees; of straight strokes, arcs
        and waves the direction instead; None where none shows.
    mirror : bool
        Whether it is the mirror image of its kind's first object.
    corners : int
        Of most objects of its kind: small ones are read less exactly.
    within : complex
        Its centroid, x + iy in shares of the side, from that of the object around it, or from the figure's corner.
    along : numpy.ndarray or None
        float (2,): where its centre lies on the outline of a larger object, as a share of that kind's outline and of
        the outline's corners; None off outlines.
    notch : float or None
        Direction of its main concavity in degrees.
    names : dict of str to hashable
        Its names by attribute: "kind", "corners", "fill", "size", "radius", "box size", "place", "box place", "turn",
        "mirror", "notch", "width", "closed", "role", and of closed objects "roundness".
    """

    figure: int
    object: Object
    depth: int = 0
    kind: int | str = 0
    turn: tuple[float, float] | None = None
    mirror: bool = False
    corners: int = 0
    within: complex = 0j
    along: np.ndarray | None = None
    notch: float | None = None
    names: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def outline(self) -> Contour:
        """Its contour; of an open stroke its middle, there and back, for its width is no part of its shape."""
        curve = self.object.curve
        if self.object.closed or curve is None or len(curve.points) < 3:
            return self.object.contour
        return Contour(np.concatenate([curve.points, curve.points[::-1]]))

    @property
    def centre(self) -> complex:
        """The centre of its box, x + iy in shares of the side."""
        left, top, right, bottom = self.object.box
        return complex(left + right, top + bottom) / 2.0

    @property
    def radius(self) -> float:
        """Distance of its farthest point from its centre; of a stroke half its length."""
        shape = self.object.contour
        if not self.object.closed or shape.area <= 0.0:
            return self.object.size / 2.0
        return float(np.abs(shape.even - shape.centre).max()) * self.object.size / math.sqrt(shape.area)

    @property
    def sizes(self) -> np.ndarray:
        """Its size by its radius, its area and its box, float (3,), in shares of the side."""
        left, top, right, bottom = self.object.box
        return np.array([2.0 * self.radius, self.object.size, math.sqrt((right - left) * (bottom - top))])
