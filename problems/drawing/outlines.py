"""The outlines of the shapes: closed polygons as complex points x + iy, y down, curves finely sampled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

CURVE_POINTS = 64  # points of a full turn


def arc(start: float, stop: float, radius: float = 1.0, centre: complex = 0.0) -> np.ndarray:
    """Points of an arc from `start` to `stop`, degrees counter-clockwise as seen."""
    count = max(3, round(abs(stop - start) / 360.0 * CURVE_POINTS) + 1)
    return centre + radius * np.exp(-1j * np.radians(np.linspace(start, stop, count)))


def regular(corners: int, start: float = 90.0) -> np.ndarray:
    """A regular polygon with its first corner at `start` degrees."""
    return np.exp(-1j * np.radians(start + 360.0 / corners * np.arange(corners)))


def star(points: int, inner: float) -> np.ndarray:
    """A star with `points` tips on the unit circle and its notches at radius `inner`."""
    radius = np.tile([1.0, inner], points)
    return radius * np.exp(-1j * np.radians(90.0 + 180.0 / points * np.arange(2 * points)))


def points(*pairs: tuple[float, float]) -> np.ndarray:
    """The polygon of the given (x, y) corners."""
    return np.array([complex(x, y) for x, y in pairs])


def box(width: float, height: float) -> np.ndarray:
    """A rectangle about the origin."""
    return points((-width, -height), (width, -height), (width, height), (-width, height))


def plus(arm: float) -> np.ndarray:
    """A cross with arms of half-width `arm` and unit length."""
    quarter = points((arm, -1.0), (arm, -arm), (1.0, -arm))
    return np.concatenate([quarter * 1j**turn for turn in range(4)])


def ellipse(ratio: float) -> np.ndarray:
    """An ellipse, `ratio` as high as it is wide."""
    circle = arc(0.0, 360.0)[:-1]
    return circle.real + 1j * ratio * circle.imag


def heart() -> np.ndarray:
    """The cardioid-like heart curve, tip down."""
    angle = np.linspace(0.0, 2.0 * np.pi, CURVE_POINTS, endpoint=False)
    x = 16.0 * np.sin(angle) ** 3
    y = 13.0 * np.cos(angle) - 5.0 * np.cos(2 * angle) - 2.0 * np.cos(3 * angle) - np.cos(4 * angle)
    return x - 1j * y


def crescent() -> np.ndarray:
    """A moon open to the right: the unit disc less a disc to its right."""
    outer = arc(55.0, 305.0)
    tip = outer[0]
    centre = 0.75
    radius = abs(tip - centre)
    start = np.degrees(np.angle(np.conj(tip - centre)))
    return np.concatenate([outer, arc(360.0 - start, start, radius, centre)[1:-1]])


def droplet() -> np.ndarray:
    """A round drop with its tip up."""
    return np.concatenate([[-1.0j], arc(150.0, 390.0, 0.55, 0.2j)])


def egg() -> np.ndarray:
    """An egg, its narrow end up."""
    circle = arc(0.0, 360.0)[:-1]
    return circle.real * (0.68 + 0.2 * circle.imag) + 1j * circle.imag


def cloverleaf() -> np.ndarray:
    """Four round lobes."""
    angle = np.linspace(0.0, 2.0 * np.pi, CURVE_POINTS, endpoint=False)
    return (0.78 + 0.22 * np.cos(4.0 * angle)) * np.exp(1j * angle)


def ribbon(path: Sequence[complex] | np.ndarray, half_width: float) -> np.ndarray:
    """A stroke of constant width along an open path of complex points, with mitred corners."""
    path = np.asarray(path)
    steps = np.diff(path)
    normals = 1j * steps / abs(steps)
    before = np.concatenate([normals[:1], normals])
    after = np.concatenate([normals, normals[-1:]])
    mitres = (before + after) / (1.0 + (before * after.conj()).real)
    return np.concatenate([path + half_width * mitres, (path - half_width * mitres)[::-1]])


OUTLINES = {
    "circle": lambda: arc(0.0, 360.0)[:-1],
    "square": lambda: box(1.0, 1.0),
    "rectangle": lambda: box(1.0, 0.55),
    "triangle": lambda: regular(3),
    "right_triangle": lambda: points((1, -1), (1, 1), (-1, 1)),
    "diamond": lambda: points((0, -0.72), (1, 0), (0, 0.72), (-1, 0)),
    "pentagon": lambda: regular(5),
    "hexagon": lambda: regular(6, 0.0),
    "octagon": lambda: regular(8, 22.5),
    "star": lambda: star(5, 0.4),
    "heart": heart,
    "plus": lambda: plus(0.33),
    "arrow": lambda: points((1, 0), (0.2, 0.8), (0.2, 0.3), (-1, 0.3), (-1, -0.3), (0.2, -0.3), (0.2, -0.8)),
    "pacman": lambda: np.concatenate([[0.0], arc(45.0, 315.0)]),
    "crescent": crescent,
    "ellipse": lambda: ellipse(0.6),
    "trapezoid": lambda: points((-0.5, -0.5), (0.5, -0.5), (1, 0.5), (-1, 0.5)),
    "parallelogram": lambda: points((-0.45, -0.5), (1, -0.5), (0.45, 0.5), (-1, 0.5)),
    "l_shape": lambda: points((-0.6, -1), (-0.05, -1), (-0.05, 0.45), (0.6, 0.45), (0.6, 1), (-0.6, 1)),
    "t_shape": lambda: points(
        (-0.9, -0.8), (0.9, -0.8), (0.9, -0.25), (0.28, -0.25), (0.28, 0.8), (-0.28, 0.8), (-0.28, -0.25),
        (-0.9, -0.25),
    ),
    "z_shape": lambda: points(
        (-0.9, -0.6), (0.3, -0.6), (0.3, 0), (0.9, 0), (0.9, 0.6), (-0.3, 0.6), (-0.3, 0), (-0.9, 0)
    ),
    "lightning": lambda: points(
        (0.2, -1), (-0.6, 0.15), (-0.08, 0.15), (-0.3, 1), (0.6, -0.25), (0.08, -0.25), (0.55, -1)
    ),
    "house": lambda: points((0, -1), (0.8, -0.2), (0.8, 0.8), (-0.8, 0.8), (-0.8, -0.2)),
    "semicircle": lambda: arc(0.0, 180.0),
    "quarter": lambda: np.concatenate([[0.0], arc(0.0, 90.0)]),
    "droplet": droplet,
    "chevron": lambda: points((-0.7, -0.8), (0.1, -0.8), (0.8, 0), (0.1, 0.8), (-0.7, 0.8), (0, 0)),
    "kite": lambda: points((0, -0.6), (0.65, 0), (0, 1.2), (-0.65, 0)),
    "star4": lambda: star(4, 0.38),
    "star6": lambda: star(6, 0.55),
    "egg": egg,
    "clover": cloverleaf,
    "flag": lambda: points((-0.5, -1), (0.7, -0.5), (-0.25, 0), (-0.25, 1), (-0.5, 1)),
    "scalene": lambda: points((-1, 0.5), (-1, -0.65), (1, 0.5)),
    "ramp": lambda: points((-0.8, -0.6), (0.3, -0.6), (0.9, 0.6), (-0.8, 0.6)),
    "f_shape": lambda: points(
        (-0.5, -1), (0.6, -1), (0.6, -0.55), (0, -0.55), (0, -0.2), (0.4, -0.2), (0.4, 0.25), (0, 0.25),
        (0, 1), (-0.5, 1),
    ),
    "hook": lambda: ribbon(np.concatenate([[-0.5 - 0.9j], arc(180.0, 360.0, 0.5, 0.35j)]), 0.14),
    "line": lambda: box(1.0, 0.06),
    "cross_thin": lambda: plus(0.06),
    "corner": lambda: ribbon([-0.7 - 0.8j, -0.7 + 0.7j, 0.2 + 0.7j], 0.07),
    "zigzag": lambda: ribbon([-0.7 + 0.8j, -0.7 - 0.8j, 0.7 + 0.8j, 0.7 - 0.8j], 0.07),
    "bow": lambda: ribbon(arc(20.0, 160.0), 0.06),
    "wave": lambda: ribbon(np.linspace(-1, 1, 33) + 0.3j * np.sin(np.linspace(-1, 1, 33) * np.pi), 0.06),
}

# rotational order (0 any angle) and, where there is one, the direction of a mirror axis in degrees
SYMMETRY = {
    "circle": (0, 90), "square": (4, 90), "rectangle": (2, 90), "triangle": (3, 90),
    "right_triangle": (1, 135),
    "diamond": (2, 90), "pentagon": (5, 90), "hexagon": (6, 90), "octagon": (8, 90), "star": (5, 90),
    "heart": (1, 90), "plus": (4, 90), "arrow": (1, 0), "pacman": (1, 0), "crescent": (1, 0),
    "ellipse": (2, 90),
    "trapezoid": (1, 90), "parallelogram": (2, None), "l_shape": (1, None), "t_shape": (1, 90),
    "z_shape": (2, None), "lightning": (1, None), "house": (1, 90), "semicircle": (1, 90), "quarter": (1, 45),
    "droplet": (1, 90), "chevron": (1, 0), "kite": (1, 90), "star4": (4, 90), "star6": (6, 90),
    "egg": (1, 90),
    "clover": (4, 90), "flag": (1, None), "line": (2, 90), "cross_thin": (4, 90), "corner": (1, None),
    "zigzag": (2, None), "bow": (1, 90), "wave": (2, None),
    "scalene": (1, None), "ramp": (1, None), "f_shape": (1, None),
    "hook": (1, None),
}  # fmt: skip
THIN = ("line", "cross_thin", "corner", "zigzag", "bow", "wave")
ROUND = ("circle", "ellipse", "egg", "clover")  # curves without a corner
ON_CIRCLE_CENTRE = ("pacman",)  # turns about its disc's centre; all others about their centroid
