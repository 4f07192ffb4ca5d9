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
ROUND = 0.82  # of a circle's area that a dot with its perimeter has at least
CIRCULAR = 0.965  # the same of a dot that is a circle; an octagon has less


def find_dot(piece: Piece, contour: np.ndarray) -> tuple[complex, float] | None:
    """Centre and radius of a round small contour; None of others."""
    shape = Contour(contour)
    small = 2.0 * shape.radius < DOT * max(piece.layers.ink.shape)
    return (shape.centre, shape.radius) if small and shape.roundness > ROUND else None


def rounded_off(contour: np.ndarray) -> np.ndarray:
    """The circle that a contour nearly is, where lines leave their marks on a dot; others as they are."""
    shape = Contour(contour)
    if shape.roundness < CIRCULAR:
        return contour
    return shape.centre + shape.radius * np.exp(2j * np.pi * np.arange(len(contour)) / len(contour))


def open_dots(piece: Piece, width: float) -> list[tuple]:
    """Of each dot that is no solid: what it encloses, bool, its contour, and its centre with its radius."""
    found = []
    widest = (DOT * max(piece.layers.ink.shape)) ** 2
    for label in piece.holes[piece.layers.areas[piece.holes] < widest].tolist():
        hole = piece.filled & (piece.layers.regions[piece.window] == label)
        contour = offset(piece.contour_of(enclosed_by(hole)), width)
        dot = find_dot(piece, contour)
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
            order = np.argsort(reach)
            tip, back = places[order[:3]].mean(), places[order[-3:]].mean()
            ahead = tip - back
            aims.append((abs(((centre - tip) * np.conj(ahead)).imag) / max(abs(ahead), 1e-6), tip))
        aims.sort(key=lambda aim: aim[0])
        tips = [tip for _, tip in aims[:2]]
        if tips:
            points = np.array([tips[0], centre, *tips[1:]]) - corner
            left = left | line_mask(points, width, left.shape)
    return left
