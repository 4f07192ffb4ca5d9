"""Colours of ink: what to paint for a share of ink of a hue, and how dark a colour looks."""

from __future__ import annotations

import colorsys

import numpy as np

SATURATION, VALUE = 0.9, 0.85  # of coloured ink
LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)  # of red, green and blue (ITU-R BT.601)

Ink = int | tuple[int, ...]  # what Pillow paints with: one number, or one for each of three colours


def hue_rgb(hue: float) -> tuple[float, float, float]:
    """Red, green and blue, 0.0 to 1.0, of ink of a hue in degrees."""
    return colorsys.hsv_to_rgb(hue % 360.0 / 360.0, SATURATION, VALUE)


def ink_of(mode: str, level: float, hue: float | None = None) -> Ink:
    """What to paint on black for a share of ink, 0.0 to 1.0.

    In mode "L" a number from 0 to 255. In mode "RGB" three, of what the colour lacks of white, so that
    255 less the picture shows the colour on white paper.
    """
    if mode == "L":
        return round(255 * level)
    lacking = (1.0, 1.0, 1.0) if hue is None else tuple(1.0 - part for part in hue_rgb(hue))
    return tuple(round(255 * level * part) for part in lacking)
