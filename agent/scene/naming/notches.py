"""The direction of a notch or mouth: where the one clear concavity of a contour lies, seen from its centre."""

from __future__ import annotations

import numpy as np

from agent.scene.shapes import Contour
from agent.vision.contours import centroid, convex_hull

DEEP = 0.06  # of the square root of the area: a shallower concavity is none, by hand
ALONE = 0.6  # of the deepest concavity's depth that the second deepest may have: a star has no notch, by hand
PIXELS = 1.5  # depth in pixels below which a concavity is a jagged edge


def notch_direction(contour: Contour) -> float | None:
    """Degrees counter-clockwise from the right; None where there is no concavity or more than one like it."""
    points = contour.even[::2]
    hull = convex_hull(points)
    found = []
    for start, stop in zip(hull, [*hull[1:], hull[0] + len(points)], strict=True):
        if stop - start < 4:
            continue
        part = points[np.arange(start, stop + 1) % len(points)]
        chord = part[-1] - part[0]
        if abs(chord) > 1e-6:
            depth = np.abs(((part - part[0]) * np.conj(chord)).imag).max() / abs(chord)
            found.append((float(depth), centroid(part)))
    if not found:
        return None
    found.sort(key=lambda concavity: -concavity[0])
    if found[0][0] < max(DEEP * np.sqrt(contour.area), PIXELS):
        return None
    if len(found) > 1 and found[1][0] > ALONE * found[0][0]:
        return None
    return float(np.degrees(np.angle(np.conj(found[0][1] - contour.centre)))) % 360.0
