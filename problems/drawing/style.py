"""How a renderer draws: lines, corners, blur, what varies from problem to problem."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

ROUNDINGS = (0.0, 0.06, 0.12, 0.2)


@dataclass(frozen=True)
class Style:
    """How one renderer draws; the figures of a problem share it.

    Attributes
    ----------
    samples : int
        Samples along the edge of a pixel; 1 gives two-level edges.
    line : float
        Factor on every item's line width.
    swell : float
        How far ink bleeds outwards at every edge, in fractions of the side.
    blur : float
        Standard deviation of the blur in fractions of the side.
    rounding : float
        Radius of the corners in units of half the item's size; every value used stays cached.
    wobble : float
        Amplitude of the distortion of outlines in units of half the item's size.
    phase : float
        Radians; which distortion.
    period : float
        Distance of stripes and dots in fractions of the side.
    jitter : float
        Standard deviation of independent shifts of whole figures in fractions of the side; sizes vary by the
        same number. Needs `rng` when rendering.
    """

    samples: int = 4
    line: float = 1.0
    swell: float = 0.0
    blur: float = 0.0
    rounding: float = 0.0
    wobble: float = 0.0
    phase: float = 0.0
    period: float = 0.06
    jitter: float = 0.0

    @classmethod
    def random(cls, *, rng: np.random.Generator, held_out: bool = False) -> Style:
        """A style by chance; `held_out` draws from ranges that the others leave out."""
        u = rng.random(9).tolist()
        if held_out:
            return cls(
                samples=2 if u[0] < 0.3 else 5,
                line=0.55 + 0.15 * u[1] if u[8] < 0.5 else 1.8 + 0.4 * u[1],
                blur=0.009 + 0.003 * u[2] if u[2] < 0.5 else 0.0,
                swell=0.001 * u[3],
                rounding=0.09 if u[4] < 0.3 else 0.0,
                wobble=0.012 + 0.006 * u[5] if u[5] < 0.5 else 0.0,
                phase=6.28 * u[6],
                period=0.052 + 0.006 * u[7],
                jitter=0.002,
            )
        return cls(
            samples=4 if u[0] < 0.7 else 3 if u[0] < 0.9 else 2,
            line=0.7 + 1.1 * u[1] ** 1.5,
            blur=0.018 * (u[2] - 0.5) if u[2] > 0.5 else 0.0,
            swell=0.006 * (u[3] - 0.6) if u[3] > 0.6 else 0.0,
            rounding=ROUNDINGS[max(0, int(8.0 * u[4]) - 4)],
            wobble=0.024 * (u[5] - 0.5) if u[5] > 0.5 else 0.0,
            phase=6.28 * u[6],
            period=0.058 + 0.032 * u[7],
            jitter=0.004 * u[8],
        )

    @classmethod
    def wide(cls, *, rng: np.random.Generator) -> Style:
        """A style by chance; some are thinner, thicker, softer or more wavy than any of `random`'s.

        The ranges that `random` keeps for `held_out` lie between and are not drawn here either, so a network
        that learns from these styles has seen styles on both sides of the held-out ones.
        """
        style, u = cls.random(rng=rng), rng.random(8).tolist()
        if u[0] < 0.2:
            style = replace(style, line=0.42 + 0.13 * u[1] if u[0] < 0.1 else 2.2 + 0.4 * u[1])
        if u[2] < 0.1:
            style = replace(style, blur=0.012 + 0.003 * u[3])
        if u[4] < 0.1:
            style = replace(style, wobble=0.018 + 0.004 * u[5])
        if u[6] < 0.15:
            style = replace(style, period=0.046 + 0.006 * u[7])
        return style


CLEAN = Style()
