"""Dots on lines: which contours are dots, and lines led on behind them."""

from __future__ import annotations

import numpy as np

from agent.scene.parsing.faces import offset
from agent.scene.parsing.pieces import Piece
from agent.scene.shapes import Contour
from agent.vision.components import components
from agent.vision.contours import enclosed_by
from agent.vision.masks import line_mask
from agent.vision.morphology import dilate

DOT = 0.17  # of the figure's side that a dot on a line is wide at most
ROUND = 0.88  # of a circle's area that a dot with its perimeter has at least; heads of arrows have less
OPEN_ROUND = 0.82  # the same of a dot that is no solid: what touches it bends its outline
TIP = 1.0  # stroke widths, and two pixels, that a solid's corner extends from its round core at most
CIRCULAR = 0.65  # share of a dot's contour from which it is a circle: lines that meet it change the rest
ON = 0.3  # pixels from a circle within which a contour lies on it
FITS = 4  # times that the circle is fitted to the half of the contour that is nearest to it


def find_dot(piece: Piece, contour: np.ndarray, least: float = ROUND) -> tuple[complex, float] | None:
    """Centre and radius of a small contour of at least some roundness; None of others."""
    return small_disc(piece, contour) if Contour(contour).roundness > least else None


def small_disc(piece: Piece, contour: np.ndarray) -> tuple[complex, float] | None:
    """Centre and radius of a contour as small as dots are; None of larger ones."""
    shape = Contour(contour)
    return (shape.centre, shape.radius) if 2.0 * shape.radius < DOT * max(piece.layers.ink.shape) else None


def tips_of(body: np.ndarray, mask: np.ndarray, width: float) -> np.ndarray:
    """What of a solid's corners a body, bool, lacks of the black `mask` around it: what ends close to it, bool.

    A dot has none: what is beside it are lines that lead away.
    """
    near = dilate(body, 1)
    close = dilate(body, round(TIP * width) + 2)
    tips = np.zeros(mask.shape, bool)
    for part in components(mask & ~near):
        if not (part & ~close).any() and np.count_nonzero(part) > 1:
            tips |= part
    return tips | (near & mask) if tips.any() else tips


def rounded_off(contour: np.ndarray) -> np.ndarray:
    """The circle that a contour nearly is, where lines leave their marks on a dot; others as they are."""
    shape = Contour(contour)
    points, centre, radius = shape.even, shape.centre, shape.radius
    for _ in range(FITS):
        away = np.abs(np.abs(points - centre) - radius)
        near = points[away <= np.median(away)] - shape.centre
        # |z - c|^2 = r^2 is linear in c and r^2 - |c|^2
        x, y, rest = np.linalg.lstsq(np.stack([2.0 * near.real, 2.0 * near.imag, np.ones(len(near))], axis=1),
                                     np.abs(near) ** 2, rcond=None)[0]
        centre, radius = shape.centre + complex(x, y), float(np.sqrt(max(rest + x * x + y * y, 0.0)))
    if np.mean(np.abs(np.abs(points - centre) - radius) < ON) < CIRCULAR:
        return contour
    return centre + radius * np.exp(2j * np.pi * np.arange(len(contour)) / len(contour))


def open_dots(piece: Piece, width: float) -> list[tuple]:
    """Of each dot that is no solid: what it encloses, bool, its contour, and its centre with its radius."""
    found = []
    widest = (DOT * max(piece.layers.ink.shape)) ** 2
    for label in piece.holes[piece.layers.areas[piece.holes] < widest].tolist():
        hole = piece.filled & (piece.layers.regions[piece.window] == label)
        contour = offset(piece.contour_of(enclosed_by(hole)), width)
        dot = find_dot(piece, contour, OPEN_ROUND)
        if dot and not (dilate(hole, int(np.ceil(width)) + 2) & piece.hole & ~hole).any():
            found.append((hole, rounded_off(contour), dot))
    return found


def led_through(piece: Piece, left: np.ndarray, dots: list, width: float) -> np.ndarray:
    """What is left of a piece's lines, bool, with those that reach a dot led to its centre, two of them at most."""
    corner = complex(piece.window[1].start, piece.window[0].start)
    rows, columns = np.indices(left.shape)
    for centre, radius in dots:
        away = np.abs((columns + 0.5) + 1j * (rows + 0.5) - (centre - corner))
        near = left & (away < radius + 2.0 * width + 3.0)
        aims = []
        for arm in components(near):
            y, x = np.nonzero(arm)
            places = x + 0.5 + 1j * (y + 0.5) + corner
            reach = np.abs(places - centre)
            if reach.min() > radius + width + 2.0:
                continue
            tip, back = places[reach < reach.min() + width].mean(), places[reach > reach.max() - 1.0].mean()
            ahead = tip - back
            aims.append((abs(((centre - tip) * np.conj(ahead)).imag) / max(abs(ahead), 1e-6), tip))
        aims.sort(key=lambda aim: aim[0])
        tips = [tip for _, tip in aims[:2]]
        if tips:
            points = np.array([tips[0], centre, *tips[1:]]) - corner
            left = left | line_mask(points, width, left.shape)
    return left
