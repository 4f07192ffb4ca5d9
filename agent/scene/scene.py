"""Scenes: a figure read as objects, each with its outline, place, size, shape and fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from agent.scene.parsing.line_drawing import Curve
from agent.scene.shapes import Contour


@dataclass(frozen=True, eq=False)
class Object:
    """One object of a figure. Lengths are shares of the figure's longer side, angles degrees.

    Attributes
    ----------
    contour : Contour
        The outline, in pixels; of an open stroke its two sides.
    mask : numpy.ndarray
        bool (height, width): the silhouette; what outlines enclose belongs to it.
    place : tuple of float
        x and y of the centroid, from the left and from the top.
    size : float
        Square root of the silhouette's area; of an open stroke its length.
    box : tuple of float
        left, top, right, bottom.
    corners : int
        Convex and reflex ones; 0 for round shapes; of a polyline its bends.
    symmetry : int
        Order of rotational symmetry, 0 where any turn leaves it as it is.
    fill : str
        "none", "solid", "grey", "half", "striped", "dotted", "crosshatch".
    tone : float
        Ink inside the outline, 0 to 1.
    texture : tuple of float or None
        Direction (degrees, 0 to 180, counter-clockwise from the right) and period of a texture.
    closed : bool
        False for open strokes.
    stroke : float or None
        Width of the outline; None where it has none of its own.
    dashed : bool
        Whether the outline is made of dashes or dots.
    parent : int or None
        The index of the object around it.
    curve : Curve or None
        Of an open stroke, its middle.
    orientation : float
        Degrees counter-clockwise, modulo 360 / symmetry: turns as the object turns.
    hue : float or None
        Degrees; None where it is black or grey.
    """

    contour: Contour
    mask: np.ndarray
    place: tuple
    size: float
    box: tuple
    corners: int
    symmetry: int
    fill: str
    tone: float
    texture: tuple | None = None
    closed: bool = True
    stroke: float | None = None
    dashed: bool = False
    parent: int | None = None
    curve: Curve | None = field(default=None, repr=False)
    orientation: float = 0.0
    hue: float | None = None

    def __repr__(self) -> str:
        kind = "stroke" if not self.closed else {0: "round"}.get(self.corners, f"{self.corners}-corner")
        inside = "" if self.parent is None else f" in {self.parent}"
        return f"<{kind} {self.fill} at {self.place[0]:.2f},{self.place[1]:.2f} size {self.size:.2f}{inside}>"


@dataclass(frozen=True, eq=False)
class Scene:
    """The objects of a figure, larger before smaller ones.

    Attributes
    ----------
    objects : tuple of Object
    shape : tuple of int
        Height and width of the figure in pixels.
    """

    objects: tuple
    shape: tuple

    def __len__(self) -> int:
        return len(self.objects)

    def __iter__(self) -> Iterator[Object]:
        return iter(self.objects)
