"""What a figure shows, as data: a drawing is a tuple of items, each a shape with its attributes."""

from __future__ import annotations

from dataclasses import dataclass

FILLS = ("none", "solid", "grey", "striped", "half", "dotted", "crosshatch")


@dataclass(frozen=True)
class Item:
    """One shape of a drawing.

    Items are drawn in order. One without a fill is transparent; one with any other fill hides what lies
    under it. `fill="grey"` with `grey=0.0` is white paper.

    Attributes
    ----------
    shape : str
        A name in `problems.drawing.shapes.SHAPES`.
    x, y : float
        The centre in fractions of the figure's side, from the left and from the top.
    size : float
        Diameter of the shape's circumscribed circle in fractions of the figure's side.
    rotation : float
        Degrees, counter-clockwise as seen.
    mirrored : bool
        Reflected left-right before it is rotated.
    fill : str
        One of `FILLS`.
    line_width : float
        Width of the outline in fractions of the figure's side.
    grey : float
        Ink of the fill "grey", 0.0 to 1.0.
    fill_angle : float
        Degrees, turning with the item: where the filled half lies seen from the centre (0 right, 90 top), or
        along which direction stripes run.
    aspect : float
        Height of the unturned shape, stretched up and down about its centre; 1.0 leaves it as it is.
    """

    shape: str
    x: float = 0.5
    y: float = 0.5
    size: float = 0.6
    rotation: float = 0.0
    mirrored: bool = False
    fill: str = "none"
    line_width: float = 0.02
    grey: float = 0.5
    fill_angle: float = 0.0
    aspect: float = 1.0


Drawing = tuple[Item, ...]
