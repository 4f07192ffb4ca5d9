"""An object while its figure is read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from agent.scene.parsing.line_drawing import Curve
from agent.scene.textures.periods import Texture


@dataclass(eq=False)
class Found:
    """An object while its figure is read: its silhouette, what is inside its outline, and its outline.

    Attributes
    ----------
    mask, inner : numpy.ndarray
        bool (height, width): the silhouette, and what tells the fill.
    contour : numpy.ndarray
        complex (n,), in pixels.
    stroke : float or None
        Width of the outline in pixels.
    curve : Curve or None
        Of an open stroke, its middle.
    parent : int or None
        Index of the object around it.
    sample : numpy.ndarray
        int: places of some of its pixels.
    half : bool
        Whether black and paper share its inside.
    rounded : bool
        Whether thinning or growing may have rounded the contour's corners.
    """

    mask: np.ndarray
    inner: np.ndarray
    contour: np.ndarray
    stroke: float | None
    curve: Curve | None = None
    parent: int | None = None
    dashed: bool = False
    area: int = 0
    sample: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    texture: Texture | None = None
    half: bool = False
    rounded: bool = False

    @property
    def closed(self) -> bool:
        """Whether it is no open stroke."""
        return self.curve is None
