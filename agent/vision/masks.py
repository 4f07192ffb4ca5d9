"""Masks of polygons and of lines."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw


def polygon(points: np.ndarray, shape: tuple) -> np.ndarray:
    """The pixels inside a closed curve, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    if len(points) > 2:
        ImageDraw.Draw(canvas).polygon((points - (0.5 + 0.5j)).view(np.float64).tolist(), fill=1)
    return np.asarray(canvas)


def line_mask(points: np.ndarray, width: float, shape: tuple) -> np.ndarray:
    """The pixels of a stroke, bool (height, width)."""
    canvas = Image.new("1", (shape[1], shape[0]))
    places = np.ascontiguousarray(points - (0.5 + 0.5j)).view(np.float64).tolist()
    ImageDraw.Draw(canvas).line(places, fill=1, width=max(1, round(width)))
    return np.asarray(canvas)
