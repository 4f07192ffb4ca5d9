"""Rendering: a drawing becomes ink, at several samples a pixel, in the style of one renderer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from problems.drawing.colours import LUMINANCE, Ink, ink_of
from problems.drawing.fills import fill_patterned
from problems.drawing.item import Drawing, Item
from problems.drawing.made_shapes import shape_named
from problems.drawing.strokes import Contour, contour, dashes, half_contour

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


def render(
    drawing: Drawing, *, side: int = 184, style: Style = CLEAN, rng: np.random.Generator | None = None,
) -> np.ndarray:
    """The ink of a drawing: float32 (side, side), 0.0 paper to 1.0 ink; a colour counts by how dark it looks.

    `rng` is needed by styles with jitter and unused by others.
    """
    if any(item.hue is not None for item in drawing):
        seen = render_rgb(drawing, side=side, style=style, rng=rng)
        return np.float32(1.0) - seen @ LUMINANCE
    canvas = _painted(drawing, "L", side, style, rng)
    return np.multiply(np.asarray(canvas), np.float32(1.0 / 255.0), dtype=np.float32)


def render_rgb(
    drawing: Drawing, *, side: int = 184, style: Style = CLEAN, rng: np.random.Generator | None = None,
) -> np.ndarray:
    """The colours of a drawing: float32 (side, side, 3), red, green and blue, 1.0 white paper; as `render`."""
    canvas = _painted(drawing, "RGB", side, style, rng)
    return np.float32(1.0) - np.multiply(np.asarray(canvas), np.float32(1.0 / 255.0), dtype=np.float32)


def _painted(drawing: Drawing, mode: str, side: int, style: Style, rng: np.random.Generator | None) -> Image.Image:
    """A Pillow image of how much ink lies where, in mode "L" or, of what each of three colours lacks, in "RGB"."""
    canvas = Image.new(mode, (side * style.samples,) * 2)
    pen = ImageDraw.Draw(canvas)
    shift, factor = 0j, 1.0
    if style.jitter > 0.0:
        if rng is None:
            raise ValueError("render: expected rng for a style with jitter, got None")
        dx, dy, ds = (style.jitter * rng.standard_normal(3)).tolist()
        shift, factor = complex(dx, dy), 1.0 + max(-0.02, min(0.02, ds))
    for item in drawing:
        _draw_item(canvas, pen, item, style, shift, factor)
    if style.samples > 1:
        canvas = canvas.reduce(style.samples)
    if style.blur > 0.0:
        canvas = canvas.filter(ImageFilter.GaussianBlur(style.blur * side))
    return canvas


def _draw_item(
    canvas: Image.Image, pen: ImageDraw.ImageDraw, item: Item, style: Style, shift: complex, factor: float,
) -> None:
    """Draw one item: its fill, then its outline as a ring."""
    side, mode = canvas.size[0], canvas.mode
    centre = side * (0.5 + 0.5j + factor * complex(item.x - 0.5, item.y - 0.5) + shift)
    radius = 0.5 * side * item.size * factor
    turn = complex(math.cos(math.radians(item.rotation)), -math.sin(math.radians(item.rotation)))
    shape = contour(item.shape, item.aspect, style.rounding, style.wobble > 0.0, item.notch)
    points, mitres = placed(shape, item, style, radius, turn, centre)
    swell = side * style.swell - 0.5  # Pillow fills the pixels on the edge as well: half a pixel less
    half_line = 0.5 * side * item.line_width * style.line
    if shape_named(item.shape).thin:
        thin_line = max(0.0, half_line - shape.depth * radius)
        pen.polygon(_flat(points + mitres * (thin_line + swell)), fill=ink_of(mode, item.ink, item.hue))
        return
    if item.fill == "solid":
        outline = ink_of(mode, item.ink, item.hue if half_line == 0.0 else None)
        pen.polygon(_flat(points + mitres * (half_line + swell)), fill=outline)
        if item.hue is not None and half_line > 0.0:
            pen.polygon(_flat(points - mitres * half_line), fill=ink_of(mode, item.ink, item.hue))
        return
    if item.fill in ("grey", "half"):
        pen.polygon(_flat(points), fill=ink_of(mode, item.grey if item.fill == "grey" else 0.0, item.hue))
    elif item.fill != "none":
        ink = ink_of(mode, 1.0, item.hue)
        fill_patterned(canvas, points, item, centre, turn, side * style.period, ink)
    if item.fill == "half":
        half = half_contour(item.shape, item.aspect, style.rounding, item.fill_angle, item.notch)
        half_points = placed(half, item, style, radius, turn, centre)[0]
        pen.polygon(_flat(half_points), fill=ink_of(mode, 1.0, item.hue))
    if half_line > 0.0:
        line = ink_of(mode, item.ink, item.hue if item.fill == "none" else None)
        inner = min(half_line, 0.85 * shape.depth * radius) + swell
        _draw_outline(pen, points, mitres, half_line + swell, inner, side * item.dash, line)


def _draw_outline(
    pen: ImageDraw.ImageDraw, points: np.ndarray, mitres: np.ndarray, outer: float, inner: float, dash: float, ink: Ink,
) -> None:
    """Draw an outline from `inner` pixels within a polygon to `outer` pixels around it, whole or in dashes."""
    if dash > 0.0:
        for piece in dashes(points, outer, dash):
            pen.polygon(_flat(piece), fill=ink)
    else:
        pen.polygon(_ring(points + mitres * outer, points - mitres * inner), fill=ink)


def placed(
    shape: Contour, item: Item, style: Style, radius: float, turn: complex, centre: complex,
) -> tuple[np.ndarray, np.ndarray]:
    """Points and mitres of a contour, distorted, mirrored, turned, scaled and moved to the item's place."""
    points, mitres = shape.points, shape.mitres
    if style.wobble > 0.0:
        points = points + style.wobble * np.exp(1j * (3.0 * points.real + 4.0 * points.imag + style.phase))
    if item.mirrored:
        points, mitres = -points.conj(), -mitres.conj()
    return points * (turn * radius) + centre, mitres * turn


def _flat(points: np.ndarray) -> list[float]:
    return points.view(np.float64).tolist()


def _ring(outer: np.ndarray, inner: np.ndarray) -> list[float]:
    """One polygon of two closed paths joined by a seam; Pillow's even-odd filling leaves the inside free."""
    return _flat(np.concatenate([outer, outer[:1], inner, inner[:1]]))
